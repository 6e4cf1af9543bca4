import { confirm, isCancel } from '@clack/prompts';
import { MastheadError } from '../../src/foundation/masthead-error.ts';
import type { SendPlan } from '../../src/newsletter.ts';
import { planText } from './plan-text.ts';
import { count } from './words.ts';

/** Shows a plan and asks; without `--yes`, somebody has to say yes to it. @throws MastheadError CONFIRMATION_NEEDED */
export async function confirmSend(
  plan: SendPlan,
  { yes, json, jsonEvents }: { readonly yes?: true; readonly json?: true; readonly jsonEvents?: true },
): Promise<boolean> {
  if (!json && !jsonEvents) console.log(planText(plan));
  // Nobody is mailed where nobody is left: there is nothing to ask.
  if (yes || plan.mail + (plan.resumes?.deferred.later ?? 0) === 0) return true;
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new MastheadError('CONFIRMATION_NEEDED', {
      what: `${count(plan.mail, 'message')} would go out, and there is no terminal to ask at.`,
      why: 'A send mails people, so somebody has to say yes to its plan.',
      fix: 'Look at the plan with --dry-run, then add --yes. Nobody was mailed.',
    });
  }
  const answer = await confirm({
    message: `Send ${count(plan.mail, 'message')} now?`,
    initialValue: false,
    output: process.stderr,
  });
  const agreed = answer === true && !isCancel(answer);
  if (!agreed) console.error('Nobody was mailed.');
  return agreed;
}
