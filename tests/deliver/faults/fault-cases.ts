import type { Faults } from './fault-server.ts';

/**
 * A fault of a mail server, and how a send to three readers over one connection ends with it. docs/faults.md is made of
 * these, and faults.test.ts runs each. The first connection is the look at the server before anyone is mailed.
 */
export type FaultCase = {
  readonly what: string;
  readonly faults: Faults;
  /** How many deliveries are in which state at the end, or the code of the error that ends it before anyone is mailed. */
  readonly ends: Readonly<Record<string, number>> | 'TRANSPORT_REFUSED' | 'TRANSPORT_AUTH';
  readonly means: string;
  /** A login is part of it. */
  readonly auth?: true;
  /** The send gives up early, and says the server's words. */
  readonly stops?: true;
};

const ok = {};
const greet = { say: '220 fault.test' };
const hello = { say: '250-fault.test\r\n250 PIPELINING' };
const helloAuth = { say: '250-fault.test\r\n250 AUTH PLAIN' };
const go = { say: '354 go on' };
const fine = { say: '250 2.0.0 ok' };
const closing = { say: '421 4.3.2 closing', cut: true };
const cut = { cut: true };

const again = 'the fault is the server’s: the run pauses, tries again, and everyone is mailed';
const nobody = 'said before anyone is mailed; nothing is written down';
const everyone = { accepted: 3 };
const oneLater = { accepted: 2, deferred: 1 };
const later = (whose: string): string => `the fault is ${whose}: this delivery is deferred, the others go out`;
const oneUnknown = { accepted: 2, unknown: 1 };
const unsure = 'nobody can know whether it arrived: unknown, listed by name, not mailed again unasked';
const onlyConnection = '421 closes that connection only: a new one is opened, and everyone is mailed';

