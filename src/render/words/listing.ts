/** A way to list names: `{ comma: ', ', and: ' and ' }` makes "A, B and C". */
export const listing =
  ({ comma, and }: { readonly comma: string; readonly and: string }) =>
  (names: readonly string[]): string =>
    names.length > 1 ? `${names.slice(0, -1).join(comma)}${and}${names.at(-1)}` : (names[0] ?? '');

/** The same for languages whose "and" looks at the name after it: Spanish `e Inés`, Hebrew `ו-Smith`. */
export function listingIn(lang: string): (names: readonly string[]) => string {
  let format: Intl.ListFormat | undefined;
  return (names) => {
    format ??= new Intl.ListFormat(lang);
    return format.format(names);
  };
}
