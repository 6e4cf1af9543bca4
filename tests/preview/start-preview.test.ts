import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { MastheadError, type PreviewedMail, type PreviewTarget } from '../../src/newsletter.ts';
import { type RunningPreview, startPreview } from '../../src/preview/start-preview.ts';
import { brokenDate, fakeNewsletter } from './fake-newsletter.ts';

const running: RunningPreview[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((preview) => preview.close()));
});

async function start(fake = fakeNewsletter(), host = '127.0.0.1'): Promise<string> {
  const preview = await startPreview({ newsletter: fake.newsletter, port: 0, host });
  running.push(preview);
  return preview.url;
}

/** A request as no browser would send it: `fetch` sets Host itself and tidies paths. */
async function ask(
  url: string,
  {
    path = '/',
    method = 'GET',
    host,
    headers = {},
  }: { path?: string; method?: string; host?: string; headers?: Readonly<Record<string, string>> },
) {
  const { hostname, port } = new URL(url);
  return new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
    const asked = request(
      { hostname, port, path, method, headers: { ...headers, ...(host && { host }) } },
      async (response) => resolve({ status: response.statusCode, body: await text(response) }),
    );
    asked.on('error', reject);
    asked.end();
  });
}

test('the page is served at /, at every edition and at every story', async () => {
  const url = await start();
  for (const path of ['', 'editions/2026-04-27', 'stories/harbour']) {
    const response = await fetch(url + path);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await response.text()).toContain('<div id="page">');
  }
});

test('the page may run only its own scripts, and holds nothing from elsewhere', async () => {
  const url = await start();
  const response = await fetch(url);
  expect(response.headers.get('content-security-policy')).toContain("script-src 'self'");
  const page = await response.text();
  const files = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => file ?? '');
  expect(files).toHaveLength(3);
  for (const file of files) {
    expect(file).toMatch(/^\/ui\//);
    expect((await fetch(new URL(file, url))).status).toBe(200);
  }
});

test('the list names editions with their marks, merge fields left open', async () => {
  const url = await start();
  expect(await (await fetch(`${url}api/newsletter`)).json()).toEqual({
    name: 'The Vault AI',
    stories: [],
    problems: [],
    editions: [
      {
        id: '2026-04-27',
        file: 'content/editions/2026-04-27.md',
        title: 'Good morning, …',
        date: '2026-04-27',
        draft: true,
        problems: 0,
      },
      {
        id: '2026-04-20',
        file: 'content/editions/2026-04-20.md',
        title: '2026-04-20',
        draft: false,
        problems: 1,
      },
    ],
  });
});

test('a preview that cannot be made gives its problems with their places', async () => {
  const fake = fakeNewsletter({ preview: () => Promise.reject(MastheadError.of([brokenDate])) });
  const url = await start(fake);
  const preview = await (await fetch(`${url}api/editions/2026-04-27`)).json();
  expect(preview).toMatchObject({ state: 'failed', problems: [brokenDate] });
  expect((await fetch(`${url}mail/editions/2026-04-27`)).status).toBe(422);
});

test('an error that nobody foresaw is shown as PREVIEW_FAILED and the preview lives on', async () => {
  const url = await start(fakeNewsletter({ preview: () => Promise.reject(new RangeError('off the map')) }));
  const preview = await (await fetch(`${url}api/stories/harbour`)).json();
  expect(preview).toMatchObject({
    problems: [{ code: 'PREVIEW_FAILED', why: expect.stringContaining('off the map') }],
  });
  expect((await fetch(url)).status).toBe(200);
});

test('the mail is served as it was rendered, and may neither run scripts nor load from elsewhere', async () => {
  const url = await start();
  const response = await fetch(`${url}mail/editions/2026-04-27`);
  expect(await response.text()).toContain('<h1>Harbour</h1><script>');
  const policy = response.headers.get('content-security-policy');
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain('sandbox');
  expect(policy).not.toContain('allow-scripts');
});

test('one render serves every panel until the next save', async () => {
  const fake = fakeNewsletter();
  const url = await start(fake);
  const look = () =>
    Promise.all(['api', 'mail', 'api'].map(async (room) => (await fetch(`${url}${room}/editions/2026-04-27`)).text()));
  await look();
  expect(fake.renders()).toBe(1);
  fake.save('content/stories/harbour.md');
  expect(fake.renders()).toBe(2);
  await look();
  expect(fake.renders()).toBe(2);
});

/** A newsletter that can be broken, and remembers which editions were rendered. */
function watchedNewsletter() {
  const fake = fakeNewsletter();
  const state = { broken: false, rendered: [] as string[] };
  const preview = async (target: PreviewTarget): Promise<PreviewedMail> => {
    if ('edition' in target) state.rendered.push(target.edition);
    if (state.broken) throw new Error('The disk was away.');
    return fake.newsletter.preview(target, { assetBase: '' });
  };
  const times = (edition: string): number => state.rendered.filter((id) => id === edition).length;
  return { state, times, fake: { ...fake, newsletter: { ...fake.newsletter, preview } } };
}

test('a render that failed is not kept, so that asking for what is not there costs no memory', async () => {
  const { state, times, fake } = watchedNewsletter();
  const url = await start(fake);
  const look = async () => (await fetch(`${url}mail/editions/2026-04-20`)).status;
  state.broken = true;
  expect(await look()).toBe(422);
  state.broken = false;
  expect(await look()).toBe(200);
  expect(await look()).toBe(200);
  expect(times('2026-04-20')).toBe(2);
});

