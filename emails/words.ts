import type { OwnWords } from 'masthead';

/**
 * The templates say "Read on" and "Sources" in the language of the edition. What this newsletter says in its own way stands
 * here, by language, as in `{ en: { sponsor: 'With thanks to' } }`.
 */
export const words: OwnWords = {};
