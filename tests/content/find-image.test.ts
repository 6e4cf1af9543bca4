import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createImageFinder } from '../../src/content/find-image.ts';
import { newsletterFolder } from './newsletter-folder.ts';

const harbour = await readFile('content/images/harbour.png');
const [width, height] = [harbour.readUInt32BE(16), harbour.readUInt32BE(20)];

test('an image is found with the size that its file has, and half of that where its name says so', async () => {
  const folder = await newsletterFolder({
    'images/a.png': harbour,
    'images/a@2x.png': harbour,
    'images/torn.png': harbour.subarray(0, 12),
  });
  const find = createImageFinder(join(folder, 'content'));
  expect(await find('../images/a.png', 'stories')).toEqual({ src: 'images/a.png', size: { width, height } });
  expect(await find('images/a@2x.png', 'stories')).toEqual({
    src: 'images/a@2x.png',
    size: { width: Math.round(width / 2), height: Math.round(height / 2) },
  });
  expect(await find('images/torn.png', 'stories')).toEqual({ src: 'images/torn.png' });
});

test('an image on the web has no size, because nothing is asked of the web', async () => {
  const find = createImageFinder('/nowhere');
  expect(await find('https://example.com/a.png', 'stories')).toEqual({ src: 'https://example.com/a.png' });
});
