import { randomBytes } from 'node:crypto';
import { MastheadError } from '../foundation/masthead-error.ts';
import { readTextFile, writeWholeFile } from '../foundation/text-file.ts';

/**
 * The secret that signs unsubscribe links: the environment's, else the one kept in `file`, else a new one, which is written
 * there (mode 0600) and kept. Two programs that start together end up with the same one.
 * @throws MastheadError SECRET_EMPTY
 */
export async function loadSecret(file: string, fromEnvironment: string | undefined): Promise<string> {
  if (fromEnvironment) return fromEnvironment;
  await writeWholeFile(file, `${randomBytes(32).toString('base64url')}\n`, { overwrite: false, mode: 0o600 });
  const secret = (await readTextFile(file)).trim();
  if (secret !== '') return secret;
  throw new MastheadError('SECRET_EMPTY', {
    what: `${file} is empty.`,
    why: 'It signs the unsubscribe links of all mail that is out.',
    fix: 'Restore it from a backup. If there is none, delete it: a new one is made, and old links stop working.',
    place: { file },
  });
}
