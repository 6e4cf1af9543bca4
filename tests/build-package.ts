import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const sources = ['src', 'scripts', 'package.json', 'package-lock.json', 'tsconfig.json'];

const changedAt = (path: string): number => statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** When anything that the package is built from was changed last; a folder counts too, for what was taken out of it. */
const newestSource = (): number =>
  Math.max(
    ...sources.flatMap((top) => [
      changedAt(top),
      ...(statSync(join(root, top)).isDirectory()
        ? readdirSync(join(root, top), { recursive: true, encoding: 'utf8' })
        : []
      ).map((file) => changedAt(join(top, file))),
    ]),
  );

/** Before any test: the end-to-end tests run the program as it is installed, which starts in half the time that the source takes. */
export default function buildPackage(): void {
  const { VITEST: _, NODE_ENV: __, NODE_OPTIONS: ___, ...env } = process.env;
  if (changedAt('dist/src/index.d.ts') > newestSource()) return;
  execFileSync('npm', ['run', '-s', 'build'], { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] });
}
