import {
  Mjml,
  MjmlAll,
  MjmlAttributes,
  MjmlBody,
  MjmlColumn,
  MjmlDivider,
  MjmlHead,
  MjmlImage,
  MjmlPreview,
  MjmlSection,
  MjmlTable,
  MjmlText,
  MjmlTitle,
} from '@faire/mjml-react';
import type { Root, RootContent } from 'mdast';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { Stat, Story } from '../../src/content/story.ts';
import { links } from '../../src/render/field.ts';
import { formatDay } from '../../src/render/format-day.ts';
import { Markdown, type MarkdownComponents } from '../../src/render/markdown.tsx';
import { storyId } from '../../src/render/story-link.ts';
import type { TemplateProps } from '../../src/render/template-props.ts';
import { plainTheme as theme } from '../../src/render/theme.ts';
import { wholeBody } from '../../src/render/whole-body.ts';

const { fonts } = theme;
const ink = theme.colours.ink.light;
const muted = theme.colours.muted.light;
const accent = theme.colours.accent.light;
const hairline = theme.colours.hairline.light;

/** A size and its leading, as MJML wants them. */
const set = (pixels: number, leading: number) => ({ fontSize: `${pixels}px`, lineHeight: `${leading}px` });
const small = { fontFamily: fonts.sans, ...set(14, 22), color: muted };
const label = { fontFamily: fonts.sans, ...set(12, 18), color: accent, fontWeight: 'bold', letterSpacing: '1px' };
const above = (pixels: number) => ({ paddingTop: `${pixels}px` });

/**
 * The markup of an edition as MJML's own pages teach it: a section and a column for each story, `mj-text` for each paragraph,
 * heading and list, `mj-image`, `mj-table`, `mj-divider`, and a section with a column for each figure, so that they stack on a phone.
 * It says the words of `emails/digest.tsx` in the same fonts and sizes, each colour being as long to write; dark pages it has none of.
 */
export const plainMjmlMarkup = (props: TemplateProps): string => renderToStaticMarkup(<PlainDigest {...props} />);

function PlainDigest({ edition, newsletter }: TemplateProps): ReactNode {
  const { stories } = edition;
  return (
    <Mjml lang="en">
      <MjmlHead>
        <MjmlTitle>{edition.subject}</MjmlTitle>
        <MjmlPreview>{edition.preheader}</MjmlPreview>
        <MjmlAttributes>
          <MjmlAll fontFamily={fonts.serif} />
          <MjmlText padding="0 0 18px" color={ink} {...set(17, 28)} />
          <MjmlImage padding="0 0 6px" />
          <MjmlDivider padding="0" borderWidth="1px" borderColor={hairline} />
          <MjmlTable padding="0 0 18px" color={ink} {...set(16, 23)} />
          <MjmlSection padding="0 20px" />
        </MjmlAttributes>
      </MjmlHead>
      <MjmlBody width={600} backgroundColor={theme.colours.paper.light}>
        <MjmlSection>
          <MjmlColumn>
            <MjmlText align="center" {...set(52, 57)} fontWeight="bold" letterSpacing="-1px" padding="0">
              <h1 style={{ margin: 0, font: 'inherit' }}>{newsletter.name}</h1>
            </MjmlText>
            <MjmlText align="center" {...set(16, 23)} color={muted} fontStyle="italic">
              {newsletter.tagline}
            </MjmlText>
            <MjmlDivider borderColor={ink} borderStyle="double" borderWidth="3px" />
            <MjmlTable {...small}>
              <tr>
                <td style={{ padding: '7px 0' }}>{formatDay(edition.date, 'en')}</td>
                <td style={{ padding: '7px 0', textAlign: 'right' }}>No. {edition.number}</td>
              </tr>
            </MjmlTable>
          </MjmlColumn>
        </MjmlSection>
        <MjmlSection>
          <MjmlColumn>
            {edition.intro ? edition.intro.children.map((node) => <Part key={keyOf(node)} node={node} />) : null}
            <MjmlText {...label}>IN THIS EDITION</MjmlText>
            <MjmlTable>
              {stories.map((story, index) => (
                <tr key={story.slug}>
                  <td style={{ ...line, width: 34, color: accent }}>{story.storyNumber ?? index + 1}</td>
                  <td style={line}>
                    <a href={`#${storyId(story)}`} style={{ color: ink, textDecoration: 'none' }}>
                      {story.headline}
                    </a>
                  </td>
                  <td style={{ ...line, textAlign: 'right', color: muted }}>{story.minutes} min</td>
                </tr>
              ))}
            </MjmlTable>
          </MjmlColumn>
        </MjmlSection>
        {stories.flatMap((story) => storySections(story))}
        <MjmlSection>
          <MjmlColumn>
            <MjmlDivider borderColor={ink} borderStyle="double" borderWidth="3px" />
            <MjmlText {...small}>{newsletter.reason}</MjmlText>
            <MjmlText {...small}>
              <Anchor href={links.unsubscribe}>Unsubscribe</Anchor> ·{' '}
              <Anchor href={links.web}>Read in a browser</Anchor>
            </MjmlText>
            <MjmlText {...small}>{newsletter.postalAddress}</MjmlText>
          </MjmlColumn>
        </MjmlSection>
      </MjmlBody>
    </Mjml>
  );
}

const line = { borderTop: `1px solid ${hairline}`, padding: '10px 0' };
const keyOf = (node: RootContent): string => `${node.type} ${node.position?.start.offset ?? ''}`;

