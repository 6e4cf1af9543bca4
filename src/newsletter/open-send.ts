import { join, resolve } from 'node:path';
import { refuseSecondSend } from '../deliver/journal/lock-sends.ts';
import { systemClock } from '../foundation/clock.ts';
import { drawApart } from './draw-apart.ts';
import { type PreparedSend, prepareSend, type SendOptions } from './prepare-send.ts';

/**
 * Plans a send of a newsletter's folder, for a program that does nothing else: the edition is drawn in another process, and nothing
 * of the renderer is loaded into this one.
 * @throws MastheadError SEND_RUNNING, what drawing, the list, the plan and the transport have to say
 */
export async function openSend(
  where: string,
  id: string | undefined,
  {
    beginsNow,
    ...options
  }: SendOptions & {
    /** It is to begin as soon as it is agreed to: while another runs it is refused before anything is drawn. */
    readonly beginsNow: boolean;
  },
  env: NodeJS.ProcessEnv,
): Promise<PreparedSend> {
  const folder = resolve(where);
  const desk = { folder, env, clock: systemClock, state: (file: string) => join(folder, '.masthead', file) };
  const test = options.to !== undefined;
  if (beginsNow && !test) await refuseSecondSend(desk.state('send.lock'));
  const drawn = await drawApart({ folder, id, list: options.list, test }, env);
  return prepareSend(desk, drawn, options);
}
