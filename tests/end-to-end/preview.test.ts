import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Newsletter, openNewsletter } from '../../src/newsletter.ts';
import { type RunningPreview, startPreview } from '../../src/preview/start-preview.ts';
import { launchBrowser } from '../browser.ts';

const config = `import { defineConfig } from 'masthead';

export default defineConfig({
  name: 'The Quay',
  id: 'quay',
  url: 'https://quay.example.com',
  from: { name: 'The Quay', address: 'desk@quay.example.com' },
});
`;

const story = (slug: string, headline: string): string => `---
headline: ${headline}
slug: ${slug}
category: Harbour
date: 2026-04-27
authors: [Ada Quist]
sources:
  - name: The harbour log
    url: https://log.example.com/april
---

${'Nobody on the quay expected the numbers to have moved.\n\n'.repeat(30)}`;

const edition = `---
subject: What the pilots know
preheader: A third of the price in one night
date: 2026-04-27
stories: [harbour, lights]
---

Good morning.
`;

let browser: Browser;
let folder: string;
let newsletter: Newsletter;
let preview: RunningPreview;
let page: Page;
let complaints: string[];

const storyFile = (): string => join(folder, 'content/stories/harbour.md');
const mail = () => page.frameLocator('iframe[data-waiting="false"]');

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'masthead-'));
  await cp(fileURLToPath(new URL('../../emails', import.meta.url)), join(folder, 'emails'), { recursive: true });
  for (const room of ['stories', 'editions']) await mkdir(join(folder, 'content', room), { recursive: true });
  await writeFile(join(folder, 'masthead.config.ts'), config);
  await writeFile(storyFile(), story('harbour', 'Harbour lights go out'));
  await writeFile(join(folder, 'content/stories/lights.md'), story('lights', 'A lamp for every boat'));
  await writeFile(join(folder, 'content/editions/2026-04-27.md'), edition);
  newsletter = await openNewsletter(folder, { watch: true });
  preview = await startPreview({ newsletter, port: 0 });
  complaints = [];
  // Playwright's own colour scheme would reach into the frame and hide what the page does there.
  page = await browser.newPage({ viewport: { width: 1280, height: 900 }, colorScheme: null });
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(preview.url)) complaints.push(`asked for ${request.url()}`);
  });
});

afterEach(async () => {
  await page.close();
  await preview.close();
  await newsletter.close();
  await rm(folder, { recursive: true, force: true });
  expect(complaints).toEqual([]);
});

test('the preview shows the digest with its inbox line, and each story by itself', async () => {
  await page.goto(preview.url);
  await page.getByRole('heading', { name: 'What the pilots know' }).waitFor();
  await mail().getByText('Harbour lights go out').first().waitFor();
  await mail().getByText('A lamp for every boat').first().waitFor();
  await page.getByRole('link', { name: 'A lamp for every boat' }).click();
  await page.waitForURL('**/stories/lights');
  await mail().getByText('A lamp for every boat').first().waitFor();
  await page.goBack();
  await mail().getByText('Harbour lights go out').first().waitFor();
});

test('an edit to a story appears without a reload by hand, and the reader stays where they were', async () => {
  await page.goto(`${preview.url}editions/2026-04-27`);
  await mail().getByText('Harbour lights go out').first().waitFor();
  await page.evaluate('window.notReloaded = true; scrollTo(0, 200)');
  await writeFile(storyFile(), story('harbour', 'Harbour lights come back'));
  await mail().getByText('Harbour lights come back').first().waitFor();
  expect(await page.evaluate('[window.notReloaded, scrollY]')).toEqual([true, 200]);
});

test('an attachment is listed above the mail as soon as it is saved, and told while its file is not there', async () => {
  await page.goto(`${preview.url}editions/2026-04-27`);
  await mail().getByText('Harbour lights go out').first().waitFor();
  expect(await page.getByRole('list', { name: 'Attachments' }).count()).toBe(0);
  const file = join(folder, 'content/editions/2026-04-27.md');
  await writeFile(file, edition.replace('stories:', 'attachments: [files/log.csv]\nstories:'));
  await page.getByRole('alert').getByText('There is no file files/log.csv to attach.').waitFor();
  await mkdir(join(folder, 'content/files'));
  await writeFile(join(folder, 'content/files/log.csv'), 'x'.repeat(1500));
  await page.getByRole('list', { name: 'Attachments' }).getByText('log.csv 2 KB').waitFor();
});

