import { resolve } from 'node:path';
import { domainToASCII } from 'node:url';
import { MastheadError } from '../foundation/masthead-error.ts';
import { readTextFile } from '../foundation/text-file.ts';
import type { Config } from './config.ts';

/** A private key in PEM, and what the settings say of it. */
export type DkimKeyText = {
  readonly domain: string;
  readonly selector: string;
  readonly algorithm: 'rsa-sha256' | 'ed25519-sha256';
  readonly pem: string;
  /** Where it was read, for people. */
  readonly origin: string;
};

type KeySetting = Pick<NonNullable<Config['dkim']>, 'selector' | 'keyFile' | 'env'>;

/**
 * Reads the keys that the settings name, from files of the newsletter's folder or from the environment; the RSA key first.
 * @throws MastheadError DKIM_KEY_NOT_FOUND
 */
export async function loadDkim(
  { dkim, from }: Pick<Config, 'dkim' | 'from'>,
  { folder, env }: { readonly folder: string; readonly env: NodeJS.ProcessEnv },
): Promise<readonly DkimKeyText[]> {
  if (!dkim) return [];
  // A signature names its domain in A-labels (RFC 6376 section 3.5).
  const domain = domainToASCII(dkim.domain ?? from.address.slice(from.address.lastIndexOf('@') + 1));
  const read = async (setting: KeySetting, algorithm: DkimKeyText['algorithm']): Promise<DkimKeyText> => ({
    domain,
    selector: setting.selector,
    algorithm,
    ...(await readKey(setting, { folder, env })),
  });
  const rsa = await read(dkim, 'rsa-sha256');
  return dkim.ed25519 ? [rsa, await read(dkim.ed25519, 'ed25519-sha256')] : [rsa];
}

async function readKey(
  { keyFile, env: variable }: KeySetting,
  { folder, env }: { readonly folder: string; readonly env: NodeJS.ProcessEnv },
): Promise<{ readonly pem: string; readonly origin: string }> {
  if (keyFile !== undefined) {
    const pem = await readTextFile(resolve(folder, keyFile)).catch((cause: unknown) => {
      throw cause instanceof MastheadError && cause.code === 'FILE_NOT_FOUND' ? notFound(keyFile, cause) : cause;
    });
    return { pem, origin: keyFile };
  }
  const pem = env[variable ?? ''];
  if (!pem) throw notFound(`the variable ${variable}`, undefined);
  // One line is all that some systems let a variable hold.
  return { pem: pem.replaceAll('\\n', '\n'), origin: `the variable ${variable}` };
}

const notFound = (origin: string, cause: unknown): MastheadError =>
  new MastheadError('DKIM_KEY_NOT_FOUND', {
    what: `There is no DKIM key in ${origin}.`,
    why: 'masthead.config.ts says that mail is signed with it.',
    fix: 'Put the private key there, or take `dkim` out of masthead.config.ts. Nobody was mailed.',
    ...(cause === undefined ? {} : { cause }),
  });
