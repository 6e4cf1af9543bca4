import { DomUtils, parseDocument } from 'htmlparser2';
import { afterAll, expect, test } from 'vitest';
import { plainMjmlMarkup } from '../../scripts/dev/plain-mjml-digest.tsx';
import { loadMjml } from '../../src/render/load-mjml.ts';
import { drawEveryMail, openStudio, propsOf } from './mails.ts';

const studio = await openStudio();
afterAll(() => studio.close());
const mails = await drawEveryMail();

const kilobytes = (html: string): number => Buffer.byteLength(html) / 1000;

test('the sample digest, six stories in full, is under 60 KB', async () => {
  const { html } = await studio.draw(studio.sample, 'digest');
  expect(kilobytes(html)).toBeLessThan(60);
});

test.each(studio.templates)('twelve stories in full are under 100 KB as %s', async (template) => {
  const { html } = await studio.draw(studio.twelveStories, template);
  expect(kilobytes(html)).toBeLessThan(100);
});

test.each([
  { name: 'the sample', edition: studio.sample },
  { name: 'twelve stories', edition: studio.twelveStories },
])(
  '$name: at most 75 % of what plain MJML makes of the same words, even where MJML minifies that',
  async ({ edition }) => {
    const { html } = await studio.draw(edition, 'digest');
    const markup = plainMjmlMarkup(await propsOf(studio.press, edition));
    const plain = await loadMjml()(markup, {});
    const minified = await loadMjml()(markup, { minify: true, minifyOptions: { minifyCss: false } });
    expect(plain.errors).toEqual([]);
    expect(lettersIn(plain.html) / lettersIn(html)).toBeCloseTo(1, 1);
    expect(kilobytes(html) / kilobytes(plain.html)).toBeLessThanOrEqual(0.75);
    expect(kilobytes(html) / kilobytes(minified.html)).toBeLessThanOrEqual(0.75);
  },
);

/** How much a mail says, whatever it is written in. */
const lettersIn = (html: string): number => (bodyOf(html).match(/\p{L}/gu) ?? []).length;
const bodyOf = (html: string): string =>
  DomUtils.getElementsByTagName('body', parseDocument(html))
    .map((body) => DomUtils.textContent(body))
    .join('');

test.each(studio.templates)('what MJML adds to the markup of %s is cut to 75 % or less', async (template) => {
  for (const edition of [studio.sample, studio.twelveStories, ...studio.corpus]) {
    const { html } = await studio.draw(edition, template);
    const markup = await studio.markup(edition, template);
    const plain = await loadMjml()(markup, {});
    const added = kilobytes(html) - kilobytes(markup);
    expect.soft(added / (kilobytes(plain.html) - kilobytes(markup)), edition.id).toBeLessThanOrEqual(0.75);
    expect.soft(kilobytes(html), edition.id).toBeLessThan(kilobytes(plain.html));
  }
});

const stylesOf = (html: string): readonly string[] =>
  DomUtils.findAll(({ name }) => name === 'style', parseDocument(html)).map((style) => DomUtils.textContent(style));

test.each(mails)('$name: the styles that Gmail reads are under 16 KB, and no @ rule is in another', ({ html }) => {
  const styles = stylesOf(html);
  expect(Buffer.byteLength(styles.join(''))).toBeLessThan(16_000);
  expect(styles.filter(hasNestedAtRule)).toEqual([]);
});

/** Gmail drops a whole `<style>` for one of these. */
function hasNestedAtRule(css: string): boolean {
  const open: boolean[] = [];
  for (const [token] of css.matchAll(/@[a-z-]+[^{};]*\{|\{|\}/g)) {
    if (token === '}') open.pop();
    else open.push(token.startsWith('@'));
    if (open.filter((isAtRule) => isAtRule).length > 1) return true;
  }
  return false;
}

test('an @ rule in another is found', () => {
  expect(hasNestedAtRule('@media (a){b{c:d}}@media (e){f{g:h}}')).toBe(false);
  expect(hasNestedAtRule('@media (a){@supports (b){c{d:e}}}')).toBe(true);
});