test('a broken front matter shows its error with file and line, and mending it clears it', async () => {
  await page.goto(`${preview.url}editions/2026-04-27`);
  await mail().getByText('Harbour lights go out').first().waitFor();
  await page.evaluate('scrollTo(0, 400)');
  const whole = await readFile(storyFile(), 'utf8');
  await writeFile(storyFile(), whole.replace('date: 2026-04-27', 'date: 2026-02-31'));
  const alert = page.getByRole('alert');
  await alert.getByText('content/stories/harbour.md:5').waitFor();
  expect(await alert.boundingBox()).toMatchObject({ y: 0 });
  await writeFile(storyFile(), whole.replace('lights go out', 'lights are mended'));
  await mail().getByText('Harbour lights are mended').first().waitFor();
  await alert.waitFor({ state: 'detached' });
});

test('templates and settings are followed too, through a template that is broken and mended', async () => {
  await page.goto(`${preview.url}editions/2026-04-27`);
  await mail().getByText('Harbour lights go out').first().waitFor();
  await writeFile(
    join(folder, 'masthead.config.ts'),
    config.replace('url:', "tagline: 'Read before the tide',\n  url:"),
  );
  await mail().getByText('Read before the tide').waitFor();

  const component = join(folder, 'emails/components/nameplate.tsx');
  const whole = await readFile(component, 'utf8');
  await writeFile(component, whole.replace('{newsletter.tagline}', 'Drawn by hand: {newsletter.tagline}'));
  await mail().getByText('Drawn by hand: Read before the tide').waitFor();
  await writeFile(component, whole.replace('{newsletter.tagline}', '{newsletter.tagline'));
  await page.getByRole('alert').getByText('TEMPLATE_BROKEN').waitFor();
  await page
    .getByRole('alert')
    .getByText(/emails\/components\/nameplate\.tsx:\d+/)
    .first()
    .waitFor();
  await writeFile(component, whole);
  await mail().getByText('Read before the tide', { exact: true }).waitFor();
  await page.getByRole('alert').waitFor({ state: 'detached' });
});

test('broken settings are told once, and the lists do not claim that nothing is written', async () => {
  await page.goto(`${preview.url}editions/2026-04-27`);
  await mail().getByText('Harbour lights go out').first().waitFor();
  await writeFile(join(folder, 'masthead.config.ts'), config.replace("id: 'quay'", 'id: 4'));
  await page.getByText('CONFIG_INVALID').first().waitFor();
  await page.getByRole('alert').getByText('Below, as it was before.').waitFor();
  await page.getByRole('link', { name: 'A lamp for every boat' }).waitFor({ state: 'detached' });
  expect(await page.getByRole('alert').count()).toBe(1);
  expect(await page.getByText('CONFIG_INVALID').count()).toBe(1);
  expect(await page.getByRole('navigation').innerText()).toBe('Editions\nStories');
  await writeFile(join(folder, 'masthead.config.ts'), config);
  await page.getByRole('alert').waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'A lamp for every boat' }).waitFor();
});

test('a newsletter that is renamed has its new name in the preview', async () => {
  await page.goto(preview.url);
  await page.getByRole('banner').getByText('The Quay', { exact: true }).waitFor();
  await writeFile(join(folder, 'masthead.config.ts'), config.replace("name: 'The Quay'", "name: 'The Pier'"));
  await page.getByRole('banner').getByText('The Pier', { exact: true }).waitFor();
  await expect.poll(() => page.title()).toBe('The Pier · Preview');
});

