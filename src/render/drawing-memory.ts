import { createHash } from 'node:crypto';

/** What was drawn before, by everything that it was drawn from: what has not changed is not drawn again. */
export type DrawingMemory = {
  /** @param from everything that the drawing depends on, as plain data that is never changed in place */
  readonly recall: (from: readonly unknown[], draw: () => string) => string;
  /** The same for what takes its time; a drawing that fails is not remembered. */
  readonly recallLater: (from: readonly unknown[], draw: () => Promise<string>) => Promise<string>;
};

/** A memory of at most `size` drawings, those that were longest unused forgotten first. It belongs to whoever draws again and again. */
export function createDrawingMemory(size = 1600): DrawingMemory {
  const drawings = new Map<string, string>();
  const digests = new WeakMap<object, string>();
  const digest = (part: unknown): string => {
    const known = typeof part === 'object' && part !== null ? digests.get(part) : undefined;
    if (known !== undefined) return known;
    const fresh = createHash('sha1')
      .update(JSON.stringify(part) ?? '')
      .digest('base64');
    if (typeof part === 'object' && part !== null) digests.set(part, fresh);
    return fresh;
  };
  const keyOf = (from: readonly unknown[]): string => from.map(digest).join();
  const keep = (key: string, drawing: string): string => {
    drawings.delete(key);
    drawings.set(key, drawing);
    const [oldest] = drawings.keys();
    if (drawings.size > size && oldest !== undefined) drawings.delete(oldest);
    return drawing;
  };
  return {
    recall: (from, draw) => {
      const key = keyOf(from);
      return keep(key, drawings.get(key) ?? draw());
    },
    recallLater: async (from, draw) => {
      const key = keyOf(from);
      return keep(key, drawings.get(key) ?? (await draw()));
    },
  };
}
