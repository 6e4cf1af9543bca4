import { describe, expect, test } from 'vitest';
import type { Stage } from '../../../src/deliver/delivery.ts';
import { classifyFailure } from '../../../src/deliver/transport/classify-failure.ts';
import { failureRules, ruleFor } from '../../../src/deliver/transport/failure-rules.ts';

type Row = readonly [stage: Stage, reply: string | undefined, verdict: string, why: string];

const verdictOf = (stage: Stage, reply: string | undefined): string => {
  const outcome = classifyFailure({ stage, reply, message: 'connection closed' });
  return 'scope' in outcome ? `${outcome.state} ${outcome.scope}` : outcome.state;
};

const table: readonly Row[] = [
  ['connect', undefined, 'deferred server', 'nobody answered'],
  ['connect', '554 5.7.1 your address is blocked', 'deferred server', 'the greeting is about us'],
  ['connect', 'garbage', 'deferred server', 'a reply without a code before the body'],
  ['auth', '535 5.7.8 bad credentials', 'deferred server', 'the password is not the reader'],
  ['mail', '451 4.3.0 try later', 'deferred server', 'MAIL names no recipient'],
  ['mail', '451 4.7.1 rate limit exceeded', 'deferred sender', 'too much mail'],
  ['mail', '421 4.3.2 shutting down', 'deferred server', '421 closes the connection'],
  ['mail', '550 5.1.8 sender unknown', 'deferred sender', 'MAIL is about the sender'],
  ['mail', '550 no such user', 'deferred sender', 'MAIL names no recipient, whatever it says'],
  ['rcpt', '421 4.3.2 try again', 'deferred server', '421 closes the connection'],
  ['rcpt', '421 4.7.0 too many messages on this connection', 'deferred server', 'that connection alone'],
  ['rcpt', '421 4.7.0 closing connection', 'deferred server', 'that connection alone'],
  ['rcpt', '421 Too much mail from you', 'deferred sender', 'a limit'],
  ['rcpt', '450 4.2.0 busy', 'deferred address', 'one mailbox'],
  ['rcpt', '450 4.7.1 greylisted', 'deferred address', 'greylisting is for one recipient'],
  ['rcpt', '451 4.7.1 try again later', 'deferred address', 'greylisting in other words'],
  ['rcpt', '451 4.7.1 Please try again later: throttled', 'deferred sender', 'the reason outweighs the request'],
  ['rcpt', '450 4.7.1 too much mail', 'deferred sender', 'a limit'],
  ['rcpt', '452 4.5.3 too many recipients', 'deferred sender', 'a limit: each message has one'],
  ['rcpt', '450 4.7.25 Client host rejected: cannot find your hostname', 'deferred sender', 'reverse DNS'],
  ['rcpt', '450 4.7.1 Client host rejected: cannot find your hostname, later', 'deferred sender', 'reverse DNS'],
  ['rcpt', '450 4.1.8 <news@x.test>: rejected', 'deferred sender', 'the sender’s domain'],
  ['rcpt', '450 Sender address rejected: Domain not found', 'deferred sender', 'the sender’s domain, in words'],
  ['rcpt', '451 4.7.24 SPF validation failed', 'deferred sender', 'policy'],
  ['rcpt', '451 4.7.1 not accepted', 'deferred sender', 'policy, where it does not ask to come back'],
  ['rcpt', '451 4.7.5 not now', 'deferred sender', '4.7.x is policy'],
  ['rcpt', '452 4.3.1 no space on the system', 'deferred server', '4.3.x is the system'],
  ['rcpt', '452 Insufficient system storage', 'deferred server', 'the system, in words'],
  ['rcpt', '452 4.2.2 mailbox full', 'deferred address', 'a full mailbox empties'],
  ['rcpt', '452 The mailbox is over quota', 'deferred address', 'a full mailbox empties, in words'],
  ['rcpt', '450 mailbox unavailable', 'deferred address', 'this mailbox, later'],
  ['rcpt', '450 4.1.1 unverified address', 'deferred address', 'this mailbox, later'],
  ['rcpt', '552 5.2.2 mailbox full', 'deferred address', 'a full mailbox empties, even as a 5xx'],
  ['rcpt', '550 mailbox is full', 'deferred address', 'a full mailbox empties, even as a 5xx'],
  ['rcpt', '550 5.1.1 no such user', 'rejected address', 'bad mailbox'],
  ['rcpt', '550 5.1.2 no such host', 'rejected address', 'bad domain'],
  ['rcpt', '550 5.1.10 null MX', 'rejected address', 'the domain takes no mail'],
  ['rcpt', '550 5.2.1 disabled', 'rejected address', 'mailbox disabled'],
  ['rcpt', '550 5.1.1 <policy@relay.test>: User unknown', 'rejected address', 'an address may hold any word'],
  ['rcpt', '550 5.1.1 policy@relay.test: User unknown', 'rejected address', 'with or without its brackets'],
  ['rcpt', '550 No such user here', 'rejected address', 'no status, but plain words'],
  ['rcpt', '550 mailbox unavailable', 'rejected address', 'no status, but plain words'],
  ['rcpt', '550 5.1.0 Address unknown', 'rejected address', 'a status that says nothing, but plain words'],
  ['rcpt', '553 sorry', 'deferred sender', 'in doubt it is not the reader'],
  ['rcpt', '550 rejected', 'deferred sender', 'in doubt it is not the reader'],
  ['rcpt', '550 Sender verify failed', 'deferred sender', 'the sender’s address'],
  ['rcpt', '550 Access denied - Invalid HELO name', 'deferred sender', 'how this machine calls itself'],
  ['rcpt', '550 Sender address rejected: Domain not found', 'deferred sender', 'the sender’s domain'],
  ['rcpt', '550 permission denied', 'deferred sender', 'who sends'],
  ['rcpt', '550 5.1.0 <news@x.test> sender rejected', 'deferred sender', 'the sender, whatever the status'],
  ['rcpt', '550 too many messages, slow down', 'deferred sender', 'a limit, even as a 5xx'],
  ['rcpt', '550 5.7.1 rejected by policy', 'deferred sender', '5.7.x is about the sender'],
  ['rcpt', '550 5.7.1 user unknown to spf', 'deferred sender', 'the status outweighs the words'],
  ['rcpt', '550 blocked by a DNSBL', 'deferred sender', 'a blocklist'],
  ['rcpt', '554 relay access denied', 'deferred sender', 'relaying is our setting'],
  ['rcpt', '554 transaction failed', 'deferred sender', '554 without words blames nobody on the list'],
  ['rcpt', '550 5.1.7 bad sender address', 'deferred sender', '5.1.7 is the sender’s address'],
  ['data', '451 4.7.1 later', 'deferred address', 'this message, later'],
  ['data', '451 queue file write error', 'deferred server', 'the system'],
  ['data', '554 5.5.1 no valid recipients', 'deferred sender', 'not about a mailbox'],
  ['body', undefined, 'unknown', 'cut after DATA'],
  ['body', 'garbage', 'unknown', 'a reply that says nothing'],
  ['body', '250', 'unknown', 'a failure that quotes a success says nothing'],
  ['body', '554 5.7.1 spam', 'deferred sender', 'the content was refused'],
  ['body', '550 5.1.1 no such user', 'rejected address', 'a relay that finds out late'],
  [
    'body',
    '550 5.4.1 Recipient address rejected: Access denied',
    'deferred sender',
    'Exchange says it of a recipient at RCPT',
  ],
  ['body', '550 refused', 'deferred sender', 'in doubt it is not the reader'],
  ['body', '552 5.3.4 message too big', 'deferred sender', 'the message'],
  ['body', '451 4.3.0 queue file error', 'deferred server', 'the system, and surely not taken'],
  ['body', '421 4.3.2 shutting down', 'deferred server', 'a final reply: surely not taken'],
];