test('an empty newsletter says how to begin, and shows the first story that is written', async () => {
  await rm(join(folder, 'content/editions/2026-04-27.md'));
  await rm(join(folder, 'content/stories/lights.md'));
  const first = await readFile(storyFile(), 'utf8');
  await rm(storyFile());
  await page.goto(preview.url);
  await page.getByRole('heading', { name: 'Nothing written yet' }).waitFor();
  await writeFile(storyFile(), first);
  await mail().getByText('Harbour lights go out').first().waitFor();
});

test('keys choose the mail, its width, its colours and its parts', async () => {
  await page.goto(preview.url);
  const frame = page.locator('iframe[data-waiting="false"]');
  await frame.waitFor();
  await page.keyboard.press('1');
  await expect.poll(async () => (await frame.boundingBox())?.width).toBe(375);
  await page.keyboard.press('d');
  const dark = () => mail().locator('html').evaluate("matchMedia('(prefers-color-scheme: dark)').matches");
  await expect.poll(dark).toBe(true);
  await page.keyboard.press('t');
  await page.getByText('Nobody on the quay').first().waitFor();
  await page.keyboard.press('j');
  await page.waitForURL('**/stories/*');
});

test('keys still choose after a click in the toolbar and after one in the mail', async () => {
  await page.goto(preview.url);
  const frame = page.locator('iframe[data-waiting="false"]');
  await frame.waitFor();
  await page.getByText('640', { exact: true }).click();
  await expect.poll(async () => (await frame.boundingBox())?.width).toBe(640);
  await page.keyboard.press('1');
  await expect.poll(async () => (await frame.boundingBox())?.width).toBe(375);
  await mail().getByText('Nobody on the quay').first().click();
  await page.keyboard.press('2');
  await expect.poll(async () => (await frame.boundingBox())?.width).toBe(640);
  await page.keyboard.press('j');
  await page.waitForURL('**/stories/*');
});

test('a line of the text part that is written from right to left is read from the right', async () => {
  await writeFile(storyFile(), `${story('harbour', 'Harbour lights go out')}\n\nميناء، ثم ميناء.\n`);
  await page.goto(`${preview.url}stories/harbour`);
  await mail().getByText('ميناء').first().waitFor();
  await page.keyboard.press('t');
  await page.getByText('Nobody on the quay').first().waitFor();
  const [arabic, english] = await page.locator('.text-part').evaluate((part: HTMLElement) => {
    const text = part.firstChild;
    if (!text?.nodeValue) return [];
    const { left, right } = part.getBoundingClientRect();
    return ['ميناء، ثم', 'Nobody'].map((words) => {
      const range = document.createRange();
      const at = text.nodeValue?.indexOf(words) ?? 0;
      range.setStart(text, at);
      range.setEnd(text, at + words.length);
      const box = range.getBoundingClientRect();
      return box.left - left < right - box.right ? 'left' : 'right';
    });
  });
  expect([arabic, english]).toEqual(['right', 'left']);
});

test('on a phone every control is large enough for a finger, and no number stands on two lines', async () => {
  await page.setViewportSize({ width: 375, height: 700 });
  await page.goto(preview.url);
  await mail().getByText('Harbour lights go out').first().waitFor();
  const heights = async (selector: string): Promise<readonly number[]> =>
    page.locator(selector).evaluateAll((found) => found.map((element) => element.getBoundingClientRect().height));
  expect(Math.min(...(await heights('.rail-fold, .toolbar label, .toolbar a')))).toBeGreaterThanOrEqual(44);
  expect(Math.max(...(await heights('.lengths dd')))).toBeLessThan(25);
});

test('a page that outlives a restart of the preview connects again', async () => {
  await page.goto(preview.url);
  await mail().getByText('Harbour lights go out').first().waitFor();
  await preview.close();
  await page.getByText('Reconnecting').waitFor();
  await writeFile(storyFile(), story('harbour', 'Harbour lights after the storm'));
  preview = await startPreview({ newsletter, port: Number(new URL(preview.url).port) });
  await mail().getByText('Harbour lights after the storm').first().waitFor();
  // That the server could not be reached is told by the browser itself.
  complaints = complaints.filter((complaint) => !complaint.includes('ERR_'));
});
