import { Page, type TemplateProps, type Theme } from 'masthead';
import type { ReactNode } from 'react';
import { Contents } from './components/contents.tsx';
import { Footer } from './components/footer.tsx';
import { Intro } from './components/intro.tsx';
import { Nameplate } from './components/nameplate.tsx';
import { Stories } from './components/stories.tsx';
import { theme as ownTheme } from './theme.ts';

export { words } from './words.ts';

/** An edition: its intro, what is in it, and its stories. */
export default function Digest({
  edition,
  newsletter,
  theme = ownTheme,
}: TemplateProps & { readonly theme?: Theme }): ReactNode {
  return (
    <Page edition={edition} newsletter={newsletter} theme={theme}>
      <Nameplate edition={edition} newsletter={newsletter} />
      <Intro edition={edition} />
      {edition.stories.length > 1 ? <Contents stories={edition.stories} /> : null}
      <Stories edition={edition} />
      <Footer newsletter={newsletter} />
    </Page>
  );
}
