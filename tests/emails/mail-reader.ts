import { readFile } from 'node:fs/promises';
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

/** A mail program with one window: real Chromium. It reaches no network; every image is the harbour of the sample. */
export type MailReader = {
  readonly page: Page;
  readonly open: (html: string, look: Look) => Promise<void>;
  /** What the mail that is open has asked for. */
  readonly requests: () => readonly string[];
  readonly close: () => Promise<void>;
};

export async function openMailReader(): Promise<MailReader> {
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 640, height: 900 } });
  const picture = await readFile(join(process.cwd(), 'content/images/harbour.png'));
  let requests: string[] = [];
  let images: Look['images'];
  await page.route('**/*', (route) => {
    requests.push(route.request().url());
    const isShown = images !== 'off' && route.request().resourceType() === 'image';
    return isShown ? route.fulfill({ body: picture, contentType: 'image/png' }) : route.abort();
  });
  return {
    page,
    open: async (html, look) => {
      requests = [];
      images = look.images;
      await page.emulateMedia({ colorScheme: look.scheme ?? 'light' });
      await page.setViewportSize({ width: look.width, height: 900 });
      // A page that stays open takes images from its own memory instead of asking for them.
      if (look.memory === 'none') await page.goto('about:blank');
      await page.setContent(html, { waitUntil: 'load' });
    },
    requests: () => requests,
    close: () => browser.close(),
  };
}
