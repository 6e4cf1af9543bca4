import type { Press } from './press.ts';

/** An editor that saves writes, renames and touches: what comes within this time is one save. */
const together = 15;

/** Calls back, once for what is saved together, after anything was saved that a preview could depend on. */
export async function watchFolder(
  { loader, memory }: Press,
  listener: (files: readonly string[]) => void,
): Promise<() => Promise<void>> {
  let saved = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const stop = await loader.onChange((file) => {
    saved.add(file);
    timer ??= setTimeout(() => {
      const files = [...saved];
      saved = new Set();
      timer = undefined;
      // An image that came or went changes what its story is, though not a word of it.
      if (files.some((name) => !/\.(md|tsx?)$/.test(name))) memory?.forget();
      listener(files);
    }, together);
  });
  return async () => {
    clearTimeout(timer);
    stop();
  };
}
