import { type FileHandle, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openOutbox } from '../../../src/deliver/transport/open-outbox.ts';
import { fileHandles } from '../../file-handles.ts';
import { temporaryFolder } from '../fixture.ts';
import { moment } from '../moment.ts';

const message = (to: string, id: string, text = 'hello') => ({
  envelope: { from: 'news@example.com', to },
  raw: [Buffer.from(`Subject: ${text}\r\n`), Buffer.from('\r\n')],
  dotted: false,
  id,
});

test('each message becomes one file of its own, whatever its address', async () => {
  const folder = join(await temporaryFolder(), 'outbox', '2026-04-27');
  const outbox = openOutbox({ folder });
  const addresses = [
    'a@example.com',
    'A@example.com',
    '../../etc@example.com',
    'a/b@example.com',
    `${'x'.repeat(64)}@example.com`,
    // As long as an address may be: longer than a file's name may be, with what stands behind it.
    `${'x'.repeat(64)}@${'example.'.repeat(22)}example.com`,
  ];
  for (const address of addresses) {
    expect(await outbox.send(message(address, `e.${address}@example.com`))).toMatchObject({ state: 'accepted' });
  }
  const files = await readdir(folder);
  expect(files).toHaveLength(addresses.length);
  expect(files.every((file) => /^[\w@.+-]+\.eml$/.test(file))).toBe(true);
});

test('a message is accepted when its bytes are on the disk, and not where they could not be brought there', async () => {
  const folder = await temporaryFolder();
  const sync = vi.spyOn(await fileHandles(), 'sync').mockRejectedValue(new Error('EIO: i/o error, fsync'));
  onTestFinished(() => sync.mockRestore());
  const outbox = openOutbox({ folder });
  expect(await outbox.send(message('ada@example.com', 'one@example.com'))).toMatchObject({
    state: 'deferred',
    scope: 'server',
    reply: expect.stringContaining('EIO'),
  });
  expect(await readdir(folder)).toEqual([]);
});

/** Has this done before a folder is flushed; a file is as it was. Gives all that was flushed. */
async function beforeFolders(act: () => Promise<void>) {
  const handles = await fileHandles();
  const { sync } = handles;
  const flushed: FileHandle[] = [];
  const spy = vi.spyOn(handles, 'sync').mockImplementation(async function (this: FileHandle) {
    flushed.push(this);
    if ((await this.stat()).isDirectory()) await act();
    await sync.call(this);
  });
  onTestFinished(() => spy.mockRestore());
  return { flushed, restore: () => spy.mockRestore() };
}

const failing = (code: string) => async (): Promise<void> => {
  throw Object.assign(new Error(`${code}: fsync`), { code });
};

test('a message is not accepted while its name is not on the disk, and is there once when it is', async () => {
  const folder = await temporaryFolder();
  const outbox = openOutbox({ folder });
  const { restore } = await beforeFolders(failing('EIO'));
  for (const time of [1, 2]) {
    expect({ time, ...(await outbox.send(message('ada@example.com', 'one@example.com'))) }).toMatchObject({
      time,
      state: 'deferred',
      scope: 'server',
      reply: 'EIO: fsync',
    });
  }
  restore();
  expect(await outbox.send(message('ada@example.com', 'one@example.com'))).toMatchObject({ state: 'accepted' });
  expect(await readdir(folder)).toHaveLength(1);
});

test.each<[what: string, act: () => Promise<void>]>([
  ['takes it', async () => undefined],
  ['fails', failing('EIO')],
])('the message and the folder are closed where the disk %s', async (_, act) => {
  const outbox = openOutbox({ folder: await temporaryFolder() });
  const { flushed } = await beforeFolders(act);
  for (let turn = 0; turn < 3; turn += 1) await outbox.send(message('ada@example.com', `${turn}@example.com`));
  expect(flushed.map(({ fd }) => fd)).toEqual(Array(6).fill(-1));
});

test.each(['EPERM', 'EINVAL'])('a system that flushes no folder (%s) takes messages all the same', async (code) => {
  const outbox = openOutbox({ folder: await temporaryFolder() });
  await beforeFolders(failing(code));
  expect(await outbox.send(message('ada@example.com', 'one@example.com'))).toMatchObject({ state: 'accepted' });
});

test('the names of messages that come together are flushed together, each before it is accepted', async () => {
  const folder = await temporaryFolder();
  const outbox = openOutbox({ folder });
  const { come, let: allAreThere } = moment();
  let flushes = 0;
  const flushed = new Set<string>();
  await beforeFolders(async () => {
    flushes += 1;
    const names = await readdir(folder);
    await come;
    for (const name of names) flushed.add(`written to ${name}`);
  });
  const sending = Array.from({ length: 20 }, async (_, index) => {
    const outcome = await outbox.send(message(`reader${index}@example.com`, `${index}@example.com`));
    return 'reply' in outcome && flushed.has(outcome.reply);
  });
  await expect.poll(async () => (await readdir(folder)).filter((name) => !name.startsWith('.')).length).toBe(20);
  allAreThere();
  expect(await Promise.all(sending)).toEqual(Array(20).fill(true));
  // The last may not have asked yet when the second begins.
  expect(flushes).toBeLessThan(20);
});

test('a message that is there already is neither doubled nor changed', async () => {
  const folder = await temporaryFolder();
  const outbox = openOutbox({ folder });
  await outbox.send(message('ada@example.com', 'one@example.com', 'first'));
  const again = await outbox.send(message('ada@example.com', 'one@example.com', 'second'));
  expect(again).toMatchObject({ state: 'accepted', reply: expect.stringContaining('already') });
  const files = await readdir(folder);
  expect(files).toHaveLength(1);
  expect(await readFile(join(folder, files[0] ?? ''), 'utf8')).toContain('first');
});

test('TRANSPORT_REFUSED: a folder that cannot be made is said before anyone is mailed, and a send is an outcome', async () => {
  const file = join(await temporaryFolder(), 'outbox');
  await writeFile(file, 'in the way');
  const outbox = openOutbox({ folder: file });
  await expect(outbox.verify()).rejects.toMatchObject({ code: 'TRANSPORT_REFUSED' });
  expect(await outbox.send(message('ada@example.com', 'x@example.com'))).toMatchObject({
    state: 'deferred',
    scope: 'server',
  });
});
