import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** Where the server pauses; at `none` it never does. */
export const pauses = ['none', 'connect', 'EHLO', 'MAIL', 'RCPT', 'DATA', 'body', 'after the dot'] as const;
export type Pause = (typeof pauses)[number];

export type PausingServer = {
  readonly url: string;
  /** Resolves when it waits at its stage. */
  readonly paused: Promise<void>;
  /** Lets it go on. */
  readonly goOn: () => void;
  /** Everyone whose message it has on disk, in order. */
  readonly taken: () => Promise<readonly string[]>;
  readonly stop: () => Promise<void>;
};

/** Starts tests/end-to-end/pausing-server.ts. */
export async function startPausingServer({
  file,
  stage,
  nth,
  pipelining,
  greylist = 0,
}: {
  readonly file: string;
  readonly stage: Pause;
  readonly nth: number;
  readonly pipelining: boolean;
  readonly greylist?: number;
}): Promise<PausingServer> {
  const script = fileURLToPath(new URL('pausing-server.ts', import.meta.url));
  const args = ['--file', file, '--stage', stage, '--nth', String(nth), '--greylist', String(greylist)];
  if (pipelining) args.push('--pipelining');
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), script, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const paused = new Promise<void>((resolve) => {
    lines.on('line', (line) => line.includes('"paused"') && resolve());
  });
  const [first] = await once(lines, 'line');
  return {
    url: `smtp://127.0.0.1:${JSON.parse(String(first)).port}`,
    paused,
    goOn: () => child.stdin.write('go on\n'),
    taken: async () => (await readFile(file, 'utf8')).split('\n').filter((line) => line !== ''),
    stop: async () => {
      child.kill();
      await exited;
    },
  };
}
