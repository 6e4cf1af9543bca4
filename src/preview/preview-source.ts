import type { Newsletter } from '../newsletter.ts';

/** What the preview needs of a newsletter. */
export type PreviewSource = Pick<Newsletter, 'name' | 'content' | 'preview' | 'asset' | 'watch'>;
