import { Block, Button, Page, type TemplateProps, useMail } from 'masthead';
import type { ReactNode } from 'react';
import { Footer } from './components/footer.tsx';
import { Intro } from './components/intro.tsx';
import { Nameplate } from './components/nameplate.tsx';
import { Stories } from './components/stories.tsx';
import { theme } from './theme.ts';

export { words } from './words.ts';

/** What a new subscriber gets: the edition's own words, the way to the newsletter, and its stories as a taste, if it names some. */
export default function Welcome({ edition, newsletter }: TemplateProps): ReactNode {
  return (
    <Page edition={edition} newsletter={newsletter} theme={theme}>
      <Nameplate edition={edition} newsletter={newsletter} />
      <Intro edition={edition} />
      {newsletter.url ? <Visit name={newsletter.name} url={newsletter.url} /> : null}
      <Stories edition={edition} />
      <Footer newsletter={newsletter} />
    </Page>
  );
}

function Visit({ name, url }: { readonly name: string; readonly url: string }): ReactNode {
  const { words } = useMail();
  return (
    <Block above={10}>
      <Button href={url}>{words.visit(name)}</Button>
    </Block>
  );
}
