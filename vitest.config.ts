import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    // Templates and the configuration are loaded through Node itself: there TypeScript needs tsx, and `masthead` its source.
    execArgv: ['--conditions=masthead-source', '--import=tsx'],
    pool: 'forks',
    globalSetup: 'tests/build-package.ts',
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
