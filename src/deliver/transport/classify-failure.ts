import type { Outcome } from '../delivery.ts';
import { enhancedStatus, type Failure, ruleFor } from './failure-rules.ts';

/**
 * Judges a failure by how far the try had come and by what the server said, as failure-rules.ts has it. Nobody is `rejected`
 * for a fault of the server or the sender: such a delivery is `deferred` and suppresses no address.
 */
export function classifyFailure({ stage, reply, message }: Failure): Outcome {
  const said = oneLine(reply ?? message);
  // Judged as one line: a server may break its sentences anywhere.
  const { is } = ruleFor({ stage, reply: reply === undefined ? undefined : said, message: said });
  if (is === 'unknown: nobody can know') return { state: 'unknown', reason: said };
  const status = reply === undefined ? undefined : enhancedStatus(said);
  return { ...verdicts[is], stage, reply: said, ...(status === undefined ? {} : { status }) };
}

const verdicts = {
  'address: rejected': { state: 'rejected', scope: 'address' },
  'address: deferred': { state: 'deferred', scope: 'address' },
  'sender: deferred': { state: 'deferred', scope: 'sender' },
  'server: deferred': { state: 'deferred', scope: 'server' },
} as const;

/** A reply of several lines as one: `550-5.1.1 a`, `550 5.1.1 b` become `550 5.1.1 a b`. */
export const oneLine = (reply: string): string =>
  reply
    .replace(/\r?\n\d{3}[ -](\d\.\d{1,3}\.\d{1,3} )?/g, ' ')
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/^(\d{3})-/, '$1 ')
    .trim()
    .slice(0, 500);
