import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { writeSmallNewsletter } from '../../tests/end-to-end/write-small-newsletter.ts';
import { startSink } from './sink/start-sink.ts';

/**
 * The memory of `masthead send` by the length of its list, as it is when installed: `npm run -s build`, then `node -C
 * masthead-source --import tsx scripts/dev/measure-memory.ts`, or with other lengths as arguments. Each list is planned,
 * frozen and sent to an SMTP sink by a process of its own, whose peak counts.
 */
const lengths = process.argv.slice(2).map(Number);
const program = fileURLToPath(new URL('../../dist/scripts/masthead.js', import.meta.url));
// Written by the process that is measured, at its end: nothing of it is loaded into that process before.
const writePeak = `import { writeFileSync } from 'node:fs';
process.on('exit', () => writeFileSync(process.env.PEAK_FILE, String(process.resourceUsage().maxRSS)));`;

async function writeNewsletter(folder: string, length: number): Promise<void> {
  await writeSmallNewsletter(folder);
  await mkdir(join(folder, 'content'), { recursive: true });
  const list = createWriteStream(join(folder, 'content', 'subscribers.csv'));
  list.write('email,first_name\n');
  for (let index = 0; index < length; index += 1) {
    if (!list.write(`reader${index}@example${index % 500}.com,Reader ${index}\n`)) await once(list, 'drain');
  }
  list.end();
  await finished(list);
}

async function peakMiB(length: number, smtpUrl: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'masthead-memory-'));
  try {
    await writeNewsletter(folder, length);
    const peakFile = join(folder, 'peak');
    const child = spawn(
      process.execPath,
      [
        '--import',
        `data:text/javascript,${encodeURIComponent(writePeak)}`,
        program,
        'send',
        '--yes',
        '--json',
        '--connections',
        '20',
      ],
      {
        cwd: folder,
        env: { ...process.env, SMTP_URL: smtpUrl, PEAK_FILE: peakFile },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    let said = '';
    child.stderr.on('data', (chunk) => {
      said = `${said}${chunk}`.slice(-2000);
    });
    const [exitCode] = await once(child, 'close');
    if (exitCode !== 0) throw new Error(`The send ended with ${exitCode}: ${said}`);
    return Number(await readFile(peakFile, 'utf8')) / 1024;
  } finally {
    await rm(folder, { recursive: true });
  }
}

const sink = await startSink();
try {
  console.log('| subscribers | peak RSS MiB |\n|---|---|');
  for (const length of lengths.length === 0 ? [10_000, 1_000_000] : lengths) {
    console.log(`| ${length.toLocaleString('en')} | ${(await peakMiB(length, sink.url)).toFixed(0)} |`);
  }
} finally {
  sink.stop();
}
