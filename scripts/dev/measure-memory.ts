import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';

/**
 * The memory of a send by the length of its list: `node -C masthead-source --import tsx
 * scripts/dev/measure-memory.ts`, or with other lengths as arguments. Each
 * list is sent in a process of its own, whose peak counts.
 */
const lengths = process.argv.slice(2).map(Number);
const folder = await mkdtemp(join(tmpdir(), 'masthead-memory-'));

async function writeList(length: number): Promise<string> {
  const file = join(folder, `${length}.csv`);
  const stream = createWriteStream(file);
  stream.write('email,first_name\n');
  for (let index = 0; index < length; index += 1) {
    if (!stream.write(`reader${index}@example${index % 500}.com,Reader ${index}\n`)) {
      await once(stream, 'drain');
    }
  }
  stream.end();
  await finished(stream);
  return file;
}

async function peakMiB(list: string): Promise<number> {
  const script = fileURLToPath(new URL('bench/send-to-nobody.ts', import.meta.url));
  const child = spawn(process.execPath, ['-C', 'masthead-source', '--import', 'tsx', script, list, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(await text(child.stdout)).peakMiB;
}

try {
  console.log('| subscribers | peak RSS MiB |\n|---|---|');
  for (const length of lengths.length === 0 ? [10_000, 1_000_000] : lengths) {
    console.log(`| ${length.toLocaleString('en')} | ${(await peakMiB(await writeList(length))).toFixed(0)} |`);
  }
} finally {
  await rm(folder, { recursive: true });
}
