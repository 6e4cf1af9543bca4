import { setImmediate, setTimeout } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { Journal } from '../../../src/deliver/journal/journal.ts';
import { parseRate } from '../../../src/deliver/limits/rate.ts';
import { openSmtp } from '../../../src/deliver/transport/open-smtp.ts';
import type { Transport } from '../../../src/deliver/transport/transport.ts';
import { MastheadError } from '../../../src/foundation/masthead-error.ts';
import { addSuppression } from '../../../src/store/suppressions.ts';
import { collect, csvOf, openNewsletter } from '../fixture.ts';
import { startHeardServer } from '../heard-server.ts';
import { moment } from '../moment.ts';
import { accepted, transportOf } from '../told-transport.ts';

const edition = '2026-04-27';
const message = {
  envelope: { from: 'news@example.com', to: 'ada@example.com' },
  raw: [Buffer.from('Subject: hello\r\n')],
  dotted: false,
  id: 'one@example.com',
};
const readers = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `reader${index}@example.com`);

function smtp(url: string, connections: number): Transport {
  const transport = openSmtp({ url, connections });
  onTestFinished(() => transport.close());
  return transport;
}

/** A journal whose turns reach the disk when the test lets them. */
const heldBackBy = (journal: Journal, disk: () => Promise<void>): Journal => ({
  ...journal,
  turn: async (turn) => {
    const result = await journal.turn(turn);
    return { ...result, onDisk: result.onDisk.then(disk) };
  },
});

test('no byte of a message leaves before its turn is on the disk, though the envelope does', async () => {
  const newsletter = await openNewsletter();
  const server = await startHeardServer();
  const disk = moment();
  const journal = heldBackBy(newsletter.journal, () => disk.come);
  const sending = newsletter.send(smtp(server.url, 3), await newsletter.list(csvOf(7)), { journal });
  await server.asked(3);
  const other = await openNewsletter(newsletter.folder);
  expect(await other.journal.counts(edition)).toEqual({ attempting: 3, planned: 4 });
  // A whole message by another way, so that what had left would have come.
  await smtp(server.url, 1).send(message);
  expect(server.bodies).toEqual(['', '', '', 'Subject: hello\r\n.\r\n']);
  disk.let();
  expect(await sending).toMatchObject({ counts: { accepted: 7 } });
  expect([...server.taken].sort()).toEqual([message.envelope.to, ...readers(7)]);
});

test('a disk that fails late loses no outcome, and whoever was taken meanwhile is as he was', async () => {
  const newsletter = await openNewsletter();
  const failing = moment();
  let turns = 0;
  const journal = heldBackBy(newsletter.journal, async () => {
    turns += 1;
    if (turns !== 2) return;
    await failing.come;
    throw new MastheadError('JOURNAL_NOT_WRITTEN', { what: 'No.', why: 'EIO', fix: '' });
  });
  // The first is on its way until the second turn is on its way to the disk; the fourth is taken then.
  const released = moment();
  const [mailed, begun]: [string[], string[]] = [[], []];
  const told = transportOf(
    async ({ envelope }) => {
      if (envelope.to === 'reader0@example.com') await released.come;
      mailed.push(envelope.to);
      return accepted;
    },
    { connections: 2 },
  );
  const transport: Transport = {
    ...told,
    send: (one, mayGo) => {
      begun.push(one.envelope.to);
      if (one.envelope.to === 'reader2@example.com') void setTimeout(0).then(() => released.let());
      if (one.envelope.to === 'reader3@example.com') failing.let();
      return told.send(one, mayGo);
    },
  };
  const audience = await newsletter.list(csvOf(9));
  await expect(newsletter.send(transport, audience, { journal: { ...journal, gathering: 0 } })).rejects.toMatchObject({
    code: 'JOURNAL_NOT_WRITTEN',
  });
  expect(mailed.sort()).toEqual(['reader0@example.com', 'reader1@example.com']);
  expect(begun.sort()).toEqual(readers(4));
  expect(await newsletter.journal.counts(edition)).toEqual({ accepted: 2, attempting: 1, planned: 6 });
});

