import type { Words } from '../words.ts';
import { counting } from './counting.ts';
import { listing } from './listing.ts';

export const frenchWords: Words = {
  contents: 'Dans ce numéro',
  by: (names) => `Par ${names}`,
  list: listing({ comma: ', ', and: ' et ' }),
  comma: ', ',
  colon: '\u00a0: ',
  number: (count) => `Nº\u00a0${count}`,
  minutes: (count) => `${count}\u00a0min`,
  readingTime: (count) => `${count}\u00a0min de lecture`,
  stories: counting('fr', { one: '#\u00a0article', other: '#\u00a0articles' }),
  readOn: 'Lire la suite',
  visit: (name) => `Aller sur ${name}`,
  sponsor: 'Publicité',
  sources: 'Sources',
  notes: 'Notes',
  backToText: 'Retour au texte',
  preferences: 'Préférences',
  unsubscribe: 'Se désabonner',
  readInBrowser: 'Lire dans le navigateur',
  image: 'Image',
};