/** As servers of these makers are known to put it; the names and numbers in them are made up. */
const overheard: readonly Row[] = [
  // Gmail
  [
    'rcpt',
    "550-5.1.1 The email account that you tried to reach does not exist. Please try\r\n550-5.1.1 double-checking the recipient's email address for typos or\r\n550-5.1.1 unnecessary spaces. For more information, go to\r\n550 5.1.1  https://support.google.com/mail/?p=NoSuchUser x12-20020a05.1 - gsmtp",
    'rejected address',
    'Gmail: no such user',
  ],
  [
    'rcpt',
    '550-5.2.1 The email account that you tried to reach is inactive. For more\r\n550 5.2.1 information, go to https://support.google.com/mail/?p=DisabledUser x1 - gsmtp',
    'rejected address',
    'Gmail: disabled',
  ],
  [
    'rcpt',
    "452-4.2.2 The recipient's inbox is out of storage space. Please direct the\r\n452 4.2.2 recipient to https://support.google.com/mail/?p=OverQuotaTemp x1 - gsmtp",
    'deferred address',
    'Gmail: full',
  ],
  [
    'rcpt',
    "552-5.2.2 The recipient's inbox is out of storage space and inactive. Please\r\n552 5.2.2 direct the recipient to https://support.google.com/mail/?p=OverQuotaPerm x1 - gsmtp",
    'deferred address',
    'Gmail: full for long',
  ],
  [
    'rcpt',
    '450-4.2.1 The user you are trying to contact is receiving mail at a rate that\r\n450 4.2.1 prevents additional messages from being delivered. x1 - gsmtp',
    'deferred address',
    'Gmail: one reader is mailed too much',
  ],
  [
    'rcpt',
    '550-5.2.1 The user you are trying to contact is receiving mail at a rate that\r\n550 5.2.1 prevents additional messages from being delivered. x1 - gsmtp',
    'deferred address',
    'Gmail: the same as a 5xx',
  ],
  [
    'body',
    '421-4.7.28 Gmail has detected an unusual rate of unsolicited mail originating from\r\n421 4.7.28 your IP address. To protect our users, mail has been temporarily rate limited. x1 - gsmtp',
    'deferred sender',
    'Gmail: rate limit',
  ],
  [
    'body',
    '421-4.7.0 [192.0.2.1      15] Our system has detected that this message is suspicious\r\n421 4.7.0 due to the nature of the content. x1 - gsmtp',
    'deferred sender',
    'Gmail: suspicious',
  ],
  [
    'body',
    '450-4.7.26 This mail has been rate limited because it is unauthenticated.\r\n450 4.7.26 Gmail requires all senders to authenticate. x1 - gsmtp',
    'deferred sender',
    'Gmail: unauthenticated, for now',
  ],
  [
    'body',
    '550-5.7.26 This mail has been blocked because the sender is unauthenticated. x1 - gsmtp',
    'deferred sender',
    'Gmail: unauthenticated',
  ],
  [
    'body',
    '550-5.7.1 [192.0.2.1      12] Gmail has detected that this message is likely\r\n550 5.7.1 unsolicited mail. x1 - gsmtp',
    'deferred sender',
    'Gmail: likely spam',
  ],
  // Outlook and Exchange Online
  [
    'rcpt',
    '550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302). [XX0FOO.example 2026-04-27T04:00:00.000Z 0]',
    'rejected address',
    'Outlook: no such mailbox',
  ],
  [
    'rcpt',
    '550 5.4.1 Recipient address rejected: Access denied. AS(201806281) [XX0FOO.example 2026-04-27T04:00:00.000Z 0]',
    'rejected address',
    'Exchange Online: no such recipient',
  ],
  [
    'rcpt',
    '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient ada@example.com not found by SMTP address lookup',
    'rejected address',
    'Exchange: no such recipient',
  ],
  ['rcpt', '550 5.4.1 Relay Access Denied', 'deferred sender', 'Exchange Online: no customer’s domain'],
  [
    'rcpt',
    "550 SC-001 (COL004-MC1F2) Unfortunately, messages from 192.0.2.1 weren't sent. Please contact your Internet service provider since part of their network is on our block list.",
    'deferred sender',
    'Outlook: blocked',
  ],
  [
    'rcpt',
    "550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3140).",
    'deferred sender',
    'Outlook: blocked',
  ],
  [
    'rcpt',
    '451 4.7.650 The mail server [192.0.2.1] has been temporarily rate limited due to IP reputation. For e-mail delivery information, see https://postmaster.live.com (S775)',
    'deferred sender',
    'Outlook: rate limit',
  ],
  [
    'rcpt',
    '451 4.7.500 Server busy. Please try again later from [192.0.2.1]. (S77714)',
    'deferred sender',
    'Exchange Online: rate limit',
  ],
  // Yahoo
  [
    'mail',
    '421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to unexpected volume or user complaints - 4.16.55.1; see https://postmaster.yahooinc.com/error-codes',
    'deferred sender',
    'Yahoo: rate limit',
  ],
  [
    'body',
    '554 30 Sorry, your message to ada@example.com cannot be delivered. This mailbox is disabled (554.30).',
    'rejected address',
    'Yahoo: disabled',
  ],
  [
    'body',
    "554 delivery error: dd This user doesn't have a yahoo.com account (ada@example.com) [0] - mta1.example",
    'rejected address',
    'Yahoo: no such user',
  ],
  [
    'body',
    "553 5.7.1 [BL21] Connections will not be accepted from 192.0.2.1, because the ip is in Spamhaus's list",
    'deferred sender',
    'Yahoo: blocklist',
  ],
  // Exim
  ['rcpt', '550-The mailbox of that name is\r\n550 not active', 'rejected address', 'words over two lines'],
  ['rcpt', '550 Unknown user', 'rejected address', 'Exim: no such user'],
  ['rcpt', '550 Unrouteable address', 'rejected address', 'Exim: no route'],
  ['rcpt', '550 relay not permitted', 'deferred sender', 'Exim: relay'],
  ['rcpt', '550 Administrative prohibition', 'deferred sender', 'Exim: policy'],
  ['rcpt', '451 Temporary local problem - please try later', 'deferred address', 'Exim: this address, later'],
  [
    'rcpt',
    '550-Verification failed for <news@example.com>\r\n550-Called:   192.0.2.1\r\n550-Sent:     RCPT TO:<news@example.com>\r\n550-Response: 550 5.1.1 User unknown\r\n550 Sender verify failed',
    'deferred sender',
    'Exim: the sender’s address did not stand its check',
  ],
  // Postfix
  [
    'rcpt',
    '550 5.1.1 <ada@example.com>: Recipient address rejected: User unknown in virtual mailbox table',
    'rejected address',
    'Postfix: no such user',
  ],
  [
    'rcpt',
    '450 4.2.0 <ada@example.com>: Recipient address rejected: Greylisted, see http://postgrey.example/help',
    'deferred address',
    'Postfix: greylisting',
  ],
  [
    'rcpt',
    '450 4.1.1 <ada@example.com>: Recipient address rejected: unverified address: connection timed out',
    'deferred address',
    'Postfix: not yet verified',
  ],
  [
    'rcpt',
    '450 4.1.8 <news@example.com>: Sender address rejected: Domain not found',
    'deferred sender',
    'Postfix: the sender’s domain',
  ],
  [
    'rcpt',
    '450 4.7.25 Client host rejected: cannot find your hostname, [192.0.2.1]',
    'deferred sender',
    'Postfix: reverse DNS',
  ],
  ['rcpt', '451 4.3.0 <ada@example.com>: Temporary lookup failure', 'deferred server', 'Postfix: its tables'],
  [
    'rcpt',
    '554 5.7.1 <ada@example.com>: Recipient address rejected: Access denied',
    'deferred sender',
    'Postfix: policy',
  ],
  ['rcpt', '554 5.7.1 <ada@example.com>: Relay access denied', 'deferred sender', 'Postfix: relay'],
  [
    'rcpt',
    '554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.example',
    'deferred sender',
    'Postfix: blocklist',
  ],
  ['rcpt', '450 4.7.1 Error: too much mail from 192.0.2.1', 'deferred sender', 'Postfix: rate limit'],
];

