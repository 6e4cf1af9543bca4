import type { Words } from '../words.ts';
import { counting } from './counting.ts';
import { listing } from './listing.ts';

/** As it is written in Brazil: that is what `pt` means where nothing else is said. */
export const portugueseWords: Words = {
  contents: 'Nesta edição',
  by: (names) => `Por ${names}`,
  list: listing({ comma: ', ', and: ' e ' }),
  comma: ', ',
  colon: ': ',
  number: (count) => `N.º\u00a0${count}`,
  minutes: (count) => `${count}\u00a0min`,
  readingTime: (count) => `${count}\u00a0min de leitura`,
  stories: counting('pt', { one: '#\u00a0artigo', other: '#\u00a0artigos' }),
  readOn: 'Continue lendo',
  visit: (name) => `Ir para ${name}`,
  sponsor: 'Publicidade',
  sources: 'Fontes',
  notes: 'Notas',
  backToText: 'Voltar ao texto',
  preferences: 'Preferências',
  unsubscribe: 'Cancelar inscrição',
  readInBrowser: 'Ler no navegador',
  image: 'Imagem',
};

/** As it is written in Portugal. */
export const europeanPortugueseWords: Words = {
  ...portugueseWords,
  readOn: 'Continuar a ler',
  unsubscribe: 'Cancelar subscrição',
};
