import { domainToASCII } from 'node:url';
import { z } from 'zod';
import { sendingSettings } from './sending-settings.ts';

const line = z.string().regex(/^[^\r\n]*$/, 'must be one line');
/** In letters of any script, as people write it; mail gets A-labels (RFC 5890). */
const hostName = (name: string): boolean => /^(?!-)[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(domainToASCII(name));
/** A dot-atom of ASCII (RFC 5322 section 3.2.3): whether a server takes more than that is known only when it is asked. */
const localPart = /^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;
const isAddress = (text: string): boolean => {
  const at = text.lastIndexOf('@');
  return localPart.test(text.slice(0, at)) && hostName(text.slice(at + 1));
};
const address = z
  .string()
  .refine(
    isAddress,
    'must be one address, like news@example.com: letters of ASCII before the @, and a domain with a dot behind it',
  );
const mailbox = z.strictObject({ name: line.optional(), address });
const host = z.string().regex(/^(?!-)[a-z0-9-]+(\.[a-z0-9-]+)+$/i, 'must be a host name, like news.example.com');
const web = z.url({ protocol: /^https?$/, error: 'must be an address like https://news.example.com' });
/** A path is put behind it; a mail program unsubscribes by a click at an https address only (RFC 8058 section 3.1). */
const base = z
  .url({ protocol: /^https$/, error: 'must be an address like https://news.example.com' })
  .refine((url) => !/[?#]/.test(url), 'must end without a query or a fragment, like https://news.example.com/weekly')
  .transform((url) => url.replace(/\/+$/, ''));

/** Where a private key is; it never stands in the configuration itself, which is in git. */
const dkimKey = {
  selector: z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*$/i, 'must be a selector, like news2026'),
  /** A file in the newsletter's folder, outside git. */
  keyFile: z.string().optional(),
  /** A variable of the environment. */
  env: z.string().optional(),
};
const oneKey = ({ keyFile, env }: { keyFile?: string | undefined; env?: string | undefined }): boolean =>
  (keyFile === undefined) !== (env === undefined);
const oneKeyOnly = 'must have either keyFile or env';

/** The schema of masthead.config.ts; every key with its default. */
export const configSchema = z.strictObject({
  /** The newsletter's name: the From name, the List-ID's phrase, the masthead of the sample templates. */
  name: line.min(1),
  /** Its name inside headers; never change it, filters hang on it. */
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'must be lower-case letters, digits and hyphens'),
  /** The domain of Message-ID and List-ID; the From address's when absent. */
  domain: host.optional(),
  /** The public address: images, the web archive and unsubscribe links stand below it. */
  url: base,
  from: mailbox,
  replyTo: mailbox.optional(),
  /** Where bounces go: the envelope's sender; the From address when absent. */
  bounceAddress: address.optional(),
  /** A domain of its own for bounces: each message gets a sender there that tells whose it is (VERP). */
  bounceDomain: host.optional(),
  /** The page of past editions, for List-Archive. */
  archive: web.optional(),
  /** Signs every message: with an RSA key, and with an Ed25519 key as well where one is named. */
  dkim: z
    .strictObject({
      /** The From address's when absent. */
      domain: host.optional(),
      ...dkimKey,
      ed25519: z.strictObject(dkimKey).refine(oneKey, oneKeyOnly).optional(),
    })
    .refine(oneKey, oneKeyOnly)
    .optional(),
  /** The mailbox in List-Unsubscribe's mailto; the Reply-To or From address when absent. */
  unsubscribeAddress: address.optional(),
  tagline: line.optional(),
  reason: line.optional(),
  postalAddress: line.optional(),
  /** Where the images of the content folder are: below `url`, or inside each mail. */
  images: z.enum(['hosted', 'embedded']).default('hosted'),
  /** Where readers choose what they get; may hold merge fields. */
  preferences: web.optional(),
  lang: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language tag, like en or pt-BR')
    .default('en'),
  dir: z.enum(['ltr', 'rtl']).default('ltr'),
  /** The template of editions that name none. */
  template: z.string().default('digest'),
  content: z.string().default('content'),
  templates: z.string().default('emails'),
  list: z.string().default('content/subscribers.csv'),
  ...sendingSettings,
});

/** A newsletter's settings as they are written in masthead.config.ts. */
export type ConfigInput = z.input<typeof configSchema>;

/** A newsletter's settings, checked and with defaults. */
export type Config = z.output<typeof configSchema>;

/** Gives its argument back, typed: `export default defineConfig({ … })`. */
export const defineConfig = (config: ConfigInput): ConfigInput => config;
