import { MastheadError } from '../../foundation/masthead-error.ts';
import { oneLine } from './classify-failure.ts';
import { connectSmtp } from './connect-smtp.ts';
import type { SmtpAddress } from './smtp-url.ts';

/** What a server says of itself. */
export type SmtpCapabilities = { readonly smtpUtf8: boolean };

/**
 * Connects, logs in and says goodbye: what a send will need, before anyone is mailed.
 * @throws MastheadError TRANSPORT_REFUSED, TRANSPORT_AUTH
 */
export async function probeSmtp(address: SmtpAddress): Promise<SmtpCapabilities> {
  try {
    const { connection, smtpUtf8 } = await connectSmtp(address);
    connection.quit();
    return { smtpUtf8 };
  } catch (cause) {
    throw refusal(cause, address);
  }
}

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
