import type { Audience } from '../audience/audience.ts';
import type { Clock } from '../foundation/clock.ts';
import type { RenderedEdition } from '../render/rendered-edition.ts';
import type { Journal } from './journal/journal.ts';
import type { LimitOfDay } from './limits/daily-limit.ts';
import type { Sender } from './message/sender.ts';
import type { SendProgress, SettledDelivery } from './run/send-progress.ts';
import type { Transport } from './transport/transport.ts';

/** What a plan is carried out with. */
export type SendInput = {
  readonly rendered: RenderedEdition;
  readonly audience: Audience;
  readonly sender: Sender;
  /** The transport of the plan, or all of them in its order. */
  readonly transport: Transport | readonly Transport[];
  readonly journal: Journal;
  readonly clock: Clock;
  /** How many messages may go out on a day. */
  readonly limitOfDay?: LimitOfDay | undefined;
  /** When aborted, nothing more is taken; what is in flight is finished and written down. */
  readonly signal?: AbortSignal | undefined;
  /** When aborted too, what is in flight is written down as unknown, and the send ends. */
  readonly abandon?: AbortSignal | undefined;
  readonly onProgress?: ((progress: SendProgress) => void) | undefined;
  readonly onSettled?: ((settled: SettledDelivery) => void) | undefined;
};
