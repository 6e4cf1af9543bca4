import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../browser.ts';

/** How a mail is looked at. */
export type Look = {
  readonly width: number;
  readonly scheme?: 'light' | 'dark';
  /** `off` as in a program that does not load them until it is asked to. */
  readonly images?: 'on' | 'off';
  /** `none` where every image has to be asked for anew; that takes a while. */
  readonly memory?: 'none';
};

/**
 * A mail program with one window: real Chromium. It reaches no network; of images that the sample has not, a logo is a small one
 * and the others are its harbour.
 */
export type MailReader = {
  readonly page: Page;
  readonly open: (html: string, look: Look) => Promise<void>;
  /** What the mail that is open has asked for. */
  readonly requests: () => readonly string[];
  readonly close: () => Promise<void>;
};

const logo = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="40"><rect width="100" height="40"/></svg>';

/** @param scale how many dots of the screen make a pixel of the page: 2 on a phone */
export async function openMailReader({ scale = 1 }: { readonly scale?: number } = {}): Promise<MailReader> {
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 640, height: 900 }, deviceScaleFactor: scale });
  const folder = join(process.cwd(), 'content/images');
  const files = await readdir(folder);
  const picture = (url: string): string =>
    join(folder, files.find((file) => url.endsWith(`/${file}`)) ?? 'harbour.png');
  let requests: string[] = [];
  let images: Look['images'];
  await page.route('**/*', (route) => {
    requests.push(route.request().url());
    const isShown = images !== 'off' && route.request().resourceType() === 'image';
    if (!isShown) return route.abort();
    return route.fulfill(
      route.request().url().endsWith('/logo.png')
        ? { contentType: 'image/svg+xml', body: logo }
        : { path: picture(route.request().url()) },
    );
  });
  return {
    page,
    open: async (html, look) => {
      requests = [];
      images = look.images;
      await page.emulateMedia({ colorScheme: look.scheme ?? 'light' });
      await page.setViewportSize({ width: look.width, height: 900 });
      // A page that stays open takes images from its own memory instead of asking for them.
      if (look.memory === 'none' || look.images === 'off') await page.goto('about:blank');
      await page.setContent(html, { waitUntil: 'load' });
    },
    requests: () => requests,
    close: () => browser.close(),
  };
}
