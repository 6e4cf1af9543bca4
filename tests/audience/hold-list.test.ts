import { join } from 'node:path';
import { expect, test } from 'vitest';
import { holdList } from '../../src/audience/hold-list.ts';
import { temporaryFolder } from '../deliver/fixture.ts';
import { moment } from '../deliver/moment.ts';

test('work on a list begins when the work before it has ended, well or not', async () => {
  const folder = await temporaryFolder();
  const [begun, waited] = [moment(), moment()];
  const clock = { now: () => new Date(0), sleep: async () => waited.let() };
  const list = { file: join(folder, 'list.csv'), lockFile: join(folder, 'lists.lock'), clock };
  const order: string[] = [];
  const first = holdList(list, async () => {
    begun.let();
    await waited.come;
    order.push('first');
    throw new Error('The disk is full.');
  });
  await begun.come;
  const second = holdList(list, async () => order.push('second'));
  await expect(first).rejects.toThrow('The disk is full.');
  await second;
  expect(order).toEqual(['first', 'second']);
});
