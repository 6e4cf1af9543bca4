import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { type MailSink, startMailSink } from './mail-sink.ts';
import { copySample, ended, runMasthead, startMasthead } from './run-masthead.ts';

let sink: MailSink | undefined;
afterEach(() => sink?.close());

const total = 60;

describe('a process that is killed in the middle of a send', () => {
  test.each([1, 7, 30])(
    'after %i messages: the next send leaves nobody with two, and names the unknown',
    async (kill) => {
      const folder = await copySample();
      const rows = Array.from({ length: total }, (_, index) => `reader${index}@example.com,Ada${index}`);
      await writeFile(join(folder, 'content', 'subscribers.csv'), `email,first_name\n${rows.join('\n')}\n`);

      let victim: ReturnType<typeof startMasthead> | undefined;
      let killed = false;
      sink = await startMailSink({
        // The message is taken, the answer is not out: the moment of which nobody can know.
        beforeAnswer: async (_message, count) => {
          if (count !== kill || killed || !victim) return;
          killed = true;
          const gone = once(victim, 'exit');
          victim.kill('SIGKILL');
          await gone;
        },
      });
      const env = { SMTP_URL: sink.url };
      victim = startMasthead(['send', '--yes'], { folder, env });
      await ended(victim);
      expect(killed).toBe(true);
      const takenByThen = new Set(sink.addresses());

      const second = await runMasthead(['send', '--yes', '--json'], { folder, env });
      expect(second).toMatchObject({ exitCode: 3, stderr: '' });
      const addresses = sink.addresses();
      expect(new Set(addresses).size).toBe(addresses.length);

      const { counts, names } = JSON.parse((await runMasthead(['status', '--json'], { folder })).stdout);
      const unknown: readonly string[] = names
        .filter(({ state }: { state: string }) => state === 'unknown')
        .map(({ address }: { address: string }) => address);
      expect(unknown.length).toBeGreaterThan(0);
      expect(unknown.length).toBeLessThanOrEqual(5);
      expect(counts).toEqual({ accepted: total - unknown.length, unknown: unknown.length });
      expect(addresses.length).toBeGreaterThanOrEqual(total - unknown.length);
      const missing = rows.map((row) => row.split(',')[0] ?? '').filter((address) => !addresses.includes(address));
      for (const address of missing) expect(unknown).toContain(address);
      for (const address of unknown) expect(second.stdout).toContain(address);
      expect(unknown.some((address) => takenByThen.has(address))).toBe(true);

      const third = await runMasthead(['send', '--yes', '--resend-unknown'], { folder, env });
      expect(third.exitCode).toBe(0);
      expect(new Set(sink.addresses()).size).toBe(total);
    },
  );
});
