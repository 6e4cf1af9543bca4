import axe from 'axe-core';
import { DomUtils, parseDocument } from 'htmlparser2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type MailReader, openMailReader } from '../mail-reader.ts';
import { drawEveryMail, type Mail } from '../mails.ts';

let reader: MailReader;
beforeAll(async () => {
  reader = await openMailReader();
  await reader.page.evaluate(axe.source);
});
afterAll(() => reader.close());

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}

type Element = ReturnType<typeof DomUtils.getElementsByTagName>[number];

const mails = await drawEveryMail();

/** What axe finds: the rule, how often, and the first element that breaks it. */
async function findings(tags?: readonly string[]): Promise<readonly string[]> {
  // Every mail program shows a mail within the landmarks of its own page; a mail with a `main` of its own would spoil those.
  await reader.page.evaluate(() => {
    const main = document.createElement('main');
    main.className = document.body.className;
    main.append(...document.body.childNodes);
    document.body.append(main);
  });
  const only = tags ? { runOnly: { type: 'tag' as const, values: [...tags] } } : {};
  const options = { ...only, resultTypes: ['violations' as const] };
  const { violations } = await reader.page.evaluate((run) => window.axe.run(document, run), options);
  return violations.map(({ id, nodes }) => `${id}, ${nodes.length}: ${nodes[0]?.html}`);
}

describe.each(mails)('$name', (mail: Mail) => {
  test('axe finds nothing on a light page', async () => {
    await reader.open(mail.html, { width: 640 });
    expect(await findings()).toEqual([]);
  });

  test('axe finds nothing on a dark page', async () => {
    await reader.open(mail.html, { width: 640, scheme: 'dark' });
    // All other rules are about the elements, which are the same on any page.
    expect(await findings(['cat.color'])).toEqual([]);
  });

  const elements = DomUtils.findAll(() => true, parseDocument(mail.html));

  test('has one h1, first, and no heading skips a level', () => {
    const levels = elements.flatMap(({ name }) => (/^h[1-6]$/.test(name) ? [Number(name[1])] : []));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)).toEqual([]);
  });

  test('has only tables for layout, marked as such, besides those with column heads', () => {
    const tables = elements.filter(({ name }) => name === 'table');
    const withHeads = elements.flatMap((element) => (element.name === 'th' ? (tableOf(element) ?? []) : []));
    expect(tables.filter((table) => (table.attribs.role === 'presentation') === withHeads.includes(table))).toEqual([]);
  });
});

function tableOf(cell: Element): Element | undefined {
  for (let at = cell.parent; at; at = at.parent) if ('name' in at && at.name === 'table') return at;
  return undefined;
}

test('axe finds what is wrong with a mail', async () => {
  const html =
    '<html lang="en"><title>T</title><body><h1>News</h1><h4>Deep</h4><img src="https://example.com/a.png"></body></html>';
  await reader.open(html, { width: 640 });
  expect((await findings()).map((finding) => finding.split(',')[0])).toEqual(['heading-order', 'image-alt']);
});
