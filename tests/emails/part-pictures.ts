import { layOutSections } from '../../src/content/edition/lay-out-sections.ts';
import type { Edition } from '../../src/content/edition.ts';
import type { Look, MailReader } from './mail-reader.ts';
import type { Studio } from './mails.ts';
import { openPictured } from './pictures.ts';

/** Where a part of a mail stands: one element, or from one to another, with some of the page above and below. */
type Place = { readonly from: string; readonly to?: string; readonly above?: number; readonly below?: number };

/** A mail, and the parts that are cut out of it by their names. */
type Page = {
  readonly edition: Edition;
  readonly template: string;
  readonly look: Look;
  readonly parts: Readonly<Record<string, Place>>;
};

const code = { from: 'table:has(> tbody > tr > td > pre) >> nth=0' };
const statRow = { from: 'table:has(> tbody > tr > td.stat) >> nth=0' };
const sponsor = { from: 'p:has-text("From our sponsor")', to: 'p:has(a[rel=sponsored])', above: 24, below: 24 };

/** Every part that a mail can have. Most stand in the sample; a sponsor, sections and summaries stand in the sample in short. */
function listPages({ sample, welcome, corpus }: Studio): readonly Page[] {
  const inCorpus = (id: string): Edition => {
    const edition = corpus.find((one) => one.id === id);
    if (!edition) throw new Error(`The corpus has no edition ${id}.`);
    return edition;
  };
  const short = inShort(sample);
  const light = { width: 640 } as const;
  const dark = { width: 640, scheme: 'dark' } as const;
  return [
    {
      edition: sample,
      template: 'digest',
      look: light,
      parts: {
        kicker: { from: 'p.accent:has-text("industry") >> nth=0', below: 2 },
        byline: { from: 'p:has-text("min read") >> nth=-1' },
        figure: { from: 'div:has(> img) >> nth=0', to: 'div:has(> img) + p >> nth=0' },
        'pull-quote': { from: 'blockquote.accent >> nth=0' },
        quote: { from: 'blockquote:not(.accent) >> nth=0' },
        'stat-row': statRow,
        table: { from: 'div:has(> table > thead) >> nth=0' },
        code,
        list: { from: 'ul:has-text("The bet") >> nth=0' },
        'task-list': { from: 'ul:has-text("☐") >> nth=0' },
        footnotes: { from: 'div:has(> ol):has-text("Notes") >> nth=-1', above: 18 },
        'source-list': { from: 'p.sources >> nth=0' },
        passage: { from: 'div[lang="ar"] >> nth=0' },
        'passage-japanese': { from: 'div[lang="ja"] >> nth=0' },
        footer: { from: 'div.muted:has(> p > span) >> nth=-1', above: 26 },
      },
    },
    { edition: sample, template: 'digest', look: dark, parts: { 'code-dark': code } },
    { edition: sample, template: 'digest', look: { width: 375 }, parts: { 'stat-row-phone': statRow } },
    {
      edition: short,
      template: 'digest',
      look: light,
      parts: {
        sponsor,
        'section-title': { from: 'p.ink >> nth=1', to: 'h2 >> nth=1', above: 24 },
        'summary-card': { from: 'h2 >> nth=2', to: 'p:has(> a[aria-label^="Read on"]) >> nth=1', above: 50 },
      },
    },
    { edition: short, template: 'digest', look: dark, parts: { 'sponsor-dark': sponsor } },
    { edition: welcome, template: 'welcome', look: light, parts: { button: { from: 'a.button' } } },
    {
      edition: inCorpus('everything'),
      template: 'digest',
      look: light,
      parts: { divider: { from: 'hr', above: 30, below: 30 } },
    },
    {
      edition: inCorpus('thirty-sources'),
      template: 'digest',
      look: light,
      parts: { 'source-list-long': { from: 'div.sources', to: 'div.sources li >> nth=4', below: 0 } },
    },
    {
      edition: inCorpus('hindi'),
      template: 'digest',
      look: light,
      parts: { 'story-hindi': { from: 'div[lang="hi"] >> nth=1' } },
    },
  ];
}

/** The names of the parts, each of which has a picture. */
export const listParts = (studio: Studio): readonly string[] =>
  listPages(studio).flatMap(({ parts }) => Object.keys(parts));

/** The sample in sections, in short and with a sponsor. */
function inShort(sample: Edition): Edition {
  const sections = layOutSections(sample.stories, 'category');
  const image = { src: 'images/harbour.png', alt: 'Cranes over a harbour', width: 280, height: 158 };
  return {
    ...sample,
    id: 'in-short',
    sections,
    stories: sections.flatMap(({ stories }) => stories),
    show: 'summary',
    sponsor: {
      name: 'Brasswick Robotics',
      text: 'Schedules for yards that would rather wait than lift twice.',
      url: 'https://example.net/brasswick',
      image,
    },
  };
}

/** The parts of a mail, each cut out of it with some paper around. */
export async function takePartPictures(
  reader: MailReader,
  { studio, fonts }: { readonly studio: Studio; readonly fonts: string },
): Promise<ReadonlyMap<string, Buffer>> {
  const { page } = reader;
  const pictures = new Map<string, Buffer>();
  for (const { edition, template, look, parts } of listPages(studio)) {
    const full = await openPictured(reader, { mail: await studio.draw(edition, template), look, fonts });
    await page.setViewportSize({ width: look.width, height: full });
    const edge = look.width < 480 ? 8 : 16;
    for (const [name, { from, to = from, above = 10, below = 10 }] of Object.entries(parts)) {
      const [first, last] = [await page.locator(from).boundingBox(), await page.locator(to).boundingBox()];
      if (!first || !last) throw new Error(`There is no ${name} at ${from}.`);
      const y = Math.max(0, first.y - above);
      const clip = { x: edge, y, width: look.width - 2 * edge, height: last.y + last.height + below - y };
      pictures.set(name, await page.screenshot({ clip }));
    }
  }
  return pictures;
}
