import { once } from 'node:events';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startFaultServer } from '../deliver/faults/fault-server.ts';
import { startMailSink } from './mail-sink.ts';
import { copySample, ended, runMasthead, startMasthead } from './run-masthead.ts';
import { writeSmallNewsletter } from './write-small-newsletter.ts';

const addresses = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `reader${index}@example.com`);

const writeList = (folder: string, people: readonly string[]): Promise<void> =>
  writeFile(
    join(folder, 'content', 'subscribers.csv'),
    `email,first_name\n${people.map((address) => `${address},Ada`).join('\n')}\n`,
  );

async function sampleFor(people: readonly string[]): Promise<string> {
  const folder = await copySample();
  await writeList(folder, people);
  return folder;
}

/** What a server does that does nothing. */
const never = { after: new Promise(() => undefined) };

/** A newsletter that is drawn in no time. */
async function smallFor(people: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'masthead-small-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeSmallNewsletter(folder);
  await writeList(folder, people);
  return folder;
}

async function change(file: string, from: string | RegExp, to: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  expect(text).toMatch(from);
  await writeFile(file, text.replace(from, to));
}

const statusOf = async (folder: string): Promise<Record<string, unknown>> =>
  JSON.parse((await runMasthead(['status', '--json'], { folder })).stdout);

