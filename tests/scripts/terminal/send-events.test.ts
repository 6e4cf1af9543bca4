import { expect, test } from 'vitest';
import { sendEvents } from '../../../scripts/terminal/send-events.ts';
import type { SendProgress, SendSummary } from '../../../src/newsletter.ts';
import { handClock } from './hand-clock.ts';

const progress = (over: Partial<SendProgress> = {}): SendProgress => ({
  done: 120,
  total: 200,
  states: { accepted: 120 },
  inFlight: 5,
  transports: [],
  domains: [],
  ...over,
});
const summary: SendSummary = {
  edition: '2026-04-27',
  thisRun: {},
  counts: {},
  names: [],
  unnamed: 0,
  interrupted: false,
  transports: [],
  domains: [],
  milliseconds: 5000,
};

function told() {
  const { clock, pass } = handClock();
  const lines: string[] = [];
  const events = sendEvents({ write: (line) => lines.push(line), clock });
  return { events, pass, said: () => lines.splice(0).map((line) => JSON.parse(line)) };
}

test('progress is told once a second, also while there is no news', async () => {
  const { events, pass, said } = told();
  await pass(3);
  expect(said()).toEqual([]);
  events.progress(progress());
  expect(said()).toMatchObject([{ event: 'progress', done: 120 }]);
  await pass(3);
  expect(said()).toMatchObject(Array(3).fill({ event: 'progress', done: 120 }));
  events.end();
  await pass(3);
  expect(said()).toEqual([]);
});

test('what comes within a second of the last is told when that is over, the newest of it', async () => {
  const { events, pass, said } = told();
  events.progress(progress());
  events.progress(progress({ done: 130 }));
  events.progress(progress({ done: 131, paused: '451 4.3.0 later' }));
  expect(said()).toHaveLength(1);
  await pass(1);
  expect(said()).toMatchObject([{ done: 131, paused: '451 4.3.0 later' }]);
  events.end();
});

test('the last progress is told before the summary, and nothing after it', async () => {
  const { events, pass, said } = told();
  events.progress(progress());
  events.progress(progress({ done: 200 }));
  events.summary(summary);
  events.end();
  await pass(3);
  expect(said()).toMatchObject([
    { event: 'progress', done: 120 },
    { event: 'progress', done: 200 },
    { event: 'summary', summary },
  ]);
});
