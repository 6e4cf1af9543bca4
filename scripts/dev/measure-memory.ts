import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { writeSmallNewsletter } from '../../tests/end-to-end/write-small-newsletter.ts';
import { startSink } from './sink/start-sink.ts';

/**
 * The memory of `masthead send` by the length of its list, as it is when installed: `npm run -s build`, then `node -C
 * masthead-source --import tsx scripts/dev/measure-memory.ts`, or with other lengths as arguments. Each list is planned,
 * frozen and sent to an SMTP sink by a process of its own, whose peak counts (of Linux's /proc; a million take ten minutes,
 * so it is told on the way too).
 */
const lengths = process.argv.slice(2).map(Number);
const program = fileURLToPath(new URL('../../dist/scripts/masthead.js', import.meta.url));
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
    const child = spawn(process.execPath, [program, 'send', '--yes', '--json', '--connections', '20'], {
      cwd: folder,
      env: { ...process.env, SMTP_URL: smtpUrl },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const peak = watchPeak(child.pid ?? 0, length);
    let said = '';
    child.stderr.on('data', (chunk) => {
      said = `${said}${chunk}`.slice(-2000);
    });
    const [exitCode] = await once(child, 'close');
    if (exitCode !== 0) throw new Error(`The send ended with ${exitCode}: ${said}`);
    return peak();
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Reads the peak again and again, for it is gone with the process; the last moments of it are not seen. */
function watchPeak(pid: number, length: number): () => number {
  let peak = 0;
  let reads = 0;
  const timer = setInterval(() => {
    try {
      peak = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? peak * 1024) / 1024;
    } catch {
      // It has ended.
    }
    reads += 1;
    if (reads % 600 === 0) console.error(`${length.toLocaleString('en')}: ${peak.toFixed(0)} MiB so far`);
  }, 50);
  return () => {
    clearInterval(timer);
    return peak;
  };
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
