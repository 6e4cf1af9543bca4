import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openNewsletter } from '../../src/newsletter.ts';
import { temporaryFolder } from '../deliver/fixture.ts';
import { writeSmallNewsletter } from '../end-to-end/write-small-newsletter.ts';

test.each(['hosted', 'embedded'])(
  'IMAGE_IS_LIST: no image takes the configured list along, whether images are %s',
  async (images) => {
    const folder = await temporaryFolder();
    await writeSmallNewsletter(folder);
    const config = join(folder, 'masthead.config.ts');
    await writeFile(config, (await readFile(config, 'utf8')).replace("  id: 'small',", `  images: '${images}',\n$&`));
    await writeFile(join(folder, 'content/subscribers.csv'), 'email\nada@example.com\n');
    await symlink('subscribers.csv', join(folder, 'content/people.png'));
    const edition = join(folder, 'content/editions/2026-04-27.md');
    await writeFile(edition, `${await readFile(edition, 'utf8')}\n![A picture.](people.png)\n`);
    const newsletter = await openNewsletter(folder, { env: {} });
    onTestFinished(() => newsletter.close());

    const refused = { code: 'IMAGE_IS_LIST', exitCode: 2 };
    await expect(newsletter.check()).rejects.toMatchObject(refused);
    await expect(newsletter.prepareSend(undefined, {})).rejects.toMatchObject(refused);
    await expect(newsletter.exportEdition(undefined, { into: 'out', formats: ['html', 'eml'] })).rejects.toMatchObject(
      refused,
    );
    await expect(newsletter.asset('people.png')).resolves.toBeUndefined();
  },
);
