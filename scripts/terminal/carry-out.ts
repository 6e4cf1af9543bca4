import type { PreparedSend, SendPlan, SendSummary } from '../../src/newsletter.ts';
import { confirmSend } from './confirm-send.ts';
import { countsText } from './names-text.ts';
import { planText } from './plan-text.ts';
import { sendEvents } from './send-events.ts';
import { showProgress } from './show-progress.ts';
import { stopOnSignal } from './stop-on-signal.ts';
import { addedText, firstAudienceLeft, summaryText } from './summary-text.ts';

/** How a send is shown, and whether it is only shown. */
export type Showing = {
  readonly dryRun?: true;
  readonly yes?: true;
  readonly json?: true;
  readonly jsonEvents?: true;
};

const interrupted = 130;

/** Shows a plan, asks, runs it and tells how it ended; gives the exit code. */
export async function carryOut({ plan, run }: PreparedSend, showing: Showing): Promise<number> {
  const events = showing.jsonEvents ? sendEvents() : undefined;
  events?.plan(plan);
  if (showing.dryRun || isNobodyLeft(plan)) return showOnly(plan, showing);
  if (!(await confirmSend(plan, showing))) return interrupted;
  const stop = stopOnSignal();
  const progress = showProgress();
  try {
    const summary = await run({
      signal: stop.signal,
      abandon: stop.abandon,
      onProgress: (news) => {
        progress.update(news);
        events?.progress(news);
      },
      ...(events ? { onSettled: events.delivery } : {}),
    });
    progress.end();
    if (events) events.summary(summary);
    else console.log(showing.json ? JSON.stringify({ plan, summary }, null, 2) : `\n${summaryText(summary, plan)}`);
    return exitCodeOf(summary);
  } finally {
    progress.end();
    events?.end();
    stop.release();
  }
}

/**
 * Whoever is deferred is waited for, where the plan says so. A send that died with its last messages on their way has nobody
 * to mail and is not over: it is run, so that those become unknown, by name.
 */
function isNobodyLeft({ mail, wait, resumes }: SendPlan): boolean {
  if (mail > 0) return false;
  if (!resumes) return true;
  if (resumes.attempting > 0) return false;
  return resumes.deferred.later > 0 ? !wait : resumes.finishedAt !== undefined;
}

function showOnly(plan: SendPlan, { dryRun, json, jsonEvents }: Showing): number {
  if (json) console.log(JSON.stringify({ plan }, null, 2));
  else if (!jsonEvents)
    console.log(`${planText(plan)}\n\n${dryRun ? 'Dry run: nobody was mailed.' : nobodyLeft(plan)}`);
  return dryRun ? 0 : leftOver(plan);
}

/** A finished edition is no mistake, so this says what was done and what else there is to do. */
function nobodyLeft({ edition, resumes, newOnly }: SendPlan): string {
  if (!resumes) return 'Nobody is left to be mailed.';
  const { accepted, rejected, unknown, deferred, left } = resumes;
  const counts = countsText({ accepted, rejected, unknown, deferred: deferred.later });
  const so = `edition ${edition} went out${resumes.finishedAt === undefined ? '' : ` until ${resumes.finishedAt}`} (${counts}).`;
  return [
    ...(newOnly ? [`Nobody new is left to be mailed: ${so}`] : [`Nobody is left to be mailed: ${so}`]),
    ...(newOnly && left > 0 ? [firstAudienceLeft(left)] : []),
    ...(newOnly ? [] : [addedText(resumes) ?? 'Whoever is added to the list later can be mailed with --new-only.']),
    `\`masthead status ${edition}\` names everyone who was not reached.`,
  ].join('\n');
}

/** A send that is finished, but not well for everyone, stays exit code 3 however often it is looked at. */
const leftOver = ({ resumes, newOnly }: SendPlan): number =>
  resumes && resumes.rejected + resumes.unknown + resumes.deferred.later + (newOnly ? resumes.left : 0) > 0 ? 3 : 0;

const exitCodeOf = ({ interrupted: stopped, counts }: SendSummary): number => {
  if (stopped) return interrupted;
  const { rejected = 0, deferred = 0, unknown = 0, planned = 0 } = counts;
  return rejected + deferred + unknown + planned > 0 ? 3 : 0;
};
