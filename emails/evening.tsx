import type { TemplateProps } from 'masthead';
import type { ReactNode } from 'react';
import Digest from './digest.tsx';
import { eveningTheme } from './theme-evening.ts';

export { words } from './words.ts';

/** The digest in its evening look. */
export default function Evening(props: TemplateProps): ReactNode {
  return <Digest {...props} theme={eveningTheme} />;
}
