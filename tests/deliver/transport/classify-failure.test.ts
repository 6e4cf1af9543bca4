import { expect, test } from 'vitest';
import type { Stage } from '../../../src/deliver/delivery.ts';
import { classifyFailure } from '../../../src/deliver/transport/classify-failure.ts';

type Row = readonly [stage: Stage, reply: string | undefined, verdict: string, why: string];

const table: readonly Row[] = [
  ['connect', undefined, 'deferred server', 'nobody answered'],
  ['connect', '554 5.7.1 your address is blocked', 'deferred server', 'the greeting is about us'],
  ['connect', 'garbage', 'deferred server', 'a reply without a code before the body'],
  ['auth', '535 5.7.8 bad credentials', 'deferred server', 'the password is not the reader'],
  ['mail', '451 4.3.0 try later', 'deferred server', 'MAIL names no recipient'],
  ['mail', '550 5.1.8 sender unknown', 'deferred sender', 'MAIL is about the sender'],
  ['rcpt', '421 4.7.0 closing', 'deferred server', '421 closes the connection'],
  ['rcpt', '450 4.2.0 greylisted', 'deferred address', 'greylisting is for one recipient'],
  ['rcpt', '452 4.3.1 no space on the system', 'deferred server', '4.3.x is the system'],
  ['rcpt', '452 4.2.2 mailbox full', 'deferred address', 'a full mailbox empties'],
  ['rcpt', '552 5.2.2 mailbox full', 'deferred address', 'a full mailbox empties, even as a 5xx'],
  ['rcpt', '550 5.1.1 no such user', 'rejected address', 'bad mailbox'],
  ['rcpt', '550 5.1.10 null MX', 'rejected address', 'the domain takes no mail'],
  ['rcpt', '550 5.2.1 disabled', 'rejected address', 'mailbox disabled'],
  ['rcpt', '550 No such user here', 'rejected address', 'no status, but plain words'],
  ['rcpt', '550 mailbox unavailable', 'rejected address', 'no status, but plain words'],
  ['rcpt', '553 sorry', 'rejected address', 'RFC 5321: mailbox name not allowed'],
  ['rcpt', '550 5.7.1 rejected by policy', 'deferred sender', '5.7.x is about the sender'],
  ['rcpt', '550 5.7.1 user unknown to spf', 'deferred sender', 'the status outweighs the words'],
  ['rcpt', '550 blocked by a DNSBL', 'deferred sender', 'a blocklist'],
  ['rcpt', '554 relay access denied', 'deferred sender', 'relaying is our setting'],
  ['rcpt', '554 transaction failed', 'deferred sender', '554 without words blames nobody on the list'],
  ['rcpt', '550 5.1.7 bad sender address', 'deferred sender', '5.1.7 is the sender’s address'],
  ['data', '451 4.7.1 later', 'deferred address', 'this message, later'],
  ['data', '554 5.5.1 no valid recipients', 'deferred sender', 'not about a mailbox'],
  ['body', undefined, 'unknown', 'cut after DATA'],
  ['body', 'garbage', 'unknown', 'a reply that says nothing'],
  ['body', '250', 'unknown', 'a failure that quotes a success says nothing'],
  ['body', '554 5.7.1 spam', 'deferred sender', 'the content was refused'],
  ['body', '550 5.1.1 no such user', 'rejected address', 'a relay that finds out late'],
  ['body', '550 refused', 'deferred sender', 'after the dot only words about the mailbox blame it'],
  ['body', '451 4.3.0 queue file error', 'deferred server', 'the system, and surely not taken'],
  ['body', '421 4.3.2 shutting down', 'deferred server', 'a final reply: surely not taken'],
];

test.each(table)('at %s the reply %j is %s: %s', (stage, reply, verdict) => {
  const outcome = classifyFailure({ stage, reply, message: 'connection closed' });
  expect('scope' in outcome ? `${outcome.state} ${outcome.scope}` : outcome.state).toBe(verdict);
});

test('the enhanced status code and the reply are kept, a reply of several lines as one', () => {
  const outcome = classifyFailure({ stage: 'rcpt', reply: '550-5.1.1 no such\r\n550 5.1.1 user', message: '' });
  expect(outcome).toMatchObject({ status: '5.1.1', reply: '550 5.1.1 no such user', stage: 'rcpt' });
});
