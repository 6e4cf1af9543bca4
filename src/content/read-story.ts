import { basename } from 'node:path';
import type { Root } from 'mdast';
import type { Place } from '../foundation/masthead-error.ts';
import { byLine } from './by-line.ts';
import { checkFrontMatter } from './check-front-matter.ts';
import { composeImage, imageSrcIn } from './compose-image.ts';
import type { Entry } from './content.ts';
import type { FindImage } from './find-image.ts';
import { parseFrontMatter } from './parse-front-matter.ts';
import { plainText } from './plain-text.ts';
import { readBody } from './read-body.ts';
import { readingMinutes } from './reading-minutes.ts';
import { sameWords } from './same-words.ts';
import type { Source } from './source.ts';
import type { Story, StoryImage } from './story.ts';
import { type StoryFrontMatter, storyKeys, storySchema } from './story-schema.ts';
import { isDay } from './value-schemas.ts';

/** A story file that was read, and what is known of it even when it cannot be used: enough to see whom that stops. */
export type StoryFile = {
  readonly entry: Entry<Story>;
  readonly day?: string;
  readonly category?: string;
  readonly storyNumber?: string;
  readonly tags: readonly string[];
  readonly draft: boolean;
  /** Where its slug stands. */
  readonly slugPlace: Place;
};

/** Reads the text of a story file. Whatever is wrong with it is in the entry. */
export async function readStory(source: Source, file: string, findImage: FindImage): Promise<StoryFile> {
  if (source.text === undefined) {
    const { slug, ...known } = hintsFrom({}, file);
    return { entry: { id: slug, file, problems: source.problems }, ...known, slugPlace: { file, line: 1 } };
  }
  const { data, locate, body: markdown, bodyLine, problems } = parseFrontMatter(source.text, file);
  const checked = data && checkFrontMatter(storySchema, { data, file, locate, keys: storyKeys });
  const { body, problems: inBody } = await readBody(markdown, { file, line: bodyLine, folder: 'stories', findImage });
  const slugPlace = { file, line: locate(['slug']).line };
  const { slug, ...known } = hintsFrom(data ?? {}, file);
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

type Rest = { readonly body: Root; readonly file: string; readonly image: StoryImage | undefined };

function composeStory(front: StoryFrontMatter, { body, file, image }: Rest): Story {
  const { story_number: storyNumber, summary, image: _, url, lang, dir, quote, ...always } = front;
  const shown = withoutHeadline(body, front.headline);
  const standfirst = summary !== undefined && !plainText(shown).includes(oneLine(summary)) ? summary : undefined;
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

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

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

type Hints = Pick<StoryFile, 'day' | 'category' | 'storyNumber' | 'tags' | 'draft'> & { readonly slug: string };

/** What front matter says of its story, whether or not all of it is well; else what the file's name says. */
function hintsFrom(data: Readonly<Record<string, unknown>>, file: string): Hints {
  const text = (key: string): string | undefined => (typeof data[key] === 'string' ? data[key].trim() : undefined);
  const name = basename(file, '.md');
  const day = [text('date'), name.slice(0, 10)].find((candidate) => candidate !== undefined && isDay(candidate));
  const category = text('category');
  const storyNumber = text('story_number');
  return {
    slug: text('slug') || name.replace(/^\d{4}-\d{2}-\d{2}-?/, '') || name,
    ...(day === undefined ? {} : { day }),
    ...(category === undefined ? {} : { category }),
    ...(storyNumber === undefined ? {} : { storyNumber }),
    tags: Array.isArray(data.tags) ? data.tags.filter((tag) => typeof tag === 'string') : [],
    draft: data.draft === true,
  };
}
