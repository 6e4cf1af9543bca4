import { fork } from 'node:child_process';
import { MastheadError, type Problem } from '../foundation/masthead-error.ts';
import type { DrawingFor, DrawnForSend } from './draw-for-send.ts';

/** What the process is asked for. */
export type DrawingOrder = DrawingFor & { readonly folder: string; readonly id?: string | undefined };

/** What it answers. */
export type DrawingAnswer =
  | { readonly drawn: DrawnForSend }
  | { readonly problems: readonly [Problem, ...Problem[]] }
  /** A fault of ours: its stack. */
  | { readonly fault: string };

/**
 * Draws an edition for a send in a process that ends with it: the renderer and the loader of templates take a hundred megabytes,
 * which a send of hours would carry along.
 * @throws MastheadError as `drawForSend`
 */
export async function drawApart(order: DrawingOrder, env: NodeJS.ProcessEnv): Promise<DrawnForSend> {
  const file = new URL(import.meta.url.replace(/draw-apart(?=\.[jt]s)/, 'drawing-process'));
  const child = fork(file, {
    env,
    serialization: 'advanced',
    // What templates print is for people; stdout may be a JSON document.
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  const answer = await new Promise<DrawingAnswer>((resolve, reject) => {
    child.once('message', (message) => resolve(message as DrawingAnswer));
    child.once('error', reject);
    child.send(order);
    child.once('exit', (code, signal) => {
      reject(new Error(`The process that draws the edition ended without an answer (${signal ?? code}).`));
    });
  });
  if ('drawn' in answer) return answer.drawn;
  if ('problems' in answer) throw MastheadError.of([...answer.problems]);
  throw Object.assign(new Error(answer.fault), { stack: answer.fault });
}
