import type { Outcome, Stage } from '../delivery.ts';

/** What is known of a try that was not accepted. */
export type Failure = {
  readonly stage: Stage;
  /** The server's reply; undefined when the connection ended without one. */
  readonly reply: string | undefined;
  /** What went wrong where there was no reply. */
  readonly message: string;
};

/** 5.1.x that blame the recipient's address, 5.2.1 (disabled), 5.4.1 and 5.4.4 (no such domain or route): RFC 3463. */
const addressStatus = /^5\.(1\.(0|1|2|3|4|5|6|10)|2\.1|4\.1|4\.4)$/;
const mailboxFull = /^[45]\.2\.2$/;
const aboutSender =
  /spam|block|black.?list|reputation|policy|dnsbl|\brbl\b|listed|banned|spf|dkim|dmarc|authenti|relay|reverse|\bptr\b|rate|too many|limit|5\.7\.\d/i;
const aboutMailbox =
  /(user|recipient|mailbox|address|account)\b.{0,40}\b(unknown|not found|not exist|no longer|invalid|disabled|inactive|unavailable|suspended)|no such|unknown (user|recipient|mailbox|address|account)|(doesn't|does not|doesnt) (exist|have)|invalid (recipient|mailbox|address)/i;

/**
 * Judges a failure by how far the try had come and by what the server said; the rules in order, the first that fits.
 * Nobody is `rejected` for a fault of the server or the sender: such a delivery is `deferred` and suppresses no address.
 */
export function classifyFailure({ stage, reply, message }: Failure): Outcome {
  const code = Number(/^\d{3}/.exec(reply ?? '')?.[0] ?? 0);
  const status = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(reply ?? '')?.[1];
  const said = oneLine(reply ?? message);
  const failed = (state: 'rejected' | 'deferred', scope: 'address' | 'sender' | 'server'): Outcome => ({
    state,
    scope,
    stage,
    reply: said,
    ...(status === undefined ? {} : { status }),
  });
  // Once the body was begun, only a reply can tell that the server did not take the message.
  if (stage === 'body' && (code < 400 || code > 599)) return { state: 'unknown', reason: said };
  if (code === 421 || stage === 'connect' || stage === 'auth' || code < 400 || code > 599)
    return failed('deferred', 'server');
  if (stage === 'mail') return failed('deferred', code < 500 ? 'server' : 'sender');
  if (code < 500) return failed('deferred', /^4\.3\./.test(status ?? '') ? 'server' : 'address');
  if (status && mailboxFull.test(status)) return failed('deferred', 'address');
  return blamesAddress(stage, status, said) ? failed('rejected', 'address') : failed('deferred', 'sender');
}

/** Whether a 5xx means that this mailbox cannot be mailed. In doubt it does not: a suppression is hard to notice. */
function blamesAddress(stage: Stage, status: string | undefined, said: string): boolean {
  if (status !== undefined && !/^5\.0\.0$/.test(status)) return addressStatus.test(status);
  if (aboutSender.test(said)) return false;
  if (aboutMailbox.test(said)) return true;
  return stage === 'rcpt' && /^(550|551|553)/.test(said);
}

/** A reply of several lines as one: `550-5.1.1 a`, `550 5.1.1 b` become `550 5.1.1 a b`. */
export const oneLine = (reply: string): string =>
  reply
    .replace(/\r?\n\d{3}[ -](\d\.\d{1,3}\.\d{1,3} )?/g, ' ')
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/^(\d{3})-/, '$1 ')
    .trim()
    .slice(0, 500);
