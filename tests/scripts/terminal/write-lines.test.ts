import { PassThrough, Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { writeLines } from '../../../scripts/terminal/write-lines.ts';

/** A million lines, and how many of them were asked for, and whether whoever asked has let go. */
function million() {
  const seen = { asked: 0, over: false };
  const lines = async function* () {
    try {
      for (; seen.asked < 1_000_000; ) {
        seen.asked += 1;
        yield `${seen.asked}\n`;
      }
    } finally {
      seen.over = true;
    }
  };
  return { seen, lines: lines() };
}

/** Long enough for a writer that waits for nobody to be far ahead. */
const meanwhile = async (): Promise<void> => {
  for (let turn = 0; turn < 1000; turn += 1) await setImmediate();
};

test('no more lines are asked for than a slow reader takes', async () => {
  const { seen, lines } = million();
  const pipe = new PassThrough({ highWaterMark: 100 });
  const written = writeLines(lines, pipe);
  await meanwhile();
  expect(seen.asked).toBeLessThan(200);
  const before = seen.asked;
  expect(String(pipe.read())).toMatch(/^1\n2\n3\n/);
  await meanwhile();
  expect(seen.asked).toBeGreaterThan(before);
  expect(seen.asked).toBeLessThan(400);
  pipe.destroy();
  await written;
});

test('a reader that goes away ends it without an error, whether it was waited for or not', async () => {
  for (const highWaterMark of [1, 1_000_000]) {
    const { seen, lines } = million();
    const pipe = new Writable({
      highWaterMark,
      write: (line, _encoding, done) => done(String(line) === '5\n' ? new Error('EPIPE') : null),
    });
    pipe.on('error', () => undefined);
    await writeLines(lines, pipe);
    expect(seen).toMatchObject({ over: true });
    expect(seen.asked).toBeLessThan(100);
    expect(pipe.listenerCount('close')).toBe(0);
  }
});

test('every line is written, in order', async () => {
  const pipe = new PassThrough({ highWaterMark: 2 });
  const text = (async () => {
    let all = '';
    for await (const chunk of pipe) all += chunk;
    return all;
  })();
  await writeLines(
    (async function* () {
      yield* ['a\n', 'b\n', 'c\n'];
    })(),
    pipe,
  );
  pipe.end();
  expect(await text).toBe('a\nb\nc\n');
});
