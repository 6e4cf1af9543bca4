import { systemClock } from '../foundation/clock.ts';
import { MastheadError } from '../foundation/masthead-error.ts';
import type { DrawingAnswer, DrawingOrder } from './draw-apart.ts';
import { drawForSend } from './draw-for-send.ts';
import { createPress } from './press.ts';

/** The process of draw-apart.ts: draws one edition, tells it to whoever started it, and ends. */
async function answer(order: DrawingOrder): Promise<DrawingAnswer> {
  const press = createPress(order.folder, { env: process.env, clock: systemClock, watch: false });
  try {
    return { drawn: await drawForSend(press, order.id, order) };
  } catch (error) {
    if (error instanceof MastheadError) {
      const [first, ...rest] = error.problems;
      if (first) return { problems: [first, ...rest] };
    }
    return { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  } finally {
    await press.loader.close();
  }
}

process.once('message', async (order: DrawingOrder) => {
  const given = await answer(order);
  // Whoever asked may be gone; the process ends when nothing connects it any more.
  if (process.connected) process.send?.(given, () => process.disconnect());
});
