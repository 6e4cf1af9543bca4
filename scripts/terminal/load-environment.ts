import { existsSync } from 'node:fs';
import { MastheadError } from '../../src/foundation/masthead-error.ts';

/**
 * Reads `.env` of the working directory, where there is one; what the environment already says stands.
 * @throws MastheadError FILE_NOT_READ
 */
export function loadEnvironment(): void {
  if (!existsSync('.env')) return;
  try {
    process.loadEnvFile('.env');
  } catch (cause) {
    throw new MastheadError('FILE_NOT_READ', {
      what: '.env could not be read.',
      why: 'It may name the mail server, so nothing is done without it.',
      fix: 'Make it a text file of NAME=value lines that you may read, or remove it.',
      place: { file: '.env' },
      cause,
    });
  }
}