export const faultCases: readonly FaultCase[] = [
  {
    what: 'the connection is cut before the greeting, at first',
    faults: { connect: cut },
    ends: 'TRANSPORT_REFUSED',
    means: nobody,
  },
  {
    what: 'the greeting refuses (554), at first',
    faults: { connect: { say: '554 5.7.1 not you' } },
    ends: 'TRANSPORT_REFUSED',
    means: nobody,
  },
  {
    what: 'the greeting is garbage',
    faults: { connect: { say: 'hello there' } },
    ends: 'TRANSPORT_REFUSED',
    means: nobody,
  },
  {
    what: 'TLS fails after STARTTLS',
    faults: {
      EHLO: { say: '250-fault.test\r\n250 STARTTLS' },
      STARTTLS: { say: '220 go\r\nthis is no TLS', cut: true },
    },
    ends: 'TRANSPORT_REFUSED',
    means: `${nobody}; nothing goes out in the clear instead`,
  },
  {
    what: 'the password is refused (535)',
    faults: { EHLO: helloAuth, AUTH: { say: '535 5.7.8 no' } },
    auth: true,
    ends: 'TRANSPORT_AUTH',
    means: nobody,
  },
  {
    what: 'the password is refused in the middle',
    faults: { EHLO: helloAuth, AUTH: [{ say: '235 2.7.0 in' }, { say: '535 5.7.8 no' }] },
    auth: true,
    ends: { deferred: 1, planned: 2 },
    stops: true,
    means: 'the send stops at once: a password does not become right by being said again',
  },
  {
    what: '454 at AUTH in the middle',
    faults: { EHLO: helloAuth, AUTH: [{ say: '235 2.7.0 in' }, { say: '454 4.7.0 later' }, { say: '235 2.7.0 in' }] },
    auth: true,
    ends: everyone,
    means: again,
  },
  { what: '421 as the greeting', faults: { connect: [greet, closing, greet] }, ends: everyone, means: onlyConnection },
  { what: '421 at EHLO', faults: { EHLO: [hello, closing, hello] }, ends: everyone, means: onlyConnection },
  { what: '421 at MAIL', faults: { MAIL: [closing, fine] }, ends: everyone, means: onlyConnection },
  { what: '421 at RCPT', faults: { RCPT: [closing, fine] }, ends: everyone, means: onlyConnection },
  { what: '421 at DATA', faults: { DATA: [closing, go] }, ends: everyone, means: onlyConnection },
  {
    what: '421 after the dot',
    faults: { '.': [closing, fine] },
    ends: everyone,
    means: `it was surely not taken; ${onlyConnection}`,
  },
  { what: '4xx at MAIL', faults: { MAIL: [{ say: '451 4.3.0 later' }, fine] }, ends: everyone, means: again },
  {
    what: '5xx at MAIL',
    faults: { MAIL: [{ say: '550 5.7.1 not from you' }, fine] },
    ends: oneLater,
    means: later('the sender’s'),
  },
  {
    what: '4xx at RCPT',
    faults: { RCPT: [{ say: '450 4.2.0 busy' }, fine] },
    ends: oneLater,
    means: later('the address’s, for now'),
  },
  {
    what: '4xx at RCPT about too much mail',
    faults: { RCPT: [{ say: '450 4.7.1 too much mail' }, fine] },
    ends: oneLater,
    means: later('the sender’s, who pauses when ten come in a row'),
  },
  {
    what: '421 4.7.x at RCPT',
    faults: { RCPT: [{ say: '421 4.7.28 unusual rate', cut: true }, fine] },
    ends: oneLater,
    means: later('the sender’s, who pauses when ten come in a row'),
  },
  {
    what: '4xx at MAIL about too much mail',
    faults: { MAIL: [{ say: '451 4.7.1 rate limit exceeded' }, fine] },
    ends: oneLater,
    means: later('the sender’s, who pauses at once'),
  },
  {
    what: '5xx at RCPT that nobody understands',
    faults: { RCPT: [{ say: '553 sorry' }, fine] },
    ends: oneLater,
    means: later('in doubt the sender’s'),
  },
  {
    what: '5xx at RCPT about the address',
    faults: { RCPT: [{ say: '550 5.1.1 no such user' }, fine] },
    ends: { accepted: 2, rejected: 1 },
    means: 'rejected, and the address is suppressed with the reply as the reason; the others go out',
  },
  {
    what: '5xx at RCPT about the sender',
    faults: { RCPT: [{ say: '550 5.7.1 blocklisted' }, fine] },
    ends: oneLater,
    means: later('the sender’s, and suppresses nobody'),
  },
  { what: '4xx at DATA', faults: { DATA: [{ say: '451 4.3.0 later' }, go] }, ends: everyone, means: again },
  {
    what: '5xx at DATA',
    faults: { DATA: [{ say: '554 5.6.0 no' }, go] },
    ends: oneLater,
    means: later('the sender’s'),
  },
  {
    what: '4xx after the dot',
    faults: { '.': [{ say: '452 4.3.1 disk full' }, fine] },
    ends: everyone,
    means: `it was surely not taken; ${again}`,
  },
  {
    what: '5xx after the dot',
    faults: { '.': [{ say: '554 5.7.1 spam' }, fine] },
    ends: oneLater,
    means: later('the sender’s'),
  },
  {
    what: 'cut before the greeting, in the middle',
    faults: { connect: [greet, cut, greet] },
    ends: everyone,
    means: again,
  },
  { what: 'cut at EHLO', faults: { EHLO: [hello, cut, hello] }, ends: everyone, means: again },
  {
    what: 'cut at AUTH',
    faults: { EHLO: helloAuth, AUTH: [{ say: '235 2.7.0 in' }, cut, { say: '235 2.7.0 in' }] },
    auth: true,
    ends: everyone,
    means: again,
  },
  { what: 'cut at MAIL', faults: { MAIL: [cut, fine] }, ends: everyone, means: again },
  { what: 'cut at RCPT', faults: { RCPT: [cut, fine] }, ends: everyone, means: again },
  { what: 'cut at DATA', faults: { DATA: [cut, go] }, ends: everyone, means: `nothing of the body had left; ${again}` },
  { what: 'cut in the body', faults: { body: [cut, ok] }, ends: oneUnknown, means: unsure },
  { what: 'cut after the dot', faults: { '.': [cut, fine] }, ends: oneUnknown, means: unsure },
  {
    what: 'cut in the middle of the reply after the dot',
    faults: { '.': [{ say: '550 5.1.1 no su', torn: true, cut: true }, fine] },
    ends: oneUnknown,
    means: unsure,
  },
  { what: 'garbage in reply to MAIL', faults: { MAIL: [{ say: 'banana' }, fine] }, ends: everyone, means: again },
  { what: 'garbage in reply to RCPT', faults: { RCPT: [{ say: 'banana' }, fine] }, ends: everyone, means: again },
  { what: 'garbage after the dot', faults: { '.': [{ say: 'banana' }, fine] }, ends: oneUnknown, means: unsure },
  {
    what: 'the server takes one message a connection',
    faults: { '.': { say: '250 2.0.0 taken', cut: true } },
    ends: everyone,
    means: 'a new connection for each; nothing is tried twice',
  },
];

/** Faults that a server’s script cannot show; each has a test of this name. */
export const otherFaults = {
  'nobody listens at the port': 'said before anyone is mailed (`TRANSPORT_REFUSED`)',
  'no greeting comes': 'given up after 30 seconds, before anyone is mailed (`TRANSPORT_REFUSED`)',
  'no answer comes to EHLO': 'given up after 30 seconds, before anyone is mailed (`TRANSPORT_REFUSED`)',
  'no answer comes to EHLO in the middle of a run':
    'that connection is given up after two minutes: the run pauses, tries again, and everyone is mailed',
  'the reply comes after 90 seconds':
    'waited for, up to 10 minutes (RFC 5321 section 4.5.3.2.6), and accepted: who gives up earlier mails twice',
  'every address is greylisted at first': 'deferred for each address, tried again after its back-off, accepted',
  'the disk is full at the journal':
    'nobody else is taken; ends with `JOURNAL_NOT_WRITTEN`; at most as many as there are connections are unknown, and the next run mails the rest',
  'the disk fails at the journal':
    'nobody whose turn it did not take is mailed; ends with `JOURNAL_NOT_WRITTEN`; at most as many as there are connections are unknown, and the next run mails the rest',
  'the disk is full while the audience is written down':
    'ends with `JOURNAL_NOT_WRITTEN` before anyone is mailed; the next run begins anew',
  'the database is locked by another program': 'waited for, up to 10 seconds; then as with a full disk',
  'the list file is removed in the middle': 'no difference: the audience was frozen before the first message',
  'the list file is removed before the audience is frozen': 'ends before anyone is mailed',
} as const;
