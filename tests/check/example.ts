import { checkEdition } from '../../src/check/check-edition.ts';
import type { CheckInput, Finding } from '../../src/check/finding.ts';
import type { Story } from '../../src/content/story.ts';

/** A mail that no rule has anything to say about. */
const html = `<html lang="en"><body><h1>News</h1><p>Good morning, {{ subscriber.first_name | default: &quot;there&quot; }}</p>
<a href="https://example.com/a">A story</a><img src="https://example.com/a.png" alt="A harbour">
<a href="{{ links.unsubscribe }}">Unsubscribe</a></body></html>`;

export const story: Story = {
  slug: 'a-story',
  headline: 'A story',
  category: 'business',
  date: '2026-04-27',
  authors: ['Ada'],
  sources: [],
  summary: 'A summary.',
  tags: [],
  draft: false,
  minutes: 1,
  stats: [],
  body: { type: 'root', children: [] },
  file: 'content/stories/a-story.md',
};

export const example: CheckInput = {
  edition: {
    id: '2026-04-27',
    subject: 'News',
    preheader: 'And more news',
    date: '2026-04-27',
    template: 'digest',
    stories: [story],
    sections: [{ stories: [story] }],
    draft: false,
    file: 'content/editions/2026-04-27.md',
  },
  rendered: {
    id: '2026-04-27',
    template: 'digest',
    lang: 'en',
    dir: 'ltr',
    subject: 'News for {{ subscriber.first_name | default: "you" }}',
    preheader: 'And more news',
    html,
    text: 'Good morning\n\nUnsubscribe: {{ links.unsubscribe }}\n',
  },
  columns: ['email', 'first_name'],
  now: new Date('2026-04-27T06:00:00Z'),
};

/** What the rules say of the example with another part of the rendered edition. */
export const findingsWith = (rendered: Partial<CheckInput['rendered']>): Promise<readonly Finding[]> =>
  checkEdition({ ...example, rendered: { ...example.rendered, ...rendered } });

/** The example's HTML with something more in its body. */
export const htmlWith = (more: string): string => html.replace('</body>', `${more}</body>`);
