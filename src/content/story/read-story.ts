import type { Root } from 'mdast';
import type { Place } from '../../foundation/masthead-error.ts';
import { plainText } from '../body/plain-text.ts';
import { readBody } from '../body/read-body.ts';
import { readingMinutes } from '../body/reading-minutes.ts';
import { byLine } from '../by-line.ts';
import type { Entry } from '../content.ts';
import { composeImage, imageSrcIn } from '../files/compose-image.ts';
import type { FindImage } from '../files/find-image.ts';
import { checkFrontMatter } from '../front-matter/check-front-matter.ts';
import { type FrontMatterEntry, guessEntries } from '../front-matter/guess-entries.ts';
import { parseFrontMatter } from '../front-matter/parse-front-matter.ts';
import { type StoryFrontMatter, storyKeys, storySchema } from '../front-matter/story-schema.ts';
import { sameWords } from '../same-words.ts';
import type { Source } from '../source.ts';
import type { Story, StoryImage } from '../story.ts';
import { hintStory, type StoryHints } from './hint-story.ts';

/** A story file that was read, and what is known of it even when it cannot be used. */
export type StoryFile = Omit<StoryHints, 'slug'> & {
  readonly entry: Entry<Story>;
  /** Where its slug stands. */
  readonly slugPlace: Place;
};

/** Reads the text of a story file. Whatever is wrong with it is in the entry. */
export async function readStory(source: Source, file: string, findImage: FindImage): Promise<StoryFile> {
  if (source.text === undefined) {
    const { slug, ...known } = guessStory(source.damaged ?? '', file);
    return { entry: { id: slug, file, problems: source.problems }, ...known, slugPlace: { file, line: 1 } };
  }
  const { data, locate, body: markdown, bodyLine, problems } = parseFrontMatter(source.text, file);
  const checked = data && checkFrontMatter(storySchema, { data, file, locate, keys: storyKeys });
  const { body, problems: inBody } = await readBody(markdown, { file, line: bodyLine, folder: 'stories', findImage });
  const slugPlace = { file, line: locate(['slug']).line };
  const { slug, ...known } = data ? hintStory(Object.entries(data), file) : guessStory(source.text, file);
  const imageSrc = imageSrcIn(data?.image);
  const image = imageSrc === undefined ? undefined : await findImage(imageSrc, 'stories');
  const inImage =
    image && 'problem' in image ? [{ ...image.problem, place: { file, line: locate(['image', 'src']).line } }] : [];
  const inFrontMatter = checked && !checked.ok ? checked.problems : [];
  const wrong = byLine([...problems, ...inFrontMatter, ...inImage, ...inBody]);
  if (!checked?.ok || wrong.length > 0) return { entry: { id: slug, file, problems: wrong }, ...known, slugPlace };
  const value = composeStory(checked.value, { body, file, image: composeImage(checked.value.image, image) });
  return { entry: { id: value.slug, file, value, problems: [] }, ...known, slugPlace };
}

/**
 * What front matter that cannot be read seems to say of its story. A list, as of tags, cannot be guessed, and a slug is not:
 * it could be another's, which would then count as broken too.
 */
function guessStory(text: string, file: string): StoryHints {
  const entries = guessEntries(text);
  const { tags: _, ...hints } = hintStory(
    entries.filter(([key]) => key !== 'slug'),
    file,
  );
  return hints.day === undefined && isStray(text, entries) ? { ...hints, stray: true } : hints;
}

/** Whether a text is notes, say, that lie beside the stories: there are words, and nothing of front matter. An empty file may be a story that was lost. */
const isStray = (text: string, entries: readonly FrontMatterEntry[]): boolean =>
  /^\s*(?!---)\S/.test(text) && !entries.some(([key]) => storyKeys['']?.includes(key.toLowerCase()));

type Rest = { readonly body: Root; readonly file: string; readonly image: StoryImage | undefined };

function composeStory(front: StoryFrontMatter, { body, file, image }: Rest): Story {
  const { story_number: storyNumber, summary, image: _, url, lang, dir, quote, ...always } = front;
  const shown = withoutHeadline(body, front.headline);
  const standfirst = summary !== undefined && !plainText(shown).includes(summary) ? summary : undefined;
  return {
    ...always,
    ...(storyNumber === undefined ? {} : { storyNumber }),
    summary: summary ?? firstParagraph(shown),
    ...(standfirst ? { standfirst } : {}),
    minutes: readingMinutes(shown),
    ...(image ? { image } : {}),
    ...(url === undefined ? {} : { url }),
    ...(lang === undefined ? {} : { lang }),
    ...(dir === undefined ? {} : { dir }),
    ...(quote === undefined
      ? {}
      : { quote: { text: quote.text, ...(quote.by === undefined ? {} : { by: quote.by }) } }),
    body: shown,
    file,
  };
}

/** A body without a first heading that says what the headline says. */
function withoutHeadline(body: Root, headline: string): Root {
  const [first, ...rest] = body.children;
  const repeats = first?.type === 'heading' && sameWords(plainText(first), headline);
  return repeats ? { ...body, children: rest } : body;
}

function firstParagraph(body: Root): string {
  const paragraphs = body.children.filter(({ type }) => type === 'paragraph').map(plainText);
  return paragraphs.find((text) => text !== '') ?? '';
}
