import { expect, test } from 'vitest';
import { Bell } from '../../../src/deliver/run/bell.ts';

test('a ring while nobody waits is heard by the next who does, once', async () => {
  const bell = new Bell();
  bell.ring();
  bell.ring();
  await bell.wait();
  let heard = false;
  const next = bell.wait().then(() => {
    heard = true;
  });
  await Promise.resolve();
  expect(heard).toBe(false);
  bell.ring();
  await next;
});

test('a wait that is given up hears no ring in the place of the next', async () => {
  const bell = new Bell();
  const givenUp = new AbortController();
  const first = bell.wait(givenUp.signal);
  givenUp.abort();
  bell.ring();
  await first;
  await bell.wait();
});
