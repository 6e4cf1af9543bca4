import { open } from 'node:fs/promises';

/**
 * Brings the names in a folder to the disk: until then a power cut takes a file that was flushed, since nothing leads to it.
 * One flush at a time, and whoever asks meanwhile shares the next.
 * @returns resolves when every name that was there when it was called is on the disk
 */
export function folderFlush(folder: string): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;
  const begin = (): Promise<void> => {
    next = undefined;
    running = flush(folder);
    return running;
  };
  return () => {
    next ??= running.then(begin, begin);
    return next;
  };
}

async function flush(folder: string): Promise<void> {
  try {
    const handle = await open(folder);
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && notForFolders.has(error.code))) throw error;
  }
}

/** What systems and file systems say that do not open a folder (Windows), or do not flush one. */
const notForFolders: ReadonlySet<unknown> = new Set([
  'EISDIR',
  'EACCES',
  'EPERM',
  'EBADF',
  'EINVAL',
  'ENOTSUP',
  'ENOSYS',
]);
