import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { holdLock, lookAtLock } from '../../src/store/hold-lock.ts';
import { temporaryFolder } from '../deliver/fixture.ts';

const holder = { pid: process.pid, since: '2026-04-27T04:00:00.000Z', doing: 'send 2026-04-27' };

test('a lock that is held is refused with the name of its holder, and free again when released', async () => {
  const file = join(await temporaryFolder(), 'state', 'send.lock');
  const first = await holdLock(file, holder);
  expect(await holdLock(file, holder)).toEqual({ held: false, holder });
  if (first.held) first.release();
  const again = await holdLock(file, holder);
  expect(again.held).toBe(true);
  if (again.held) again.release();
});

test('a look says who holds a lock, and leaves nothing behind', async () => {
  const folder = await temporaryFolder();
  const file = join(folder, 'send.lock');
  expect(await lookAtLock(file)).toEqual({ taken: false });
  expect(await readdir(folder)).toEqual([]);
  const lock = await holdLock(file, holder);
  expect(await lookAtLock(file)).toEqual({ taken: true, holder });
  if (lock.held) lock.release();
  expect(await lookAtLock(file)).toEqual({ taken: false });
  const again = await holdLock(file, holder);
  expect(again.held).toBe(true);
  if (again.held) again.release();
});

test('whoever takes the lock is not refused for another who looks at it', async () => {
  const file = join(await temporaryFolder(), 'send.lock');
  await startProgram(`await holdLock(${JSON.stringify(file)}, {}).then(({ release }) => release());
    console.log('looks');
    for (;;) await lookAtLock(${JSON.stringify(file)});`);
  for (let time = 0; time < 200; time += 1) {
    const lock = await holdLock(file, holder);
    expect(lock.held).toBe(true);
    if (lock.held) lock.release();
  }
});

test.each(['', 'null', '{"pid":"4711","since":"now","doing":"send"}', '{"pid":4711'])(
  'a lock is refused too when what stands for its holder is %j',
  async (written) => {
    const file = join(await temporaryFolder(), 'send.lock');
    const lock = await holdLock(file, holder);
    await writeFile(`${file}.holder`, written);
    expect(await holdLock(file, holder)).toEqual({ held: false, holder: undefined });
    if (lock.held) lock.release();
  },
);

test('LOCK_UNUSABLE: a lock file that is none is named, with what to do', async () => {
  const file = join(await temporaryFolder(), 'send.lock');
  await writeFile(file, 'This is no lock. '.repeat(500));
  await expect(holdLock(file, holder)).rejects.toMatchObject({
    code: 'LOCK_UNUSABLE',
    exitCode: 1,
    problems: [{ place: { file }, fix: expect.stringContaining('Remove it when no send runs') }],
  });
  await rm(file);
  await mkdir(file);
  await expect(holdLock(file, holder)).rejects.toMatchObject({ code: 'LOCK_UNUSABLE' });
  await rm(file, { recursive: true });
  const lock = await holdLock(file, holder);
  expect(lock.held).toBe(true);
  if (lock.held) lock.release();
});

test('a lock whose holder cannot be written down is let go', async () => {
  const file = join(await temporaryFolder(), 'send.lock');
  await mkdir(`${file}.holder`);
  await expect(holdLock(file, holder)).rejects.toMatchObject({ code: 'FILE_NOT_WRITTEN' });
  await rm(`${file}.holder`, { recursive: true });
  const lock = await holdLock(file, holder);
  expect(lock.held).toBe(true);
  if (lock.held) lock.release();
});

test('a process that is killed does not keep the lock', async () => {
  const file = join(await temporaryFolder(), 'send.lock');
  const { child, said } = await startProgram(`
    const lock = await holdLock(${JSON.stringify(file)}, { pid: process.pid, since: 'now', doing: 'test' });
    console.log(lock.held);
    setInterval(() => lock, 1000);`);
  expect(said).toBe('true');
  expect(await holdLock(file, holder)).toMatchObject({ held: false, holder: { pid: child.pid } });
  child.kill('SIGKILL');
  await once(child, 'exit');
  const lock = await holdLock(file, holder);
  expect(lock.held).toBe(true);
  if (lock.held) lock.release();
});

/** Runs lines in another process; gives it, and what it said first. */
async function startProgram(lines: string) {
  const source = pathToFileURL(join(import.meta.dirname, '../../src/store/hold-lock.ts')).href;
  const program = `const { holdLock, lookAtLock } = await import(${JSON.stringify(source)});\n${lines}`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [said] = await once(child.stdout, 'data');
  return { child, said: String(said).trim() };
}
