import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';

const modules = fileURLToPath(new URL('../node_modules', import.meta.url));
const unpack = `import('@sparticuz/chromium').then(({ default: chromium }) => chromium.executablePath())`;

/** A real Chromium, from the package registry alone. */
export async function launchBrowser(): Promise<Browser> {
  const args = ['--no-sandbox', '--no-zygote', '--disable-gpu', '--font-render-hinting=none'];
  return chromium.launch({ executablePath: await unpackedChromium(), args, headless: true });
}

/**
 * The package unpacks itself straight to its place in the system's temporary folder, so two processes that start at once
 * can run half a browser. We unpack beside and rename: whoever comes first wins, and nobody sees less than a whole one.
 */
async function unpackedChromium(): Promise<string> {
  const folder = join(modules, '.cache', `chromium-${await packageVersion()}`);
  const executable = join(folder, 'chromium');
  if (existsSync(executable)) return executable;
  await mkdir(dirname(folder), { recursive: true });
  const beside = await mkdtemp(`${folder}-`);
  await promisify(execFile)(process.execPath, ['-e', unpack], {
    cwd: dirname(modules),
    env: { ...process.env, TMPDIR: beside, NODE_OPTIONS: '' },
  });
  await rename(beside, folder).catch(async (error: unknown) => {
    await rm(beside, { recursive: true, force: true });
    if (!existsSync(executable)) throw error;
  });
  return executable;
}

async function packageVersion(): Promise<string> {
  const file = await readFile(join(modules, '@sparticuz', 'chromium', 'package.json'), 'utf8');
  const { version } = JSON.parse(file) as { version: string };
  return version;
}
