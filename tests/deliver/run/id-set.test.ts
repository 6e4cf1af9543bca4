import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IdSet } from '../../../src/deliver/run/id-set.ts';

test('it tells of each number whether it is there, as a Set does', () => {
  const step = fc.record({ add: fc.boolean(), id: fc.oneof(fc.nat(40), fc.nat(10_000), fc.nat(2 ** 40)) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const [ids, expected] = [new IdSet(), new Set<number>()];
      for (const { add, id } of steps) {
        if (add) {
          ids.add(id);
          expected.add(id);
        } else expect(ids.delete(id)).toBe(expected.delete(id));
      }
    }),
  );
});
