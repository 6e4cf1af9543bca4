import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, readlink, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { MastheadError } from './masthead-error.ts';

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
const hasSyscall = (error: unknown, syscall: string): boolean =>
  error instanceof Error && 'syscall' in error && error.syscall === syscall;

/**
 * The text of a UTF-8 file, without its byte-order mark and with LF line ends, so that line numbers agree with editors.
 * @throws MastheadError FILE_NOT_FOUND, FILE_NOT_UTF8 (with the line), FILE_NOT_READ
 */
export async function readTextFile(file: string): Promise<string> {
  const bytes = await readBytes(file);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r\n?/g, '\n');
  } catch (cause) {
    throw new MastheadError('FILE_NOT_UTF8', {
      what: `${file} is not UTF-8 text.`,
      why: 'A byte in it belongs to no UTF-8 character; it was probably saved in another encoding.',
      fix: 'Save it again as UTF-8 in your editor.',
      place: { file, line: 1 + lineEndsBeforeBadByte(bytes) },
      cause,
    });
  }
}

async function readBytes(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) {
      throw new MastheadError('FILE_NOT_FOUND', {
        what: `There is no file ${file}.`,
        why: 'Nothing was read and nothing was changed.',
        fix: 'Check the name, or make the file.',
        place: { file },
        cause,
      });
    }
    throw new MastheadError('FILE_NOT_READ', {
      what: `${file} could not be read.`,
      why: cause instanceof Error ? cause.message : String(cause),
      fix: 'Check its permissions, and that it is a file.',
      place: { file },
      cause,
    });
  }
}

/** How many lines end before the first byte that belongs to no UTF-8 character; the end counts as one where it cuts a character. */
export function lineEndsBeforeBadByte(bytes: Uint8Array): number {
  // The longest beginning that a strict decoder takes: a replacement character may stand in a text as it is.
  let [good, bad] = [0, bytes.length + 1];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (beginsText(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  return (
    Buffer.from(bytes.subarray(0, good))
      .toString('latin1')
      .match(/\r\n?|\n/g)?.length ?? 0
  );
}

function beginsText(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/**
 * Writes a whole file beside its place, flushes it to disk and renames it there: a reader sees the old file or the new one.
 * Folders are made as needed. What a symbolic link leads to is written, and a file that is written anew keeps its mode where
 * none is given. With `overwrite: false` whatever stands there is left alone and false is returned.
 * @throws MastheadError FILE_NOT_WRITTEN
 */
export async function writeWholeFile(
  file: string,
  content: string | Uint8Array,
  { overwrite = true, mode }: { readonly overwrite?: boolean; readonly mode?: number } = {},
): Promise<boolean> {
  let beside: string | undefined;
  try {
    await mkdir(dirname(file), { recursive: true });
    const target = overwrite ? await targetOf(file) : file;
    beside = `${target}.${randomBytes(6).toString('hex')}.part`;
    await writeFlushed(beside, content, { mode, kept: mode === undefined ? await modeOf(target) : undefined });
    // A link is refused where a file stands, so two writers cannot both believe that theirs was the first.
    await (overwrite ? rename(beside, target) : link(beside, target));
    return true;
  } catch (cause) {
    // A folder that cannot be made because a file has its name fails with the same code.
    if (hasCode(cause, 'EEXIST') && hasSyscall(cause, 'link')) return false;
    throw new MastheadError('FILE_NOT_WRITTEN', {
      what: `${file} could not be written.`,
      why: cause instanceof Error ? cause.message : String(cause),
      fix: 'Check that the folder can be written to and that the disk has room. What stood there before is unchanged.',
      place: { file },
      cause,
    });
  } finally {
    // After a rename there is nothing beside; when even removing fails, the first failure is the one to tell.
    if (beside !== undefined) await rm(beside, { force: true }).catch(() => undefined);
  }
}

type Modes = { readonly mode: number | undefined; readonly kept: number | undefined };

async function writeFlushed(file: string, content: string | Uint8Array, { mode, kept }: Modes): Promise<void> {
  const handle = await open(file, 'wx', kept ?? mode ?? 0o666);
  try {
    // What the process takes off the mode of a new file, it may not take off that of an old one.
    if (kept !== undefined) await handle.chmod(kept);
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Where symbolic links lead from a file, which need not be there. */
async function targetOf(file: string): Promise<string> {
  try {
    return await realpath(file);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
    const next = await readlink(file).catch(() => undefined);
    return next === undefined ? file : targetOf(resolve(await realpath(dirname(file)), next));
  }
}

async function modeOf(file: string): Promise<number | undefined> {
  const found = await stat(file).catch(() => undefined);
  return found?.isFile() ? found.mode & 0o777 : undefined;
}
