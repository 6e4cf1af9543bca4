import { type Problem, throwProblems } from '../foundation/masthead-error.ts';
import type { Audience } from './audience.ts';
import { checkAddress } from './check-address.ts';
import type { AudienceRow } from './subscriber.ts';

/**
 * The audience of a test send: the given addresses and no others. With the columns of the real list, a field that the list
 * does not have is noticed in the test.
 * @throws MastheadError ADDRESS_INVALID, one problem for each
 */
export function audienceOf(addresses: readonly string[], columns: readonly string[] = ['email']): Audience {
  const problems: Problem[] = [];
  const rows = new Map<string, AudienceRow>();
  addresses.forEach((written, index) => {
    const checked = checkAddress(written);
    if (checked.ok) {
      const { address, key } = checked;
      rows.set(key, { kind: 'subscriber', subscriber: { address, fields: { email: address }, line: index + 1 } });
      return;
    }
    problems.push({
      code: 'ADDRESS_INVALID',
      what: `${JSON.stringify(written)} is not a mail address.`,
      why: 'A test goes to one plain address at a time, like you@example.com.',
      fix: 'Write --to once for each address. Nobody was mailed.',
    });
  });
  throwProblems(problems);
  return {
    list: '--to',
    columns,
    rows: async function* () {
      yield* rows.values();
    },
  };
}
