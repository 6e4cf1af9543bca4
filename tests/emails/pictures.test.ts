import { readdir, readFile } from 'node:fs/promises';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type MailReader, openMailReader } from './mail-reader.ts';
import { openStudio } from './mails.ts';
import { listParts, takePartPictures } from './part-pictures.ts';
import { pictureFonts } from './picture-fonts.ts';
import { listPictures, type Picture, takePicture } from './pictures.ts';

const studio = await openStudio();
const fonts = await pictureFonts('most');
const pictures = listPictures(studio);

let reader: MailReader;
beforeAll(async () => {
  reader = await openMailReader();
});
afterAll(async () => {
  await reader.close();
  await studio.close();
});

/** Of 10,000 pixels, how many may differ in more than the smoothing of edges: about four letters on a page. */
const tolerance = 4;

/** Of 10,000 pixels, how many differ; all of them where the sizes do. */
function difference(a: Buffer, b: Buffer): number {
  const [left, right] = [PNG.sync.read(a), PNG.sync.read(b)];
  const { width, height } = left;
  if (width !== right.width || height !== right.height) return 10_000;
  return (pixelmatch(left.data, right.data, undefined, width, height, { threshold: 0.2 }) / (width * height)) * 10_000;
}

/** The colours that fill lines and grounds of the first picture and are hardly in the second, too near to others to count above. */
function lostColours(a: Buffer, b: Buffer): readonly string[] {
  const [before, after] = [colours(a), colours(b)];
  return [...before].flatMap(([colour, count]) =>
    count > 500 && (after.get(colour) ?? 0) < count / 2 ? colour.toString(16).padStart(6, '0') : [],
  );
}

function colours(picture: Buffer): ReadonlyMap<number, number> {
  const { data } = PNG.sync.read(picture);
  const counts = new Map<number, number>();
  for (let at = 0; at < data.length; at += 4) {
    const colour = data.readUIntBE(at, 3);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  return counts;
}

const take = async (
  { template, edition, newsletter, look }: Picture,
  change: (html: string) => string = (html) => html,
) => {
  const mail = await studio.draw(edition, template, newsletter);
  const html = change(mail.html);
  return {
    picture: await takePicture(reader, { mail: { ...mail, html }, look, fonts }),
    isChanged: html !== mail.html,
  };
};

test.each(pictures)('$name looks as in docs/pictures (npm run pictures takes them anew)', async (picture) => {
  const reference = await readFile(`docs/pictures/${picture.name}.png`);
  const { picture: now } = await take(picture);
  expect(difference(reference, now)).toBeLessThanOrEqual(tolerance);
  expect(lostColours(reference, now)).toEqual([]);
});

describe('the parts', () => {
  const parts = listParts(studio);
  let taken: ReadonlyMap<string, Buffer>;
  beforeAll(async () => {
    taken = await takePartPictures(reader, { studio, fonts: await pictureFonts('all') });
  }, 120_000);

  test.each(parts)('%s looks as in docs/pictures/parts', async (name) => {
    const reference = await readFile(`docs/pictures/parts/${name}.png`);
    const now = taken.get(name) ?? expect.unreachable(`There is no part ${name}.`);
    expect(difference(reference, now)).toBeLessThanOrEqual(tolerance);
    expect(lostColours(reference, now)).toEqual([]);
  });

  test('stand in docs/pictures/parts, and each in docs/templates.md', async () => {
    expect((await readdir('docs/pictures/parts')).sort()).toEqual(parts.map((name) => `${name}.png`).sort());
    const page = await readFile('docs/templates.md', 'utf8');
    expect(parts.filter((name) => !page.includes(`(pictures/parts/${name}.png)`))).toEqual([]);
  });
});

test('docs/pictures holds each of them and no other, small enough for a page', async () => {
  const files = (await readdir('docs/pictures')).filter((file) => file.endsWith('.png') && file !== 'digest.png');
  expect(files.sort()).toEqual(pictures.map(({ name }) => `${name}.png`).sort());
  const sizes = await Promise.all(pictures.map(({ name }) => readFile(`docs/pictures/${name}.png`)));
  expect(Math.max(...sizes.map(({ length }) => length))).toBeLessThan(250_000);
});

const accentOf = (html: string): string => /class="accent"[^>]*[";]color:(#[\da-f]{6})/.exec(html)?.[1] ?? 'no accent';
const hairlineOf = (html: string): string =>
  /class="rule"[^>]*border-[^>]*?(#[\da-f]{6})/.exec(html)?.[1] ?? 'no hairline';

describe('the comparison', () => {
  const byName = (name: string): Picture => {
    const picture = pictures.find((one) => one.name === name);
    return picture ?? expect.unreachable(`There is no picture ${name}.`);
  };

  test.each([
    ['another accent', 'digest-640-light', (html: string) => html.replaceAll(accentOf(html), '#1c4f9e')],
    ['an accent that is lost', 'digest-640-light', (html: string) => html.replaceAll(accentOf(html), '#1c1a17')],
    [
      'a dark page that stays light',
      'digest-640-dark',
      (html: string) => html.replace('prefers-color-scheme:dark', 'print'),
    ],
    ['a lost column', 'digest-640-light', (html: string) => html.replaceAll(/<td[^>]*>\d+ min<\/td>/g, '')],
    [
      'words set from the other side',
      'digest-375-right-to-left',
      (html: string) => html.replaceAll('text-align:right', 'text-align:left'),
    ],
    ['a line of space', 'digest-375-light', (html: string) => html.replace(/(<h2[^>]*style=")/, '$1padding-top:20px;')],
  ])('finds %s', async (_, name, change) => {
    const { picture, isChanged } = await take(byName(name), change);
    expect(isChanged).toBe(true);
    expect(difference((await take(byName(name))).picture, picture)).toBeGreaterThan(tolerance);
  });

  test('finds lines that are lost, though they are nearly of the colour of the paper', async () => {
    const { picture } = await take(byName('digest-640-light'), (html) => html.replaceAll(hairlineOf(html), '#fdfcf9'));
    const { html } = await studio.draw(studio.sample, 'digest');
    const lost = lostColours((await take(byName('digest-640-light'))).picture, picture);
    expect(lost).toEqual([hairlineOf(html).slice(1)]);
  });

  test.each(['position:relative;left:0.05px;', 'transform:scale(1.0001);transform-origin:0 0;'])(
    'lets edges be smoothed in another way (%s)',
    async (style) => {
      const { picture, isChanged } = await take(byName('digest-640-light'), (html) =>
        html.replace(/(<body[^>]*style=")/, `$1${style}`),
      );
      const same = (await take(byName('digest-640-light'))).picture;
      expect(isChanged).toBe(true);
      expect(picture.equals(same)).toBe(false);
      expect(difference(same, picture)).toBeLessThanOrEqual(tolerance);
    },
  );
});