describe('stopping a send', () => {
  test.each([
    ['Ctrl+C', 'SIGINT'],
    ['SIGTERM', 'SIGTERM'],
    ['closed terminal', 'SIGHUP'],
  ] as const)(
    'a first %s finishes what is under way, ends with 130, and the same command goes on',
    async (_, signal) => {
      const folder = await sampleFor(addresses(30));
      let running: ReturnType<typeof startMasthead> | undefined;
      const server = await startMailSink({
        beforeAnswer: (_, count) => {
          if (count === 10) running?.kill(signal);
        },
      });
      const env = { SMTP_URL: server.url };
      running = startMasthead(['send', '--yes'], { folder, env });
      expect(await ended(running)).toMatchObject({ exitCode: 130, stdout: expect.stringContaining('Interrupted') });
      const { counts } = await statusOf(folder);
      expect(counts).toEqual({ accepted: server.taken.length, planned: 30 - server.taken.length });
      expect(await runMasthead(['send', '--yes'], { folder, env })).toMatchObject({ exitCode: 0 });
      expect(new Set(server.addresses()).size).toBe(30);
      expect(server.addresses()).toHaveLength(30);
      await server.close();
    },
  );

  test('a second Ctrl+C ends it now, and writes down as unknown what was under way', async () => {
    const folder = await sampleFor(addresses(30));
    let stuck: () => void = () => undefined;
    const allStuck = new Promise<void>((resolve) => {
      stuck = resolve;
    });
    const server = await startMailSink({
      // It takes three at once, and never answers.
      beforeAnswer: (_, count) => {
        if (count === 3) stuck();
        return new Promise(() => undefined);
      },
      closeTimeout: 1,
    });
    const env = { SMTP_URL: server.url };
    const running = startMasthead(['send', '--yes', '--connections', '3'], { folder, env });
    const end = ended(running);
    await allStuck;
    running.kill('SIGINT');
    if (running.stderr) await once(running.stderr, 'data');
    running.kill('SIGINT');
    expect(await end).toMatchObject({ exitCode: 130, stderr: expect.stringContaining('Stopping now') });
    expect(await statusOf(folder)).toMatchObject({
      counts: { unknown: 3, planned: 27 },
      names: expect.arrayContaining([
        expect.objectContaining({ state: 'unknown', detail: expect.stringContaining('stopped while') }),
      ]),
    });
    await server.close();
  });

  test('a server that never answers QUIT keeps no send from ending', async () => {
    const folder = await smallFor(addresses(3));
    const server = await startFaultServer({ QUIT: never });
    const running = await runMasthead(['send', '--yes'], { folder, env: { SMTP_URL: server.url } });
    expect(running).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('3 accepted') });
  });

  test('a second Ctrl+C ends it while a server leaves EHLO open', async () => {
    const folder = await smallFor(addresses(3));
    const hello = { say: '250 fault.test' };
    const server = await startFaultServer({ EHLO: [hello, never] });
    const running = startMasthead(['send', '--yes'], { folder, env: { SMTP_URL: server.url } });
    const end = ended(running);
    await expect.poll(() => server.connections(), { timeout: 30_000 }).toBeGreaterThan(1);
    running.kill('SIGINT');
    if (running.stderr) await once(running.stderr, 'data');
    running.kill('SIGINT');
    expect(await end).toMatchObject({ exitCode: 130, stderr: expect.stringContaining('Stopping now') });
  });

  test('Ctrl+C during the look at a server that leaves EHLO open ends it, and nobody was mailed', async () => {
    const folder = await smallFor(addresses(3));
    const server = await startFaultServer({ EHLO: never });
    const running = startMasthead(['send', '--yes'], { folder, env: { SMTP_URL: server.url } });
    const end = ended(running);
    await expect.poll(() => server.connections(), { timeout: 30_000 }).toBe(1);
    running.kill('SIGINT');
    expect(await end).toMatchObject({ exitCode: 130, stdout: expect.stringContaining('nobody was mailed') });
    expect((await runMasthead(['status'], { folder })).stderr).toContain('NOTHING_SENT');
  });

  test('a second Ctrl+C ends a test whose server never answers the dot', async () => {
    const folder = await smallFor([]);
    const server = await startFaultServer({ '.': never });
    const running = startMasthead(['send', '--to', 'ada@example.com', '--yes'], {
      folder,
      env: { SMTP_URL: server.url },
    });
    const end = ended(running);
    await expect.poll(() => server.complete.length, { timeout: 30_000 }).toBe(1);
    running.kill('SIGINT');
    if (running.stderr) await once(running.stderr, 'data');
    running.kill('SIGINT');
    expect(await end).toMatchObject({ exitCode: 130, stdout: expect.stringContaining('1 unknown') });
  });

  test('a closed terminal that says so twice, and reads nothing more, stops it in order all the same', async () => {
    const folder = await smallFor(addresses(30));
    let running: ReturnType<typeof startMasthead> | undefined;
    const server = await startMailSink({
      beforeAnswer: (_, count) => {
        if (count !== 10) return;
        running?.stdout?.destroy();
        running?.stderr?.destroy();
        running?.kill('SIGHUP');
        running?.kill('SIGHUP');
      },
    });
    running = startMasthead(['send', '--yes'], { folder, env: { SMTP_URL: server.url } });
    expect(await once(running, 'exit')).toEqual([130, null]);
    expect(await statusOf(folder)).toMatchObject({
      counts: { accepted: server.taken.length, planned: 30 - server.taken.length },
    });
    await server.close();
  });

  test.runIf(process.platform === 'linux')(
    'a send that nohup started goes on when its terminal is closed',
    async () => {
      const folder = await smallFor(addresses(30));
      let running: ReturnType<typeof startMasthead> | undefined;
      const server = await startMailSink({
        beforeAnswer: (_, count) => {
          if (count === 10) running?.kill('SIGHUP');
        },
      });
      // What nohup hands on in the place of a terminal.
      const unreadable = await open('/dev/null', 'w');
      running = startMasthead(['send', '--yes'], { folder, env: { SMTP_URL: server.url }, stdin: unreadable.fd });
      const end = ended(running);
      await unreadable.close();
      expect(await end).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('30 accepted') });
      expect(server.taken).toHaveLength(30);
      await server.close();
    },
  );

  test('whoever reads the events may go away: the send goes on to its end', async () => {
    const folder = await smallFor(addresses(300));
    const server = await startMailSink();
    const running = startMasthead(['send', '--yes', '--json-events'], { folder, env: { SMTP_URL: server.url } });
    running.stdout?.once('data', () => running.stdout?.destroy());
    expect(await once(running, 'exit')).toEqual([0, null]);
    expect(await statusOf(folder)).toMatchObject({ counts: { accepted: 300 } });
    expect(server.taken).toHaveLength(300);
    await server.close();
  });

  test('--until is part of the plan: a time of day is the next one after the start', async () => {
    const folder = await smallFor(addresses(1));
    const at = new Date(Date.now() + 86_400_000);
    at.setHours(6, 0, 0, 0);
    const end = new Date(at);
    end.setHours(9, 30);
    const args = ['send', '--dry-run', '--json', '--at', at.toISOString().replace(/\.\d+/, ''), '--until', '09:30'];
    const { stdout } = await runMasthead(args, { folder });
    expect(JSON.parse(stdout)).toMatchObject({ plan: { until: end.toISOString() } });
  });

  test('END_PASSED: an end that is over, or comes before the start, is refused before anything is written down', async () => {
    const folder = await smallFor(addresses(1));
    const moment = (fromNow: number): string => new Date(Date.now() + fromNow).toISOString().replace(/\.\d+/, '');
    const refused = async (...args: readonly string[]): Promise<void> => {
      expect(await runMasthead(['send', '--yes', ...args], { folder })).toMatchObject({
        exitCode: 2,
        stderr: expect.stringMatching(/END_PASSED[\s\S]*Nobody was mailed\./),
      });
    };
    await refused('--until', moment(-1000));
    await refused('--at', moment(7_200_000), '--until', moment(3_600_000));
    // Run again when its time is over, a send that began at 06:00 does not go on until tomorrow.
    const [start, end] = [new Date(Date.now() - 1_200_000), new Date(Date.now() - 600_000)];
    const clock = [end.getHours(), end.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
    await refused('--at', start.toISOString().replace(/\.\d+/, ''), '--until', clock);
    expect((await runMasthead(['status'], { folder })).stderr).toContain('NOTHING_SENT');
  });
});

