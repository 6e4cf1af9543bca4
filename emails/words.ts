/** The words that the templates add to those of the stories: translate them here. */
export const words = {
  contents: 'In this edition',
  by: 'By',
  and: 'and',
  minutes: (count: number): string => `${count} min`,
  readingTime: (count: number): string => `${count} min read`,
  stories: (count: number): string => `${count} stories`,
  sources: 'Sources',
  notes: 'Notes',
  backToText: 'Back to the text',
  unsubscribe: 'Unsubscribe',
  readInBrowser: 'Read in a browser',
} as const;
