import type { Edition } from '../content/edition.ts';
import type { ImageFile } from '../content/files/read-image-files.ts';
import type { RenderedEdition } from '../render/rendered-edition.ts';

/** One thing that a check has to say. */
export type Finding = {
  /** The rule's name, for ever: `image-alt`. */
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  /** Where: `subject`, `preheader`, `html`, `text`, `attachments`, `message` (all of it), or the file of a story or an edition. */
  readonly place: string;
  readonly what: string;
  readonly why: string;
  readonly fix: string;
};

/** What a check is asked about. */
export type CheckInput = {
  readonly edition: Edition;
  readonly rendered: RenderedEdition;
  /** The list's columns, where a list is known: a merge field that names another is an error. */
  readonly columns?: readonly string[];
  /** The images of the content folder that the edition shows, where their files were looked at. */
  readonly imageFiles?: readonly ImageFile[];
  readonly now: Date;
};
