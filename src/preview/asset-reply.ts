import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { PreviewSource } from './preview-source.ts';
import { notFound, type Reply } from './reply.ts';

const imageTypes: Readonly<Record<string, string>> = {
  '.avif': 'image/avif',
  '.gif': 'image/gif',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
};

// An SVG that is opened by itself is a document: it may draw, and nothing else.
const policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";

/** An image of the content folder; anything else in that folder, such as a list of subscribers, is not served. */
export async function assetReply(newsletter: PreviewSource, path: string): Promise<Reply> {
  const type = imageTypes[extname(path).toLowerCase()];
  const file = type && !path.includes('\0') ? await newsletter.asset(path) : undefined;
  if (!type || !file) return notFound;
  return { status: 200, type, body: await readFile(file), policy };
}
