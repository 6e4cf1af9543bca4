import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { type CrashPlan, planCrashes } from './plan-crashes.ts';
import { ended, runMasthead, startMasthead } from './run-masthead.ts';
import { type PausingServer, startPausingServer } from './start-pausing-server.ts';
import { writeSmallNewsletter } from './write-small-newsletter.ts';

const subscribers = 30;
const seed = Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000);
const crashes = planCrashes({ seed, count: process.env.CI === 'true' ? 60 : 10, messages: subscribers });
const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

type Resumed = {
  readonly plan: { readonly resumes?: { readonly accepted: number; readonly unknown: number } };
  /** Absent when the send was over before it was killed. */
  readonly summary?: {
    readonly counts: Readonly<Record<string, number>>;
    readonly names: readonly { readonly address: string; readonly state: string }[];
  };
};

/** Who is unknown by name, how many are accepted, and how many are anything else. */
function whatBecame({ plan, summary }: Resumed): {
  readonly unknown: readonly string[];
  readonly accepted: number | undefined;
  readonly others: number | undefined;
} {
  if (!summary) return { unknown: [], accepted: plan.resumes?.accepted, others: plan.resumes?.unknown };
  const unknown = summary.names.filter(({ state }) => state === 'unknown').map(({ address }) => address);
  const { accepted = 0, ...rest } = summary.counts;
  const others = Object.values(rest).reduce((sum, count) => sum + count, 0) - unknown.length;
  return { unknown, accepted, others };
}

async function newsletterWith(addresses: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'masthead-crash-'));
  folders.push(folder);
  await writeSmallNewsletter(folder);
  const config = join(folder, 'masthead.config.ts');
  await writeFile(config, (await readFile(config, 'utf8')).replace('  url:', "  retry: { first: '1s' },\n  url:"));
  await writeFile(join(folder, 'content', 'subscribers.csv'), `email\n${addresses.join('\n')}\n`);
  return folder;
}

const sendArgs = ({ connections }: CrashPlan): readonly string[] => [
  'send',
  '--yes',
  '--json',
  '--connections',
  String(connections),
];

/** Sends, and kills the process without warning: while the server waits at its stage, or so long after the start. */
async function sendAndKill(folder: string, server: PausingServer, plan: CrashPlan): Promise<void> {
  const victim = startMasthead(sendArgs(plan), { folder, env: { SMTP_URL: server.url } });
  const gone = once(victim, 'exit');
  void ended(victim);
  const came = plan.stage === 'none' ? delay(plan.milliseconds) : server.paused;
  const what = await Promise.race([came.then(() => 'came to its moment'), gone.then(() => 'ended before')]);
  // Whoever is killed at no stage may be done by then; a stage that is not reached would show nothing.
  if (plan.stage !== 'none') {
    expect(what).toBe('came to its moment');
    await delay(plan.milliseconds % 20);
  }
  victim.kill('SIGKILL');
  await gone;
}

// Each starts three or four processes, and several run at once.
describe.concurrent(`a send that is killed, seed ${seed} (CRASH_SEED=${seed} repeats it)`, { timeout: 240_000 }, () => {
  const addresses = Array.from({ length: subscribers }, (_, index) => `reader${index}@example.com`);

  test.each(crashes)(
    '$number: at $stage number $nth, $connections connections: nobody has two, and whoever has none is unknown by name',
    async (plan) => {
      const folder = await newsletterWith(addresses);
      const server = await startPausingServer({ ...plan, file: join(folder, 'taken') });
      try {
        await sendAndKill(folder, server, plan);
        server.goOn();
        const { stdout, exitCode } = await runMasthead(sendArgs(plan), { folder, env: { SMTP_URL: server.url } });
        const taken = await server.taken();
        expect(new Set(taken).size).toBe(taken.length);

        const { unknown, accepted, others } = whatBecame(JSON.parse(stdout));
        expect(unknown.length).toBeLessThanOrEqual(plan.connections);
        expect({ accepted, others }).toEqual({ accepted: subscribers - unknown.length, others: 0 });
        expect(addresses.filter((address) => !taken.includes(address) && !unknown.includes(address))).toEqual([]);
        expect(exitCode).toBe(unknown.length > 0 ? 3 : 0);
      } finally {
        await server.stop();
      }
    },
  );

  test('whoever is unknown is mailed again when the user says so, and then everyone has it', async () => {
    const folder = await newsletterWith(addresses);
    const plan: CrashPlan = {
      number: 0,
      stage: 'body',
      nth: 7,
      connections: 3,
      milliseconds: 0,
      pipelining: false,
      greylist: 0,
    };
    const file = join(folder, 'taken');
    const paused = await startPausingServer({ ...plan, file });
    // It goes before it reads on: what the killed process had written to it by then, the message's end perhaps, is lost with it.
    await sendAndKill(folder, paused, plan).finally(paused.stop);
    const server = await startPausingServer({ stage: 'none', nth: 1, pipelining: false, file });
    try {
      const env = { SMTP_URL: server.url };
      expect((await runMasthead(sendArgs(plan), { folder, env })).exitCode).toBe(3);
      expect(new Set(await server.taken()).size).toBeLessThan(subscribers);
      expect((await runMasthead([...sendArgs(plan), '--resend-unknown'], { folder, env })).exitCode).toBe(0);
      expect(new Set(await server.taken()).size).toBe(subscribers);
    } finally {
      await server.stop();
    }
  });
});
