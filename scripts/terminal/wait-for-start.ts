import { setTimeout as delay } from 'node:timers/promises';
import { MastheadError } from '../../src/foundation/masthead-error.ts';
import { duration } from './words.ts';

/** How late a send may begin that was put off until a time: a machine that was restarted catches up on it. */
const latest = 3_600_000;

/** @throws MastheadError START_PASSED for a send that was not begun */
export function refusePassedStart(at: Date, { now, begun }: { readonly now: Date; readonly begun: boolean }): void {
  if (begun || now.getTime() - at.getTime() <= latest) return;
  throw new MastheadError('START_PASSED', {
    what: `${at.toISOString()} is more than an hour ago.`,
    why: 'A send that is late by less begins at once; one that is later may not be wanted any more.',
    fix: 'Give the time that is meant, or leave --at out to send now. Nobody was mailed.',
  });
}

/** Waits until then, with a countdown on stderr; gives false when it was stopped. */
export async function waitForStart(at: Date, signal: AbortSignal, stream = process.stderr): Promise<boolean> {
  const left = (): number => at.getTime() - Date.now();
  if (left() > 0) stream.write(`Waiting until ${at.toISOString()}, for ${duration(left())}.\n`);
  while (left() > 0 && !signal.aborted) {
    if (stream.isTTY) stream.write(`\r\x1b[2KBegins in ${clockText(left())}`);
    await delay(Math.min(left(), 1000), undefined, { signal }).catch(() => undefined);
  }
  if (stream.isTTY) stream.write('\r\x1b[2K');
  return !signal.aborted;
}

/** `3:20:07`. */
function clockText(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
