import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { checkEdition } from '../check/check-edition.ts';
import type { Finding } from '../check/finding.ts';
import type { Config } from '../config/config.ts';
import { loadConfig } from '../config/load-config.ts';
import { createModuleLoader, type ModuleLoader } from '../config/module-loader.ts';
import type { Content } from '../content/content.ts';
import { findEdition } from '../content/edition/find-edition.ts';
import type { Edition } from '../content/edition.ts';
import { readImageFiles } from '../content/files/read-image-files.ts';
import { readContent } from '../content/read-content.ts';
import { createStoryMemory, type StoryMemory } from '../content/story/story-memory.ts';
import type { Clock } from '../foundation/clock.ts';
import { attachFiles } from '../render/attach-files.ts';
import { createDrawingMemory } from '../render/drawing-memory.ts';
import { embedImages } from '../render/embed-images.ts';
import { loadTemplate } from '../render/load-template.ts';
import { localImages } from '../render/map-image-sources.ts';
import { renderEdition } from '../render/render-edition.ts';
import type { RenderedEdition } from '../render/rendered-edition.ts';

/** An edition, drawn, and what the rules say of it. */
export type CheckedEdition = {
  readonly edition: Edition;
  readonly rendered: RenderedEdition;
  readonly findings: readonly Finding[];
};

/** What every job of a newsletter works with: its folder, its settings as they are now, and the way of an edition. */
export type Press = {
  /** Absolute. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly clock: Clock;
  readonly loader: ModuleLoader;
  /** With `watch`: stories as they were read last. */
  readonly memory: StoryMemory | undefined;
  readonly config: () => Promise<Config>;
  readonly content: () => Promise<Content>;
  /** The edition with that id, or the latest. */
  readonly edition: (id?: string) => Promise<Edition>;
  readonly render: (edition: Edition) => Promise<RenderedEdition>;
  /** @param columns the list's, where one is known: merge fields that name another are errors */
  readonly check: (edition: Edition, columns?: readonly string[]) => Promise<CheckedEdition>;
  /** A path in the folder that holds what the program remembers. */
  readonly state: (file: string) => string;
};

type Options = { readonly env: NodeJS.ProcessEnv; readonly clock: Clock; readonly watch: boolean };

/** Sets a press up for the newsletter in a folder; reads nothing yet. */
export function createPress(where: string, { env, clock, watch }: Options): Press {
  const folder = resolve(where);
  const loader = createModuleLoader({ folder, watch });
  const memory = watch ? createStoryMemory() : undefined;
  const drawings = createDrawingMemory();
  const config = (): Promise<Config> => loadConfig(folder, loader.importModule);
  const content = async (): Promise<Content> => {
    const settings = await config();
    const { content: home, template } = settings;
    return readContent({ folder, content: home, template, list: resolve(folder, settings.list), memory });
  };
  const draw = async (edition: Edition): Promise<RenderedEdition> => {
    const settings = await config();
    const { importModule } = loader;
    const template = await loadTemplate(edition.template, { folder, templates: settings.templates, importModule });
    const newsletter = { ...settings, assetBase: settings.url };
    if (settings.images === 'hosted') return renderEdition(edition, template, newsletter, drawings);
    const files = await readFiles(localImages(edition), join(folder, settings.content));
    const embedded = embedImages(edition, { files, newsletter: settings.id });
    const rendered = await renderEdition(embedded.edition, template, newsletter, drawings);
    return embedded.images.length === 0 ? rendered : { ...rendered, images: embedded.images };
  };
  const render = async (edition: Edition): Promise<RenderedEdition> => {
    const { attachments = [] } = edition;
    const rendered = await draw(edition);
    if (attachments.length === 0) return rendered;
    const home = join(folder, (await config()).content);
    const paths = attachments.map(({ file }) => file);
    return { ...rendered, attachments: attachFiles(attachments, await readFiles(paths, home)) };
  };
  return {
    folder,
    env,
    clock,
    loader,
    memory,
    config,
    content,
    render,
    edition: async (id) => findEdition(await content(), id),
    check: async (edition, columns) => {
      const rendered = await render(edition);
      const imageFiles = await readImageFiles(localImages(edition), join(folder, (await config()).content));
      const known = columns ? { columns, imageFiles } : { imageFiles };
      return { edition, rendered, findings: await checkEdition({ edition, rendered, now: clock.now(), ...known }) };
    },
    state: (file) => join(folder, '.masthead', file),
  };
}

/** The bytes of files in the content folder; content/ has seen that they are there. */
async function readFiles(paths: readonly string[], content: string): Promise<ReadonlyMap<string, Buffer>> {
  return new Map(await Promise.all(paths.map(async (path) => [path, await readFile(join(content, path))] as const)));
}