describe('a failure', () => {
  test.each([...table, ...overheard])('at %s the reply %j is %s: %s', (stage, reply, verdict) => {
    expect(verdictOf(stage, reply)).toBe(verdict);
  });

  test('of every rule there is one', () => {
    const met = [...table, ...overheard].map(([stage, reply]) => ruleFor({ stage, reply, message: '' }));
    expect(failureRules.filter((rule) => !met.includes(rule)).map(({ why }) => why)).toEqual([]);
  });

  test('that says nothing that is understood rejects nobody', () => {
    const codes = [500, 501, 502, 503, 504, 521, 541, 550, 551, 552, 553, 554, 555, 571];
    for (const stage of ['mail', 'rcpt', 'data', 'body'] as const) {
      for (const code of codes) expect(verdictOf(stage, `${code} zzz`)).toBe('deferred sender');
    }
  });

  test('is told without what could move the cursor of a terminal, and no longer than is of use', () => {
    const reply = `550 no\u001b[2J such\u2028user ${'x'.repeat(2000)}`;
    const outcome = classifyFailure({ stage: 'rcpt', reply, message: '' });
    expect(outcome).toMatchObject({ reply: expect.stringMatching(/^550 no \[2J such user x+$/) });
    expect('reply' in outcome && outcome.reply.length).toBe(500);
  });

  test('keeps its enhanced status code and its reply, one of several lines as one', () => {
    const outcome = classifyFailure({ stage: 'rcpt', reply: '550-5.1.1 no such\r\n550 5.1.1 user', message: '' });
    expect(outcome).toMatchObject({ status: '5.1.1', reply: '550 5.1.1 no such user', stage: 'rcpt' });
  });
});
