import { chmod, mkdir, mkdtemp, readdir, readFile, readlink, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { readTextFile, writeWholeFile } from '../../src/foundation/text-file.ts';
import { fileHandles } from '../file-handles.ts';

const folder = (): Promise<string> => mkdtemp(join(tmpdir(), 'masthead-'));

test('a byte-order mark and CRLF are read as if they were not there', async () => {
  const file = join(await folder(), 'a.md');
  await writeFile(file, '\uFEFFone\r\ntwo\rthree\n');
  expect(await readTextFile(file)).toBe('one\ntwo\nthree\n');
});

test('a file that is not UTF-8 is refused with the line of the first wrong byte', async () => {
  const file = join(await folder(), 'a.md');
  await writeFile(file, Buffer.concat([Buffer.from('one\ntwo\ncaf'), Buffer.from([0xe9, 0x0a])]));
  await expect(readTextFile(file)).rejects.toMatchObject({
    code: 'FILE_NOT_UTF8',
    exitCode: 2,
    problems: [{ place: { file, line: 3 } }],
  });
});

test.each([
  ['that stands as text', '\uFFFD\ntwo\ncaf', 3],
  ['none', 'one\rtwo\r\nthree\ncaf', 4],
])('the wrong byte is found past a replacement character %s, whatever ends the lines', async (_, text, line) => {
  const file = join(await folder(), 'a.md');
  await writeFile(file, Buffer.concat([Buffer.from(text), Buffer.from([0xe9, 0x0a]), Buffer.from('more\n')]));
  await expect(readTextFile(file)).rejects.toMatchObject({ problems: [{ place: { line } }] });
});

test('a character that the end of the file cuts is a wrong byte of its last line', async () => {
  const file = join(await folder(), 'a.md');
  await writeFile(file, Buffer.concat([Buffer.from('\uFFFD\ntwo'), Buffer.from([0xe2, 0x82])]));
  await expect(readTextFile(file)).rejects.toMatchObject({ problems: [{ place: { line: 2 } }] });
});

test('a missing file is FILE_NOT_FOUND, a folder in its place FILE_NOT_READ', async () => {
  const at = await folder();
  await expect(readTextFile(join(at, 'none.md'))).rejects.toMatchObject({ code: 'FILE_NOT_FOUND', exitCode: 2 });
  await expect(readTextFile(at)).rejects.toMatchObject({ code: 'FILE_NOT_READ', exitCode: 1 });
});

test('a file whose bytes do not reach the disk does not take the place of the one that was there', async () => {
  const at = await folder();
  const file = join(at, 'a.txt');
  await writeWholeFile(file, 'one');
  const sync = vi.spyOn(await fileHandles(), 'sync').mockRejectedValue(new Error('EIO: i/o error, fsync'));
  onTestFinished(() => sync.mockRestore());
  await expect(writeWholeFile(file, 'two')).rejects.toMatchObject({ code: 'FILE_NOT_WRITTEN' });
  expect(await readFile(file, 'utf8')).toBe('one');
  expect(await readdir(at)).toEqual(['a.txt']);
});

test('a whole file is written with its folders, and nothing stays beside it', async () => {
  const at = await folder();
  const file = join(at, 'x', 'y', 'a.txt');
  expect(await writeWholeFile(file, 'one')).toBe(true);
  expect(await writeWholeFile(file, 'two', { mode: 0o600 })).toBe(true);
  expect(await readFile(file, 'utf8')).toBe('two');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readdir(join(at, 'x', 'y'))).toEqual(['a.txt']);
});

test('a file that is written anew keeps who may read it', async () => {
  const file = join(await folder(), 'a.csv');
  for (const mode of [0o600, 0o666]) {
    await writeFile(file, 'one');
    await chmod(file, mode);
    await writeWholeFile(file, 'two');
    expect((await stat(file)).mode & 0o777).toBe(mode);
  }
});

test('what a link leads to is written, there or not, and the link stays', async () => {
  const at = await folder();
  await mkdir(join(at, 'real'));
  await writeFile(join(at, 'real', 'a.csv'), 'one');
  await symlink(join('real', 'a.csv'), join(at, 'a.csv'));
  await symlink('a.csv', join(at, 'again.csv'));
  await symlink(join('real', 'new.csv'), join(at, 'new.csv'));
  await writeWholeFile(join(at, 'again.csv'), 'two');
  await writeWholeFile(join(at, 'new.csv'), 'new');
  expect(await readFile(join(at, 'real', 'a.csv'), 'utf8')).toBe('two');
  expect(await readFile(join(at, 'real', 'new.csv'), 'utf8')).toBe('new');
  expect(await readlink(join(at, 'again.csv'))).toBe('a.csv');
  expect((await readdir(at)).sort()).toEqual(['a.csv', 'again.csv', 'new.csv', 'real']);
  expect((await readdir(join(at, 'real'))).sort()).toEqual(['a.csv', 'new.csv']);
});

test('a file that must not be overwritten is left alone', async () => {
  const file = join(await folder(), 'a.txt');
  expect(await writeWholeFile(file, 'one', { overwrite: false })).toBe(true);
  expect(await writeWholeFile(file, 'two', { overwrite: false })).toBe(false);
  expect(await readFile(file, 'utf8')).toBe('one');
});

test('a file where a folder should be is no file that stood there before', async () => {
  const at = await folder();
  await writeFile(join(at, 'w.txt'), 'whole');
  for (const below of [join('w.txt', 'a.md'), join('w.txt', 'x', 'a.md')]) {
    await expect(writeWholeFile(join(at, below), 'x', { overwrite: false })).rejects.toMatchObject({
      code: 'FILE_NOT_WRITTEN',
    });
  }
});

test('where writing fails, FILE_NOT_WRITTEN says so, and what was there is whole', async () => {
  const at = await folder();
  await mkdir(join(at, 'a.txt'));
  await expect(writeWholeFile(join(at, 'a.txt'), 'x')).rejects.toMatchObject({ code: 'FILE_NOT_WRITTEN', exitCode: 1 });
  expect(await readdir(at)).toEqual(['a.txt']);
  await writeFile(join(at, 'file'), 'whole');
  await chmod(join(at, 'file'), 0o400);
  await expect(writeWholeFile(join(at, 'file', 'below'), 'x')).rejects.toMatchObject({ code: 'FILE_NOT_WRITTEN' });
  expect(await readFile(join(at, 'file'), 'utf8')).toBe('whole');
});
