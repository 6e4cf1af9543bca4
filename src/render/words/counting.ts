/** What a number does to the word beside it, by the names of Unicode: Arabic has all six, English has two, Japanese one. */
type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

type Counter = { readonly plural: Intl.PluralRules; readonly digits: Intl.NumberFormat };

/** A way to count things in a language: `{ one: '# story', other: '# stories' }`, the number for `#` in the language's digits. */
export function counting(lang: string, forms: Forms): (count: number) => string {
  // Made for the first thing that is counted: a newsletter speaks one language or two.
  let counter: Counter | undefined;
  return (count) => {
    counter ??= { plural: new Intl.PluralRules(lang), digits: new Intl.NumberFormat(lang, { useGrouping: false }) };
    const form = forms[counter.plural.select(count)] ?? forms.other;
    return form.replace('#', counter.digits.format(count));
  };
}
