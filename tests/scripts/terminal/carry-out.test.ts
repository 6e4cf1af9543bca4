import { expect, test, vi } from 'vitest';
import { carryOut } from '../../../scripts/terminal/carry-out.ts';
import type { PreparedSend } from '../../../src/newsletter.ts';
import { plan, resumes, summary } from './summary-fixture.ts';

test('a send whose last messages were cut off is run, though nobody is to be mailed and it does not wait', async () => {
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
  const cutOff = { ...plan, mail: 0, wait: false, resumes: { ...resumes, deferred: { due: 0, later: 1 } } };
  const run = vi.fn<PreparedSend['run']>(async () => summary);
  const prepared = { plan: cutOff, run, close: async () => undefined };
  await carryOut(prepared, { yes: true });
  expect(run).not.toHaveBeenCalled();
  const attempting = { ...cutOff, resumes: { ...cutOff.resumes, attempting: 1 } };
  await carryOut({ ...prepared, plan: attempting }, { yes: true });
  expect(run).toHaveBeenCalledOnce();
});
