import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutBase64, joinBase64 } from '../../../src/deliver/message/base64-body.ts';

/** Short enough that a seam may take the whole of a piece, and need more. */
const short = fc.string({ unit: fc.constantFrom('a', 'é', '漢', '😀'), maxLength: 4 });
const bodies = fc.array(fc.tuple(short, short), { minLength: 1, maxLength: 12 });

const wireOf = (texts: readonly string[], values: readonly string[]): string =>
  Buffer.concat(joinBase64(cutBase64(texts), values).map(({ wire }) => wire)).toString('latin1');

test('a body decodes to its whole text however few bytes stand between two fields', () => {
  fc.assert(
    fc.property(bodies, short, (pairs, end) => {
      const texts = [...pairs.map(([text]) => text), end];
      const values = pairs.map(([, value]) => value);
      const wire = wireOf(texts, values);
      // Padding ends the data wherever it stands (RFC 2045 section 6.8): a strict reader would take nothing behind it.
      expect(wire.replaceAll('\r\n', '')).toMatch(/^[A-Za-z0-9+/]*={0,2}$/);
      expect(Buffer.from(wire, 'base64').toString()).toBe(pairs.flat().join('') + end);
      for (const line of wire.split('\r\n')) expect(line.length).toBeLessThanOrEqual(76);
    }),
    { numRuns: 2000 },
  );
});
