import { stringify } from 'yaml';
import type { StartedFile } from '../story/start-story.ts';

/**
 * An edition to start from: a draft that names the given stories in their order or, when there are none yet, takes those of
 * its day.
 */
export function startEdition({ day, slugs }: { readonly day: string; readonly slugs: readonly string[] }): StartedFile {
  const frontMatter = {
    subject: 'What the mail is called',
    preheader: 'What inboxes show after the subject',
    date: day,
    stories: slugs.length > 0 ? slugs : { date: day },
    draft: true,
  };
  return {
    fileName: `${day}.md`,
    markdown: `---\n${stringify(frontMatter, { lineWidth: 0 })}---\n\nHello {{ subscriber.first_name | default: "there" }}, here is what matters today.\n`,
  };
}
