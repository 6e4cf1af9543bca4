import type { Edition, Section, Sponsor } from '../content/edition.ts';
import type { Story } from '../content/story.ts';
import type { DrawingMemory } from './drawing-memory.ts';
import { links } from './field.ts';
import { formatDay } from './format-day.ts';
import { readOnLink } from './story-link.ts';
import type { TemplateProps } from './template-props.ts';
import { wrapWords } from './text/wrap-words.ts';
import { joinBlocks, underline, writeBody } from './text/write-body.ts';
import { wholeBody } from './whole-body.ts';
import type { Words } from './words.ts';
import { wordsInLanguage } from './words-in-language.ts';

const width = 72;
const rule = '-'.repeat(width);

type Written = { readonly lines: readonly string[]; readonly links: number };

/**
 * The text part of an edition: a typeset page of its own, 72 columns wide, from the same stories as the HTML. Merge fields stand
 * open; the way out of the list is its last line. With a memory, stories that were written before are not written again.
 */
export function writeText({ edition, newsletter }: TemplateProps, memory?: DrawingMemory): string {
  const lang = edition.lang ?? newsletter.lang;
  const own = newsletter.words;
  const words = wordsInLanguage(lang, { own });
  // As in the HTML: a story in another language has its byline and its sources in that language.
  const wordsOf = (story: Story): Words =>
    story.lang === undefined || story.lang === lang ? words : wordsInLanguage(story.lang, { own, otherwise: words });
  let count = 0;
  const keep = ({ lines, links: seen }: Written): readonly string[] => {
    count = seen;
    return lines;
  };
  const body = [
    ...(edition.intro ? [keep(writeBody(edition.intro, { width, links: count, words }))] : []),
    edition.stories.length > 1 ? writeContents(edition.stories, words) : [],
    ...edition.sections.flatMap((section) => [
      ...section.stories.flatMap((story) => [
        joinBlocks([
          [rule],
          story === section.stories[0] ? writeSectionTitle(section) : [],
          isInShort(story, edition)
            ? writeSummary(underTitle(story, section), wordsOf(story))
            : keep(recallStory(underTitle(story, section), { count, words: wordsOf(story), memory })),
        ]),
        ...(story === edition.stories[0] ? [writeSponsor(edition.sponsor, words)] : []),
      ]),
    ]),
    edition.stories.length === 0 ? writeSponsor(edition.sponsor, words) : [],
  ];
  const lines = joinBlocks([writeHead({ edition, newsletter }, words), ...body, writeFoot(newsletter, words)]);
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

function writeHead({ edition, newsletter }: TemplateProps, words: Words): readonly string[] {
  const day = formatDay(edition.date, edition.lang ?? newsletter.lang);
  const number = edition.number === undefined ? [] : [words.number(edition.number)];
  return [
    ...underline(wrapWords(newsletter.name, width), '=', width),
    ...wrapWords([day, ...number].join(' · '), width),
  ];
}

const isInShort = (story: Story, { stories, show }: Edition): boolean => show === 'summary' && story !== stories[0];

const writeSectionTitle = ({ title }: Section): readonly string[] =>
  title === undefined ? [] : wrapWords(title, width);

/** A story as it stands in its section, whose title is not said again. */
const underTitle = (story: Story, { title }: Section): Story =>
  title?.toLowerCase() === story.category.toLowerCase() ? { ...story, category: '' } : story;

function writeContents(stories: readonly Story[], words: Words): readonly string[] {
  const marks = stories.map((story, index) => `  ${story.storyNumber ?? index + 1}  `);
  const column = Math.max(...marks.map((mark) => mark.length));
  return stories.flatMap((story, index) =>
    wrapWords(`${story.headline} (${words.minutes(story.minutes)})`, width, {
      first: (marks[index] ?? '').padStart(column),
      rest: ' '.repeat(column),
    }),
  );
}

type StoryProps = { readonly count: number; readonly words: Words };

/** A story depends on itself, on the number of its first link, and on the words: on those of them that are plain, and on its byline. */
function recallStory(
  story: Story,
  { count, words, memory }: StoryProps & { readonly memory: DrawingMemory | undefined },
): Written {
  if (!memory) return writeStory(story, { count, words });
  const { body, ...head } = story;
  const from = ['text', ...body.children, head, count, words, words.by(story.authors.join(words.comma))];
  return JSON.parse(memory.recall(from, () => JSON.stringify(writeStory(story, { count, words }))));
}

function writeStory(story: Story, { count, words }: StoryProps): Written {
  const body = writeBody(wholeBody(story), { width, links: count, words });
  return {
    links: body.links,
    lines: joinBlocks([
      ...writeStoryHead(story, words),
      story.standfirst ? wrapWords(story.standfirst, width) : [],
      story.image ? wrapWords(writeImage(story.image, words), width) : [],
      body.lines,
      writeSources(story, words),
    ]),
  };
}

const writeSummary = (story: Story, words: Words): readonly string[] =>
  joinBlocks([
    ...writeStoryHead(story, words),
    story.summary === '' ? [] : wrapWords(story.summary, width),
    [`${words.readOn}${words.colon}${readOnLink(story)} (${words.minutes(story.minutes)})`],
  ]);

function writeStoryHead(story: Story, words: Words): readonly (readonly string[])[] {
  const kicker = [story.storyNumber, story.category].filter((part) => part).join(' · ');
  const byline = story.authors.length > 0 ? wrapWords(words.by(story.authors.join(words.comma)), width) : [];
  return [
    kicker === '' ? [] : wrapWords(kicker, width),
    [...underline(wrapWords(story.headline, width), '=', width), ...byline],
  ];
}

function writeSponsor(sponsor: Sponsor | undefined, words: Words): readonly string[] {
  if (!sponsor) return [];
  const { name, text, url } = sponsor;
  return [rule, '', ...wrapWords(words.sponsor, width), '', ...wrapWords(`${name}${words.colon}${text}`, width), url];
}

const writeImage = ({ alt, caption, credit }: NonNullable<Story['image']>, words: Words): string =>
  [alt ? `[${words.image}${words.colon}${alt}]` : '', caption ?? '', credit ?? ''].filter((part) => part).join(' ');

const writeSources = ({ sources }: Story, words: Words): readonly string[] =>
  sources.length === 0
    ? []
    : [
        words.sources,
        ...sources.flatMap(({ name, url }) => wrapWords(`${name} ${url}`, width, { first: '- ', rest: '  ' })),
      ];

function writeFoot(newsletter: TemplateProps['newsletter'], words: Words): readonly string[] {
  return joinBlocks([
    [rule],
    newsletter.reason === undefined ? [] : wrapWords(newsletter.reason, width),
    newsletter.postalAddress === undefined ? [] : wrapWords(newsletter.postalAddress, width),
    [
      ...(newsletter.preferences === undefined ? [] : [`${words.preferences}${words.colon}${newsletter.preferences}`]),
      `${words.readInBrowser}${words.colon}${links.web}`,
      `${words.unsubscribe}${words.colon}${links.unsubscribe}`,
    ],
  ]);
}
