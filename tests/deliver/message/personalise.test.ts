import { expect, test } from 'vitest';
import { personalise } from '../../../src/deliver/message/personalise.ts';
import { edition, sender } from '../fixture.ts';

const fill = (html: string, fields: Record<string, string> = {}): string =>
  personalise(edition({ html }), { recipient: { address: 'ada@example.com', fields }, sender }).html;

test('all four texts are filled, with the default where a subscriber has no value', () => {
  const field = '{{ subscriber.first_name | default: "reader" }}';
  const rendered = edition({ subject: `Hi ${field}`, preheader: field, html: `<p>${field}</p>`, text: field });
  const filled = (fields: Record<string, string>) =>
    personalise(rendered, { recipient: { address: 'ada@example.com', fields }, sender });
  expect(filled({ first_name: 'Ada' })).toEqual({
    subject: 'Hi Ada',
    preheader: 'Ada',
    html: '<p>Ada</p>',
    text: 'Ada',
  });
  expect(filled({})).toMatchObject({ subject: 'Hi reader', html: '<p>reader</p>' });
  expect(filled({ first_name: '' })).toMatchObject({ text: 'reader' });
});

test('a value is escaped for where it stands', () => {
  const fields = { x: `<b>"it's" & more` };
  expect(fill('<p>{{ subscriber.x }}</p>', fields)).toBe('<p>&lt;b&gt;&quot;it&#39;s&quot; &amp; more</p>');
  expect(fill('<i title="{{ subscriber.x }}">', fields)).toBe('<i title="&lt;b&gt;&quot;it&#39;s&quot; &amp; more">');
  expect(fill('<i title={{ subscriber.x }}>', fields)).not.toMatch(/=.*[\s"'`=].*>$/);
  expect(fill('<a href="https://example.com/?q={{ subscriber.x }}">', fields)).toBe(
    '<a href="https://example.com/?q=%3Cb%3E%22it&#39;s%22%20%26%20more">',
  );
});

test('a value in a style is letters, digits and what a colour or a size is written with', () => {
  const value = { x: '#c0ffee; background: url(//evil.test)"><b>' };
  expect(fill('<td style="color: {{ subscriber.x }}">', value)).toBe(
    '<td style="color: #c0ffee background urlevil.testb">',
  );
  expect(fill('<style>p { width: {{ subscriber.x }} }</style>', { x: '62.5% } p { x' })).toBe(
    '<style>p { width: 62.5%  p  x }</style>',
  );
});

test('a value inside an address of the text part is a part of it, and among words as it is', () => {
  const fillText = (text: string): string => {
    const recipient = { address: 'ada@example.com', fields: { x: 'Ada & Sons', y: 'b+n@example.com' } };
    return personalise(edition({ text }), { recipient, sender }).text;
  };
  const [x, y] = ['{{ subscriber.x }}', '{{ subscriber.y }}'];
  expect(fillText(`${x}: https://example.com/?q=${x}&r=${y}#${x}, or ${y}`)).toBe(
    'Ada & Sons: https://example.com/?q=Ada%20%26%20Sons&r=b%2Bn%40example.com#Ada%20%26%20Sons, or b+n@example.com',
  );
  expect(fillText(`(mailto:${y}?subject=${x}) ${x}`)).toBe(
    '(mailto:b%2Bn@example.com?subject=Ada%20%26%20Sons) Ada & Sons',
  );
  expect(fillText(`https://example.com/\n${x}`)).toBe('https://example.com/\nAda & Sons');
  expect(fillText(`https://example.com/。${x}さま`)).toBe('https://example.com/。Ada & Sonsさま');
  for (const address of [
    'https://münchen.example/p?e=',
    'https://example.org/本?x=',
    'https://example.org/𠮷/u\u0308?x=',
    'HTTP://example.org/ü/',
  ])
    expect(fillText(`Zu ${address}${x}${y}, ${x}`)).toBe(
      `Zu ${address}Ada%20%26%20Sonsb%2Bn%40example.com, Ada & Sons`,
    );
  expect(fillText(`https://example.com/を見てください${x}さま`)).toBe(
    'https://example.com/を見てくださいAda & Sonsさま',
  );
  expect(fill(`<a href="mailto:{{ subscriber.y }}?body={{ subscriber.y }}">`, { y: 'b+n@example.com' })).toBe(
    '<a href="mailto:b%2Bn@example.com?body=b%2Bn%40example.com">',
  );
  expect(fillText('{{ links.web }}?q={{ subscriber.x }}')).toBe(
    'https://news.example.com/2026-04-27?q=Ada%20%26%20Sons',
  );
});

test('our links are whole addresses and stay so', () => {
  expect(fill('<a href="{{ links.unsubscribe }}">')).toMatch(/^<a href="https:\/\/news\.example\.com\/u\/[\w-]{22}">$/);
  expect(fill('<a href="{{ links.web }}">')).toBe('<a href="https://news.example.com/2026-04-27">');
  const text = 'https://example.org/see/{{ links.web }}';
  expect(personalise(edition({ text }), { recipient: { address: 'ada@example.com', fields: {} }, sender }).text).toBe(
    'https://example.org/see/https://news.example.com/2026-04-27',
  );
});

test.each([
  'javascript:alert(1)',
  ' javascript:alert(1)',
  'JaVaScRiPt:x',
  'java\tscript:x',
  'data:text/html,x',
  '//evil.test',
  'vbscript:x',
])('the value %j brings no scheme into a link', (x) => {
  const href = /href="(.*)"/.exec(fill('<a href="{{ subscriber.x }}">', { x }))?.[1] ?? '';
  expect(new URL(href, 'https://news.example.com/').origin).toBe('https://news.example.com');
});

test('a whole web address from a list may be a link', () => {
  expect(fill('<a href="{{ subscriber.x }}">', { x: 'https://example.org/?a=1&b="' })).toBe(
    '<a href="https://example.org/?a=1&amp;b=&quot;">',
  );
  expect(fill('<a href="{{ subscriber.x }}">', { x: 'MAILTO:ada@example.org?subject=Hi' })).toBe(
    '<a href="MAILTO:ada@example.org?subject=Hi">',
  );
});

test('a whole web address from a list is one part of another address where it stands in one', () => {
  expect(fill('<a href="https://example.com/?next={{ subscriber.x }}">', { x: 'https://example.org/?a=1' })).toBe(
    '<a href="https://example.com/?next=https%3A%2F%2Fexample.org%2F%3Fa%3D1">',
  );
});

test('a long run of spaces in a value holds nobody up', () => {
  const spaces = ' '.repeat(500_000);
  expect(fill('<p>{{ subscriber.x }}</p>', { x: `a${spaces}b${spaces}\n${spaces}c` })).toBe(`<p>a${spaces}b c</p>`);
});

test('line breaks, control characters and direction marks of a value do not reach the mail', () => {
  expect(fill('<p>{{ subscriber.x }}</p>', { x: 'a\r\n b\u0000\u0007\u202ec\u2067\u2028d\u2069\ud800' })).toBe(
    '<p>a bc d\ufffd</p>',
  );
});

test('names that every object has are not values', () => {
  expect(fill('<p>{{ subscriber.constructor | default: "none" }}</p>')).toBe('<p>none</p>');
});

test('what is not a field stays as it was written, and spelled braces become braces', () => {
  expect(fill('<p>{{ "{{" }} x }} {{ oops</p>')).toBe('<p>{{ x }} {{ oops</p>');
});
