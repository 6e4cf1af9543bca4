/** The words that the parts of a mail add to those of its stories: English ones, to be replaced where a newsletter is in another language. */
export const englishWords = {
  contents: 'In this edition',
  by: 'By',
  and: 'and',
  number: (count: number): string => `No. ${count}`,
  minutes: (count: number): string => `${count} min`,
  readingTime: (count: number): string => `${count} min read`,
  stories: (count: number): string => `${count} stories`,
  readOn: 'Read on',
  visit: (name: string): string => `Go to ${name}`,
  sponsor: 'From our sponsor',
  sources: 'Sources',
  notes: 'Notes',
  backToText: 'Back to the text',
  preferences: 'Preferences',
  unsubscribe: 'Unsubscribe',
  readInBrowser: 'Read in a browser',
};

/** A newsletter's own words for these places. */
export type Words = Readonly<typeof englishWords>;
