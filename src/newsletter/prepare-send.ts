import { resolve } from 'node:path';
import type { Audience } from '../audience/audience.ts';
import { audienceOf } from '../audience/audience-of.ts';
import { readList } from '../audience/read-list.ts';
import type { Config } from '../config/config.ts';
import { loadDkim } from '../config/load-dkim.ts';
import { loadSecret } from '../config/load-secret.ts';
import { openJournal } from '../deliver/journal/journal.ts';
import { readDkimKey } from '../deliver/message/dkim-key.ts';
import { senderOf } from '../deliver/message/sender.ts';
import { planSend } from '../deliver/plan/plan-send.ts';
import type { SendPlan } from '../deliver/plan/send-plan.ts';
import type { SendProgress, SettledDelivery } from '../deliver/run/send-progress.ts';
import { sendEdition } from '../deliver/send-edition.ts';
import type { SendSummary } from '../deliver/send-summary.ts';
import { sendTest } from '../deliver/send-test.ts';
import { summariseTest } from '../deliver/summarise-test.ts';
import { openStore, type Store } from '../store/open-store.ts';
import { suppressionReasons } from '../store/suppressions.ts';
import type { DrawnForSend } from './draw-for-send.ts';
import { type OpenedTransport, openTransports } from './open-transports.ts';
import type { Press } from './press.ts';
import { domainLimits, limitOfDay, retryOf } from './send-limits.ts';

export type SendOptions = {
  /** A CSV file, relative to the newsletter's folder; the configured list when absent. */
  readonly list?: string;
  /** Addresses of a marked test, instead of a list. */
  readonly to?: readonly string[];
  /** At most so many messages through each transport, whatever the configuration says. */
  readonly rate?: string;
  readonly connections?: number;
  readonly resendUnknown?: boolean;
  /** Those who are left get the content as it is now; who left the list is passed over. */
  readonly acceptChanges?: boolean;
  /** Only those who were added to the list since the audience was frozen. */
  readonly newOnly?: boolean;
  /** Stay until nobody is deferred any more; true when absent. */
  readonly wait?: boolean;
  /** Nobody is taken after this moment. */
  readonly until?: Date;
};

/** What follows a send as it goes on, and stops it. */
export type SendHooks = {
  /** Stops taking; what is in flight is finished and written down. */
  readonly signal?: AbortSignal;
  /** Stops now: what is in flight is written down as unknown. */
  readonly abandon?: AbortSignal;
  readonly onProgress?: (progress: SendProgress) => void;
  readonly onSettled?: (settled: SettledDelivery) => void;
};

/** A send that is planned and has not begun. Close it, whether it is run or not. */
export type PreparedSend = {
  readonly plan: SendPlan;
  readonly run: (hooks: SendHooks) => Promise<SendSummary>;
  readonly close: () => Promise<void>;
};

/** What a send needs of a press. */
type Desk = Pick<Press, 'folder' | 'env' | 'clock' | 'state'>;

/**
 * Plans a send of a drawn edition: reads the list, asks the journal. Mails nobody.
 * @throws MastheadError what the list, the plan and the transport have to say
 */
export async function prepareSend(
  press: Desk,
  { settings, rendered }: DrawnForSend,
  options: SendOptions,
): Promise<PreparedSend> {
  const store = await openStore(press.state('masthead.db'));
  let transports: readonly OpenedTransport[] = [];
  const close = async (): Promise<void> => {
    for (const { transport } of transports) await transport.close();
    await store.close();
  };
  try {
    const test = options.to !== undefined;
    const { rate, connections } = options;
    transports = openTransports(press, settings, {
      box: test ? `${rendered.id}-test` : rendered.id,
      rate,
      connections,
    });
    const audience = await openAudience(press, store, { settings, options });
    const secret = await loadSecret(press.state('secret'), press.env.MASTHEAD_SECRET);
    const journal = openJournal({ store, lockFile: press.state('send.lock'), retry: retryOf(settings) });
    const dkim = (await loadDkim(settings, press)).map(readDkimKey);
    const sender = senderOf(settings, secret, dkim);
    const work = { rendered, audience, sender, journal, clock: press.clock, limitOfDay: limitOfDay(settings) };
    const plan = await planSend({
      ...work,
      ...chosen(options),
      transport: transports.map(({ planned }) => planned),
      domains: domainLimits(settings),
      test,
    });
    const transport = transports.map((one) => one.transport);
    return {
      plan,
      close,
      run: async (hooks) => {
        if (!test) return sendEdition(plan, { ...work, ...hooks, transport });
        const started = press.clock.now();
        const results = await sendTest(plan, { ...work, ...hooks, transport });
        const interrupted = hooks.signal?.aborted === true;
        return summariseTest(plan, results, { started, ended: press.clock.now(), interrupted });
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What the user chose of what a plan can be told. */
const chosen = ({ resendUnknown, acceptChanges, newOnly, wait = true, until }: SendOptions) => ({
  resendUnknown,
  acceptChanges,
  newOnly,
  wait,
  until,
});

async function openAudience(
  { folder }: Desk,
  store: Store,
  { settings, options }: { readonly settings: Config; readonly options: SendOptions },
): Promise<Audience> {
  if (options.to) return audienceOf(options.to);
  const label = options.list ?? settings.list;
  return readList(resolve(folder, label), { label, suppressed: (keys) => suppressionReasons(store, keys) });
}
