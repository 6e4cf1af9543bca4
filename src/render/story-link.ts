import type { Story } from '../content/story.ts';
import { links } from './field.ts';

/** The id that a story's headline carries, for links within a mail and its page on the web. */
export const storyId = (story: Story): string => `story-${story.slug}`;

/** Where a story can be read in full: its own address, or its place in the mail on the web. */
export const readOnLink = (story: Story): string => story.url ?? `${links.web}#${storyId(story)}`;
