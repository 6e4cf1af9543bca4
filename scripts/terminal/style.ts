import { styleText } from 'node:util';

type Format = Parameters<typeof styleText>[0];

/** Colours text for a stream that shows colours: a terminal, unless NO_COLOR is set (no-color.org). */
export const style = (format: Format, text: string, stream: NodeJS.WriteStream = process.stdout): string =>
  stream.isTTY && !process.env.NO_COLOR ? styleText(format, text) : text;
