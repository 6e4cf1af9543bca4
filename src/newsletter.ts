import type { Content } from './content/content.ts';
import { findEdition } from './content/edition/find-edition.ts';
import type { Edition } from './content/edition.ts';
import type { EditionStatus } from './deliver/status.ts';
import { type Clock, systemClock } from './foundation/clock.ts';
import type { ExportedEdition, ExportFormat } from './newsletter/export-edition.ts';
import { findAsset } from './newsletter/find-asset.ts';
import type { ImportedStories } from './newsletter/import-stories.ts';
import type { SubscriberKeeper } from './newsletter/keep-subscribers.ts';
import type { PreparedSend, SendOptions } from './newsletter/prepare-send.ts';
import { type CheckedEdition, createPress } from './newsletter/press.ts';
import type { PreviewedMail, PreviewTarget } from './newsletter/preview-mail.ts';
import { watchFolder } from './newsletter/watch-folder.ts';

export type { AddedSubscriber } from './audience/keep-list.ts';
export type { Finding } from './check/finding.ts';
export type { Content, Entry } from './content/content.ts';
export type { Edition } from './content/edition.ts';
export type { Story } from './content/story.ts';
export type { SendPlan } from './deliver/plan/send-plan.ts';
export type { SendProgress, SettledDelivery } from './deliver/run/send-progress.ts';
export type { SendSummary } from './deliver/send-summary.ts';
export type { EditionStatus, NamedDelivery } from './deliver/status.ts';
export { MastheadError, type Problem } from './foundation/masthead-error.ts';
export type { ExportFormat } from './newsletter/export-edition.ts';
export type { SubscriberKeeper } from './newsletter/keep-subscribers.ts';
export type { PreparedSend, SendHooks, SendOptions } from './newsletter/prepare-send.ts';
export type { CheckedEdition } from './newsletter/press.ts';
export type { PreviewedMail, PreviewTarget } from './newsletter/preview-mail.ts';

export type NewsletterOptions = {
  readonly env?: NodeJS.ProcessEnv;
  readonly clock?: Clock;
  /** Follow what is saved; for a preview. */
  readonly watch?: boolean;
};

/** A newsletter's folder, and every job of the program, for programs. Close it when done. */
export type Newsletter = {
  /** As it was when the newsletter was opened, or when its content was read last. */
  readonly name: string;
  readonly content: () => Promise<Content>;
  /** The edition with that id, or the latest. */
  readonly edition: (id?: string) => Promise<Edition>;
  readonly check: (id?: string) => Promise<CheckedEdition>;
  readonly exportEdition: (
    id: string | undefined,
    options: { readonly into: string; readonly formats: readonly ExportFormat[] },
  ) => Promise<ExportedEdition>;
  /** Every edition that is not a draft, one after the other, latest first. */
  readonly exportEditions: (options: {
    readonly into: string;
    readonly formats: readonly ExportFormat[];
  }) => AsyncIterable<ExportedEdition>;
  readonly prepareSend: (id: string | undefined, options: SendOptions) => Promise<PreparedSend>;
  readonly status: (id?: string) => Promise<EditionStatus>;
  /** Every delivery of an edition as lines of CSV; without an id, of the edition that was sent last. */
  readonly deliveriesCsv: (id?: string) => AsyncIterable<string>;
  readonly subscribers: (list?: string) => Promise<SubscriberKeeper>;
  readonly importStories: (file: string, options: { readonly into?: string }) => Promise<ImportedStories>;
  /** Writes a story or an edition to start from; gives its path in the folder. */
  readonly startFile: (kind: 'story' | 'edition') => Promise<string>;
  readonly preview: (target: PreviewTarget, options: { readonly assetBase: string }) => Promise<PreviewedMail>;
  /** The file of an image in the content folder, or undefined. */
  readonly asset: (path: string) => Promise<string | undefined>;
  /** With `watch`: calls back after anything was saved; gives what stops it. */
  readonly watch: (listener: (files: readonly string[]) => void) => Promise<() => Promise<void>>;
  readonly close: () => Promise<void>;
};

/**
 * Opens the newsletter in a folder. Nothing is read but its configuration before it is asked for.
 * @throws MastheadError CONFIG_NOT_FOUND, CONFIG_INVALID, CONFIG_THROWS, MODULE_SYNTAX
 */
export async function openNewsletter(
  folder: string,
  { env = process.env, clock = systemClock, watch = false }: NewsletterOptions = {},
): Promise<Newsletter> {
  const press = createPress(folder, { env, clock, watch });
  let { name } = await press.config().catch(async (error: unknown) => {
    await press.loader.close();
    throw error;
  });
  // Each job loads its rooms when it is asked for: the database and the mail library take longer to load than an export.
  return {
    get name() {
      return name;
    },
    content: async () => {
      ({ name } = await press.config());
      return press.content();
    },
    edition: press.edition,
    check: async (id) => {
      const { checkWithList } = await import('./newsletter/check-with-list.ts');
      return checkWithList(press, await press.edition(id));
    },
    exportEdition: async (id, options) => {
      const { exportEdition } = await import('./newsletter/export-edition.ts');
      return exportEdition(press, await press.edition(id), options);
    },
    exportEditions: async function* (options) {
      const { exportEdition } = await import('./newsletter/export-edition.ts');
      const content = await press.content();
      for (const { id, value } of content.editions) {
        if (!value?.draft) yield await exportEdition(press, findEdition(content, id), options);
      }
    },
    prepareSend: async (id, options) => {
      const [{ drawForSend }, { prepareSend }] = await Promise.all([
        import('./newsletter/draw-for-send.ts'),
        import('./newsletter/prepare-send.ts'),
      ]);
      const drawn = await drawForSend(press, id, { list: options.list, test: options.to !== undefined });
      return prepareSend(press, drawn, options);
    },
    deliveriesCsv: async function* (id) {
      const { deliveriesCsv } = await import('./newsletter/send-status.ts');
      yield* deliveriesCsv(press, id);
    },
    status: async (id) => {
      const { sendStatus } = await import('./newsletter/send-status.ts');
      return sendStatus(press, id);
    },
    subscribers: async (list) => {
      const { keepSubscribers } = await import('./newsletter/keep-subscribers.ts');
      return keepSubscribers(press, list);
    },
    importStories: async (file, options) => {
      const { importStories } = await import('./newsletter/import-stories.ts');
      return importStories(press, file, options);
    },
    startFile: async (kind) => {
      const { startFile } = await import('./newsletter/start-file.ts');
      return startFile(press, kind);
    },
    preview: async (target, { assetBase }) => {
      const { previewMail } = await import('./newsletter/preview-mail.ts');
      return previewMail(press, target, assetBase);
    },
    asset: (path) => findAsset(press, path),
    watch: (listener) => watchFolder(press, listener),
    close: () => press.loader.close(),
  };
}
