import { cutFields } from '../../foundation/merge-field.ts';
import type { Entry } from '../content.ts';
import type { Edition } from '../edition.ts';
import type { StoryFile } from '../story/read-story.ts';
import { selectStories } from './select-stories.ts';

/** What a composed edition is made from. */
export type ComposeOptions = {
  readonly stories: readonly StoryFile[];
  readonly template: string;
  /** The stories folder: it stands for the file that a composed edition has not. */
  readonly folder: string;
};

/**
 * A plain edition for a day that has stories and no edition file: all its stories but the drafts, the first headline as
 * the subject, the others, or else the first summary, as what follows it. The newsletter's name is in From already.
 */
export function composeEdition(day: string, { stories, template, folder }: ComposeOptions): Entry<Edition> {
  const chosen = selectStories({ date: day }, { stories, drafts: false });
  const problems = chosen.flatMap(({ entry }) => entry.problems);
  if (problems.length > 0) return { id: day, file: folder, problems };

  const printed = chosen.flatMap(({ entry }) => entry.value ?? []);
  const [first = '', ...others] = printed.map(({ headline }) => headline);
  const value: Edition = {
    id: day,
    subject: first,
    preheader: joinHeadlines(others) || firstSentence(printed[0]?.summary ?? ''),
    date: day,
    template,
    stories: printed,
    sections: [{ stories: printed }],
    draft: false,
  };
  return { id: day, file: folder, value, problems: [] };
}

/** About what an inbox shows after the subject. */
const preheaderLength = 120;

/** A summary's first sentence, or as much of it as has room, up to a word's end. */
function firstSentence(summary: string): string {
  const fields = cutFields(summary).filter((piece) => piece.kind === 'field');
  // A merge field is one word, whatever stands in its default.
  const held = fields.reduce((text, { source }, index) => text.replace(source, fieldMark(index)), summary);
  const [sentence = ''] = held.split(/(?<=[.!?。！？])\s+/);
  const short =
    sentence.length <= preheaderLength ? sentence : `${sentence.slice(0, preheaderLength).replace(/\s+\S*$/, '')}…`;
  return fields.reduce((text, { source }, index) => text.replace(fieldMark(index), () => source), short);
}

/** A private character stands for each field: no reader's text has one. */
const fieldMark = (index: number): string => String.fromCodePoint(0xf0000 + index);

/** As many whole headlines as have room. */
function joinHeadlines(headlines: readonly string[]): string {
  const fitting = headlines.findIndex((_, at) => headlines.slice(0, at + 1).join(' · ').length > preheaderLength);
  return headlines.slice(0, fitting < 0 ? undefined : Math.max(1, fitting)).join(' · ');
}
