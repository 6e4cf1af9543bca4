import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { ViteDevServer } from 'vite';
import type { FetchFunctionOptions, FetchResult, ModuleRunner, ModuleRunnerTransport } from 'vite/module-runner';
import { missingPackage } from './missing-package.ts';
import { syntaxError } from './syntax-error.ts';

/** Imports the `.ts` and `.tsx` files of a newsletter's folder: its templates and its configuration. */
export type ModuleLoader = {
  /** @throws MastheadError MODULE_SYNTAX, PACKAGE_MISSING; else whatever the module throws */
  readonly importModule: (file: string) => Promise<unknown>;
  /** With `watch`: calls back with the absolute path of each file in the folder that is added, changed or removed; gives what stops it. */
  readonly onChange: (listener: (file: string) => void) => Promise<() => void>;
  readonly close: () => Promise<void>;
};

/** These must be one copy in the whole process, ours: React refuses two, and `masthead` is this very program. */
const shared = [
  'masthead',
  'react',
  'react/jsx-runtime',
  'react/jsx-dev-runtime',
  'react-dom/server',
  '@faire/mjml-react',
] as const;

/** React Email is the folder's own; in this checkout, where no folder needs to bring it, ours. */
const lent = ['@react-email/components'] as const;

const isOneOf = (names: readonly string[], name: string): boolean => names.includes(name);

const resolveFrom = (place: string, name: string): string | undefined => {
  try {
    return createRequire(place).resolve(name);
  } catch {
    return undefined;
  }
};

/** The file of a package that templates share with this program, or undefined for every other import. */
function fileOfPackage(name: string, folder: string): string | undefined {
  if (isOneOf(shared, name)) return resolveFrom(import.meta.url, name);
  if (!isOneOf(lent, name)) return undefined;
  return resolveFrom(`${folder}/package.json`, name) ?? resolveFrom(import.meta.url, name);
}

type Vite = { readonly server: ViteDevServer; readonly runner: ModuleRunner };

/** Vite and what hangs on it, started by the first use: commands that load no module do not pay for it. */
async function startVite(folder: string, watch: boolean): Promise<Vite> {
  const { createServer } = await import('vite');
  const server = await createServer({
    root: folder,
    configFile: false,
    envFile: false,
    logLevel: 'silent',
    appType: 'custom',
    clearScreen: false,
    publicDir: false,
    oxc: { jsx: { runtime: 'automatic', development: false } },
    optimizeDeps: { noDiscovery: true },
    server: {
      middlewareMode: true,
      ws: false,
      hmr: false,
      watch: watch ? { ignored: ['**/.masthead/**', '**/out/**', '**/dist/**'], ignoreInitial: true } : null,
    },
    plugins: [
      {
        name: 'masthead:shared-packages',
        enforce: 'pre',
        resolveId: (id) => (isOneOf([...shared, ...lent], id) ? { id, external: true } : undefined),
      },
    ],
  });
  return { server, runner: await startRunner(server, folder) };
}

/** Evaluates what Vite transforms, with the shared packages taken from this process. */
async function startRunner(server: ViteDevServer, folder: string): Promise<ModuleRunner> {
  const { ESModulesEvaluator, ModuleRunner } = await import('vite/module-runner');
  const { ssr } = server.environments;
  if (!ssr) throw new Error('Vite started without its ssr environment.');
  const fetchModule = async (url: string, importer?: string, options?: FetchFunctionOptions): Promise<FetchResult> => {
    // Vite writes an import that a plugin resolved to a bare name as `/@id/NAME`.
    const name = url.replace(/^\/@id\//, '');
    const file = fileOfPackage(name, folder);
    if (!file) return ssr.fetchModule(url, importer, options);
    return { externalize: pathToFileURL(file).href, type: name === 'masthead' ? 'module' : 'commonjs' };
  };
  const transport: ModuleRunnerTransport = {
    async invoke(payload) {
      if (payload.type !== 'custom' || payload.data.name !== 'fetchModule') return { result: [] };
      const [url, importer, options] = payload.data.data;
      return fetchModule(url, importer, options).then(
        (result) => ({ result }),
        (error: unknown) => ({ error }),
      );
    },
  };
  return new ModuleRunner(
    { hmr: false, sourcemapInterceptor: 'prepareStackTrace', transport },
    new ESModulesEvaluator(),
  );
}

/**
 * A loader for one newsletter's folder (an absolute path). Nothing is started before it is used.
 * With `watch`, what is saved is seen and imported anew; without, a module is read once.
 */
export function createModuleLoader({
  folder,
  watch = false,
}: {
  readonly folder: string;
  readonly watch?: boolean;
}): ModuleLoader {
  let started: Promise<Vite> | undefined;
  const vite = (): Promise<Vite> => {
    started ??= startVite(folder, watch);
    return started;
  };
  return {
    importModule: async (file) => {
      const { runner } = await vite();
      try {
        return await runner.import(file);
      } catch (error) {
        throw syntaxError(error, folder) ?? missingPackage(error, folder) ?? error;
      }
    },
    onChange: async (listener) => {
      const { server, runner } = await vite();
      const seen = (_event: string, file: string): void => {
        server.environments.ssr?.moduleGraph.onFileChange(file);
        runner.clearCache();
        listener(file);
      };
      server.watcher.on('all', seen);
      return () => server.watcher.off('all', seen);
    },
    close: async () => {
      if (!started) return;
      const { server, runner } = await started;
      await runner.close();
      await server.close();
    },
  };
}
