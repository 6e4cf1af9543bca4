import { isDay } from '../front-matter/value-schemas.ts';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const monthName = `(?<month>${months.join('|')})[a-z]*\\.?`;
const spellings = [
  /(?<!\d)(?<year>\d{4})[-/](?<number>\d{2})[-/](?<day>\d{2})(?!\d)/,
  new RegExp(`\\b${monthName}\\s+(?<day>\\d{1,2})(?:st|nd|rd|th)?,?\\s+(?<year>\\d{4})\\b`, 'i'),
  new RegExp(`\\b(?<day>\\d{1,2})(?:st|nd|rd|th)?\\.?\\s+${monthName},?\\s+(?<year>\\d{4})\\b`, 'i'),
];

/** The first day that a text names, in English or in digits: `April 27, 2026`, `2026/04/27`. */
export function findDay(text: string): string | undefined {
  for (const spelling of spellings) {
    const { year = '', number, month = '', day = '' } = spelling.exec(text)?.groups ?? {};
    const found = [year, number ?? two(months.indexOf(month.slice(0, 3).toLowerCase()) + 1), two(Number(day))].join(
      '-',
    );
    if (isDay(found)) return found;
  }
  return undefined;
}

const two = (number: number): string => String(number).padStart(2, '0');
