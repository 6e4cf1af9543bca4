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
    text(ink.dark, 'div', 'td', '.ink', 'a.ink'),
    text(muted.dark, '.muted', '.muted div', '.muted td', 'img'),
    text(accent.dark, 'a', '.accent'),
    text(string.dark, '.string'),
    line(hairline.dark, '.rule'),
    line(ink.dark, '.bar'),
    line(accent.dark, '.edge'),
    ground(tint.dark, '.tint'),
    // A button keeps its ground: a bright one would glare in the dark.
    text(paper.light, 'a.button'),
  ];
}

const write = ({ selectors, property, value }: Rule, places: (selector: string) => readonly string[]): string =>
  `${selectors.flatMap(places).join()}{${property}:${value}!important}`;

const onPaper = (selector: string): readonly string[] => [
  selector.startsWith('.paper') ? selector : `.paper ${selector}`,
];

/**
 * Outlook.com marks each element whose colour it turns, words with one attribute and grounds with another, and nothing around
 * them. Lines it neither turns nor marks: they are known by the words that they stand among.
 */
function marked({ property }: Rule): (selector: string) => readonly string[] {
  if (property === 'border-color') return (selector) => [`[data-ogsc] ${selector}`];
  const mark = property === 'color' ? '[data-ogsc]' : '[data-ogsb]';
  return (selector) => [`${selector}${mark}`, `${mark} ${selector}`];
}

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
    `@media (prefers-color-scheme:dark){${rules.map((rule) => write(rule, onPaper)).join('')}}`,
    ...rules.map((rule) => write(rule, marked(rule))),
    // Figures that are compared stand in columns, where the font can set them so.
    '.cell,.stat div{font-variant-numeric:lining-nums tabular-nums!important}',
    '@media (max-width:480px){.stat{display:block!important;width:auto!important;padding:12px 0!important}',
    '.sources a{display:inline-block;padding:9px 0!important}',
    `.nameplate${smaller(nameplate, 0.8)}.lead${smaller(lead, 0.86)}}`,
  ].join('');
}

/**
 * For Outlook on Windows, which lays out with Word: lines as high as they are set, and in every element the page's fonts, where
 * Word would start anew with Times.
 */
export const outlookStyles = ({ fonts }: Theme): string =>
  `<!--[if mso]><style>*{mso-line-height-rule:exactly}body,table,td,th,div,p,a,li,h1,h2,h3,h4,h5,h6,blockquote{font-family:${fonts.serif}}pre,code{font-family:${fonts.mono}}</style><![endif]-->`;
