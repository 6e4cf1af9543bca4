import type { Content, PreviewedMail, PreviewTarget } from '../newsletter.ts';
import type { PreviewSource } from './preview-source.ts';

/** What was made of the newsletter since the last save: each thing once, however many ask; what failed, again when it is asked for again. */
export type Renders = {
  /** Counts saves. It starts at the time of day, so that a page that outlives a restart sees a new number. */
  readonly generation: () => number;
  readonly content: () => Promise<Content>;
  readonly mail: (target: PreviewTarget) => Promise<PreviewedMail>;
  /** Forgets everything and, at once, starts over with what was looked at last. */
  readonly renew: () => number;
};

/** Images of the content folder are served below this. */
export const assetBase = '/assets';

export function createRenders(newsletter: PreviewSource): Renders {
  let generation = Date.now();
  let content: Promise<Content> | undefined;
  let mails = new Map<string, Promise<PreviewedMail>>();
  let lookedAt: PreviewTarget | undefined;
  let drawing: Promise<unknown> = Promise.resolve();

  const mail = (target: PreviewTarget): Promise<PreviewedMail> => {
    lookedAt = target;
    const key = JSON.stringify(target);
    const known = mails.get(key);
    if (known) return known;
    const made = newsletter.preview(target, { assetBase });
    const kept = mails;
    kept.set(key, made);
    // Whoever asks gets the failure, and a render that nobody waits for must not end the process. It is not kept: anyone can ask
    // for any number of things that are not there.
    drawing = made.catch(() => void kept.delete(key));
    return made;
  };

  return {
    generation: () => generation,
    content: () => {
      // The mail first: someone waits for it, and the list rarely changes.
      content ??= drawing.then(() => newsletter.content());
      return content;
    },
    mail,
    renew: () => {
      generation += 1;
      content = undefined;
      mails = new Map();
      if (lookedAt) void mail(lookedAt);
      return generation;
    },
  };
}
