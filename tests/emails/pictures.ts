import type { Edition } from '../../src/content/edition.ts';
import type { NewsletterInfo } from '../../src/render/template-props.ts';
import type { Look, MailReader } from './mail-reader.ts';
import type { Mail, Studio } from './mails.ts';

/** A picture in docs/pictures. */
export type Picture = {
  /** "digest-375-dark": its file's name without `.png`. */
  readonly name: string;
  readonly template: string;
  readonly edition: Edition;
  /** What is otherwise of the newsletter. */
  readonly newsletter?: Partial<NewsletterInfo>;
  readonly look: Look;
};

/** Longer pages are cut off: their top says what they look like, and what stands below is pictured by its parts. */
const pixels = 640_000;

const widths = [640, 375] as const;
const schemes = ['light', 'dark'] as const;

/**
 * Every template on a desktop and on a phone, light and dark; the digest and the story also without images, and all but the second
 * theme from right to left.
 */
export function listPictures({ templates, sample, welcome, corpus }: Studio): readonly Picture[] {
  const arabic = corpus.find(({ id }) => id === 'arabic-two') ?? sample;
  const subjects: Readonly<
    Record<string, { readonly own: Edition; readonly arabic?: Edition; readonly hasImages?: true }>
  > = {
    digest: { own: sample, arabic, hasImages: true },
    evening: { own: sample },
    story: { own: oneStory(sample), arabic: oneStory(arabic), hasImages: true },
    welcome: { own: welcome, arabic: { ...arabic, stories: [], sections: [] } },
  };
  return templates.flatMap((template) => {
    const { own, arabic: turned, hasImages } = subjects[template] ?? { own: sample };
    const newsletter = { tagline: 'يوم الذكاء الاصطناعي، نفتحه لكم كل صباح' };
    const picture = (name: string, edition: Edition, look: Look): Picture => ({
      name: `${template}-${look.width}-${name}`,
      template,
      edition,
      look,
      ...(edition === turned ? { newsletter } : {}),
    });
    return widths.flatMap((width) => [
      ...schemes.map((scheme) => picture(scheme, own, { width, scheme })),
      ...(hasImages ? [picture('images-off', own, { width, images: 'off' })] : []),
      ...(turned ? [picture('right-to-left', turned, { width })] : []),
      ...(turned && template === 'digest' ? [picture('right-to-left-dark', turned, { width, scheme: 'dark' })] : []),
    ]);
  });
}

/** The story template is for one story: of the sample one with an image, a table, figures and a quote. */
function oneStory(edition: Edition): Edition {
  const { stories } = edition;
  const one = stories.find(({ slug }) => slug === 'quillhaven-cranes-learn-to-wait') ?? stories[0];
  const alone = one ? [one] : [];
  return { ...edition, stories: alone, sections: [{ stories: alone }] };
}

type Shot = { readonly mail: Mail; readonly look: Look; readonly fonts: string };

/** Opens a mail in the fonts of the pictures; gives how high it is. */
export async function openPictured({ page, open }: MailReader, { mail, look, fonts }: Shot): Promise<number> {
  await open(
    mail.html.replace('</head>', () => `<style>${fonts}</style></head>`),
    { ...look, memory: 'none' },
  );
  await page.evaluate('document.fonts.ready');
  return Number(await page.evaluate('document.documentElement.scrollHeight'));
}

/** What a mail looks like, as a PNG. */
export async function takePicture(reader: MailReader, shot: Shot): Promise<Buffer> {
  const full = await openPictured(reader, shot);
  const { width } = shot.look;
  await reader.page.setViewportSize({ width, height: Math.min(full, Math.floor(pixels / width)) });
  return reader.page.screenshot();
}
