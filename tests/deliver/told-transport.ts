import type { Outcome } from '../../src/deliver/delivery.ts';
import { type Message, type Transport, withheld } from '../../src/deliver/transport/transport.ts';

/** A transport that does as it is told: for faults and moments that no server can be made to have. */
export const transportOf = (
  send: (message: Message) => Promise<Outcome>,
  { connections = 5, name = 'test' }: { readonly connections?: number; readonly name?: string } = {},
): Transport => ({
  name,
  connections,
  verify: async () => undefined,
  send: async (message, mayGo) => ((await mayGo) === false ? withheld : send(message)),
  close: async () => undefined,
});

export const accepted: Outcome = { state: 'accepted', reply: '250 2.0.0 taken' };
export const greylisted: Outcome = {
  state: 'deferred',
  scope: 'address',
  stage: 'rcpt',
  reply: '450 4.7.1 greylisted',
  status: '4.7.1',
};
export const serverDown = {
  state: 'deferred',
  scope: 'server',
  stage: 'connect',
  reply: 'connection refused',
} as const satisfies Outcome;