describe('beginning a send at a time', () => {
  test('it waits with a countdown, can be stopped, and begins at once when run again after that time', async () => {
    const folder = await sampleFor(addresses(1));
    const ahead = new Date(Date.now() + 3_600_000).toISOString();
    const waiting = startMasthead(['send', '--yes', '--at', ahead.replace(/\.\d+/, '')], { folder });
    const end = ended(waiting);
    if (waiting.stderr) await once(waiting.stderr, 'data');
    waiting.kill('SIGINT');
    expect(await end).toMatchObject({
      exitCode: 130,
      stderr: expect.stringMatching(/Waiting until[\s\S]*Stopped before it began\. Nobody was mailed\./),
    });
    const past = new Date(Date.now() - 600_000).toISOString().replace(/\.\d+/, '');
    const late = await runMasthead(['send', '--yes', '--at', past], { folder });
    expect(late).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('1 accepted') });
  });

  test('START_PASSED: a time that passed long ago is refused, and so is a day that the calendar does not have', async () => {
    const folder = await sampleFor(addresses(1));
    const late = await runMasthead(['send', '--yes', '--at', '2026-01-01T06:00+02:00'], { folder });
    expect(late).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('START_PASSED') });
    const none = await runMasthead(['send', '--yes', '--at', '2026-02-30T06:00Z'], { folder });
    expect(none).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('USAGE_INVALID_VALUE') });
  });
});

