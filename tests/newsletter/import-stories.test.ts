import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openNewsletter } from '../../src/newsletter.ts';
import { temporaryFolder } from '../deliver/fixture.ts';
import { writeSmallNewsletter } from '../end-to-end/write-small-newsletter.ts';

test.each([
  ['Asia/Tokyo', '2026-05-01T20:30:00Z', '2026-05-02'],
  ['America/Los_Angeles', '2026-05-01T03:30:00Z', '2026-04-30'],
])('a story without a date is of the day where the editor sits: in %s at %s', async (zone, now, day) => {
  vi.stubEnv('TZ', zone);
  onTestFinished(() => void vi.unstubAllEnvs());
  const folder = await temporaryFolder();
  await writeSmallNewsletter(folder);
  await writeFile(join(folder, 'wire.txt'), 'Cranes Wait\n\nThe cranes wait.\n');
  const clock = { now: () => new Date(now), sleep: async () => undefined };
  const newsletter = await openNewsletter(folder, { env: {}, clock });
  onTestFinished(() => newsletter.close());
  expect((await newsletter.importStories('wire.txt', {})).written).toEqual([`content/stories/${day}-cranes-wait.md`]);
  expect(await newsletter.startFile('story')).toBe(`content/stories/${day}-story.md`);
});
