import { expect, test } from 'vitest';
import { summaryText } from '../../../scripts/terminal/summary-text.ts';
import { plan, resumes, summary } from './summary-fixture.ts';

test('a transport that failed from the start is named, and so is who took over', () => {
  const transports = [
    { name: 'smtp one.test:25', states: {}, failed: 'connect ECONNREFUSED' },
    { name: 'smtp two.test:25', states: { accepted: 12 } },
  ];
  expect(summaryText({ ...summary, transports }, plan).split('\n')).toEqual([
    'Done after 5 s: 12 accepted.',
    '  smtp one.test:25: none; it failed, and the others took over: connect ECONNREFUSED',
    '  smtp two.test:25: 12 accepted',
  ]);
});

test('when every transport failed, nobody is said to have taken over', () => {
  const transports = ['one', 'two'].map((name) => ({ name, states: {}, stopped: '535 no', failed: '535 no' }));
  const text = summaryText({ ...summary, thisRun: {}, stopped: '535 no', transports }, plan);
  expect(text).toContain('Stopped after 5 s: none.\nThe server said: 535 no');
  expect(text).toContain(
    '  one: none; it failed: 535 no; no other was left\n  two: none; it failed: 535 no; no other was left',
  );
});

test('a send that was stopped before its first message says that nobody was mailed', () => {
  const stopped = { ...summary, interrupted: true, thisRun: {}, counts: {} };
  const text = 'Interrupted after 5 s: nobody was mailed.\nRun the same command again to begin.';
  expect(summaryText(stopped, plan)).toBe(text);
  expect(summaryText({ ...stopped, counts: { accepted: 3, planned: 9 } }, { ...plan, resumes })).toBe(
    [
      'Interrupted after 5 s: nobody was mailed.',
      'All runs together: 3 accepted, 9 planned.',
      'Run the same command again to go on with those who are left.',
    ].join('\n'),
  );
});

test('--resend-unknown is told of after a send, and not after a test, which knows no journal', () => {
  const unknown = { ...summary, thisRun: { unknown: 1 }, counts: { unknown: 1 } };
  expect(summaryText(unknown, plan)).toContain('--resend-unknown');
  expect(summaryText(unknown, { ...plan, test: true })).not.toContain('--resend-unknown');
});

test('a domain that refuses the sender is named, with its words', () => {
  const domains = [{ domain: 'one.example', stopped: '550 5.7.1 blocked' }];
  const text = summaryText({ ...summary, counts: { accepted: 2, deferred: 10 }, domains }, plan);
  expect(text).toContain(
    '  one.example refuses the sender, and its readers are left for a later run: 550 5.7.1 blocked',
  );
  expect(text).toContain('Run the same command again');
});

test('who came to the list and is not in the audience is told of', () => {
  const added = { ...plan, resumes: { ...resumes, list: { added: 2, removed: 0 } } };
  expect(summaryText(summary, added)).toContain('2 subscribers came to the list since; --new-only mails those alone.');
});

test('after --new-only the first audience is not said to be mailed by the same command', () => {
  const newOnly = { ...plan, newOnly: true, resumes: { ...resumes, left: 5 } };
  const text = summaryText({ ...summary, counts: { accepted: 12, planned: 5 } }, newOnly);
  expect(text).toContain('5 of the first audience are left; run without --new-only.');
  expect(text).not.toContain('same command');
});
