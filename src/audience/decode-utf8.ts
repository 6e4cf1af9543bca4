import { MastheadError } from '../foundation/masthead-error.ts';
import { lineEndsBeforeBadByte } from '../foundation/text-file.ts';

/**
 * The text of UTF-8 bytes as they stream by, without a byte-order mark and with LF line ends.
 * @throws MastheadError FILE_NOT_UTF8, with the line
 */
export async function* decodeUtf8(chunks: AsyncIterable<Buffer>, file: string): AsyncIterable<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  let held = '';
  let cut = Buffer.alloc(0);
  const decode = (chunk: Buffer, stream: boolean): string => {
    try {
      return decoder.decode(chunk, { stream });
    } catch (cause) {
      throw notUtf8(file, line + lineEndsBeforeBadByte(Buffer.concat([Buffer.from(held), cut, chunk])), cause);
    }
  };
  for await (const chunk of chunks) {
    const text = held + decode(chunk, true);
    // A carriage return at the end may be half of a line end.
    held = text.endsWith('\r') ? '\r' : '';
    const lines = text.slice(0, text.length - held.length).replace(/\r\n?/g, '\n');
    yield lines;
    line += countLines(lines);
    cut = cutCharacter(Buffer.concat([cut, chunk.subarray(-3)]));
  }
  yield held.replace('\r', '\n') + decode(Buffer.alloc(0), false);
}

/** The bytes at the end that begin a character and do not finish it. */
function cutCharacter(bytes: Buffer): Buffer<ArrayBuffer> {
  const end = Buffer.from(bytes.subarray(-3));
  const at = end.findLastIndex((byte) => byte >= 0xc0);
  const lead = end[at] ?? 0;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  return at >= 0 && end.length - at < length ? end.subarray(at) : Buffer.alloc(0);
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
