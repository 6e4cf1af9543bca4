/**
 * The colour that lies `share` of the way from one to the other, 0 to 1. Colours are spelled `#rrggbb`: mail programs that
 * know no `color-mix()` are many.
 */
export function mixColours(from: string, to: string, share: number): string {
  const [start, end] = [channels(from), channels(to)];
  const mixed = start.map((channel, index) => Math.round(channel + ((end[index] ?? channel) - channel) * share));
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

const channels = (colour: string): readonly number[] =>
  [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));
