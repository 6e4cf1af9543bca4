import type { RenderedEdition } from '../../../src/render/rendered-edition.ts';

const htmlOctets = 40_000;
const words =
  'the harbour opened again this morning after the last crane was moved by hand and nobody who stood there said a word'.split(
    ' ',
  );

const paragraph = (number: number): string =>
  Array.from({ length: 60 }, (_, index) => words[(index * 7 + number * 3) % words.length]).join(' ');

const card = (number: number): string =>
  `<tr><td style="padding:0 24px 24px;font-family:Georgia,serif;font-size:17px;line-height:1.5;color:#1d2b3a"><h2 style="margin:0 0 8px">Story ${number}</h2><p style="margin:0 0 12px">${paragraph(number)} – “${number} %”.</p><a href="https://news.example.com/story-${number}" style="color:#2f6f7e">Read on</a></td></tr>\n`;

/** An edition with 40 KB of HTML and some 8 KB of text, of the kind that a template draws: tables, styles, a name, three links. */
export function benchEdition(): RenderedEdition {
  const name = '{{ subscriber.first_name | default: "reader" }}';
  const cards: string[] = [];
  for (let size = 0; size < htmlOctets - 600; size = Buffer.byteLength(cards.join('')))
    cards.push(card(cards.length + 1));
  return {
    id: '2026-04-27',
    template: 'digest',
    lang: 'en',
    dir: 'ltr',
    subject: `The harbour reopens, ${name}`,
    preheader: 'And a few more',
    html: `<!doctype html><html lang="en"><body><p>Good morning, ${name.replaceAll('"', '&quot;')}.</p><table role="presentation" width="100%">${cards.join('')}</table><p><a href="{{ links.web }}">In the browser</a> <a href="{{ links.unsubscribe }}">Unsubscribe</a></p></body></html>`,
    text: `Good morning, ${name}.\n\n${Array.from({ length: 24 }, (_, index) => `STORY ${index + 1}\n\n${paragraph(index)}\n`).join('\n')}\nIn the browser: {{ links.web }}\nUnsubscribe: {{ links.unsubscribe }}\n`,
  };
}
