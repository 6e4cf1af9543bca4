import { InvalidArgumentError } from 'commander';
import { MastheadError } from '../../src/foundation/masthead-error.ts';

const moment = /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?(Z|[+-]\d\d:\d\d)?$/;
const timeOfDay = /^([01]\d|2[0-3]):([0-5]\d)$/;

/** A parser for a moment, like 2026-05-01T06:00+02:00; without an offset it is this machine's time. */
export function momentOption(text: string): Date {
  const date = readMoment(text);
  if (date) return date;
  throw new InvalidArgumentError('It takes a day and a time, like 2026-05-01T06:00+02:00.');
}

/** A parser for an end: a moment, or a time of day, which is the next one after the send begins. */
export function endOption(text: string): (start: Date) => Date {
  const date = readMoment(text);
  if (date) return () => date;
  const [, hours, minutes] = timeOfDay.exec(text) ?? [];
  if (hours === undefined || minutes === undefined) {
    throw new InvalidArgumentError('It takes a time, like 09:30, or a day and a time, like 2026-05-01T09:30+02:00.');
  }
  return (start) => {
    const end = new Date(start);
    end.setHours(Number(hours), Number(minutes), 0, 0);
    if (end <= start) end.setDate(end.getDate() + 1);
    return end;
  };
}

/**
 * When a send ends: a time of day is the next one after the start that was given, however late the command is run again.
 * @throws MastheadError END_PASSED
 */
export function endOf(
  { at, until }: { readonly at?: Date | undefined; readonly until?: ((start: Date) => Date) | undefined },
  now: Date,
): Date | undefined {
  const end = until?.(at ?? now);
  const start = at !== undefined && at > now ? at : now;
  if (end === undefined || end > start) return end;
  throw new MastheadError('END_PASSED', {
    what: `The end, ${end.toISOString()}, is before the start, ${start === now ? 'which is now' : start.toISOString()}.`,
    why: 'Nobody is taken after --until, so nobody would be mailed.',
    fix: 'Give a later --until, or leave it out. Nobody was mailed.',
  });
}

function readMoment(text: string): Date | undefined {
  const [, year, month, day] = moment.exec(text) ?? [];
  if (day === undefined) return undefined;
  // A day that the calendar does not have would be taken for one of the next month.
  const exists = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() === Number(day);
  const date = new Date(text);
  return exists && !Number.isNaN(date.getTime()) ? date : undefined;
}
