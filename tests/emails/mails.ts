import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseBody } from '../../src/content/body/parse-body.ts';
import { readingMinutes } from '../../src/content/body/reading-minutes.ts';
import { layOutSections } from '../../src/content/edition/lay-out-sections.ts';
import type { Edition } from '../../src/content/edition.ts';
import { readContent } from '../../src/content/read-content.ts';
import type { Story } from '../../src/content/story.ts';
import { personalise } from '../../src/deliver/message/personalise.ts';
import { systemClock } from '../../src/foundation/clock.ts';
import { createPress, type Press } from '../../src/newsletter/press.ts';
import { sampleReader, sampleSender } from '../../src/newsletter/sample-reader.ts';
import { drawTemplate } from '../../src/render/draw-template.ts';
import { loadTemplate } from '../../src/render/load-template.ts';
import { renderEdition } from '../../src/render/render-edition.ts';
import { resolveImages } from '../../src/render/resolve-images.ts';
import type { NewsletterInfo, Template, TemplateProps } from '../../src/render/template-props.ts';

/** An edition drawn with a template, as a reader gets it. */
export type Mail = {
  /** "digest: sample 2026-04-27". */
  readonly name: string;
  readonly template: string;
  readonly edition: Edition;
  /** Merge fields filled for a reader of whom nothing is known. */
  readonly html: string;
  readonly text: string;
};

/** Draws editions with the templates and the settings of this repository's newsletter. */
export type Studio = {
  readonly press: Press;
  readonly templates: readonly string[];
  readonly sample: Edition;
  readonly welcome: Edition;
  /** Six stories of the sample, twice. */
  readonly twelveStories: Edition;
  /** The editions of tests/fixtures/corpus, and one of 12,000 words. */
  readonly corpus: readonly Edition[];
  /** @param newsletter what is otherwise of it than in the settings */
  readonly draw: (edition: Edition, template: string, newsletter?: Partial<NewsletterInfo>) => Promise<Mail>;
  /** The MJML that a template draws, before it is compiled. */
  readonly markup: (edition: Edition, template: string) => Promise<string>;
  readonly close: () => Promise<void>;
};

const root = process.cwd();
const options = { env: {}, clock: systemClock, watch: false };

export async function openStudio(): Promise<Studio> {
  const press = createPress(root, options);
  const sender = await sampleSender(press);
  const [sample, welcome] = [await press.edition('2026-04-27'), await press.edition('welcome')];
  return {
    press,
    templates: (await readdir('emails')).flatMap((file) => /^(.+)\.tsx$/.exec(file)?.[1] ?? []).sort(),
    sample,
    welcome,
    twelveStories: withStories(sample, [...sample.stories, ...sample.stories.map(again)]),
    corpus: await readCorpus(),
    draw: async (edition, name, changes) => {
      const drawn = { ...edition, template: name };
      const rendered = changes
        ? await renderEdition(drawn, await template(press, name), {
            ...(await propsOf(press, drawn)).newsletter,
            ...changes,
          })
        : await press.render(drawn);
      const { html, text } = personalise(rendered, { recipient: sampleReader, sender });
      return { name: `${name}: ${edition.id}`, template: name, edition, html, text };
    },
    markup: async (edition, name) =>
      (await drawTemplate(await template(press, name), await propsOf(press, edition))).markup,
    close: () => press.loader.close(),
  };
}

export async function template(press: Press, name: string): Promise<Template> {
  const { templates } = await press.config();
  return loadTemplate(name, { folder: press.folder, templates, importModule: press.loader.importModule });
}

/** What the renderer gives a template. */
export async function propsOf(press: Press, edition: Edition): Promise<TemplateProps> {
  const settings = await press.config();
  const newsletter = { ...settings, assetBase: settings.url };
  return { edition: resolveImages(edition, newsletter.assetBase), newsletter };
}

/**
 * Every template with the sample and with every story of the corpus: the digest with each edition, the others with all the
 * stories at once, in sections, under an intro with headings and with a sponsor, and with an edition from right to left. They draw
 * stories with the same components.
 */
export async function drawEveryMail(): Promise<readonly Mail[]> {
  const studio = await openStudio();
  const { templates, sample, welcome, corpus, draw } = studio;
  const stories = new Map(corpus.flatMap((edition) => edition.stories.map((story) => [story.slug, story])));
  const everyStory = everything(sample, { stories: [...stories.values()], corpus });
  const short = [sample, everyStory, ...corpus.filter(({ id }) => id === 'arabic-two')];
  try {
    return await Promise.all([
      ...templates.flatMap((name) =>
        [...new Set(name === 'digest' ? [...short, ...corpus] : short)].map((edition) => draw(edition, name)),
      ),
      draw(welcome, 'welcome'),
    ]);
  } finally {
    await studio.close();
  }
}

/** One edition of all stories, with everything that an edition can have but stories in short. */
function everything(
  sample: Edition,
  { stories, corpus }: { readonly stories: readonly Story[]; readonly corpus: readonly Edition[] },
): Edition {
  const { intro, sponsor, number } = corpus.find(({ id }) => id === 'sections') ?? sample;
  const sections = layOutSections(stories, 'category');
  const inOrder = sections.flatMap((section) => section.stories);
  const more = { ...(intro ? { intro } : {}), ...(sponsor ? { sponsor } : {}), ...(number ? { number } : {}) };
  return { ...sample, id: 'every-story', stories: inOrder, sections, ...more };
}

export const withStories = (edition: Edition, stories: readonly Story[]): Edition => ({
  ...edition,
  stories,
  sections: [{ stories }],
});

const again = (story: Story): Story => ({ ...story, slug: `${story.slug}-again` });

async function readCorpus(): Promise<readonly Edition[]> {
  const folder = join(root, 'tests/fixtures/corpus');
  const { editions, problems } = await readContent({ folder, content: 'content', template: 'digest' });
  const wrong = [...problems, ...editions.flatMap((entry) => entry.problems)];
  if (wrong.length > 0) throw new Error(wrong.map(({ what, why }) => `${what} ${why}`).join('\n'));
  const corpus = editions.flatMap(({ value }) => value ?? []).sort((a, b) => a.id.localeCompare(b.id, 'en'));
  return [...corpus, ...corpus.filter(({ id }) => id === 'one-word').map(longRead)];
}

/** 12,000 words under headings. */
function longRead(edition: Edition): Edition {
  const paragraph = 'The harbour was quiet that morning, and nobody on the quay had yet seen the numbers. ';
  const chapter = (number: number): string =>
    `## Chapter ${number}\n\n${`${paragraph.repeat(5).trim()}\n\n`.repeat(8)}`;
  const body = parseBody(Array.from({ length: 20 }, (_, index) => chapter(index + 1)).join(''));
  const stories = edition.stories.map((story) => ({
    ...story,
    headline: 'Twelve thousand words',
    body,
    minutes: readingMinutes(body),
  }));
  return { ...withStories(edition, stories), id: 'long-read' };
}
