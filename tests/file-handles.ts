import { type FileHandle, open } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** What all open files have in common: a disk that is slow, fails, or is only watched is put in there. */
export async function fileHandles(): Promise<FileHandle> {
  const handle = await open(fileURLToPath(import.meta.url));
  await handle.close();
  return Object.getPrototypeOf(handle);
}