test('an outcome that comes while a turn is written is in the next one', async () => {
  const newsletter = await openNewsletter();
  const released = moment();
  const settled = moment();
  let turns = 0;
  const journal: Journal = {
    ...newsletter.journal,
    turn: async (turn) => {
      const result = await newsletter.journal.turn(turn);
      turns += 1;
      if (turns === 2) {
        released.let();
        await settled.come;
      }
      return result;
    },
  };
  const transport = transportOf(
    async ({ envelope }) => {
      if (envelope.to === 'reader0@example.com') {
        await released.come;
        void setTimeout(5).then(() => settled.let());
      }
      return accepted;
    },
    { connections: 2 },
  );
  const summary = await newsletter.send(transport, await newsletter.list(csvOf(4)), { journal });
  expect(summary).toMatchObject({ thisRun: { accepted: 4 }, counts: { accepted: 4 } });
});

test.each([
  ['of a transport', { rate: parseRate('1000/s') }],
  ['of a domain', { domains: { 'example.com': { rate: '1000/s' } } }],
])(
  'where there is a rate %s nobody is taken while a turn is on its way to the disk: they would leave all at once',
  async (_, limits) => {
    const newsletter = await openNewsletter();
    const disk = moment();
    const released = moment();
    let turns = 0;
    const journal = heldBackBy(newsletter.journal, async () => {
      turns += 1;
      if (turns === 2) await disk.come;
    });
    const begun: string[] = [];
    const told = transportOf(
      async ({ envelope }) => {
        if (envelope.to === 'reader0@example.com') await released.come;
        return accepted;
      },
      { connections: 2 },
    );
    const transport: Transport = {
      ...told,
      send: (one, mayGo) => {
        begun.push(one.envelope.to);
        return told.send(one, mayGo);
      },
    };
    const audience = await newsletter.list(csvOf(5));
    const sending = newsletter.send(transport, audience, { journal: { ...journal, gathering: 0 }, ...limits });
    while (turns < 2) await setImmediate();
    // An outcome makes room for the next.
    const before = begun.length;
    released.let();
    for (let passes = 0; passes < 200; passes += 1) await setImmediate();
    expect(begun).toHaveLength(before);
    disk.let();
    expect(await sending).toMatchObject({ counts: { accepted: 5 } });
  },
);

test('a listener that throws ends the run with its error, and what was in flight is written down', async () => {
  const newsletter = await openNewsletter();
  const transport = transportOf(async () => accepted, { connections: 3 });
  let told = 0;
  const onSettled = (): void => {
    told += 1;
    if (told === 4) throw new Error('nobody listens');
  };
  await expect(newsletter.send(transport, await newsletter.list(csvOf(20)), { onSettled })).rejects.toThrow(
    'nobody listens',
  );
  const { accepted: mailed = 0, planned = 0, ...others } = await newsletter.journal.counts(edition);
  expect({ others, all: mailed + planned }).toEqual({ others: {}, all: 20 });
  expect(mailed).toBeGreaterThanOrEqual(4);
});

test('outcomes that come in together are written in one turn', async () => {
  const newsletter = await openNewsletter();
  const sizes: number[] = [];
  const journal: Journal = {
    ...newsletter.journal,
    turn: (turn) => {
      sizes.push(turn.settled.length);
      return newsletter.journal.turn(turn);
    },
  };
  let waiting: (() => void)[] = [];
  const fiveAtOnce = transportOf(
    async () => {
      const five = new Promise<void>((resolve) => waiting.push(resolve));
      if (waiting.length === 5) {
        for (const resolve of waiting) resolve();
        waiting = [];
      }
      await five;
      return accepted;
    },
    { connections: 5 },
  );
  // Nobody else is on the way then, so there is nothing to wait for: this clock would never let it end.
  const clock = { now: () => new Date(), sleep: () => new Promise<void>(() => undefined) };
  await newsletter.send(fiveAtOnce, await newsletter.list(csvOf(50)), { journal, clock });
  expect(sizes).toEqual([0, ...Array.from({ length: 10 }, () => 5)]);
});

