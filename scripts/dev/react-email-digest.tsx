import {
  Body,
  Column,
  Container,
  Head,
  Heading,
  Hr,
  Html,
  Img,
  Link,
  Markdown,
  Preview,
  Row,
  Section,
  Text,
} from '@react-email/components';
import type { ReactNode } from 'react';
import type { Edition } from '../../src/content/edition.ts';

const serif = { fontFamily: 'Georgia,serif', fontSize: 17, lineHeight: '28px', color: '#1c1a17' };
const small = { fontFamily: 'Helvetica,Arial,sans-serif', fontSize: 14, lineHeight: '22px', color: '#5b5956' };

/** An edition as a React Email template would draw it, from that library's components alone; `bodies` are Markdown, by slug. */
export function ReactEmailDigest({
  edition,
  bodies,
}: {
  readonly edition: Edition;
  readonly bodies: ReadonlyMap<string, string>;
}): ReactNode {
  return (
    <Html lang="en">
      <Head />
      <Preview>{edition.preheader}</Preview>
      <Body style={{ backgroundColor: '#fdfcf9' }}>
        <Container style={{ maxWidth: 600 }}>
          <Heading style={{ ...serif, fontSize: 52, textAlign: 'center' }}>The Vault AI</Heading>
          <Hr />
          {edition.stories.map((story, index) => (
            <Row key={story.slug}>
              <Column style={small}>{story.storyNumber ?? index + 1}</Column>
              <Column>
                <Link href={`#${story.slug}`} style={serif}>
                  {story.headline}
                </Link>
              </Column>
            </Row>
          ))}
          {edition.stories.map((story) => (
            <Section key={story.slug} id={story.slug}>
              <Text style={small}>{story.category}</Text>
              <Heading as="h2" style={{ ...serif, fontSize: 26, lineHeight: '33px' }}>
                {story.headline}
              </Heading>
              <Text style={small}>By {story.authors.join(', ')}</Text>
              {story.image ? <Img src={story.image.src} alt={story.image.alt} width={560} /> : null}
              <Markdown markdownCustomStyles={{ p: serif }}>{bodies.get(story.slug) ?? ''}</Markdown>
              <Text style={{ ...serif, fontStyle: 'italic' }}>{story.quote?.text}</Text>
              <Row>
                {story.stats.map(({ value, label }) => (
                  <Column key={label}>
                    <Text style={{ ...serif, fontSize: 34 }}>{value}</Text>
                    <Text style={small}>{label}</Text>
                  </Column>
                ))}
              </Row>
              <Text style={small}>
                {story.sources.map(({ name, url }) => (
                  <Link key={url} href={url}>
                    {name}
                  </Link>
                ))}
              </Text>
            </Section>
          ))}
          <Text style={small}>
            <Link href="{{ links.unsubscribe }}">Unsubscribe</Link>
          </Text>
        </Container>
      </Body>
    </Html>
  );
}
