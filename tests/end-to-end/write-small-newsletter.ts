import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const files: Readonly<Record<string, string>> = {
  'masthead.config.ts': `import { defineConfig } from 'masthead';

export default defineConfig({
  name: 'Small News',
  id: 'small',
  url: 'https://small.example.com',
  from: { address: 'news@small.example.com' },
  template: 'plain',
});
`,
  'emails/plain.tsx': `export default ({ edition }: { edition: { subject: string } }) => (
  <html lang="en">
    <body>
      <h1>{edition.subject}</h1>
      <a href="{{ links.unsubscribe }}">Unsubscribe</a>
    </body>
  </html>
);
`,
  'content/stories/one.md': `---
headline: The harbour reopens
slug: one
category: harbour
story_number: "01"
date: 2026-04-27
authors: [Small News]
sources:
  - name: The harbour
    url: https://example.com/harbour
---

The harbour opened again this morning.
`,
  'content/editions/2026-04-27.md': `---
subject: The harbour reopens
preheader: And nothing else happened
date: 2026-04-27
stories: [one]
---

Good morning.
`,
};

/** A newsletter that is drawn in no time: for tests that start the program many times. The list is the test's. */
export async function writeSmallNewsletter(folder: string): Promise<void> {
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
}
