import { MastheadError } from '../../src/foundation/masthead-error.ts';

type Given = Readonly<Record<string, unknown>>;

/** What cannot be said in one command, and why. */
const conflicts: readonly (readonly [option: string, others: readonly string[], why: string])[] = [
  [
    'to',
    ['list', 'resendUnknown', 'acceptChanges', 'newOnly'],
    '--to sends a test to the given addresses alone; the other is about the whole list.',
  ],
  ['newOnly', ['resendUnknown'], '--new-only mails nobody who was in the audience before; the other does.'],
  ['json', ['jsonEvents'], '--json prints one document at the end; --json-events prints one a line as it goes.'],
];

/** Refuses two options of `send` that exclude each other. @throws MastheadError USAGE_CONFLICT */
export function refuseConflicts(given: Given): void {
  for (const [option, others, why] of conflicts) {
    const other = others.find((name) => given[name] !== undefined);
    if (given[option] === undefined || other === undefined) continue;
    throw new MastheadError('USAGE_CONFLICT', {
      what: `Both ${spelled(option)} and ${spelled(other)} were given.`,
      why,
      fix: 'Leave one of them out. Nobody was mailed.',
    });
  }
}

/** `newOnly` as it is typed: `--new-only`. */
const spelled = (option: string): string => `--${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