test('what a page elsewhere asks for is refused before anything is rendered, and what a user types is not', async () => {
  const { times, fake } = watchedNewsletter();
  const url = await start(fake);
  const status = async (path: string, site: string): Promise<number | undefined> =>
    (await ask(url, { path, headers: { 'sec-fetch-site': site } })).status;
  for (const path of ['/', '/events', '/api/editions/asked', '/mail/editions/asked']) {
    expect(await status(path, 'cross-site'), path).toBe(403);
  }
  expect(times('asked')).toBe(0);
  for (const site of ['none', 'same-origin']) expect(await status('/mail/editions/asked', site), site).toBe(200);
});

test('a save is told to every open page at once, with a new generation', async () => {
  const fake = fakeNewsletter();
  const url = await start(fake);
  const response = await fetch(`${url}events`);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const generation = (event: string | undefined): number => Number(/"generation":(\d+)/.exec(event ?? '')?.[1]);
  const before = generation((await reader?.read())?.value);
  fake.save('content/stories/harbour.md');
  const event = (await reader?.read())?.value;
  expect(generation(event)).toBe(before + 1);
  expect(event).toContain('"files":["content/stories/harbour.md"]');
});

test('a request by another name is refused, so that no page elsewhere can read drafts', async () => {
  const url = await start();
  const { port } = new URL(url);
  for (const host of ['evil.example', `evil.example:${port}`, 'localhost.evil.example', '127.0.0.1@evil.example']) {
    expect(await ask(url, { host }), host).toMatchObject({ status: 403 });
  }
  for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`]) {
    expect(await ask(url, { host }), host).toMatchObject({ status: 200 });
  }
});

test('listening on every interface, any address will do and still no other name', async () => {
  const url = await start(fakeNewsletter(), '0.0.0.0');
  expect(url).toContain('localhost');
  expect(await ask(url, { host: '192.168.1.20:3000' })).toMatchObject({ status: 200 });
  expect(await ask(url, { host: 'evil.example' })).toMatchObject({ status: 403 });
});

test('only GET and HEAD are answered', async () => {
  const url = await start();
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
    expect((await fetch(url, { method })).status, method).toBe(405);
  }
  const head = await fetch(url, { method: 'HEAD' });
  expect(head.status).toBe(200);
  expect(await head.text()).toBe('');
});

test('an address that means nothing is not found', async () => {
  const url = await start();
  for (const path of ['nowhere', 'api', 'api/editions', 'api/editions/a/b', 'mail/x/y', 'ui/nothing.js', 'editions']) {
    expect((await fetch(url + path)).status, path).toBe(404);
  }
  expect(await ask(url, { path: '/%E0%A4%A' })).toMatchObject({ status: 400 });
});

test('images of the content folder are served, and nothing else of any folder', async () => {
  const assets = await mkdtemp(join(tmpdir(), 'masthead-'));
  await mkdir(join(assets, 'images'));
  await writeFile(join(assets, 'images', 'harbour.png'), 'PNG');
  await writeFile(join(assets, 'images', 'list.csv'), 'email');
  const url = await start(fakeNewsletter({ assets }));
  const image = await fetch(`${url}assets/images/harbour.png`);
  expect(image.headers.get('content-type')).toBe('image/png');
  expect(image.headers.get('x-content-type-options')).toBe('nosniff');
  expect(await image.text()).toBe('PNG');
  for (const path of [
    '/assets/images/list.csv',
    '/assets/../package.json',
    '/assets/images/..%2f..%2fsecret.png',
    '/assets/%2e%2e/%2e%2e/etc/passwd',
    '/assets/images/harbour.png%00.png',
  ]) {
    expect(await ask(url, { path }), path).toMatchObject({ status: 404 });
  }
});

test('a port that was asked for and is taken is refused with PORT_TAKEN', async () => {
  const { port } = new URL(await start());
  const { newsletter } = fakeNewsletter();
  const refused = startPreview({ newsletter, port: Number(port) });
  await expect(refused).rejects.toMatchObject({ code: 'PORT_TAKEN' });
});

test('two previews without a port of their own take two', async () => {
  const first = await startPreview({ newsletter: fakeNewsletter().newsletter });
  const second = await startPreview({ newsletter: fakeNewsletter().newsletter });
  running.push(first, second);
  expect(first.url).not.toBe(second.url);
});

test('a host that is not of this computer is refused with PREVIEW_NOT_LISTENING', async () => {
  const { newsletter } = fakeNewsletter();
  await expect(startPreview({ newsletter, port: 0, host: '192.0.2.1' })).rejects.toMatchObject({
    code: 'PREVIEW_NOT_LISTENING',
  });
});

test('closing ends open pages and frees the port', async () => {
  const { newsletter } = fakeNewsletter();
  const preview = await startPreview({ newsletter, port: 0 });
  const events = await fetch(`${preview.url}events`);
  const ended = events.text().then(
    () => 'ended',
    () => 'ended',
  );
  await preview.close();
  expect(await ended).toBe('ended');
  await expect(fetch(preview.url)).rejects.toThrow();
});
