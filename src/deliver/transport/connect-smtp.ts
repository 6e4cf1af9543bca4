import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { SmtpAddress } from './smtp-url.ts';

/** A connection to a mail server, ready for mail, and what the server said of itself. */
export type SmtpConnected = { readonly connection: SMTPConnection; readonly smtpUtf8: boolean };

/**
 * A connection to a mail server, greeted, encrypted where the address or the server asks for it, and logged in. Rejects
 * with nodemailer's error. Its timeouts stay nodemailer's; that for a reply is 10 minutes (RFC 5321 section 4.5.3.2.6): a
 * shorter one gives up on messages that the server then takes, and they go out twice.
 * @param signal ends the attempt; what is connected by then is not touched
 * @param within so many milliseconds at most for all of it, where a server's own time may not be waited for
 */
export async function connectSmtp(
  address: SmtpAddress,
  { signal, within }: { readonly signal: AbortSignal; readonly within?: number },
): Promise<SmtpConnected> {
  const connection = new SMTPConnection({ ...address, socketCloseTimeout: closeTimeout });
  const hangUp = (): void => connection.close();
  let late: Error | undefined;
  const limit =
    within === undefined
      ? undefined
      : setTimeout(() => {
          late = new Error(silenceOf(connection, within));
          hangUp();
        }, within);
  // Whoever waits hears of an error by other ways; without a listener one on an idle connection would end the process.
  connection.on('error', () => undefined);
  signal.addEventListener('abort', hangUp);
  try {
    signal.throwIfAborted();
    await untilDone(connection, (done) => connection.connect(done));
    // Its last word is the answer to EHLO now; after a login it will be another.
    const smtpUtf8 = /[ -]SMTPUTF8\b/i.test(connection.lastServerResponse || '');
    const { auth } = address;
    if (auth) await untilDone(connection, (done) => connection.login({ user: auth.user, credentials: auth }, done));
    return { connection, smtpUtf8 };
  } catch (error) {
    connection.close();
    throw late ?? error;
  } finally {
    clearTimeout(limit);
    signal.removeEventListener('abort', hangUp);
  }
}

/** Where a server fell silent; the first two in nodemailer's words. */
function silenceOf({ stage, lastServerResponse }: SMTPConnection, milliseconds: number): string {
  if (stage === 'init') return 'Connection timeout';
  if (!lastServerResponse) return 'Greeting never received';
  return `No answer within ${milliseconds / 1000} seconds; the last was: ${lastServerResponse}`;
}

/** Milliseconds for a server to close its side when ours is closed. */
const closeTimeout = 1000;

/** A step of setting up; nodemailer does not call back when the connection ends in the middle of a login. */
const untilDone = (connection: SMTPConnection, step: (done: (error?: Error | null) => void) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    const ended = (): void => reject(new Error('The connection was closed.'));
    connection.once('error', reject);
    connection.once('end', ended);
    step((error) => {
      connection.off('error', reject);
      connection.off('end', ended);
      if (error) reject(error);
      else resolve();
    });
  });
