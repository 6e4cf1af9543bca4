import type { Stage } from '../delivery.ts';

/** What is known of a try that was not accepted. */
export type Failure = {
  readonly stage: Stage;
  /** The server's reply; undefined when the connection ended without one. */
  readonly reply: string | undefined;
  /** What went wrong where there was no reply. */
  readonly message: string;
};

/** What a failure means, and whose fault it is. */
export type Verdict =
  | 'address: rejected'
  | 'address: deferred'
  | 'sender: deferred'
  | 'server: deferred'
  | 'unknown: nobody can know';

/** When a rule fits, in which every condition that is given has to be met; what it says then; and why. */
export type FailureRule = {
  readonly why: string;
  readonly at?: readonly Stage[];
  /** Of the three digits; a reply without any has the code 000. */
  readonly code?: RegExp;
  /** Of the enhanced status code (RFC 3463); a reply without one has 0.0.0. */
  readonly status?: RegExp;
  readonly says?: RegExp;
  readonly is: Verdict;
};

/** The replies that blame nobody by their status: those without one, and those of the `other` kind. */
const statusSaysNothing = /^(0\.0\.0|5\.0\.0|5\.1\.0|5\.2\.0|5\.5\.0)$/;

const greylisting = /gr[ae]y-?\s?list|postgrey/i;

const mailboxFull =
  /(mailbox|inbox|account|user|recipient)\b.{0,40}\b(full|over ?quota|exceed\w*)|over ?quota|quota exceeded|out of storage space/i;

/** One reader gets too much mail, whoever sends it: Gmail says so of a mailbox, in the words of a rate limit. */
const readerTooBusy = /receiving (e-?mail|mail) (at a rate|too quickly)/i;

/** Of this connection alone, which ends with the reply. */
const connectionUsedUp =
  /too many (messages|mails|e-?mails|recipients|commands|errors)\b.{0,30}\b(connection|session)|(connection|session) (limit|timed? ?out)|idle|timeout|shutting down|closing (connection|channel|transmission)/i;

/** Too much, or too fast. */
const tooMuch =
  /too (much|many) (mails?|messages|e-?mails|recipients|connections|sessions|requests)|too (fast|quickly)|\brates?[- ]?limit|throttl|unusual rate|unexpected volume|user complaints|excessive|slow down|temporarily (deferred|delayed) due|(sending|sender|message|mail|hourly|daily)\b.{0,20}\b(limit|quota|rate)\b|(rate|limit|allowance)\b.{0,20}\bexceed|exceed\w*\b.{0,40}\b(rate|limit|allowance|volume)/i;

const systemTrouble =
  /insufficient (system|disk|resources)|system (storage|resources|is busy|busy|error)|disk (is )?full|no space|out of (memory|disk|resources)|queue file|local error in processing|server (is )?too busy/i;

/** Who sends, from where, and what he sends. */
const aboutSender =
  /\bsenders?\b|mail from|return[- ]path|client host|\b(helo|ehlo)\b|messages? from|(your|client|sending|source|connecting|remote) (ip|ips|host|server|mail ?server|network|address|domain)|\bspam|unsolicited|\bblock|black-?list|deny-?list|\bdnsb?l\b|\brbl\b|spamhaus|barracuda|reputation|\bpolic(y|ies)\b|\bprohibited|\bprohibition|\bbanned\b|\blisted\b|\bspf\b|\bdkim\b|\bdmarc\b|authenti|\brelay|reverse|\brdns\b|\bptr\b|not (allowed|permitted|authori[sz]ed) to (send|relay)|permission|access denied|content|virus|\bvolume\b/i;

