import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { afterEach, describe, expect, test } from 'vitest';
import { type MailSink, startMailSink } from './mail-sink.ts';
import { copySample, runMasthead } from './run-masthead.ts';

let sink: MailSink | undefined;
afterEach(() => sink?.close());

/** The sample newsletter with a list of its own. */
async function sampleWith(rows: readonly string[]): Promise<string> {
  const folder = await copySample();
  await writeFile(join(folder, 'content', 'subscribers.csv'), `Email,first_name,city\n${rows.join('\n')}\n`);
  return folder;
}

const people = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `reader${index}@example.com,Ada${index},"Town, ${index}"`);

describe('masthead send', () => {
  test('200 subscribers get one message each, with their own name and link, and a second send sends none', async () => {
    sink = await startMailSink();
    const folder = await sampleWith(people(200));
    const env = { SMTP_URL: sink.url };
    const first = await runMasthead(['send', '--yes'], { folder, env });
    expect(first).toMatchObject({ exitCode: 0 });
    expect(new Set(sink.addresses()).size).toBe(200);
    expect(sink.addresses()).toHaveLength(200);

    const mails = await sink.parsed();
    const links = new Set<string>();
    for (const [index, mail] of mails.entries()) {
      const number = /reader(\d+)@/.exec(sink.taken[index]?.to[0] ?? '')?.[1];
      expect(mail.text).toContain(`Ada${number}`);
      expect(mail.html).toContain(`Ada${number}`);
      links.add(/https:\/\/vault-ai\.example\.com\/u\/[\w-]+/.exec(mail.text ?? '')?.[0] ?? '');
    }
    expect(links.size).toBe(200);

    const second = await runMasthead(['send', '--yes'], { folder, env });
    expect(second).toMatchObject({ exitCode: 0 });
    expect(sink.addresses()).toHaveLength(200);

    const status = await runMasthead(['status', '--json'], { folder });
    expect(JSON.parse(status.stdout)).toMatchObject({ edition: '2026-04-27', counts: { accepted: 200 } });
  });

  test('--dry-run shows the plan, with who is skipped and why, and touches nothing', async () => {
    sink = await startMailSink();
    const folder = await sampleWith([...people(3), 'reader1@EXAMPLE.com,Ada,X', 'not an address,Bob,Y']);
    const { exitCode, stdout } = await runMasthead(['send', '--dry-run'], { folder, env: { SMTP_URL: sink.url } });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('3 messages');
    expect(stdout).toMatch(/line 5.*reader1@example\.com.*twice in the list/);
    expect(stdout).toMatch(/line 6.*not an address/);
    expect(sink.taken).toEqual([]);
    const { stdout: json } = await runMasthead(['send', '--dry-run', '--json'], {
      folder,
      env: { SMTP_URL: sink.url },
    });
    expect(JSON.parse(json)).toMatchObject({ plan: { edition: '2026-04-27' } });
    const status = await runMasthead(['status', '--json'], { folder });
    expect(status.stdout).not.toContain('accepted');
  });

  test('without --yes and without a terminal it asks for one of them and sends nothing', async () => {
    sink = await startMailSink();
    const folder = await sampleWith(people(2));
    const { exitCode, stderr } = await runMasthead(['send'], { folder, env: { SMTP_URL: sink.url } });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('CONFIRMATION_NEEDED');
    expect(sink.taken).toEqual([]);
  });

  test('--to sends a marked test to the given addresses alone, and the journal knows nothing of it', async () => {
    sink = await startMailSink();
    const folder = await sampleWith(people(5));
    const env = { SMTP_URL: sink.url };
    const args = ['send', '--to', 'me@example.org', '--to', 'you@example.org', '--yes'];
    expect(await runMasthead(args, { folder, env })).toMatchObject({ exitCode: 0 });
    expect([...sink.addresses()].sort()).toEqual(['me@example.org', 'you@example.org']);
    for (const mail of await sink.parsed()) expect(mail.subject).toMatch(/^\[Test\] /);
    expect(await runMasthead(['send', '--yes'], { folder, env })).toMatchObject({ exitCode: 0 });
    expect(sink.addresses()).toHaveLength(7);
  });

  test('refuses an edition with an error, a draft, and a field that somebody lacks, before anything is sent', async () => {
    sink = await startMailSink();
    const env = { SMTP_URL: sink.url };
    const folder = await sampleWith(['a@example.com,Ada,X', 'b@example.com,Bob,']);
    const file = join(folder, 'content', 'editions', '2026-04-27.md');
    const whole = await readFile(file, 'utf8');
    const refused = async (change: (text: string) => string, code: string): Promise<string> => {
      await writeFile(file, change(whole));
      const { exitCode, stderr } = await runMasthead(['send', '--yes'], { folder, env });
      expect({ exitCode, sent: sink?.taken.length }).toEqual({ exitCode: 2, sent: 0 });
      expect(stderr).toContain(code);
      return stderr;
    };
    await refused((text) => text.replace(/^subject: .*/m, `subject: ${'x'.repeat(151)}`), 'FINDINGS');
    await refused((text) => text.replace('---\n', '---\ndraft: true\n'), 'EDITION_DRAFT');
    const missing = await refused((text) => `${text}\nHow is {{ subscriber.city }}?\n`, 'FIELD_MISSING');
    expect(missing).toContain('b@example.com');
    await refused((text) => `${text}\nHow is {{ subscriber.town }}?\n`, 'subscriber.town');
  });

  test('everyone gets the attachments of an edition, which the plan shows; with other files it does not go on', async () => {
    const folder = await sampleWith(people(3));
    const report = Buffer.from(Array.from({ length: 12_345 }, (_, index) => (index * 7) % 256));
    await mkdir(join(folder, 'content', 'files'));
    await writeFile(join(folder, 'content', 'files', 'report.pdf'), report);
    const file = join(folder, 'content', 'editions', '2026-04-27.md');
    const attach = 'attachments:\n  - { file: files/report.pdf, name: Größe der Häfen.pdf }';
    await writeFile(file, (await readFile(file, 'utf8')).replace('---\n', `---\n${attach}\n`));

    const { stdout } = await runMasthead(['send', '--dry-run'], { folder });
    expect(stdout).toMatch(/^Attached +Größe der Häfen\.pdf \(12\.3 KB\)$/m);
    const { stdout: json } = await runMasthead(['send', '--dry-run', '--json'], { folder });
    expect(JSON.parse(json)).toMatchObject({ plan: { attachments: [{ name: 'Größe der Häfen.pdf', bytes: 12_345 }] } });

    expect(await runMasthead(['send', '--yes'], { folder })).toMatchObject({ exitCode: 0 });
    const outbox = join(folder, 'out', 'outbox', '2026-04-27');
    const mails = await Promise.all(
      (await readdir(outbox)).map(async (name) => simpleParser(await readFile(join(outbox, name)))),
    );
    expect(mails).toHaveLength(3);
    for (const { text, attachments } of mails) {
      expect(text).toContain('Ada');
      expect(attachments.map(({ filename }) => filename)).toEqual(['Größe der Häfen.pdf']);
      expect(attachments[0]?.content.equals(report)).toBe(true);
    }

    await writeFile(join(folder, 'content', 'files', 'report.pdf'), report.subarray(1));
    const { exitCode, stderr } = await runMasthead(['send', '--yes'], { folder });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('EDITION_CHANGED');
    expect(stderr).toContain('began: attachments');
  });

  test('goes on with other content only when told: a changed edition is refused and nobody is mailed', async () => {
    sink = await startMailSink();
    const env = { SMTP_URL: sink.url };
    const folder = await sampleWith(people(2));
    await runMasthead(['send', '--yes'], { folder, env });
    const file = join(folder, 'content', 'editions', '2026-04-27.md');
    await writeFile(file, `${await readFile(file, 'utf8')}\nOne more thing.\n`);
    const { exitCode, stderr } = await runMasthead(['send', '--yes'], { folder, env });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('EDITION_CHANGED');
    expect(sink.taken).toHaveLength(2);
  });
});
