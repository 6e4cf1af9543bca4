import { existsSync } from 'node:fs';

/** Reads `.env` of the working directory, where there is one; what the environment already says stands. */
export function loadEnvironment(): void {
  if (existsSync('.env')) process.loadEnvFile('.env');
}
