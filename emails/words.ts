import { englishWords, type Words } from 'masthead';

/** The words that the templates add to those of the stories: a newsletter in another language puts its own here. */
export const words: Words = { ...englishWords };
