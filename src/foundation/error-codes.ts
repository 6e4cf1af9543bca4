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
  USAGE_UNKNOWN_OPTION: input('A command was given an option that it does not have.'),
  USAGE_UNKNOWN_COMMAND: input('There is no such command.'),
  USAGE_MISSING_ARGUMENT: input('A command or an option was given without the word that it needs.'),
  USAGE_TOO_MANY_ARGUMENTS: input('A command was given more words than it takes.'),
  USAGE_INVALID_VALUE: input('An option was given a value that it does not take.'),
  USAGE_CONFLICT: input('Two options were given that exclude each other.'),
  CONFIRMATION_NEEDED: input('A command that mails people was run without a terminal and without --yes.'),
  FINDINGS: input('An edition has findings of severity error, so it is not sent.'),
  EDITION_DRAFT: input('An edition is a draft, so it is not sent.'),
  TEMPLATE_NOT_FOUND: input('An edition names a template that the templates folder does not hold.'),
  TEMPLATE_BROKEN: input('The file of a template does not compile, or stops while it is loaded.'),
  TEMPLATE_NO_DEFAULT: input('The file of a template exports no component by default.'),
  TEMPLATE_THROWS: input('A template stopped with an error while it was drawn.'),
  TEMPLATE_ROOT: input('A template draws something that is neither MJML nor a whole HTML page.'),
  TEMPLATE_MJML: input('A template draws MJML that is not valid.'),
  IMAGE_WITHOUT_BASE: input('A story shows an image of the content folder, and the newsletter has no public address.'),
} as const satisfies Record<string, Entry>;

/** A permanent code of an error. */
export type ErrorCode = keyof typeof errorCodes;
