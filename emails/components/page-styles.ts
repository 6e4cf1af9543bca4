import type { Theme } from '../theme.ts';

/** The class names that colours hang on: each is set inline for the light page, and by these rules for the dark one. */
function darkRules({ colours }: Theme, within: string): string {
  const { paper, ink, muted, accent, hairline, tint } = colours;
  return [
    `${within}.paper,${within}.paper>div{background-color:${paper.dark}!important}`,
    `${within}.paper div,${within}.paper td,${within}.paper .ink{color:${ink.dark}!important}`,
    `${within}.paper .muted,${within}.paper .muted div{color:${muted.dark}!important}`,
    `${within}.paper a,${within}.paper .accent{color:${accent.dark}!important}`,
    `${within}.paper blockquote.accent{border-color:${accent.dark}!important}`,
    `${within}.paper a.ink{color:${ink.dark}!important}`,
    `${within}.paper .rule{border-color:${hairline.dark}!important}`,
    `${within}.paper .bar{border-color:${ink.dark}!important}`,
    `${within}.paper .tint{background-color:${tint.dark}!important}`,
  ].join('');
}

/**
 * What cannot be written inline: the dark page, for mail programs that ask for it and for Outlook.com, which marks what it
 * recolours; and the phone, where figures stand one below the other. Everything reads well without these.
 */
export function pageStyles(theme: Theme): string {
  return [
    ':root{color-scheme:light dark}',
    'a:hover{text-decoration:none!important}',
    `@media (prefers-color-scheme:dark){${darkRules(theme, '')}}`,
    darkRules(theme, '[data-ogsc] '),
    '@media (max-width:480px){.stat{display:block!important;width:auto!important;padding:12px 0!important}',
    '.nameplate{font-size:36px!important;line-height:42px!important}.lead{font-size:28px!important;line-height:35px!important}}',
  ].join('');
}
