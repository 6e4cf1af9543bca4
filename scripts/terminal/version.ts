import { createRequire } from 'node:module';

/** The version of this program, from its package.json. */
export function version(): string {
  const own: { version: string } = createRequire(import.meta.url)('masthead/package.json');
  return own.version;
}
