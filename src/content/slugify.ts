/** A slug made from a text: `Zoë’s Café!` gives `zoes-cafe`. Empty where the text has no Latin letter and no digit. */
export function slugify(text: string): string {
  const latin = text
    .normalize('NFKD')
    .replace(/[\p{M}'’]/gu, '')
    .toLowerCase();
  const joined = latin.replace(/[^a-z0-9]+/g, '-').slice(0, longest);
  return joined.replace(/^-+|-+$/g, '');
}

/** Long enough to be told apart, short enough for a file name with a date before it. */
const longest = 80;
