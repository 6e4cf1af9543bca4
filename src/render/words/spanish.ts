import type { Words } from '../words.ts';
import { counting } from './counting.ts';
import { listingIn } from './listing.ts';

export const spanishWords: Words = {
  contents: 'En esta edición',
  by: (names) => `Por ${names}`,
  list: listingIn('es'),
  comma: ', ',
  colon: ': ',
  number: (count) => `N.º\u00a0${count}`,
  minutes: (count) => `${count}\u00a0min`,
  readingTime: (count) => `${count}\u00a0min de lectura`,
  stories: counting('es', { one: '#\u00a0artículo', other: '#\u00a0artículos' }),
  readOn: 'Seguir leyendo',
  visit: (name) => `Ir a ${name}`,
  sponsor: 'Publicidad',
  sources: 'Fuentes',
  notes: 'Notas',
  backToText: 'Volver al texto',
  preferences: 'Preferencias',
  unsubscribe: 'Darse de baja',
  readInBrowser: 'Leer en el navegador',
  image: 'Imagen',
};
