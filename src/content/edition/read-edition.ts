import { basename } from 'node:path';
import type { Root } from 'mdast';
import type { Place, Problem } from '../../foundation/masthead-error.ts';
import { readBody } from '../body/read-body.ts';
import { byLine } from '../by-line.ts';
import type { Entry } from '../content.ts';
import type { Attachment, Edition, Sponsor } from '../edition.ts';
import { composeImage, imageSrcIn } from '../files/compose-image.ts';
import type { FindAttachment } from '../files/find-attachment.ts';
import type { FindImage, FoundImage } from '../files/find-image.ts';
import { checkFrontMatter } from '../front-matter/check-front-matter.ts';
import { type EditionFrontMatter, editionKeys, editionSchema } from '../front-matter/edition-schema.ts';
import { type FrontMatterEntry, guessEntries } from '../front-matter/guess-entries.ts';
import type { Path } from '../front-matter/locate-key.ts';
import { parseFrontMatter } from '../front-matter/parse-front-matter.ts';
import { isDay, isSlug } from '../front-matter/value-schemas.ts';
import type { Source } from '../source.ts';
import type { StoryFile } from '../story/read-story.ts';
import { layOutSections } from './lay-out-sections.ts';
import { nameStories } from './name-stories.ts';
import { readAttachments } from './read-attachments.ts';
import { selectStories } from './select-stories.ts';

/** An edition file that was read, and its day where that is known even though it cannot be used. */
export type EditionFile = { readonly entry: Entry<Edition>; readonly day?: string };

/** What an edition is made from. */
export type Desk = {
  /** Every story file by its slug. */
  readonly stories: ReadonlyMap<string, readonly StoryFile[]>;
  readonly findImage: FindImage;
  readonly findAttachment: FindAttachment;
  /** The template of editions that name none. */
  readonly template: string;
};

/** Reads the text of an edition file. What is wrong with it, and with the stories it takes, is in the entry. */
export async function readEdition(source: Source, file: string, desk: Desk): Promise<EditionFile> {
  const id = basename(file, '.md');
  if (source.text === undefined) {
    const entry = { id, file, problems: source.problems };
    return withDay(entry, dayOf(guessEntries(source.damaged ?? ''), id));
  }
  const { data, locate, body, bodyLine, problems } = parseFrontMatter(source.text, file);
  const checked = data && checkFrontMatter(editionSchema, { data, file, locate, keys: editionKeys });
  const intro = await readBody(body, { file, line: bodyLine, folder: 'editions', findImage: desk.findImage });
  const day = dayOf(data ? Object.entries(data) : guessEntries(source.text), id);
  const picture = await findSponsorImage(data?.sponsor, desk.findImage);
  const place = (path: Path): Place => ({ file, line: locate(path).line });
  const attached = await readAttachments(data?.attachments, { find: desk.findAttachment, place });
  const front = checked?.ok ? checked.value : undefined;
  const taken = takeStories(data ?? {}, { front, day, desk, place });
  const inFrontMatter = [
    ...(checked && !checked.ok ? checked.problems : []),
    ...(picture && 'problem' in picture ? [{ ...picture.problem, place: place(['sponsor', 'image', 'src']) }] : []),
    ...attached.problems,
    ...(data && !data.date && day === undefined ? [noDate({ file, line: 1 })] : []),
  ];
  const own = byLine([...checkName(id, file), ...problems, ...inFrontMatter, ...taken.problems, ...intro.problems]);
  const wrong = [...own, ...taken.stories.flatMap(({ entry }) => entry.problems)];
  if (!front || day === undefined || wrong.length > 0) return withDay({ id, file, problems: wrong }, day);
  const parts = { id, file, day, intro: intro.body, taken: taken.stories, template: desk.template };
  const sponsor = composeSponsor(front.sponsor, picture);
  const value = assemble(front, { ...parts, sponsor, attachments: attached.attachments });
  return withDay({ id, file, value, problems: [] }, day);
}

/** The day of an edition, also of one that cannot be used: no other is composed beside it. Two dates say none. */
function dayOf(entries: readonly FrontMatterEntry[], id: string): string | undefined {
  const dates = new Set(entries.flatMap(([key, value]) => (key === 'date' ? [value] : [])));
  return [...(dates.size === 1 ? dates : []), id.slice(0, 10)]
    .filter((candidate) => typeof candidate === 'string')
    .find(isDay);
}

const withDay = (entry: Entry<Edition>, day: string | undefined): EditionFile =>
  day === undefined ? { entry } : { entry, day };

