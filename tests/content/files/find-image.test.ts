import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createImageFinder, type FoundImage } from '../../../src/content/files/find-image.ts';
import { newsletterFolder } from '../newsletter-folder.ts';

const harbour = await readFile('content/images/harbour.png');
const [width, height] = [harbour.readUInt32BE(16), harbour.readUInt32BE(20)];

test('an image is found with the size that its file has, and half of that where its name says so', async () => {
  const folder = await newsletterFolder({
    'images/a.png': harbour,
    'images/a@2x.png': harbour,
    'images/torn.png': harbour.subarray(0, 12),
  });
  const find = createImageFinder({ contentFolder: join(folder, 'content') });
  expect(await find('../images/a.png', 'stories')).toEqual({ src: 'images/a.png', size: { width, height } });
  expect(await find('images/a@2x.png', 'stories')).toEqual({
    src: 'images/a@2x.png',
    size: { width: Math.round(width / 2), height: Math.round(height / 2) },
  });
  expect(await find('images/torn.png', 'stories')).toEqual({ src: 'images/torn.png' });
});

test('an image on the web has no size, because nothing is asked of the web', async () => {
  const find = createImageFinder({ contentFolder: '/nowhere' });
  expect(await find('https://example.com/a.png', 'stories')).toEqual({ src: 'https://example.com/a.png' });
});

/** Looks for images in a folder that holds the subscriber list, files of other kinds and links. */
async function look(src: string): Promise<FoundImage> {
  const folder = await newsletterFolder({
    'subscribers.csv': 'email\nada@example.com\n',
    'notes.txt': 'hush',
    'images/a.png': harbour,
  });
  await mkdir(join(folder, 'content/images/dir.png'));
  await writeFile(join(folder, 'secret.png'), harbour);
  await symlink(join(folder, 'secret.png'), join(folder, 'content/images/link.png'));
  await symlink(folder, join(folder, 'content/out'));
  await symlink('a.png', join(folder, 'content/images/inside.png'));
  await symlink('../subscribers.csv', join(folder, 'content/images/list.png'));
  return createImageFinder({
    contentFolder: join(folder, 'content'),
    list: join(folder, 'content/subscribers.csv'),
  })(src, 'stories');
}

/** What is wrong with an image, as `CODE: what`. */
async function refusal(src: string): Promise<string> {
  const found = await look(src);
  return 'problem' in found ? `${found.problem.code}: ${found.problem.what}` : `found ${found.src}`;
}

test.each(['subscribers.csv', '../subscribers.csv', 'images/list.png'])(
  'IMAGE_IS_LIST: the subscriber list is not shown to everyone as an image, nor a link to it: %s',
  async (src) => {
    expect(await refusal(src)).toBe(`IMAGE_IS_LIST: The image ${src} is the subscriber list.`);
  },
);

test.each(['images/link.png', 'out/secret.png', 'out/content/../secret.png'])(
  'IMAGE_OUTSIDE: a link out of the content folder is not followed, neither a file nor a folder: %s',
  async (src) => {
    expect(await refusal(src)).toBe(`IMAGE_OUTSIDE: The image ${src} is outside of the content folder.`);
  },
);

test('a link to an image in the content folder is followed', async () => {
  expect(await look('images/inside.png')).toMatchObject({ src: 'images/inside.png', size: { width, height } });
});

test('IMAGE_KIND: a file that has not the suffix of an image is none', async () => {
  const found = await look('../notes.txt');
  expect(found).toEqual({
    problem: {
      code: 'IMAGE_KIND',
      what: 'The file ../notes.txt is no image that a mail can show.',
      why: 'The name of an image ends in .png, .jpg, .jpeg, .gif, .webp, .avif or .svg.',
      fix: 'Name an image; a file that readers are to have is attached by the edition.',
    },
  });
});

test('a folder that is named like an image is said to be a folder', async () => {
  const found = await look('../images/dir.png');
  expect(found).toEqual({
    problem: {
      code: 'IMAGE_NOT_FOUND',
      what: 'There is no image ../images/dir.png.',
      why: 'images/dir.png is a folder.',
      fix: 'Name a file in it, or another image.',
    },
  });
});
