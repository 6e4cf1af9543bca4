import type { MailReader } from '../../tests/emails/mail-reader.ts';
import type { Mail } from '../../tests/emails/mails.ts';
import { takePicture } from '../../tests/emails/pictures.ts';

/** Where each part of a mail stands in the sample edition. */
const places: Readonly<Record<string, string>> = {
  byline: 'p:has-text("min read") >> nth=-1',
  figure: 'div:has(> img) >> nth=0',
  'pull-quote': 'blockquote.accent >> nth=0',
  'stat-row': 'table:has(> tbody > tr > td.stat) >> nth=0',
  table: 'div:has(> table > thead) >> nth=0',
  code: 'pre >> nth=0',
  'task-list': 'ul:has-text("☐") >> nth=0',
  footnotes: 'div:has(> ol):has-text("Notes") >> nth=-1',
  'source-list': 'p:has(> b) >> nth=0',
  passage: 'div[lang="ar"] >> nth=0',
};

/** The parts of the sample, each cut out of the mail with some paper around it. */
export async function takePartPictures(
  reader: MailReader,
  { mail, fonts }: { readonly mail: Mail; readonly fonts: string },
): Promise<Readonly<Record<string, Buffer>>> {
  await takePicture(reader, { mail, look: { width: 640 }, fonts });
  const { page } = reader;
  const pictures: Record<string, Buffer> = {};
  for (const [name, place] of Object.entries(places)) {
    const part = page.locator(place);
    await part.scrollIntoViewIfNeeded();
    const box = await part.boundingBox();
    if (!box) throw new Error(`The sample has no ${name} at ${place}.`);
    const clip = { x: 16, y: Math.max(0, box.y - 10), width: 608, height: box.height + 20 };
    pictures[name] = await page.screenshot({ clip });
  }
  return pictures;
}
