import { makeTheme } from 'masthead';

/** The look of The Vault AI: ink on paper and one red. Change these five values, and it is another newsletter. */
export const theme = makeTheme({
  paper: { light: '#fdfcf9', dark: '#17181b' },
  ink: { light: '#1c1a17', dark: '#e9e5dc' },
  accent: { light: '#9e2a1c', dark: '#f2977f' },
  // On every Mac, iPhone and Windows machine. Short, because it stands in a mail a hundred times.
  serif: "Georgia,'Times New Roman',serif",
  size: 17,
});