describe('going on with an edition', () => {
  test('LIST_CHANGED: who came is told of, and mailed alone with --new-only; every delivery is in --csv', async () => {
    const folder = await sampleFor(addresses(2));
    const server = await startMailSink();
    const env = { SMTP_URL: server.url };
    expect(await runMasthead(['send', '--yes'], { folder, env })).toMatchObject({ exitCode: 0 });
    await writeList(folder, addresses(4));
    const refused = await runMasthead(['send', '--yes'], { folder, env });
    expect(refused).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/LIST_CHANGED[\s\S]*2 added[\s\S]*--new-only/),
    });
    expect(server.taken).toHaveLength(2);
    expect(await runMasthead(['send', '--yes', '--new-only'], { folder, env })).toMatchObject({ exitCode: 0 });
    expect([...server.addresses()].sort()).toEqual(addresses(4));
    const again = await runMasthead(['send', '--yes'], { folder, env });
    expect(again).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Nobody is left to be mailed') });

    const csv = (await runMasthead(['status', '--csv'], { folder })).stdout.trim().split('\n');
    expect(csv[0]).toBe('address,name,state,attempts,detail,status,server,retryAt,updatedAt');
    expect(csv).toHaveLength(5);
    expect(csv[1]).toMatch(
      /^reader0@example\.com,Ada,accepted,1,250 2\.0\.0 taken as \d,2\.0\.0,smtp 127\.0\.0\.1:\d+,,2/,
    );
    await server.close();
  });

  test('--accept-changes goes on with new content for those who were not mailed yet', async () => {
    const folder = await sampleFor(addresses(3));
    let before = 0;
    const server = await startMailSink({
      onRcptTo: (_, __, done) => {
        before += 1;
        done(before === 2 ? Object.assign(new Error('later'), { responseCode: 450 }) : null);
      },
    });
    const env = { SMTP_URL: server.url };
    await change(join(folder, 'masthead.config.ts'), '  url:', "  retry: { first: '1s' },\n  url:");
    const first = await runMasthead(['send', '--yes', '--no-wait'], { folder, env });
    expect(first).toMatchObject({ exitCode: 3, stdout: expect.stringContaining('1 deferred') });
    await change(join(folder, 'content', 'editions', '2026-04-27.md'), /^subject: .*$/m, 'subject: A later subject');
    const refused = await runMasthead(['send', '--yes'], { folder, env });
    expect(refused).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(/EDITION_CHANGED[\s\S]*subject/) });
    const { exitCode } = await runMasthead(['send', '--yes', '--accept-changes'], { folder, env });
    expect({ exitCode, taken: server.taken.length }).toEqual({ exitCode: 0, taken: 3 });
    expect((await server.parsed()).map(({ subject }) => subject === 'A later subject')).toEqual([false, false, true]);
    await server.close();
  });

  test('who came before --accept-changes is told of afterwards, and what --new-only leaves out as well', async () => {
    const folder = await smallFor(addresses(5));
    const server = await startMailSink();
    const env = { SMTP_URL: server.url };
    const warmup = `warmup: { since: '${new Date().toISOString().slice(0, 10)}', perDay: [1] },`;
    await change(join(folder, 'masthead.config.ts'), '  url:', `${warmup}\n  url:`);
    const first = await runMasthead(['send', '--yes'], { folder, env });
    expect(first).toMatchObject({ exitCode: 3, stdout: expect.stringContaining('1 accepted') });
    await change(join(folder, 'masthead.config.ts'), warmup, '');
    const nobodyNew = await runMasthead(['send', '--yes', '--new-only'], { folder, env });
    expect(nobodyNew).toMatchObject({
      exitCode: 3,
      stdout: expect.stringContaining('4 of the first audience are left; run without --new-only.'),
    });
    await writeList(folder, addresses(6));
    const rest = await runMasthead(['send', '--yes', '--accept-changes'], { folder, env });
    expect(rest).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('1 subscriber came to the list since') });
    const again = await runMasthead(['send', '--yes'], { folder, env });
    expect(again).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('--new-only mails those alone') });
    expect(await runMasthead(['send', '--yes', '--new-only'], { folder, env })).toMatchObject({ exitCode: 0 });
    expect([...server.addresses()].sort()).toEqual(addresses(6));
    await server.close();
  });
});

