import { join } from 'node:path';
import type { Content, PreviewedMail, PreviewTarget, Problem } from '../../src/newsletter.ts';
import type { PreviewSource } from '../../src/preview/preview-source.ts';

export const brokenDate: Problem = {
  code: 'FILE_NOT_UTF8',
  what: 'content/stories/harbour.md is not UTF-8 text.',
  why: 'A byte in it belongs to no UTF-8 character.',
  fix: 'Save it again as UTF-8.',
  place: { file: 'content/stories/harbour.md', line: 4 },
};

const content: Content = {
  problems: [],
  stories: [],
  editions: [
    {
      id: '2026-04-27',
      file: 'content/editions/2026-04-27.md',
      problems: [],
      value: {
        id: '2026-04-27',
        subject: 'Good morning, {{ subscriber.first_name | default: "reader" }}',
        preheader: 'What the pilots know',
        date: '2026-04-27',
        template: 'digest',
        stories: [],
        sections: [],
        draft: true,
      },
    },
    { id: '2026-04-20', file: 'content/editions/2026-04-20.md', problems: [brokenDate] },
  ],
};

const mail: PreviewedMail = {
  subject: 'Good morning, reader',
  preheader: 'What the pilots know',
  from: 'The Vault AI <news@example.com>',
  html: '<!doctype html><title>Mail</title><h1>Harbour</h1><script>document.title = "run"</script>',
  text: 'HARBOUR\n',
  bytes: 91,
  attachments: [],
  findings: [],
};

/** A newsletter that can be made to fail and to be saved on command, which a real one cannot. */
export function fakeNewsletter({
  preview = async () => mail,
  assets = '/nowhere',
}: {
  readonly preview?: (target: PreviewTarget) => Promise<PreviewedMail>;
  readonly assets?: string;
} = {}) {
  const listeners = new Set<(files: readonly string[]) => void>();
  let renders = 0;
  const newsletter: PreviewSource = {
    name: 'The Vault AI',
    content: async () => content,
    preview: (target) => {
      renders += 1;
      return preview(target);
    },
    asset: async (path) => (/^images\/[^/]+$/.test(path) ? join(assets, path) : undefined),
    watch: async (listener) => {
      listeners.add(listener);
      return async () => void listeners.delete(listener);
    },
  };
  return {
    newsletter,
    renders: () => renders,
    save: (file: string) => {
      for (const listener of listeners) listener([file]);
    },
  };
}
