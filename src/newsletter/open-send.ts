import { join, resolve } from 'node:path';
import { systemClock } from '../foundation/clock.ts';
import { drawApart } from './draw-apart.ts';
import { type PreparedSend, prepareSend, type SendOptions } from './prepare-send.ts';

/**
 * Plans a send of a newsletter's folder, for a program that does nothing else: the edition is drawn in another process, and nothing
 * of the renderer is loaded into this one.
 * @throws MastheadError what drawing, the list, the plan and the transport have to say
 */
export async function openSend(
  where: string,
  id: string | undefined,
  options: SendOptions,
  env: NodeJS.ProcessEnv,
): Promise<PreparedSend> {
  const folder = resolve(where);
  const drawn = await drawApart({ folder, id, list: options.list, test: options.to !== undefined }, env);
  const desk = { folder, env, clock: systemClock, state: (file: string) => join(folder, '.masthead', file) };
  return prepareSend(desk, drawn, options);
}
