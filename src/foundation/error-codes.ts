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
  STORE_NEWER: system('The database was written by a newer Masthead.'),
  STORE_NOT_OPENED: system('The database could not be opened.'),
  LIST_MALFORMED: input('A subscriber list is not well-formed CSV.'),
  LIST_NO_EMAIL: input('A subscriber list has no column of addresses.'),
  LIST_HEADER_TWICE: input('Two columns of a subscriber list have the same name.'),
  LIST_EMPTY: input('A subscriber list has no subscribers.'),
  LIST_CHANGED: input('The subscriber list changed between the plan and the send.'),
  ADDRESS_INVALID: input('What was given is not one mail address.'),
  FIELD_MALFORMED: input('Something between {{ and }} is not a merge field.'),
  FIELD_UNKNOWN: input('A merge field names no column of the list and no link.'),
  FIELD_MISSING: input('Some subscriber has no value for a merge field that has no default.'),
  RATE_INVALID: input('A rate is not of the form 10/s, 600/m, 50000/h or 200000/d.'),
  EDITION_CHANGED: input('An edition that was partly sent has other content now.'),
  SEND_RUNNING: input('Another send is running in this newsletter.'),
  JOURNAL_NOT_WRITTEN: system('The journal could not be written, so sending stopped.'),
  TRANSPORT_URL: input('SMTP_URL is not a connection URL.'),
  TRANSPORT_REFUSED: system('The mail server cannot be reached or does not take mail.'),
  TRANSPORT_AUTH: input('The mail server refused the user name or password.'),
} as const satisfies Record<string, Entry>;

/** A permanent code of an error. */
export type ErrorCode = keyof typeof errorCodes;
