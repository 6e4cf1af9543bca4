type Entry = {
  /** Who can mend it: `input` ends with exit code 2, `system` with 1. */
  readonly blame: 'input' | 'system';
  /** One sentence for the catalogue in docs/errors.md. */
  readonly meaning: string;
};

const input = (meaning: string): Entry => ({ blame: 'input', meaning });
const system = (meaning: string): Entry => ({ blame: 'system', meaning });

/** Every error code, for ever: a code is never renamed and never given another meaning. */
export const errorCodes = {
  FILE_NOT_FOUND: input('A file that was named does not exist.'),
  FILE_NOT_UTF8: input('A file is not UTF-8 text.'),
  FILE_NOT_WRITTEN: system('A file could not be written; the old one, if any, is whole.'),
  FILE_NOT_READ: system('A file exists but could not be read.'),
  MODULE_SYNTAX: input('A template or the configuration is not valid TypeScript.'),
  CONFIG_NOT_FOUND: input('The folder holds no masthead.config.ts, so it is not a newsletter.'),
  CONFIG_INVALID: input('A setting in masthead.config.ts is missing, unknown or of the wrong kind.'),
  CONFIG_THROWS: input('masthead.config.ts stopped with an error of its own.'),
} as const satisfies Record<string, Entry>;

/** A permanent code of an error. */
export type ErrorCode = keyof typeof errorCodes;
