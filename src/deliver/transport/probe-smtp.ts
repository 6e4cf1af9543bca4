import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { MastheadError } from '../../foundation/masthead-error.ts';
import { oneLine } from './classify-failure.ts';
import type { SmtpAddress } from './smtp-url.ts';

/** What a server says of itself. */
export type SmtpCapabilities = { readonly smtpUtf8: boolean };

/**
 * Connects, logs in and says goodbye: what a send will need, before anyone is mailed.
 * @throws MastheadError TRANSPORT_REFUSED, TRANSPORT_AUTH
 */
export async function probeSmtp(address: SmtpAddress): Promise<SmtpCapabilities> {
  const connection = new SMTPConnection(address);
  try {
    await new Promise<void>((resolve, reject) => {
      connection.once('error', reject);
      connection.once('end', () => reject(new Error('The connection was closed.')));
      connection.connect((error) => (error ? reject(error) : resolve()));
    });
    const smtpUtf8 = /[ -]SMTPUTF8\b/i.test(connection.lastServerResponse || '');
    if (address.auth) await login(connection, address.auth);
    return { smtpUtf8 };
  } catch (cause) {
    throw refusal(cause, address);
  } finally {
    connection.close();
  }
}

const login = (
  connection: SMTPConnection,
  credentials: { readonly user: string; readonly pass: string },
): Promise<void> =>
  new Promise((resolve, reject) => {
    connection.login({ user: credentials.user, credentials }, (error) => (error ? reject(error) : resolve()));
  });

function refusal(cause: unknown, { host, port }: SmtpAddress): MastheadError {
  const why = oneLine(cause instanceof Error ? cause.message : String(cause));
  if (cause instanceof Error && 'code' in cause && cause.code === 'EAUTH') {
    return new MastheadError('TRANSPORT_AUTH', {
      what: `The mail server ${host}:${port} refused the user name or password.`,
      why,
      fix: 'Check SMTP_URL; signs like @ : / # in a password are written as %40 %3A %2F %23. Nobody was mailed.',
      cause,
    });
  }
  return new MastheadError('TRANSPORT_REFUSED', {
    what: `The mail server ${host}:${port} does not take mail now.`,
    why,
    fix: 'Check SMTP_URL, the port, and that this machine may reach it. Nobody was mailed.',
    cause,
  });
}
