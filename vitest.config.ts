import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    // Templates and the configuration are loaded through Node itself: there TypeScript needs tsx, and `masthead` its source.
    execArgv: ['--conditions=masthead-source', '--import=tsx'],
    pool: 'forks',
    // The end-to-end tests mostly wait for processes of theirs. And no file keeps anything in a module (style: importing does
    // nothing), so files may share a process: to load everything anew for each takes a third of the time.
    maxWorkers: '100%',
    isolate: false,
    globalSetup: 'tests/build-package.ts',
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
