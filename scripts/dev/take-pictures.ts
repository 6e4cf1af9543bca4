import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openMailReader } from '../../tests/emails/mail-reader.ts';
import { type Mail, openStudio } from '../../tests/emails/mails.ts';
import { takePartPictures } from '../../tests/emails/part-pictures.ts';
import { pictureFonts } from '../../tests/emails/picture-fonts.ts';
import { listPictures, takePicture } from '../../tests/emails/pictures.ts';

/** Takes the pictures of docs/pictures from the mails as they are now: `npm run pictures`. The tests compare with these. */

const folder = 'docs/pictures';
const write = async (name: string, png: Buffer): Promise<void> => {
  await writeFile(join(folder, `${name}.png`), png);
  console.log(`${folder}/${name}.png ${Math.round(png.length / 1000)} KB`);
};

/** The sample in a window and on a phone, side by side, for the README. */
async function takeCover(mail: Mail, fonts: string): Promise<Buffer> {
  const reader = await openMailReader({ scale: 2 });
  const shot = async (width: number, height: number, part: 'top' | 'lead'): Promise<string> => {
    await takePicture(reader, { mail, look: { width }, fonts });
    await reader.page.setViewportSize({ width, height });
    const lead = "scrollTo(0, document.querySelector('h2').getBoundingClientRect().top - 64)";
    if (part === 'lead') await reader.page.evaluate(lead);
    return `data:image/png;base64,${(await reader.page.screenshot()).toString('base64')}`;
  };
  const [desktop, phone] = [await shot(680, 860, 'top'), await shot(375, 760, 'lead')];
  await reader.close();
  const composer = await openMailReader();
  await composer.page.setViewportSize({ width: 1200, height: 860 });
  await composer.page.setContent(`<style>
    body { margin: 0; height: 860px; background: #d8d4ca; position: relative; overflow: hidden }
    img { position: absolute; display: block; box-shadow: 0 1px 2px #0003, 0 12px 40px #0003 }
    #desktop { left: 72px; top: 64px; width: 680px; border-radius: 8px 8px 0 0 }
    #phone { right: 72px; top: 132px; width: 320px; border-radius: 28px; border: 8px solid #1b1a18 }
  </style><img id="desktop" src="${desktop}"><img id="phone" src="${phone}">`);
  const cover = await composer.page.screenshot();
  await composer.close();
  return cover;
}

await mkdir(join(folder, 'parts'), { recursive: true });
const studio = await openStudio();
const reader = await openMailReader();
const fonts = await pictureFonts('most');
for (const { name, template, edition, newsletter, look } of listPictures(studio)) {
  const mail = await studio.draw(edition, template, newsletter);
  await write(name, await takePicture(reader, { mail, look, fonts }));
}
const parts = await takePartPictures(reader, { studio, fonts: await pictureFonts('all') });
for (const [name, png] of parts) await write(`parts/${name}`, png);
await write('digest', await takeCover(await studio.draw(studio.sample, 'digest'), fonts));
await reader.close();
await studio.close();
