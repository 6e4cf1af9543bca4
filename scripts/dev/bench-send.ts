import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { BenchCase, BenchResult } from './bench/bench-case.ts';
import { startSink } from './sink/start-sink.ts';

/**
 * How fast an edition goes out, beside nodemailer used in the ordinary way: `npm run bench:send -- --messages 4000 --rounds 3`.
 * Each case runs in a process of its own against a sink in another; rounds are interleaved, and the median counts. The
 * journal's share is how much of the time of a case is not needed when the journal writes nothing, in the same round: of the whole
 * send, the freeze of the audience included.
 */
const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '4000' },
    rounds: { type: 'string', default: '3' },
    connections: { type: 'string', default: '20' },
    only: { type: 'string', default: 'abcdef' },
  },
});
const messages = Number(values.messages);
const connections = Number(values.connections);

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const all = [
  { id: 'a', journal: 'none', what: 'nodemailer, html and text for each', way: 'nodemailer', dkimKey: undefined },
  { id: 'b', journal: 'none', what: 'nodemailer with its DKIM', way: 'nodemailer', dkimKey: privateKey },
  { id: 'c', journal: 'on disk', what: 'masthead, journal on', way: 'masthead', dkimKey: undefined },
  { id: 'd', journal: 'on disk', what: 'masthead with DKIM, journal on', way: 'masthead', dkimKey: privateKey },
  {
    id: 'e',
    journal: 'in memory',
    what: '(c) with a journal that writes nothing',
    way: 'masthead',
    dkimKey: undefined,
  },
  {
    id: 'f',
    journal: 'in memory',
    what: '(d) with a journal that writes nothing',
    way: 'masthead',
    dkimKey: privateKey,
  },
] as const;
const cases = all.filter(({ id }) => values.only.includes(id));

/** As it is built: what users run needs no loader. */
const script = fileURLToPath(new URL('../../out/bench/run-case.js', import.meta.url));

async function runCase(way: string, given: BenchCase): Promise<BenchResult> {
  const profiling = process.execArgv.filter((arg) => arg.startsWith('--cpu-prof'));
  const child = spawn(process.execPath, [...profiling, script, way], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify(given));
  return JSON.parse(await text(child.stdout));
}

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

const sink = await startSink();
const results = new Map<string, BenchResult[]>();
try {
  for (let round = 0; round < Number(values.rounds); round += 1) {
    for (const { id, way, dkimKey, journal } of cases) {
      const result = await runCase(way, { url: sink.url, messages, connections, dkimKey, journal });
      results.set(id, [...(results.get(id) ?? []), result]);
      console.error(`round ${round + 1} (${id}) ${result.perSecond.toFixed(0)}/s`);
    }
  }
} finally {
  sink.stop();
}

/** How much of the time of a case the journal takes, in the median of the rounds: machines are not as fast in one as in the next. */
function journalShare(id: string, without: string): string[] {
  const shares = (results.get(id) ?? []).flatMap(({ perSecond }, round) => {
    const other = results.get(without)?.[round];
    return other ? [1 - perSecond / other.perSecond] : [];
  });
  return shares.length > 0 ? ['', `The journal is ${(100 * median(shares)).toFixed(0)} % of the time of (${id}).`] : [];
}

const medianOf = (id: string, key: keyof BenchResult): number => median((results.get(id) ?? []).map((one) => one[key]));
const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
console.log(
  [
    `${messages} messages, 40 KB of HTML, ${connections} connections, ${values.rounds} rounds, sink: ${sink.name}, Node ${process.versions.node}`,
    '',
    row(['case', 'messages/s', 'CPU ms/message', 'peak RSS MiB', 'against (a)', 'against (b)']),
    row(Array.from({ length: 6 }, () => '---')),
    ...cases.map(({ id, what }) => {
      const speed = medianOf(id, 'perSecond');
      const against = (other: string): string =>
        results.has(other) ? (speed / medianOf(other, 'perSecond')).toFixed(2) : '–';
      return row([
        `(${id}) ${what}`,
        speed.toFixed(0),
        medianOf(id, 'cpuMs').toFixed(2),
        medianOf(id, 'peakMiB').toFixed(0),
        against('a'),
        against('b'),
      ]);
    }),
    ...journalShare('c', 'e'),
    ...journalShare('d', 'f'),
  ].join('\n'),
);
