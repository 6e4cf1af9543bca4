import { MastheadError, type Problem, throwProblems } from '../../foundation/masthead-error.ts';
import type { Outcome } from '../delivery.ts';
import type { Transport } from './transport.ts';

/** The transports that do not take mail now, and what became of the attempt. */
export type DownTransports = ReadonlyMap<Transport, Outcome>;

/**
 * Asks every transport, all at once, whether it takes mail now. One that does is enough: the others may come back.
 * @throws MastheadError TRANSPORT_REFUSED, TRANSPORT_AUTH, for each, when none does
 */
export async function verifyTransports(transports: readonly Transport[]): Promise<DownTransports> {
  const down = new Map<Transport, Outcome>();
  const problems: Problem[] = [];
  const asked = await Promise.allSettled(transports.map((transport) => transport.verify()));
  for (const [index, transport] of transports.entries()) {
    const answer = asked[index];
    if (answer?.status !== 'rejected') continue;
    const error: unknown = answer.reason;
    if (!(error instanceof MastheadError)) throw error;
    problems.push(...error.problems);
    const [problem] = error.problems;
    const stage = error.code === 'TRANSPORT_AUTH' ? 'auth' : 'connect';
    down.set(transport, { state: 'deferred', scope: 'server', stage, reply: problem?.why ?? error.message });
  }
  if (down.size === transports.length) throwProblems(problems);
  return down;
}
