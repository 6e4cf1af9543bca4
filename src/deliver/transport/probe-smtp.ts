import { MastheadError } from '../../foundation/masthead-error.ts';
import { oneLine } from './classify-failure.ts';
import { connectSmtp } from './connect-smtp.ts';
import { leaveSmtp } from './leave-smtp.ts';
import type { SmtpAddress } from './smtp-url.ts';

/** What a server says of itself. */
export type SmtpCapabilities = { readonly smtpUtf8: boolean };

/** Milliseconds for a look in all. No message is under way that a server could take after it was given up. */
const longest = 30_000;

/**
 * Connects, logs in and says goodbye: what a send will need, before anyone is mailed. It ends after 30 seconds.
 * @param called where the URL stands, for people
 * @param signal ends it
 * @throws MastheadError TRANSPORT_REFUSED, TRANSPORT_AUTH
 */
export async function probeSmtp(
  address: SmtpAddress,
  { called, signal }: { readonly called: string; readonly signal: AbortSignal },
): Promise<SmtpCapabilities> {
  try {
    const { connection, smtpUtf8 } = await connectSmtp(address, { signal, within: longest });
    leaveSmtp(connection);
    return { smtpUtf8 };
  } catch (cause) {
    throw refusal(cause, { ...address, called });
  }
}

function refusal(
  cause: unknown,
  { host, port, secure, called }: SmtpAddress & { readonly called: string },
): MastheadError {
  const said = oneLine(cause instanceof Error ? cause.message : String(cause));
  if (cause instanceof Error && 'code' in cause && cause.code === 'EAUTH') {
    return new MastheadError('TRANSPORT_AUTH', {
      what: `The mail server ${host}:${port} refused the user name or password.`,
      why: said,
      fix: `Check ${called}; signs like @ : / # in a password are written as %40 %3A %2F %23. Nobody was mailed.`,
      cause,
    });
  }
  return new MastheadError('TRANSPORT_REFUSED', {
    what: `The mail server ${host}:${port} does not take mail now.`,
    ...reasonOf(said, { secure, called }),
    cause,
  });
}

/** OpenSSL and Node say what is wrong with a certificate in many words, and that there is no TLS in none. */
function reasonOf(
  said: string,
  { secure, called }: { readonly secure: boolean; readonly called: string },
): { readonly why: string; readonly fix: string } {
  if (/self.signed|unable to (verify|get)\b.*\b(certificate|issuer)/i.test(said)) {
    return {
      // From version 24 Node adds what a program's author might try.
      why: `Its certificate is not trusted: ${said.replace(/; if the root CA is installed locally.*$|\.$/, '')}.`,
      fix: `Name the file with the certificate of whoever signed it in the environment, as NODE_EXTRA_CA_CERTS, or add ?tls.rejectUnauthorized=false to ${called} for a server of your own. Nobody was mailed.`,
    };
  }
  if (/certificate/i.test(said)) {
    return {
      why: `Its certificate does not hold: ${said.replace(/\.?$/, '.')}`,
      fix: `Use the name in ${called} that the certificate is for, or have whoever runs the server renew it. Nobody was mailed.`,
    };
  }
  if (secure && /wrong version number|packet length too long|EPROTO/i.test(said)) {
    return {
      why: 'It does not speak TLS at this port.',
      fix: `Use smtp:// in ${called}, which turns to TLS where the server offers it; or give the port for smtps://, often 465. Nobody was mailed.`,
    };
  }
  return { why: said, fix: `Check ${called}, the port, and that this machine may reach it. Nobody was mailed.` };
}
