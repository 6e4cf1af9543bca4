import { makeTheme } from 'masthead';

/** The look of an evening edition: night blue on cool white, in a book face, a size larger. */
export const eveningTheme = makeTheme({
  paper: { light: '#f6f8fa', dark: '#0f1720' },
  ink: { light: '#14202e', dark: '#dfe7ee' },
  accent: { light: '#0b5a8a', dark: '#7cc4ee' },
  serif: "'Palatino Linotype',Palatino,'Book Antiqua',serif",
  size: 18,
});
