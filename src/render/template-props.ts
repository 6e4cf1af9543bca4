import type { ComponentType } from 'react';
import type { Edition } from '../content/edition.ts';
import type { OwnWords } from './words.ts';

/** What a template may know of the newsletter it is drawn for. */
export type NewsletterInfo = {
  readonly name: string;
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  /** The public address of the newsletter, without a slash at the end. */
  readonly url?: string | undefined;
  /** One line; the law of many countries asks for it at the foot of each mail. */
  readonly postalAddress?: string | undefined;
  readonly tagline?: string | undefined;
  /** Why the reader gets this mail, in one sentence. */
  readonly reason?: string | undefined;
  /** Where readers choose what they get; may hold merge fields. */
  readonly preferences?: string | undefined;
  /** Images of the content folder are addressed under this: `https://news.example.com` gives `…/images/harbour.png`. */
  readonly assetBase?: string | undefined;
  /** What its mails say in words of their own, in the HTML and in the text: what the template exports as `words`. */
  readonly words?: OwnWords | undefined;
};

/** The props of every template in emails/. Images of the edition have their public addresses already. */
export type TemplateProps = { readonly edition: Edition; readonly newsletter: NewsletterInfo };

/** A template as its file exports it by default. */
export type TemplateComponent = ComponentType<TemplateProps>;

/** A template that was loaded. */
export type Template = {
  readonly name: string;
  /** Its file, relative to `folder`. */
  readonly file: string;
  /** The newsletter's folder, absolute: errors name files relative to it. */
  readonly folder: string;
  readonly component: TemplateComponent;
  /** What it exports as `words`. */
  readonly words?: OwnWords;
};
