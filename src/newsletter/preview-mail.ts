import type { Finding } from '../check/finding.ts';
import type { Content } from '../content/content.ts';
import type { Edition } from '../content/edition.ts';
import { findStory } from '../content/story/find-story.ts';
import type { Story } from '../content/story.ts';
import { personalise } from '../deliver/message/personalise.ts';
import { type ListedAttachment, listAttachments } from '../deliver/plan/list-attachments.ts';
import { imageCid } from '../render/embed-images.ts';
import { localImages } from '../render/map-image-sources.ts';
import { encodePath } from '../render/resolve-images.ts';
import { checkWithList } from './check-with-list.ts';
import type { Press } from './press.ts';
import { sampleReader, sampleSender } from './sample-reader.ts';

/** What is looked at: an edition, or one story on its own. */
export type PreviewTarget = { readonly edition: string } | { readonly story: string };

/** A target as the mail will be, its merge fields filled for a reader of whom nothing is known. */
export type PreviewedMail = {
  readonly subject: string;
  readonly preheader: string;
  readonly from: string;
  readonly html: string;
  readonly text: string;
  /** Size of the HTML part as it is mailed. */
  readonly bytes: number;
  /** Files that travel with the mail. */
  readonly attachments: readonly ListedAttachment[];
  readonly findings: readonly Finding[];
};

/**
 * Draws and checks what is looked at.
 * @param assetBase where images of the content folder are served while they are looked at
 * @throws MastheadError with every problem that keeps the target from being shown
 */
export async function previewMail(press: Press, target: PreviewTarget, assetBase: string): Promise<PreviewedMail> {
  const edition =
    'edition' in target ? await press.edition(target.edition) : alone(findStory(await press.content(), target.story));
  const { rendered, findings: all } = await checkWithList(press, edition);
  const findings = 'edition' in target ? all : ofStoryAlone(all, await press.content());
  const sender = await sampleSender(press);
  const { subject, preheader, html, text } = personalise(rendered, { recipient: sampleReader, sender });
  const { id } = await press.config();
  const looked = localImages(edition).reduce(
    (seen, path) => seen.replaceAll(`"cid:${imageCid(path, id)}"`, `"${assetBase}/${encodePath(path)}"`),
    html.replaceAll(`src="${sender.url}/`, `src="${assetBase}/`),
  );
  return {
    subject,
    preheader,
    from: `${sender.from.name} <${sender.from.address}>`,
    // What is checked and counted is the mail; only what is looked at takes its images from this machine.
    html: looked,
    text,
    bytes: Buffer.byteLength(html),
    attachments: listAttachments(rendered),
    findings,
  };
}

/** A story that is looked at alone may link to others: they are in the mails that it goes into. */
function ofStoryAlone(findings: readonly Finding[], { stories }: Content): readonly Finding[] {
  const places = stories.map(({ id }) => ` goes to #story-${id}.`);
  return findings.filter(({ rule, what }) => rule !== 'link-address' || !places.some((place) => what.endsWith(place)));
}

/** A story as an edition of its own, as a breaking edition would carry it. */
const alone = (story: Story): Edition => ({
  id: story.slug,
  subject: story.headline,
  preheader: story.summary,
  date: story.date,
  template: 'story',
  stories: [story],
  sections: [{ stories: [story] }],
  draft: story.draft,
  file: story.file,
  ...(story.lang ? { lang: story.lang } : {}),
  ...(story.dir ? { dir: story.dir } : {}),
});
