import { MastheadError } from '../../foundation/masthead-error.ts';

/** Where mail goes in, and how: what a connection URL says. */
export type SmtpAddress = {
  readonly host: string;
  readonly port: number;
  /** `smtps:`: TLS from the first byte. With `smtp:` STARTTLS is used where the server offers it. */
  readonly secure: boolean;
  readonly auth?: { readonly user: string; readonly pass: string };
  readonly requireTLS?: boolean;
  readonly ignoreTLS?: boolean;
  /** What this machine calls itself in EHLO. */
  readonly name?: string;
  readonly tls?: { readonly rejectUnauthorized: boolean };
};

/** Refuses what is neither: read as no, a mistyped yes would turn the protection off. */
function isTrue(value: string): boolean {
  if (/^(true|1)$/i.test(value)) return true;
  if (/^(false|0)$/i.test(value)) return false;
  throw new Error('neither true nor false');
}

const options: Readonly<Record<string, (value: string) => Partial<SmtpAddress>>> = {
  requireTLS: (value) => ({ requireTLS: isTrue(value) }),
  ignoreTLS: (value) => ({ ignoreTLS: isTrue(value) }),
  name: (value) => ({ name: value }),
  'tls.rejectUnauthorized': (value) => ({ tls: { rejectUnauthorized: isTrue(value) } }),
};

/**
 * Reads `smtp://user:password@host:587` or `smtps://…:465`; `requireTLS`, `ignoreTLS`, `name` and
 * `tls.rejectUnauthorized` may stand behind a `?`, spelled as nodemailer spells them.
 * @throws MastheadError TRANSPORT_URL, which never repeats the password
 */
export function readSmtpUrl(text: string, called = 'SMTP_URL'): SmtpAddress {
  try {
    const url = new URL(text);
    const secure = url.protocol === 'smtps:';
    if ((!secure && url.protocol !== 'smtp:') || url.hostname === '') throw new Error('another form');
    // What follows the host is a piece of a password that holds a / or a # as it is.
    if (!/^\/?$/.test(url.pathname) || url.hash !== '') throw new Error('another form');
    const user = decodeURIComponent(url.username);
    const given = [...url.searchParams].map(([name, value]) => {
      const read = Object.hasOwn(options, name) ? options[name] : undefined;
      if (!read) throw new Error('an unknown option');
      return read(value);
    });
    return {
      ...Object.assign({}, ...given),
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
      secure,
      ...(user === '' ? {} : { auth: { user, pass: decodeURIComponent(url.password) } }),
    };
  } catch {
    // The cause would quote the URL, and with it the password.
    throw new MastheadError('TRANSPORT_URL', {
      what: `${called} is not a connection URL.`,
      why: 'It must begin with smtp:// or smtps://, name a host, and have no options but name and, each true or false, requireTLS, ignoreTLS and tls.rejectUnauthorized; signs like @ : / # in a password are written as %40 %3A %2F %23.',
      fix: 'Set it like smtp://user:password@mail.example.com:587. Nothing was sent.',
    });
  }
}
