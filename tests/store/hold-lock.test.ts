import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { holdLock } from '../../src/store/hold-lock.ts';
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
  const source = pathToFileURL(join(import.meta.dirname, '../../src/store/hold-lock.ts')).href;
  const program = `const { holdLock } = await import(${JSON.stringify(source)});
    const lock = await holdLock(${JSON.stringify(file)}, { pid: process.pid, since: 'now', doing: 'test' });
    console.log(lock.held);
    setInterval(() => lock, 1000);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = await once(child.stdout, 'data');
  expect(String(said).trim()).toBe('true');
  expect(await holdLock(file, holder)).toMatchObject({ held: false, holder: { pid: child.pid } });
  child.kill('SIGKILL');
  await once(child, 'exit');
  const lock = await holdLock(file, holder);
  expect(lock.held).toBe(true);
  if (lock.held) lock.release();
});
