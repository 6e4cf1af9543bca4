import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const tsx = import.meta.resolve('tsx');

export type Ended = { readonly exitCode: number | null; readonly stdout: string; readonly stderr: string };

type Options = {
  readonly folder: string;
  readonly env?: NodeJS.ProcessEnv;
  /** `start` is what `npm start` runs, from source; the program is run as it is built (tests/build-package.ts). */
  readonly script?: 'masthead' | 'start';
  /** So many kilobytes at most may be in any file that it writes: what a full disk is to it. */
  readonly fileLimit?: number;
  /** What it reads from: the number of an open file. */
  readonly stdin?: number;
};

/** The environment of a machine where nothing was set up for mail. */
const {
  SMTP_URL: _smtp,
  MASTHEAD_SECRET: _secret,
  NODE_OPTIONS: _options,
  VITEST: _vitest,
  ...environment
} = process.env;

/** What Node runs. Elsewhere than in the checkout, tsx has to be told how its source is compiled. */
const programs = {
  masthead: { args: [join(root, 'dist', 'scripts', 'masthead.js')], env: {} },
  start: {
    args: ['-C', 'masthead-source', '--import', tsx, join(root, 'scripts', 'start.ts')],
    env: { TSX_TSCONFIG_PATH: join(root, 'tsconfig.json') },
  },
} as const;

/** Starts the real program in a folder. */
export function startMasthead(
  args: readonly string[],
  { folder, env = {}, script = 'masthead', fileLimit, stdin }: Options,
): ChildProcess {
  const program = programs[script];
  const limited = fileLimit === undefined ? [] : ['bash', '-c', `ulimit -f ${fileLimit} && exec "$@"`, 'bash'];
  const [command = '', ...rest] = [...limited, process.execPath, ...program.args, ...args];
  return spawn(command, rest, {
    cwd: folder,
    env: { ...environment, NO_COLOR: '1', ...program.env, ...env },
    stdio: [stdin ?? 'ignore', 'pipe', 'pipe'],
  });
}

/** Runs the real program to its end. */
export async function runMasthead(args: readonly string[], options: Options): Promise<Ended> {
  return ended(startMasthead(args, options));
}

/** What a started program has said when it has ended. */
export function ended(child: ChildProcess): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
}

/** A copy of the sample newsletter in a temporary folder: content, templates and configuration, without state. */
export async function copySample(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'masthead-sample-'));
  for (const part of ['content', 'emails', 'masthead.config.ts']) {
    await cp(join(root, part), join(folder, part), { recursive: true });
  }
  return folder;
}
