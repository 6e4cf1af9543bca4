import type { ReactNode } from 'react';
import { spellField } from '../foundation/merge-field.ts';

/** A column of the subscriber list as a merge field: `<Field name="first_name" default="there" />`. */
export function Field({ name, default: fallback }: { readonly name: string; readonly default?: string }): ReactNode {
  return spellField({ path: `subscriber.${name}`, ...(fallback === undefined ? {} : { default: fallback }) });
}

/** The links of the message itself, open until it is made for a subscriber: `<a href={links.unsubscribe}>`. */
export const links = {
  unsubscribe: spellField({ path: 'links.unsubscribe' }),
  web: spellField({ path: 'links.web' }),
} as const;
