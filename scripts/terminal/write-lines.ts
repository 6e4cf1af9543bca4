import { once } from 'node:events';
import type { Writable } from 'node:stream';

/**
 * Writes lines as fast as their reader takes them, so that a million are never in memory at once. When the reader goes away it ends,
 * and asks for no more.
 */
export async function writeLines(lines: AsyncIterable<string>, output: Writable): Promise<void> {
  const gone = new AbortController();
  const leave = (): void => gone.abort();
  output.once('error', leave).once('close', leave);
  try {
    for await (const line of lines) {
      if (gone.signal.aborted) return;
      if (!output.write(line)) await once(output, 'drain', { signal: gone.signal }).catch(leave);
    }
  } finally {
    output.off('error', leave).off('close', leave);
  }
}
