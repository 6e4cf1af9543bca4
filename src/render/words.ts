/**
 * The words that the parts of a mail add to those of its stories, in one language. Those that take something are functions, for
 * languages differ in what stands before a name or a number, and in what a number does to the word beside it.
 */
export type Words = {
  /** Over the list of an edition's stories. */
  readonly contents: string;
  /** Who wrote a story: "By A, B and C". Takes the names as one text. */
  readonly by: (names: string) => string;
  /** Names in a sentence: "A, B and C". */
  readonly list: (names: readonly string[]) => string;
  /** Between names in a row, its space included. */
  readonly comma: string;
  /** Between a name and what it stands for, its spaces included. */
  readonly colon: string;
  /** Which number of the newsletter an edition is. */
  readonly number: (count: number) => string;
  /** In a narrow column. */
  readonly minutes: (count: number) => string;
  /** In a line of its own or after a name. */
  readonly readingTime: (count: number) => string;
  readonly stories: (count: number) => string;
  /** After a story in short. */
  readonly readOn: string;
  /** On a button that leads to the newsletter of that name. */
  readonly visit: (name: string) => string;
  /** Over what a sponsor says. The law of most countries asks that it be called an advertisement. */
  readonly sponsor: string;
  readonly sources: string;
  /** Over the footnotes of a story. */
  readonly notes: string;
  /** What a screen reader says of the arrow from a footnote to its mark. */
  readonly backToText: string;
  /** The link to where readers choose what they get. */
  readonly preferences: string;
  readonly unsubscribe: string;
  readonly readInBrowser: string;
  /** Before the description of an image, where there is nothing but text. */
  readonly image: string;
};

/**
 * What a newsletter says in words of its own, by language: `{ en: { sponsor: 'With thanks to' } }`. Words that are not named are
 * those of the language.
 */
export type OwnWords = Readonly<Record<string, Partial<Words>>>;
