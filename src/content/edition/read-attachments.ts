import { posix } from 'node:path';
import type { Place, Problem } from '../../foundation/masthead-error.ts';
import type { Attachment } from '../edition.ts';
import type { FindAttachment } from '../files/find-attachment.ts';
import type { Path } from '../front-matter/locate-key.ts';
import { isFileName, line } from '../front-matter/value-schemas.ts';

/** Hardly a receiver takes so large a mail, and in one a file grows by a third; so it is not even read into memory. */
const mostBytes = 25_000_000;

export type ReadAttachments = { readonly attachments: readonly Attachment[]; readonly problems: readonly Problem[] };

type Options = { readonly find: FindAttachment; readonly place: (path: Path) => Place };

/**
 * Looks up the files that an edition attaches, even when other keys are wrong, so that everything is told at once. Of what
 * kind the entries must be, the schema says.
 */
export async function readAttachments(given: unknown, { find, place }: Options): Promise<ReadAttachments> {
  const looked = await Promise.all(
    namedIn(given).map(async ({ path, name, at }) => ({ path, name, at, found: await find(path, 'editions') })),
  );
  const attachments: (Attachment & { readonly bytes: number })[] = [];
  const problems: Problem[] = [];
  for (const { path, name: given, at, found } of looked) {
    const where = place(['attachments', at]);
    if ('problem' in found) {
      problems.push({ ...found.problem, place: where });
      continue;
    }
    // Macs take names apart into letters and accents, which other systems show as two characters.
    const name = (given ?? posix.basename(found.file)).normalize('NFC');
    if (given === undefined && !isFileName(name)) problems.push(unfitName(path, where));
    if (attachments.some((one) => isSame(one.name, name))) problems.push(twice(name, where));
    attachments.push({ ...found, name });
  }
  const bytes = attachments.reduce((sum, one) => sum + one.bytes, 0);
  if (bytes > mostBytes) problems.push(tooLarge(bytes, place(['attachments'])));
  return { attachments: attachments.map(({ file, name }) => ({ file, name })), problems };
}

type Named = { readonly path: string; readonly name: string | undefined; readonly at: number };

const namedIn = (given: unknown): readonly Named[] =>
  (Array.isArray(given) ? given : []).flatMap((entry: unknown, at) => {
    const isGroup = typeof entry === 'object' && entry !== null;
    const path = textOf(isGroup ? Reflect.get(entry, 'file') : entry);
    return path === undefined ? [] : [{ path, name: isGroup ? textOf(Reflect.get(entry, 'name')) : undefined, at }];
  });

const textOf = (value: unknown): string | undefined => line.safeParse(value).data || undefined;

/** Not every system tells `Report.pdf` from `report.pdf`. */
const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

const unfitName = (path: string, place: Place): Problem => ({
  code: 'VALUE_INVALID',
  what: `The file ${path} has a name that not every reader could save it under.`,
  why: 'Some systems refuse such a name.',
  fix: 'Rename it, or give it a name for readers: `{ file: …, name: report.pdf }`.',
  place,
});

const twice = (name: string, place: Place): Problem => ({
  code: 'ATTACHMENT_TWICE',
  what: `The edition attaches ${name} twice.`,
  why: 'Readers who save both would keep one.',
  fix: 'Take one out, or give it another `name`.',
  place,
});

const tooLarge = (bytes: number, place: Place): Problem => ({
  code: 'ATTACHMENT_TOO_LARGE',
  what: `The attachments have ${Math.ceil(bytes / 1_000_000)} MB.`,
  why: 'Hardly a receiver takes a mail of more than 25 MB, and in a mail a file grows by a third.',
  fix: 'Put the files on the web and link to them.',
  place,
});