test('while others are on the way a turn waits for them, for as long as the journal says', async () => {
  const newsletter = await openNewsletter();
  const slept: number[] = [];
  let turns = 0;
  let wake: (() => void) | undefined;
  const released = moment();
  const journal: Journal = {
    ...newsletter.journal,
    gathering: 7,
    turn: (turn) => {
      turns += 1;
      return newsletter.journal.turn(turn);
    },
  };
  const clock = {
    now: () => new Date(),
    sleep: (milliseconds: number) => {
      slept.push(milliseconds);
      return new Promise<void>((resolve) => {
        wake = resolve;
      });
    },
  };
  const taken: number[] = [];
  const transport = transportOf(
    async ({ envelope }) => {
      // Two are on the way until the last has gone, which waits for a turn that the two keep open.
      if (['reader1@example.com', 'reader2@example.com'].includes(envelope.to)) await released.come;
      taken.push(turns);
      if (envelope.to === 'reader3@example.com') released.let();
      return accepted;
    },
    { connections: 3 },
  );
  const sending = newsletter.send(transport, await newsletter.list(csvOf(4)), { journal, clock });
  while (!wake) await setImmediate();
  for (let passes = 0; passes < 50; passes += 1) await setImmediate();
  expect({ turns, slept, sent: taken.length }).toEqual({ turns: 1, slept: [7], sent: 1 });
  wake();
  expect(await sending).toMatchObject({ counts: { accepted: 4 } });
});

test('a turn waits for nobody else once half of those who are on the way are in it', async () => {
  const newsletter = await openNewsletter();
  const released = moment();
  const transport = transportOf(
    async ({ envelope }) => {
      if (envelope.to === 'reader1@example.com') await released.come;
      if (envelope.to === 'reader2@example.com') released.let();
      return accepted;
    },
    { connections: 2 },
  );
  // This clock would never let the wait end.
  const clock = { now: () => new Date(), sleep: () => new Promise<void>(() => undefined) };
  const sending = newsletter.send(transport, await newsletter.list(csvOf(3)), { clock });
  expect(await sending).toMatchObject({ counts: { accepted: 3 } });
});

test('whoever is suppressed between two runs is passed over before a server hears of him', async () => {
  const newsletter = await openNewsletter();
  const audience = await newsletter.list(csvOf(6));
  const stop = new AbortController();
  const first = transportOf(
    async () => {
      stop.abort();
      return accepted;
    },
    { connections: 1 },
  );
  await newsletter.send(first, audience, { signal: stop.signal });
  await addSuppression(newsletter.store, {
    address: 'reader3@example.com',
    reason: 'unsubscribed',
    suppressed_at: '2026-04-27T04:00:00Z',
  });
  const server = await startHeardServer();
  expect(await newsletter.send(smtp(server.url, 2), audience)).toMatchObject({ counts: { accepted: 5, skipped: 1 } });
  expect(server.commands.filter((command) => command === 'RCPT')).toHaveLength(4);
});

test('whoever is suppressed while the server has the envelope is skipped, and the others go on', async () => {
  const newsletter = await openNewsletter();
  const server = await startHeardServer();
  let turns = 0;
  const journal: Journal = {
    ...newsletter.journal,
    turn: async (turn) => {
      turns += 1;
      if (turns === 1) {
        await server.asked(2);
        await addSuppression(newsletter.store, {
          address: 'reader1@example.com',
          reason: 'unsubscribed',
          suppressed_at: '2026-04-27T04:00:00Z',
        });
      }
      return newsletter.journal.turn(turn);
    },
  };
  expect(await newsletter.send(smtp(server.url, 2), await newsletter.list(csvOf(6)), { journal })).toMatchObject({
    counts: { accepted: 5, skipped: 1 },
  });
  expect([...server.taken].sort()).toEqual([0, 2, 3, 4, 5].map((index) => `reader${index}@example.com`));
  expect(await collect(newsletter.journal.list(edition, 'skipped'))).toMatchObject([
    { address: 'reader1@example.com', detail: 'suppressed: unsubscribed', attempts: 0 },
  ]);
});

test('whoever is suppressed while the server has the envelope leaves his place to others: at the server, at his domain, in the day', async () => {
  const newsletter = await openNewsletter();
  let turns = 0;
  const journal: Journal = {
    ...newsletter.journal,
    turn: async (turn) => {
      turns += 1;
      if (turns === 1) {
        for (const address of readers(2)) {
          await addSuppression(newsletter.store, { address, reason: 'unsubscribed', suppressed_at: '2026-04-27' });
        }
      }
      return newsletter.journal.turn(turn);
    },
  };
  const summary = await newsletter.send(
    transportOf(async () => accepted, { connections: 2 }),
    await newsletter.list(csvOf(6)),
    { journal, domains: { 'example.com': { connections: 2 } }, limitOfDay: () => 4 },
  );
  expect(summary.counts).toEqual({ accepted: 4, skipped: 2 });
});
