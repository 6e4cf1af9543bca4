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

/** Longer pages are cut off: their top says what they look like. */
const pixels = 640_000;

/** Every template on a desktop and on a phone, light and dark; the digest also without images and from right to left. */
export function listPictures({ templates, sample, corpus }: Studio): readonly Picture[] {
  const arabic = corpus.find(({ id }) => id === 'arabic-two') ?? sample;
  const looks = [640, 375].flatMap((width) =>
    (['light', 'dark'] as const).map((scheme) => ({ name: `${width}-${scheme}`, look: { width, scheme } })),
  );
  const digest = (name: string, edition: Edition, look: Look): Picture => ({
    name: `digest-${name}`,
    template: 'digest',
    edition,
    look,
  });
  const newsletter = { tagline: 'يوم الذكاء الاصطناعي، نفتحه لكم كل صباح' };
  return [
    ...templates.flatMap((template) =>
      looks.map(({ name, look }) => ({
        name: `${template}-${name}`,
        template,
        edition: pictured(template, sample),
        look,
      })),
    ),
    digest('375-images-off', sample, { width: 375, images: 'off' }),
    { ...digest('640-right-to-left', arabic, { width: 640 }), newsletter },
    { ...digest('375-right-to-left', arabic, { width: 375 }), newsletter },
  ];
}

/** The story template is for one story: one with an image, a table, figures and a quote. */
function pictured(template: string, sample: Edition): Edition {
  if (template !== 'story') return sample;
  const stories = sample.stories.filter(({ slug }) => slug === 'quillhaven-cranes-learn-to-wait');
  return { ...sample, stories, sections: [{ stories }] };
}

/** What a mail looks like, as a PNG. */
export async function takePicture(
  { page, open }: MailReader,
  { mail, look, fonts }: { readonly mail: Mail; readonly look: Look; readonly fonts: string },
): Promise<Buffer> {
  await open(
    mail.html.replace('</head>', () => `<style>${fonts}</style></head>`),
    { ...look, memory: 'none' },
  );
  await page.evaluate('document.fonts.ready');
  const full = Number(await page.evaluate('document.documentElement.scrollHeight'));
  await page.setViewportSize({ width: look.width, height: Math.min(full, Math.floor(pixels / look.width)) });
  return page.screenshot();
}
