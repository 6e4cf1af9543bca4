import { MastheadError } from '../foundation/masthead-error.ts';

/**
 * The text of UTF-8 bytes as they stream by, without a byte-order mark and with LF line ends.
 * @throws MastheadError FILE_NOT_UTF8, with the line
 */
export async function* decodeUtf8(chunks: AsyncIterable<Buffer>, file: string): AsyncIterable<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  let tail: Uint8Array = Buffer.alloc(0);
  let held = '';
  const decode = (chunk: Buffer, stream: boolean): string => {
    try {
      return decoder.decode(chunk, { stream });
    } catch (cause) {
      const lenient = new TextDecoder('utf-8').decode(Buffer.concat([tail, chunk]));
      const before =
        countLines(lenient.slice(0, lenient.indexOf('\uFFFD'))) - countLines(Buffer.from(tail).toString('latin1'));
      throw notUtf8(file, line + before, cause);
    }
  };
  for await (const chunk of chunks) {
    const text = held + decode(chunk, true);
    // A carriage return at the end may be half of a line end.
    held = text.endsWith('\r') ? '\r' : '';
    const lines = text.slice(0, text.length - held.length).replace(/\r\n?/g, '\n');
    yield lines;
    line += countLines(lines);
    // A character that is cut by the end of the chunk is judged with the next one; four bytes reach back over any.
    tail = chunk.subarray(-4);
  }
  yield held.replace('\r', '\n') + decode(Buffer.alloc(0), false);
}

const countLines = (text: string): number => text.split('\n').length - 1;

const notUtf8 = (file: string, line: number, cause: unknown): MastheadError =>
  new MastheadError('FILE_NOT_UTF8', {
    what: `${file} is not UTF-8 text.`,
    why: 'A byte in it belongs to no UTF-8 character; spreadsheets often save CSV in an older encoding.',
    fix: 'Save it again as "CSV UTF-8". Nobody was mailed.',
    place: { file, line },
    cause,
  });
