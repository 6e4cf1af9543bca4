import { join, relative, resolve } from 'node:path';
import type { Audience } from '../audience/audience.ts';
import { audienceOf } from '../audience/audience-of.ts';
import { readList } from '../audience/read-list.ts';
import type { Config } from '../config/config.ts';
import { loadDkim } from '../config/load-dkim.ts';
import { loadSecret } from '../config/load-secret.ts';
import { openJournal } from '../deliver/journal/journal.ts';
import { readDkimKey } from '../deliver/message/dkim-key.ts';
import { senderOf } from '../deliver/message/sender.ts';
import { planSend } from '../deliver/plan-send.ts';
import { parseRate } from '../deliver/rate.ts';
import { sendEdition } from '../deliver/send-edition.ts';
import type { SendPlan } from '../deliver/send-plan.ts';
import type { SendProgress } from '../deliver/send-run.ts';
import type { SendSummary } from '../deliver/send-summary.ts';
import { sendTest } from '../deliver/send-test.ts';
import { summariseTest } from '../deliver/summarise-test.ts';
import { openOutbox } from '../deliver/transport/open-outbox.ts';
import { openSmtp } from '../deliver/transport/open-smtp.ts';
import type { Transport } from '../deliver/transport/transport.ts';
import { MastheadError, throwProblems } from '../foundation/masthead-error.ts';
import { openStore, type Store } from '../store/open-store.ts';
import { suppressionReason } from '../store/suppressions.ts';
import type { CheckedEdition, Press } from './press.ts';

export type SendOptions = {
  /** A CSV file, relative to the newsletter's folder; the configured list when absent. */
  readonly list?: string;
  /** Addresses of a marked test, instead of a list. */
  readonly to?: readonly string[];
  readonly rate?: string;
  readonly connections?: number;
  readonly resendUnknown?: boolean;
};

/** A send that is planned and has not begun. Close it, whether it is run or not. */
export type PreparedSend = {
  readonly plan: SendPlan;
  readonly run: (hooks: {
    readonly signal?: AbortSignal;
    readonly onProgress?: (progress: SendProgress) => void;
  }) => Promise<SendSummary>;
  readonly close: () => Promise<void>;
};

/**
 * Plans a send: draws and checks the edition, reads the list, asks the journal. Mails nobody.
 * @throws MastheadError EDITION_DRAFT, FINDINGS, and what the content, the list, the plan and the transport have to say
 */
export async function prepareSend(press: Press, id: string | undefined, options: SendOptions): Promise<PreparedSend> {
  const settings = await press.config();
  const edition = await press.edition(id);
  if (edition.draft && !options.to) throw draftRefused(edition);
  const store = await openStore(press.state('masthead.db'));
  const rateText = options.rate ?? settings.rate;
  const box = options.to ? `${edition.id}-test` : edition.id;
  const transport = openTransport(press, { box, connections: options.connections ?? settings.connections });
  const close = async (): Promise<void> => {
    await transport.close();
    await store.close();
  };
  try {
    const audience = await openAudience(press, store, { settings, options });
    const { rendered } = refuseErrors(await press.check(edition, options.to ? undefined : audience.columns));
    const secret = await loadSecret(press.state('secret'), press.env.MASTHEAD_SECRET);
    const journal = openJournal({ store, lockFile: press.state('send.lock') });
    const dkim = (await loadDkim(settings, press)).map(readDkimKey);
    const sender = senderOf(settings, secret, dkim);
    const work = { rendered, audience, sender, transport, journal, clock: press.clock };
    const test = options.to !== undefined;
    const rate = rateText === undefined ? undefined : parseRate(rateText);
    const plan = await planSend({ ...work, test, rate, resendUnknown: options.resendUnknown });
    return {
      plan,
      close,
      run: async (hooks) => {
        if (!test) return sendEdition(plan, { ...work, ...hooks });
        const started = press.clock.now();
        const results = await sendTest(plan, { ...work, ...hooks });
        const interrupted = hooks.signal?.aborted === true;
        return summariseTest(plan, results, { started, ended: press.clock.now(), interrupted });
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** SMTP where the environment names a server, else a folder of mail files. */
function openTransport(
  { env, folder }: Press,
  { box, connections }: { readonly box: string; readonly connections: number },
): Transport {
  if (env.SMTP_URL) return openSmtp({ url: env.SMTP_URL, connections });
  const outbox = join(folder, 'out', 'outbox', box);
  return openOutbox({ folder: outbox, label: relative(folder, outbox) });
}

async function openAudience(
  { folder }: Press,
  store: Store,
  { settings, options }: { readonly settings: Config; readonly options: SendOptions },
): Promise<Audience> {
  if (options.to) return audienceOf(options.to);
  const label = options.list ?? settings.list;
  return readList(resolve(folder, label), { label, suppressed: (address) => suppressionReason(store, address) });
}

function refuseErrors(checked: CheckedEdition): CheckedEdition {
  const errors = checked.findings.filter(({ severity }) => severity === 'error');
  throwProblems(
    errors.map(({ rule, place, what, why, fix }) => ({
      code: 'FINDINGS',
      what: `${what} (${rule}, ${place})`,
      why: `${why} Nobody was mailed.`,
      fix,
    })),
  );
  return checked;
}

const draftRefused = ({ id, file }: CheckedEdition['edition']): MastheadError =>
  new MastheadError('EDITION_DRAFT', {
    what: `Edition ${id} is a draft.`,
    why: 'Drafts are previewed, exported and sent as a test with --to, but never sent to a list.',
    fix: 'Take `draft: true` out of it when it is ready. Nobody was mailed.',
    ...(file === undefined ? {} : { place: { file } }),
  });
