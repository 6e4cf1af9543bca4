import type { Content, Edition, Entry, Story } from '../newsletter.ts';
import type { ApiEntry, ApiNewsletter } from './api.ts';

/** The newsletter as the page lists it: enough to choose from, without the stories' bodies. */
export const describeNewsletter = (name: string, { editions, stories, problems }: Content): ApiNewsletter => ({
  name,
  editions: editions.map(describeEdition),
  stories: stories.map(describeStory),
  problems,
});

const describeEdition = (entry: Entry<Edition>): ApiEntry => ({
  ...describeFile(entry),
  ...(entry.value && { title: withoutFields(entry.value.subject), date: entry.value.date, draft: entry.value.draft }),
});

const describeStory = (entry: Entry<Story>): ApiEntry => ({
  ...describeFile(entry),
  ...(entry.value && {
    title: withoutFields(entry.value.headline),
    date: entry.value.date,
    draft: entry.value.draft,
    category: entry.value.category,
  }),
});

const describeFile = ({ id, file, problems }: Entry<unknown>): ApiEntry => ({
  id,
  file,
  title: id,
  draft: false,
  problems: problems.length,
});

/** A list entry is for nobody in particular: a merge field in it is left open. */
const withoutFields = (title: string): string => title.replace(/\{\{.*?\}\}/g, '…');
