import type { EditionStatus } from '../../src/newsletter.ts';
import { countsText, namesText } from './names-text.ts';
import { count } from './words.ts';

/** What became of an edition, for a person: counts, and the names behind every state that is not `accepted`. */
export const statusText = ({
  edition,
  list,
  frozenAt,
  finishedAt,
  total,
  counts,
  names,
  unnamed,
}: EditionStatus): string =>
  [
    `Edition ${edition}, to ${count(total, 'address', 'addresses')} of ${list}: ${countsText(counts)}.`,
    `Begun ${frozenAt}, ${finishedAt === undefined ? 'not finished: `masthead send` goes on' : `finished ${finishedAt}`}.`,
    ...namesText(names),
    ...(unnamed > 0 ? [`  and ${unnamed} more`] : []),
  ].join('\n');
