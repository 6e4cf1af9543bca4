import type { Words } from '../words.ts';
import { counting } from './counting.ts';
import { listing } from './listing.ts';

export const italianWords: Words = {
  contents: 'In questo numero',
  by: (names) => `Di ${names}`,
  list: listing({ comma: ', ', and: ' e ' }),
  comma: ', ',
  colon: ': ',
  number: (count) => `N.\u00a0${count}`,
  minutes: (count) => `${count}\u00a0min`,
  readingTime: (count) => `${count}\u00a0min di lettura`,
  stories: counting('it', { one: '#\u00a0articolo', other: '#\u00a0articoli' }),
  readOn: 'Continua a leggere',
  visit: (name) => `Vai a ${name}`,
  sponsor: 'Pubblicità',
  sources: 'Fonti',
  notes: 'Note',
  backToText: 'Torna al testo',
  preferences: 'Preferenze',
  unsubscribe: 'Annulla l’iscrizione',
  readInBrowser: 'Leggi nel browser',
  image: 'Immagine',
};
