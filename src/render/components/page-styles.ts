import type { Theme } from '../theme.ts';

type Rule = { readonly selectors: readonly string[]; readonly property: string; readonly value: string };

/** The class names that colours hang on: each is set inline for the light page, and by these rules for the dark one. */
function darkRules({ colours }: Theme): readonly Rule[] {
  const { paper, ink, muted, accent, hairline, tint, string } = colours;
  const text = (value: string, ...selectors: string[]): Rule => ({ selectors, property: 'color', value });
  const ground = (value: string, ...selectors: string[]): Rule => ({ selectors, property: 'background-color', value });
  const line = (value: string, ...selectors: string[]): Rule => ({ selectors, property: 'border-color', value });
  return [
    ground(paper.dark, '.paper', '.paper>div'),
    text(ink.dark, '.paper div', '.paper td', '.paper .ink', '.paper a.ink'),
    text(muted.dark, '.paper .muted', '.paper .muted div', '.paper img'),
    text(accent.dark, '.paper a', '.paper .accent'),
    text(string.dark, '.paper .string'),
    line(hairline.dark, '.paper .rule'),
    line(ink.dark, '.paper .bar'),
    line(accent.dark, '.paper blockquote.accent'),
    ground(tint.dark, '.paper .tint'),
    // A button keeps its ground: a bright one would glare in the dark.
    text(paper.light, '.paper a.button'),
  ];
}

const write = (rules: readonly Rule[], within = ''): string =>
  rules
    .map(({ selectors, property, value }) => {
      const places = selectors.map((selector) => (within === '' ? selector : `${within} ${selector}`));
      return `${places.join()}{${property}:${value}!important}`;
    })
    .join('');

/** Outlook.com marks what it recolours: words with one attribute, grounds with another. */
const markOf = ({ property }: Rule): string => (property === 'background-color' ? '[data-ogsb]' : '[data-ogsc]');

/**
 * What cannot be written inline: the dark page, for mail programs that ask for it and for Outlook.com, which marks what it
 * recolours; and the phone, where figures stand one below the other. Everything reads well without these.
 */
export function pageStyles(theme: Theme): string {
  const { nameplate, lead } = theme.type;
  const smaller = (style: typeof lead, share: number): string => {
    const size = Math.round(Number(style.fontSize) * share);
    return `{font-size:${size}px!important;line-height:${Math.round(size * 1.2)}px!important}`;
  };
  const rules = darkRules(theme);
  return [
    ':root{color-scheme:light dark}',
    'a:hover{text-decoration:none!important}',
    `@media (prefers-color-scheme:dark){${write(rules)}}`,
    ...rules.map((rule) => write([rule], markOf(rule))),
    '@media (max-width:480px){.stat{display:block!important;width:auto!important;padding:12px 0!important}',
    `.nameplate${smaller(nameplate, 0.8)}.lead${smaller(lead, 0.86)}}`,
  ].join('');
}

/**
 * For Outlook on Windows, which lays out with Word: lines as high as they are set, and in every element the page's fonts, where
 * Word would start anew with Times.
 */
export const outlookStyles = ({ fonts }: Theme): string =>
  `<!--[if mso]><style>*{mso-line-height-rule:exactly}body,table,td,th,div,p,a,li,h1,h2,h3,h4,h5,h6,blockquote{font-family:${fonts.serif}}pre,code{font-family:${fonts.mono}}</style><![endif]-->`;
