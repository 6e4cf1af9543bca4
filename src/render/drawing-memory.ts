import { createHash } from 'node:crypto';

/** What was drawn before, by everything that it was drawn from: what has not changed is not drawn again. */
export type DrawingMemory = {
  /** @param from everything that the drawing depends on, as plain data */
  readonly recall: (from: unknown, draw: () => string) => string;
};

/** A memory of at most `size` drawings, those that were longest unused forgotten first. It belongs to whoever draws again and again. */
export function createDrawingMemory(size = 800): DrawingMemory {
  const drawings = new Map<string, string>();
  return {
    recall: (from, draw) => {
      const key = createHash('sha1').update(JSON.stringify(from)).digest('base64');
      const drawing = drawings.get(key) ?? draw();
      drawings.delete(key);
      drawings.set(key, drawing);
      const [oldest] = drawings.keys();
      if (drawings.size > size && oldest !== undefined) drawings.delete(oldest);
      return drawing;
    },
  };
}