const aboutMailbox =
  /\b(user|recipient|mailbox|address|account)\b.{0,60}\b(unknown|not (be )?found|not exist|no longer|not active|invalid|disabled|discontinued|inactive|unavailable|suspended|deactivated)\b|\bno such|\bunknown (user|recipient|mailbox|address|account)|\b(doesn't|does not|doesnt) (exist|have)|\binvalid (recipient|mailbox|address|user)|\bunroute?able address|\buser not local|\bno mailbox|\bnot a valid (user|recipient|mailbox|address)/i;

const tryLater = /again|later|retry|come back|wait|delay|minutes|seconds|temporar/i;

/**
 * How a failure is judged: the first rule that fits. Nobody is rejected for a fault of the server or the sender, so words
 * about the sender come before words about a mailbox, and what is not understood rejects nobody: a suppression is hard to
 * notice. A sender's fault that may pass (4xx) slows the sender down (../refusals.ts).
 */
export const failureRules: readonly FailureRule[] = [
  // Without a reply that settles it.
  {
    why: 'once the body was begun, only 4xx or 5xx tells that the message was not taken',
    at: ['body'],
    code: /^[^45]/,
    is: 'unknown: nobody can know',
  },
  { why: 'no reply, or one that means nothing', code: /^[^45]/, is: 'server: deferred' },
  {
    why: 'before MAIL nothing is about a message, and a password is not the reader’s fault',
    at: ['connect', 'auth'],
    is: 'server: deferred',
  },

  // Too much or too fast: the sender has to slow down.
  {
    why: '421 because this connection has had its share: another is opened',
    code: /^421/,
    says: connectionUsedUp,
    is: 'server: deferred',
  },
  {
    why: '421 4.7.x: Gmail, Outlook and Yahoo limit the sender’s rate',
    code: /^421/,
    status: /^4\.7\./,
    is: 'sender: deferred',
  },
  { why: '421 in words about too much mail', code: /^421/, says: tooMuch, is: 'sender: deferred' },
  { why: '421 closes one connection (RFC 5321 section 3.8)', code: /^421/, is: 'server: deferred' },
  { why: 'MAIL names no recipient: too much mail', at: ['mail'], code: /^4/, says: tooMuch, is: 'sender: deferred' },
  { why: 'MAIL names no recipient: the server’s trouble', at: ['mail'], code: /^4/, is: 'server: deferred' },
  { why: 'MAIL names no recipient: the sender is refused', at: ['mail'], is: 'sender: deferred' },

  // 4xx to RCPT, to DATA and after the dot.
  { why: 'one reader is mailed too much', says: readerTooBusy, is: 'address: deferred' },
  { why: '4.2.x is the mailbox', code: /^4/, status: /^4\.2\./, is: 'address: deferred' },
  { why: 'greylisting is for one recipient', code: /^4/, says: greylisting, is: 'address: deferred' },
  { why: 'a full mailbox empties', code: /^4/, says: mailboxFull, is: 'address: deferred' },
  { why: '4.3.x is the system', code: /^4/, status: /^4\.3\./, is: 'server: deferred' },
  { why: 'one recipient is too many: a limit', code: /^4/, status: /^4\.5\.3$/, is: 'sender: deferred' },
  { why: 'too much mail', code: /^4/, says: tooMuch, is: 'sender: deferred' },
  { why: 'the system, in words', code: /^4/, says: systemTrouble, is: 'server: deferred' },
  { why: '4.1.7 and 4.1.8 are the sender’s address', code: /^4/, status: /^4\.1\.[78]$/, is: 'sender: deferred' },
  { why: 'words about the sender', code: /^4/, says: aboutSender, is: 'sender: deferred' },
  {
    why: 'a plain "try later" under 4.7.0 or 4.7.1 is how greylisting is said',
    code: /^4/,
    status: /^4\.7\.[01]$/,
    says: tryLater,
    is: 'address: deferred',
  },
  { why: '4.7.x is policy: about the sender', code: /^4/, status: /^4\.7\./, is: 'sender: deferred' },
  { why: 'every other 4xx is this recipient’s, for now', code: /^4/, is: 'address: deferred' },

  // 5xx to RCPT, to DATA and after the dot.
  { why: 'a full mailbox empties, even as a 5xx', status: /^5\.2\.2$/, is: 'address: deferred' },
  {
    why: 'Exchange Online’s word for a recipient that it does not know',
    at: ['rcpt'],
    status: /^5\.4\.1$/,
    says: /recipient address rejected/i,
    is: 'address: rejected',
  },
  { why: '5.7.x is policy: about the sender', status: /^5\.7\./, is: 'sender: deferred' },
  { why: 'words about the sender outweigh those about a mailbox', says: aboutSender, is: 'sender: deferred' },
  { why: 'too much mail', says: tooMuch, is: 'sender: deferred' },
  { why: 'a full mailbox empties, in words', says: mailboxFull, is: 'address: deferred' },
  {
    why: 'the mailbox or its domain is not there (5.1.1, 5.1.2, 5.1.3, 5.1.6, 5.1.10), is disabled (5.2.1), or has no route (5.4.4)',
    status: /^5\.(1\.(1|2|3|6|10)|2\.1|4\.4)$/,
    is: 'address: rejected',
  },
  { why: 'plain words about the mailbox', status: statusSaysNothing, says: aboutMailbox, is: 'address: rejected' },
  { why: 'every other 5xx: in doubt it is not the reader', is: 'sender: deferred' },
];

/** The first rule that fits; the last fits everything. */
export function ruleFor({ stage, reply, message }: Failure): FailureRule {
  const text = reply ?? '';
  const code = /^\d{3}/.exec(text)?.[0] ?? '000';
  const status = enhancedStatus(text) ?? '0.0.0';
  // An address may hold any word: content@example.com is no reason.
  const said = (reply ?? message).replace(/<[^<>\s]*>|[^\s<>]+@[^\s<>]+/g, ' ');
  const rule = failureRules.find(
    (one) =>
      (one.at?.includes(stage) ?? true) &&
      (one.code?.test(code) ?? true) &&
      (one.status?.test(status) ?? true) &&
      (one.says?.test(said) ?? true),
  );
  if (!rule) throw new Error('The last rule fits everything.');
  return rule;
}

/** The enhanced status code of a reply: `550 5.1.1 no such user`. */
export const enhancedStatus = (reply: string): string | undefined =>
  /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(reply)?.[1];
