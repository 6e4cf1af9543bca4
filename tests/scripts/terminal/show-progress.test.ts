import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { progressBar, progressText } from '../../../scripts/terminal/progress-text.ts';
import { RecentRate } from '../../../scripts/terminal/recent-rate.ts';
import { showProgress } from '../../../scripts/terminal/show-progress.ts';
import type { SendProgress } from '../../../src/newsletter.ts';
import { begin, handClock } from './hand-clock.ts';

const progress = (over: Partial<SendProgress> = {}): SendProgress => ({
  done: 120,
  total: 200,
  states: { accepted: 119, rejected: 1 },
  inFlight: 5,
  transports: [],
  domains: [],
  ...over,
});
const pace = { perSecond: 34.4, now: new Date(begin) };
const troubles = progress({
  paused: '450 4.7.1 too much mail',
  nextRetry: '2026-04-27T04:05:00.000Z',
  transports: [{ name: 'smtp one.test:25', states: {}, stopped: '535 no' }],
  domains: [{ domain: 'one.example', paused: '450 4.7.1 too much mail', until: '2026-04-27T04:00:30.000Z' }],
});

function writtenTo(isTTY: boolean, columns = 80) {
  const written: string[] = [];
  return { written, stream: { isTTY, columns, write: (text: string) => written.push(text) } };
}

describe('what is said of a send', () => {
  test('is how far it is, how fast, how long it will be, and what became of whom', () => {
    expect(progressText(progress(), pace)).toBe('120 of 200 messages, 34/s, 3 s left, 119 accepted, 1 rejected');
    expect(progressText(progress({ done: 200 }), { ...pace, perSecond: 2 })).toMatch(
      /^200 of 200 messages, 2\.0\/s, 119/,
    );
    expect(progressText(progress(), { ...pace, perSecond: 0 })).toBe(
      '120 of 200 messages, 0.0/s, 119 accepted, 1 rejected',
    );
  });

  test('are the back-offs, whenever there are any', () => {
    expect(progressText(progress({ nextRetry: '2026-04-27T04:05:00.000Z' }), pace)).toContain(', next retry in 5 min');
    expect(progressText(troubles, pace).split('1 rejected, ')[1]).toBe(
      'paused: 450 4.7.1 too much mail, next retry in 5 min, one.example held back for 30 s, smtp one.test:25 stopped: 535 no',
    );
  });
});

describe('a bar', () => {
  test.each([80, 81, 100, 120, 200, 40, 39, 20, 10, 2])('never takes more than its line of %i columns', (columns) => {
    const wide = progress({
      domains: [{ domain: 'пошта.example', stopped: '550 邮件被拒绝，请稍后再试 '.repeat(9) }],
    });
    for (const one of [progress(), troubles, wide, progress({ done: 0, states: {} })]) {
      expect(stringWidth(progressBar(one, { ...pace, columns }))).toBeLessThan(columns);
    }
  });

  test('is long where there is room, and short where the words need it', () => {
    expect(progressBar(progress(), { ...pace, columns: 120 })).toBe(
      `${'█'.repeat(14)}${'░'.repeat(10)} 120 of 200 messages, 34/s, 3 s left, 119 accepted, 1 rejected`,
    );
    expect(progressBar(troubles, { ...pace, columns: 80 })).toBe(
      '██████░░░░ 120 of 200 messages, 34/s, 3 s left, 119 accepted, 1 rejected, paus…',
    );
    expect(progressBar(progress(), { ...pace, columns: 39 })).toBe('120 of 200 messages, 34/s, 3 s left, …');
  });

  test('is drawn over at news, and every second without any', async () => {
    const { clock, pass } = handClock();
    const { stream, written } = writtenTo(true);
    const shown = showProgress({ stream, clock });
    await pass(1);
    expect(written).toEqual([]);
    shown.update(progress());
    expect(written).toHaveLength(1);
    expect(written[0]?.startsWith('\r\x1b[2K█')).toBe(true);
    shown.update(progress({ done: 121 }));
    expect(written).toHaveLength(1);
    await pass(2);
    expect(written).toHaveLength(3);
    expect(written[2]).toContain('121 of 200');
    shown.end();
    expect(written.at(-1)).toBe('\n');
    await pass(5);
    expect(written).toHaveLength(4);
  });
});

test('without a terminal there is a whole line every ten seconds', async () => {
  const { clock, pass } = handClock();
  const { stream, written } = writtenTo(false);
  const shown = showProgress({ stream, clock });
  shown.update(progress({ done: 0, states: {} }));
  shown.update(troubles);
  await pass(9);
  expect(written).toEqual([]);
  await pass(1);
  expect(written).toEqual([`${progressText(troubles, { perSecond: 12, now: clock.now() })}\n`]);
  await pass(25);
  expect(written).toHaveLength(3);
  shown.end();
  await pass(30);
  expect(written).toHaveLength(3);
});

describe('the rate', () => {
  test('is that of the last half minute, not the average since the start', () => {
    const rate = new RecentRate(begin);
    for (let second = 1; second <= 600; second += 1) rate.note({ at: begin + second * 1000, done: 0 });
    for (let second = 601; second <= 640; second += 1)
      rate.note({ at: begin + second * 1000, done: (second - 600) * 50 });
    expect(rate.perSecond(begin + 640_000)).toBeCloseTo(50, 5);
    // A pause shows at once, and is all there is after half a minute.
    expect(rate.perSecond(begin + 655_000)).toBeLessThan(30);
    expect(rate.perSecond(begin + 671_000)).toBe(0);
  });

  test('of the first moments is what there is', () => {
    const rate = new RecentRate(begin);
    expect(rate.perSecond(begin)).toBe(0);
    rate.note({ at: begin + 100, done: 10 });
    expect(rate.perSecond(begin + 100)).toBe(100);
  });
});
