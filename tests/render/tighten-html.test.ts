import { parseDocument } from 'htmlparser2';
import { expect, test } from 'vitest';
import { hollowText } from '../../src/render/hollow-text.ts';
import { tightenHtml } from '../../src/render/tighten-html.ts';

test('a font is written in one declaration, and what else is said stays', () => {
  expect(
    tightenHtml(
      '<p style="font-family:Georgia,&#x27;Times&#x27;,serif;font-size:17px;line-height:28px;font-weight:700;margin:0">x</p>',
    ),
  ).toBe(`<p style="font:700 17px/28px Georgia,'Times',serif;margin:0">x</p>`);
});

test.each([
  'font-size:17px;line-height:28px',
  'font-family:A;font-size:1px;font-size:2px;line-height:3px',
  'font-family:A;font-size:1px;line-height:inherit',
  'font-family:A;font-size:1px!important;line-height:2px',
  'font-family:A;font-size:1px;line-height:2px;font-variant:small-caps',
  'background:url(a;b);font-family:A;font-size:1px;line-height:2px',
])('%s stays as it is, because one declaration would say something else', (style) => {
  expect(tightenHtml(`<p style="${style}">x</p>`)).toBe(`<p style="${style}">x</p>`);
});

test('words keep their meaning, and comments every letter', () => {
  const html =
    `<p title="a &quot;b&quot; style=&quot;x">it&#x27;s &quot;so&quot; &amp; &lt;b&gt; </p>` +
    `<!--[if mso]><v:rect fillColor="x" style="font-family:A;font-size:1px;line-height:2px">&quot;</v:rect><![endif]--><td colSpan="2">a < b</td>`;
  const tight = tightenHtml(html);
  expect(tight).toContain(`title="a &quot;b&quot; style=&quot;x">it's "so" &amp; &lt;b&gt; </p>`);
  expect(tight).toContain(html.slice(html.indexOf('<!--'), html.indexOf('<td')));
  expect(tight).toContain('<td colspan="2">');
  const shape = (text: string): string =>
    JSON.stringify(parseDocument(text), (key, value) =>
      ['parent', 'prev', 'next', 'startIndex', 'endIndex'].includes(key) ? undefined : value,
    );
  expect(shape(tight)).toBe(shape(html.replace('colSpan', 'colspan')));
});

test('text is taken out of the markup and put back whole, dollars and all', () => {
  const markup = '<mjml><mj-text align="left">a $1 $& b</mj-text><mj-text>c</mj-text><mj-title>d</mj-title></mjml>';
  const hollow = hollowText(markup);
  expect(hollow.markup).not.toMatch(/ b<|>c</);
  expect(hollow.fill(hollow.markup, (text) => text)).toBe(markup);
});

test('nothing is taken out where MJML has to see it', () => {
  for (const markup of [
    '<mjml><mj-style inline="inline">p{color:red}</mj-style><mj-text><p>a</p></mj-text></mjml>',
    '<mjml><mj-html-attributes></mj-html-attributes><mj-text><p>a</p></mj-text></mjml>',
    '<mjml><mj-text>\ue0000\ue001</mj-text></mjml>',
  ]) {
    expect(hollowText(markup).markup).toBe(markup);
  }
});