describe('ways out', () => {
  test('with several transports one that is down is stood in for, which events and summary say', async () => {
    const folder = await sampleFor(addresses(12));
    const server = await startMailSink();
    const transports = "transports: [{ env: 'FIRST' }, { env: 'SECOND', weight: 2, rate: '500/s' }],";
    await change(join(folder, 'masthead.config.ts'), '  url:', `  ${transports}\n  url:`);
    const missing = await runMasthead(['send', '--yes'], { folder, env: { FIRST: server.url } });
    expect(missing).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/TRANSPORT_URL[\s\S]*SECOND is not set/),
    });
    const env = { FIRST: 'smtp://127.0.0.1:1', SECOND: server.url };
    const { exitCode, stdout } = await runMasthead(['send', '--yes', '--json-events'], { folder, env });
    expect({ exitCode, taken: server.taken.length }).toEqual({ exitCode: 0, taken: 12 });
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events[0]).toMatchObject({ event: 'plan', plan: { mail: 12, transports: [{ weight: 1 }, { weight: 2 }] } });
    const mailed = events.filter(({ event, outcome }) => event === 'delivery' && outcome.state === 'accepted');
    expect(mailed).toHaveLength(12);
    expect(events).toContainEqual(expect.objectContaining({ event: 'progress', done: 12, total: 12 }));
    expect(events.at(-1)).toMatchObject({
      event: 'summary',
      summary: {
        counts: { accepted: 12 },
        transports: [
          { name: 'smtp 127.0.0.1:1', paused: expect.stringContaining('ECONNREFUSED') },
          { states: { accepted: 12 } },
        ],
      },
    });
    await server.close();
  });

  test('what cannot be read as a connection URL is told of by its place, and never repeated', async () => {
    const folder = await smallFor(addresses(1));
    const config = join(folder, 'masthead.config.ts');
    await change(config, '  url:', "  transports: [{ url: 'smtp://news:hunter/2@mail.test:25' }],\n  url:");
    const refused = await runMasthead(['send', '--yes'], { folder });
    expect(refused).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/CONFIG_INVALID[\s\S]*transports\.0\.url/),
    });
    await change(config, 'smtp://news:hunter/2@mail.test:25', 'smtp://mail.test/hunter2');
    const unread = await runMasthead(['send', '--yes'], { folder });
    expect(unread).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/TRANSPORT_URL[\s\S]*transports\.0\.url is not a connection URL/),
    });
    expect(refused.stderr + refused.stdout + unread.stderr + unread.stdout).not.toMatch(/hunter/);
  });

  test('a send that is refused says so as an event too, and that nobody was mailed', async () => {
    const folder = await smallFor(addresses(1));
    const refused = await runMasthead(['send', '2026-05-04', '--yes', '--json-events'], { folder });
    expect(refused).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/EDITION_NOT_FOUND[\s\S]*Nobody was mailed\./),
    });
    expect(JSON.parse(refused.stdout)).toEqual({
      event: 'error',
      problems: [expect.objectContaining({ code: 'EDITION_NOT_FOUND', fix: expect.any(String) })],
    });
  });

  test('an edition without an unsubscribe link is refused in words that say what to do', async () => {
    const folder = await sampleFor(addresses(1));
    await writeFile(
      join(folder, 'emails', 'bare.tsx'),
      'import { Body, Html, Text } from \'@react-email/components\';\nexport default () => <Html lang="en"><Body><Text>Hello</Text></Body></Html>;\n',
    );
    await change(join(folder, 'content', 'editions', '2026-04-27.md'), '---\n', '---\ntemplate: bare\n');
    const { exitCode, stderr } = await runMasthead(['send', '--yes'], { folder });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/FINDINGS[\s\S]*unsubscribe/i);
  });

  test('SEND_RUNNING: a second send says at once who is sending; a dry run, a test and one for later are not refused', async () => {
    const folder = await smallFor(addresses(5));
    let begun: () => void = () => undefined;
    let release: () => void = () => undefined;
    const sending = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const server = await startMailSink({
      beforeAnswer: ({ to: [recipient] }) => {
        if (recipient === 'ada@example.com') return undefined;
        begun();
        return released;
      },
    });
    const env = { SMTP_URL: server.url };
    const first = startMasthead(['send', '--yes'], { folder, env });
    const end = ended(first);
    await sending;
    expect(await runMasthead(['send', '--dry-run'], { folder, env })).toMatchObject({ exitCode: 0 });
    expect(await runMasthead(['send', '--to', 'ada@example.com', '--yes'], { folder, env })).toMatchObject({
      exitCode: 0,
    });
    const later = startMasthead(['send', '--yes', '--at', '2999-01-01T06:00Z'], { folder, env });
    const laterEnd = ended(later);
    if (later.stderr) expect(String((await once(later.stderr, 'data'))[0])).toContain('Waiting until 2999-01-01');
    later.kill('SIGINT');
    expect(await laterEnd).toMatchObject({ exitCode: 130 });
    // It can neither be drawn nor asked about: that is not what a second send says first.
    await writeFile(join(folder, 'emails', 'plain.tsx'), 'export default (');
    const running = { exitCode: 2, stderr: expect.stringMatching(`SEND_RUNNING[^]*Process ${first.pid}`) };
    expect(await runMasthead(['send'], { folder, env })).toMatchObject(running);
    const passed = new Date(Date.now() - 60_000).toISOString().replace(/\.\d+/, '');
    expect(await runMasthead(['send', '--at', passed], { folder, env })).toMatchObject(running);
    release();
    expect(await end).toMatchObject({ exitCode: 0 });
    expect(server.addresses()).toHaveLength(6);
    await server.close();
  });
});
