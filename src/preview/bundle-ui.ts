import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file of the preview page, as it is served. */
export type UiFile = { readonly type: string; readonly body: string | Uint8Array };

const contentTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};

/** The files of the preview page by their path, `index.html` and `ui/…`: built in memory, nothing is written. */
export async function bundleUi(): Promise<ReadonlyMap<string, UiFile>> {
  const { build } = await import('vite');
  const output = await build({
    root: findUiFolder(),
    configFile: false,
    envFile: false,
    publicDir: false,
    logLevel: 'error',
    mode: 'production',
    define: { 'process.env.NODE_ENV': '"production"' },
    oxc: { jsx: { runtime: 'automatic', development: false } },
    build: { write: false, assetsDir: 'ui', assetsInlineLimit: 0, modulePreload: false, reportCompressedSize: false },
  });
  if (!('output' in output)) throw new Error('Vite gave something other than one bundle of the preview page.');
  return new Map(
    output.output.map((file) => [
      file.fileName,
      {
        type: contentTypes[file.fileName.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
        body: file.type === 'chunk' ? file.code : file.source,
      },
    ]),
  );
}

/** src/preview/ui ships with the package as it is; this file runs from src/ in a checkout and from dist/ when installed. */
function findUiFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  for (let folder = here; folder !== dirname(folder); folder = dirname(folder)) {
    const candidate = join(folder, 'src', 'preview', 'ui');
    if (existsSync(join(candidate, 'index.html'))) return candidate;
  }
  throw new Error(`The folder src/preview/ui of the masthead package was not found above ${here}.`);
}
