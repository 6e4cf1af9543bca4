import type { Story } from '../content/story.ts';
import { bodyText } from './body-text.ts';

/** Whether a story's summary says something of its own: without one its first paragraph serves, and is not to be read twice. */
export const summaryStandsAlone = (story: Story): boolean =>
  story.summary !== '' && !bodyText(story.body).includes(story.summary.replace(/\s+/g, ' ').trim());
