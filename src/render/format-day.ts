/** A day, `2026-04-27`, as its language writes it: "Monday, 27 April 2026". What is no day comes back as it is. */
export function formatDay(day: string, lang: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return day;
  // Plain `en` is American to Intl, in which a day stands in the middle of its date; elsewhere it never does.
  const locale = lang === 'en' ? 'en-GB' : lang;
  const format = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(date);
  // Intl has a Persian weekday and a Persian day in their order, but both together in none that Persian is written in.
  if (/^fa\b/i.test(lang)) return `${format({ weekday: 'long' })} ${format({ dateStyle: 'long' })}`;
  return format({ dateStyle: 'full' });
}
