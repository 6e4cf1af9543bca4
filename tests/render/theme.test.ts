import { expect, test } from 'vitest';
import { mixColours } from '../../src/render/mix-colours.ts';
import { renderEdition } from '../../src/render/render-edition.ts';
import { makeTheme, type ThemeChoice } from '../../src/render/theme.ts';
import { themeInScript } from '../../src/render/theme-in-script.ts';
import { exampleEdition, exampleNewsletter, exampleStory, exampleTemplate } from './example.ts';

const choice: ThemeChoice = {
  paper: { light: '#ffffff', dark: '#000000' },
  ink: { light: '#000000', dark: '#ffffff' },
  accent: { light: '#aa0000', dark: '#ffaaaa' },
  serif: 'Georgia,serif',
  size: 16,
};

test('a colour can lie between two others', () => {
  expect(mixColours('#000000', '#ffffff', 0)).toBe('#000000');
  expect(mixColours('#000000', '#ffffff', 1)).toBe('#ffffff');
  expect(mixColours('#102030', '#203040', 0.5)).toBe('#182838');
});

test('every colour and size of a theme follows from its five values', () => {
  const theme = makeTheme(choice);
  expect(theme.colours.muted).toEqual({ light: '#474747', dark: '#b8b8b8' });
  expect(theme.type.body).toMatchObject({ fontFamily: 'Georgia,serif', fontSize: 16, lineHeight: '26px' });
  expect(makeTheme({ ...choice, size: 20 }).type.lead.fontSize).toBeGreaterThan(Number(theme.type.lead.fontSize));
  for (const style of Object.values(theme.type)) expect(style.lineHeight).toMatch(/^\d+px$/);
});

test('Arabic is set without letter-spacing or italics, in a font that Windows has', () => {
  const theme = makeTheme(choice);
  const arabic = themeInScript(theme, 'ar-EG');
  expect(arabic.type.label).not.toHaveProperty('letterSpacing');
  expect(arabic.type.quote).not.toHaveProperty('fontStyle');
  expect(arabic.type.body.fontFamily).toMatch(/^'Traditional Arabic'/);
  expect(arabic.type.code.fontFamily).toBe(theme.type.code.fontFamily);
  expect(themeInScript(theme, 'pt-BR')).toBe(theme);
});

test('labels of a script without capitals are as large as small print', () => {
  const theme = makeTheme(choice);
  expect(themeInScript(theme, 'he').type.label.fontSize).toBe(theme.type.small.fontSize);
  expect(theme.type.label.fontSize).toBeLessThan(Number(theme.type.small.fontSize));
});

test('a second theme makes another newsletter: none of the first one is left in it', async () => {
  const edition = exampleEdition([
    exampleStory('A [link](https://e.com).\n\n> Said.\n\n```js\nconst a = "b"; // c\n```\n\n| a |\n|---|\n| b |'),
    exampleStory('Another.', { slug: 'b' }),
  ]);
  const coloursOf = async (name: string): Promise<Set<string>> => {
    const { html } = await renderEdition(edition, await exampleTemplate(name), exampleNewsletter);
    return new Set(html.match(/#[\da-f]{6}\b/g));
  };
  const [day, evening] = await Promise.all([coloursOf('digest'), coloursOf('evening')]);
  expect(evening.size).toBeGreaterThan(8);
  // MJML hides the preheader in white on a mail that has no white.
  expect([...evening].filter((colour) => day.has(colour))).toEqual(['#ffffff']);
});
