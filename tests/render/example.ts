import { createModuleLoader } from '../../src/config/module-loader.ts';
import { parseBody } from '../../src/content/body/parse-body.ts';
import { readingMinutes } from '../../src/content/body/reading-minutes.ts';
import type { Edition } from '../../src/content/edition.ts';
import type { Story } from '../../src/content/story.ts';
import { loadTemplate } from '../../src/render/load-template.ts';
import type { NewsletterInfo, Template } from '../../src/render/template-props.ts';

export const exampleNewsletter: NewsletterInfo = {
  name: 'The Vault AI',
  lang: 'en',
  dir: 'ltr',
  url: 'https://news.example.com',
  assetBase: 'https://news.example.com',
  tagline: 'Artificial intelligence, weighed',
  reason: 'You get this because you asked for it.',
  postalAddress: '1 Harbour Street, Portville',
};

export function exampleStory(markdown: string, changes: Partial<Story> = {}): Story {
  const body = changes.body ?? parseBody(markdown);
  return {
    slug: 'harbour',
    headline: 'A second harbour',
    category: 'Harbours',
    storyNumber: '01',
    date: '2026-04-27',
    authors: ['Ada Lovelace', 'Ben Okri'],
    sources: [{ name: 'The Portville Post', url: 'https://post.example.com/harbour' }],
    summary: '',
    // Summaries of the tests say something of their own.
    ...(changes.summary === undefined ? {} : { standfirst: changes.summary }),
    tags: [],
    draft: false,
    stats: [],
    body,
    minutes: readingMinutes(body),
    file: 'content/stories/harbour.md',
    ...changes,
  };
}

export function exampleEdition(stories: readonly Story[], changes: Partial<Edition> = {}): Edition {
  return {
    id: '2026-04-27',
    subject: 'Two harbours',
    preheader: 'And one sea.',
    date: '2026-04-27',
    template: 'digest',
    stories,
    sections: [{ stories }],
    draft: false,
    ...changes,
  };
}

/** The repository's own template of that name, loaded as the program loads it. */
export async function exampleTemplate(name = 'digest'): Promise<Template> {
  const folder = process.cwd();
  const { importModule } = createModuleLoader({ folder });
  return loadTemplate(name, { folder, templates: 'emails', importModule });
}
