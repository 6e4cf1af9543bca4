import { createReadStream } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { MastheadError } from '../foundation/masthead-error.ts';
import { decodeUtf8 } from './decode-utf8.ts';
import { detectDelimiter } from './list-header.ts';

/** The cells of one record, and the line it begins on. */
export type ListRecord = { readonly cells: readonly string[]; readonly line: number };

const countLines = (cell: string): number => cell.split('\n').length - 1;

/**
 * The records of a CSV file, header first, one at a time.
 * @param bytes what the file holds; it is read as it is used when absent
 * @throws MastheadError FILE_NOT_FOUND, FILE_NOT_READ, FILE_NOT_UTF8, LIST_MALFORMED
 */
export async function* readRecords(file: string, bytes?: AsyncIterable<Buffer>): AsyncIterable<ListRecord> {
  const source = bytes ?? createReadStream(file, { highWaterMark: 256 * 1024 });
  const text = decodeUtf8(source, file)[Symbol.asyncIterator]();
  try {
    const first = await text.next();
    if (first.done) return;
    const parser = parse({
      delimiter: detectDelimiter(first.value),
      record_delimiter: '\n',
      relax_column_count: true,
      skip_empty_lines: true,
      // Spaces beside a separator belong to no cell: `a@example.com, "Doe, Jane"`. Those inside of quotes stay.
      trim: true,
      info: true,
      // A quote that nobody closed swallows the rest of the file: say so before it has all been read into memory.
      max_record_size: 1024 * 1024,
    });
    const whole = async function* (): AsyncIterable<string> {
      yield first.value;
      for (let next = await text.next(); !next.done; next = await text.next()) yield next.value;
    };
    // The parser carries an error of the source to whoever reads it, so there is nothing left for the callback.
    pipeline(Readable.from(whole()), parser, () => undefined);
    for await (const { info, record } of parser as AsyncIterable<{ info: { lines: number }; record: string[] }>) {
      const breaks = record.reduce((sum, cell) => sum + countLines(cell), 0);
      yield { cells: record, line: info.lines - breaks };
    }
  } catch (cause) {
    throw asMastheadError(cause, file);
  } finally {
    await text.return?.();
  }
}

function asMastheadError(cause: unknown, file: string): unknown {
  if (cause instanceof CsvError) {
    const line = 'lines' in cause && typeof cause.lines === 'number' ? cause.lines : undefined;
    return new MastheadError('LIST_MALFORMED', {
      what: `${file} is not well-formed CSV.`,
      why: cause.message,
      fix: 'Look for a quotation mark that is not closed, or one inside a cell that is not doubled. Nobody was mailed.',
      place: { file, ...(line === undefined ? {} : { line }) },
      cause,
    });
  }
  if (!(cause instanceof Error && 'syscall' in cause && 'code' in cause)) return cause;
  const missing = cause.code === 'ENOENT';
  return new MastheadError(missing ? 'FILE_NOT_FOUND' : 'FILE_NOT_READ', {
    what: missing ? `There is no list ${file}.` : `The list ${file} could not be read.`,
    why: missing ? 'Nobody was mailed.' : cause.message,
    fix: missing
      ? 'Check the name after --list, or `list` in masthead.config.ts.'
      : 'Check that it is a file you may read.',
    place: { file },
    cause,
  });
}