function Anchor({ href, children }: { readonly href?: string | undefined; readonly children?: ReactNode }): ReactNode {
  return (
    <a href={href} style={{ color: accent }}>
      {children}
    </a>
  );
}

/** A story's sections: its figures need columns, and columns stand in a section of their own. */
function storySections(story: Story): readonly ReactNode[] {
  const { children } = wholeBody(story);
  const at = children.findIndex(({ type }) => type === 'statRow');
  const [before, after] = at === -1 ? [children, []] : [children.slice(0, at), children.slice(at + 1)];
  const row = children[at];
  return [
    <MjmlSection key={story.slug}>
      <MjmlColumn>
        <StoryHead story={story} />
        {before.map((node) => (
          <Part key={keyOf(node)} node={node} />
        ))}
        {row ? null : <Sources story={story} />}
      </MjmlColumn>
    </MjmlSection>,
    row?.type === 'statRow' ? <Figures key={`${story.slug} figures`} stats={row.stats} /> : null,
    row ? (
      <MjmlSection key={`${story.slug} end`}>
        <MjmlColumn>
          {after.map((node) => (
            <Part key={keyOf(node)} node={node} />
          ))}
          <Sources story={story} />
        </MjmlColumn>
      </MjmlSection>
    ) : null,
  ];
}

function StoryHead({ story }: { readonly story: Story }): ReactNode {
  return (
    <>
      <MjmlDivider borderColor={ink} {...above(48)} />
      <MjmlText {...label} {...above(14)}>
        {story.storyNumber} {story.category.toUpperCase()}
      </MjmlText>
      <MjmlText {...set(26, 33)} fontWeight="bold">
        <h2 id={storyId(story)} style={{ margin: 0, font: 'inherit' }}>
          {story.headline}
        </h2>
      </MjmlText>
      {story.standfirst ? (
        <MjmlText {...set(20, 30)} color={muted}>
          {story.standfirst}
        </MjmlText>
      ) : null}
      <MjmlText {...small}>
        By {story.authors.join(', ')} · {story.minutes} min read
      </MjmlText>
      {story.image ? (
        <>
          <MjmlImage src={story.image.src} alt={story.image.alt} width={560} />
          <MjmlText {...small}>{[story.image.caption, story.image.credit].filter((part) => part).join(' · ')}</MjmlText>
        </>
      ) : null}
    </>
  );
}

function Sources({ story: { sources } }: { readonly story: Story }): ReactNode {
  if (sources.length === 0) return null;
  return (
    <MjmlText {...small}>
      <b>Sources</b>
      {sources.map(({ name, url }) => (
        <span key={url}>
          {' '}
          · <Anchor href={url}>{name}</Anchor>
        </span>
      ))}
    </MjmlText>
  );
}

function Figures({ stats }: { readonly stats: readonly Stat[] }): ReactNode {
  return (
    <MjmlSection>
      {stats.map(({ value, label: what }) => (
        <MjmlColumn key={what}>
          <MjmlText {...set(34, 40)} padding="0">
            {value}
          </MjmlText>
          <MjmlText {...small}>{what}</MjmlText>
        </MjmlColumn>
      ))}
    </MjmlSection>
  );
}

const cell = { padding: '8px 14px 8px 0', borderBottom: `1px solid ${hairline}` };
const inWords: MarkdownComponents = {
  p: ({ children }) => children,
  a: ({ href, children }) => <Anchor href={href}>{children}</Anchor>,
  code: ({ children }) => <code style={{ fontFamily: fonts.mono }}>{children}</code>,
  table: ({ children }) => children,
  td: ({ style, children }) => <td style={{ ...cell, ...style }}>{children}</td>,
  th: ({ style, children }) => <th style={{ ...cell, textAlign: 'left', ...style }}>{children}</th>,
};

const Words = ({ children }: Pick<Root, 'children'>): ReactNode => (
  <Markdown tree={{ type: 'root', children }} components={inWords} headingLevel={3} />
);

/** One block of a body as the component that MJML has for it. */
function Part({ node }: { readonly node: RootContent }): ReactNode {
  switch (node.type) {
    case 'heading':
      return (
        <MjmlText {...set(20, 27)} {...above(12)}>
          <Words>{[node]}</Words>
        </MjmlText>
      );
    case 'table':
      return (
        <MjmlTable>
          <Words>{[node]}</Words>
        </MjmlTable>
      );
    case 'thematicBreak':
      return <MjmlDivider width="30%" {...above(30)} />;
    case 'pullQuote':
      return (
        <>
          <MjmlDivider borderColor={accent} borderWidth="2px" {...above(32)} />
          <MjmlText {...set(24, 34)} {...above(16)} fontStyle="italic" color={accent}>
            <Words>{node.children}</Words>
          </MjmlText>
          {node.by === undefined ? null : <MjmlText {...small}>— {node.by}</MjmlText>}
        </>
      );
    case 'code':
      return (
        <MjmlText fontFamily={fonts.mono} {...set(15, 23)} containerBackgroundColor={theme.colours.tint.light}>
          <Words>{[node]}</Words>
        </MjmlText>
      );
    case 'footnoteDefinition':
      return (
        <MjmlText {...small}>
          <Words>{node.children}</Words>
        </MjmlText>
      );
    default:
      return (
        <MjmlText>
          <Words>{[node]}</Words>
        </MjmlText>
      );
  }
}