async function findSponsorImage(sponsor: unknown, findImage: FindImage): Promise<FoundImage | undefined> {
  const image = typeof sponsor === 'object' && sponsor !== null && 'image' in sponsor ? sponsor.image : undefined;
  const src = imageSrcIn(image);
  return src === undefined ? undefined : findImage(src, 'editions');
}

function composeSponsor(front: EditionFrontMatter['sponsor'], found: FoundImage | undefined): Sponsor | undefined {
  if (!front) return undefined;
  const { image: named, ...sponsor } = front;
  const image = composeImage(named, found);
  return image ? { ...sponsor, image } : sponsor;
}

type Taking = {
  readonly front: EditionFrontMatter | undefined;
  readonly day: string | undefined;
  readonly desk: Desk;
  readonly place: (path: Path) => Place;
};
type Taken = { readonly stories: readonly StoryFile[]; readonly problems: readonly Problem[] };

/**
 * The stories that an edition names, or those of its selection. Names are looked up even when other keys are wrong, so that
 * everything is told at once; a selection is followed only when it is well written.
 */
function takeStories(data: Readonly<Record<string, unknown>>, { front, day, desk, place }: Taking): Taken {
  const drafts = data.draft === true;
  // `stories: []` says that none is meant, as in a welcome.
  const isMeant = Array.isArray(data.stories) && data.stories.length === 0;
  const orNone = (taken: Taken): Taken =>
    taken.stories.length > 0 || taken.problems.length > 0 || drafts || isMeant || !front
      ? taken
      : { stories: [], problems: [noStories(place(['stories']))] };
  if (Array.isArray(data.stories)) {
    const named = data.stories.flatMap((slug: unknown, at) =>
      isSlug(slug) ? [{ slug, place: place(['stories', at]) }] : [],
    );
    return orNone(nameStories(named, { stories: desk.stories, drafts }));
  }
  const selection = front?.stories ?? (day === undefined ? undefined : { date: day });
  if (!front || !selection || Array.isArray(selection)) return { stories: [], problems: [] };
  return orNone({
    stories: selectStories(selection, { stories: [...desk.stories.values()].flat(), drafts }),
    problems: [],
  });
}

type Parts = {
  readonly id: string;
  readonly file: string;
  readonly day: string;
  readonly intro: Root;
  readonly taken: readonly StoryFile[];
  readonly template: string;
  readonly sponsor: Sponsor | undefined;
  readonly attachments: readonly Attachment[];
};

function assemble(front: EditionFrontMatter, parts: Parts): Edition {
  const { id, file, day, intro, taken, template, sponsor, attachments } = parts;
  const stories = taken.flatMap(({ entry }) => entry.value ?? []);
  const sections = layOutSections(stories, front.sections);
  return {
    id,
    subject: front.subject,
    preheader: front.preheader,
    date: day,
    ...(front.number === undefined ? {} : { number: front.number }),
    template: front.template ?? template,
    ...(front.show === undefined ? {} : { show: front.show }),
    ...(sponsor ? { sponsor } : {}),
    ...(attachments.length === 0 ? {} : { attachments }),
    ...(intro.children.length === 0 ? {} : { intro }),
    stories: sections.flatMap((section) => section.stories),
    sections,
    draft: front.draft,
    ...(front.lang === undefined ? {} : { lang: front.lang }),
    ...(front.dir === undefined ? {} : { dir: front.dir }),
    file,
  };
}

/** An edition's id is the name of a folder and part of a Message-ID. */
function checkName(id: string, file: string): Problem[] {
  if (/^[a-z0-9]+(?:[-.][a-z0-9]+)*$/.test(id)) return [];
  return [
    {
      code: 'EDITION_NAME_INVALID',
      what: `${basename(file)} cannot be the name of an edition.`,
      why: 'It becomes the name of a folder and a part of every message: small letters, digits, and single hyphens or dots.',
      fix: 'Rename the file, for example to 2026-04-27.md or 2026-04-27-evening.md.',
      place: { file, line: 1 },
    },
  ];
}

const noDate = (place: Place): Problem => ({
  code: 'KEY_MISSING',
  what: 'date is missing.',
  why: 'Neither the front matter nor the file name says the day of the edition.',
  fix: 'Add `date: 2026-04-27`, or name the file after its day.',
  place,
});

const noStories = (place: Place): Problem => ({
  code: 'EDITION_EMPTY',
  what: 'The edition has no stories.',
  why: 'None is named, and no story that is not a draft has its date or fits its selection.',
  fix: 'Name stories by their slugs, put `draft: true` into the edition until there are some, or write `stories: []` for a mail that is to have none.',
  place,
});
