import { InvalidArgumentError } from 'commander';

/** A parser for a whole number within bounds. */
export const wholeNumber =
  (from: number, to: number) =>
  (text: string): number => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= from && number <= to) return number;
    throw new InvalidArgumentError(`It takes a whole number from ${from} to ${to}.`);
  };

/** A parser for a list of known words, set apart by commas. */
export const wordsOf =
  <Word extends string>(known: readonly Word[]) =>
  (text: string): readonly Word[] => {
    const words = text.split(',').map((word) => word.trim());
    const chosen = known.filter((word) => words.includes(word));
    if (chosen.length > 0 && words.every((word) => known.some((one) => one === word))) return chosen;
    throw new InvalidArgumentError(`It takes ${known.join(', ')}, set apart by commas.`);
  };

/** A parser for a rate, which is handed on as it was written. */
export function rateOption(text: string): string {
  if (/^[1-9]\d{0,8}\/[smhd]$/.test(text)) return text;
  throw new InvalidArgumentError('It takes a number for a time, like 10/s, 600/m, 50000/h or 200000/d.');
}
