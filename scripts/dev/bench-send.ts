import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { BenchCase, BenchResult, JournalShares } from './bench/bench-case.ts';
import { startSink } from './sink/start-sink.ts';

/**
 * How fast an edition goes out, beside nodemailer used in the ordinary way: `npm run bench:send -- --messages 4000 --rounds 3`.
 * Each case runs in a process of its own against a sink in another; rounds are interleaved, and the median counts. Then the
 * journal's share of (c) and (d): of the whole send, the freeze of the audience included, and beside it what nothing but the flushes
 * of its turns would take (`bench/journal-share.ts`).
 */
const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '4000' },
    rounds: { type: 'string', default: '3' },
    connections: { type: 'string', default: '20' },
    only: { type: 'string', default: 'abcd' },
    /** Milliseconds before each of the sink's replies. */
    latency: { type: 'string', default: '0' },
    /** A server to send to, in place of a sink: one that takes mail for example.com, and throws it away. */
    url: { type: 'string' },
    'journal-messages': { type: 'string', default: '20000' },
    'journal-rounds': { type: 'string', default: '5' },
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
  { id: 'a', what: 'nodemailer, html and text for each', way: 'nodemailer', dkimKey: undefined },
  { id: 'b', what: 'nodemailer with its DKIM', way: 'nodemailer', dkimKey: privateKey },
  { id: 'c', what: 'masthead, journal on', way: 'masthead', dkimKey: undefined },
  { id: 'd', what: 'masthead with DKIM, journal on', way: 'masthead', dkimKey: privateKey },
] as const;
const cases = all.filter(({ id }) => values.only.includes(id));

/** As they are built: what users run needs no loader. */
const scriptOf = (name: string): string => fileURLToPath(new URL(`../../out/bench/${name}.js`, import.meta.url));

async function run(script: string, args: readonly string[], given: object): Promise<string> {
  const profiling = process.execArgv.filter((arg) => arg.startsWith('--cpu-prof'));
  const child = spawn(process.execPath, [...profiling, scriptOf(script), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify(given));
  return text(child.stdout);
}

async function runCase(way: string, given: BenchCase): Promise<BenchResult> {
  return JSON.parse(await run('run-case', [way], given));
}

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

const percent = (share: number): string => (100 * share).toFixed(0);
const spread = (parts: readonly number[]): string =>
  `${percent(median(parts))} % (${percent(Math.min(...parts))} to ${percent(Math.max(...parts))} %)`;

/** How much of the time of a case the journal takes, in the median of the rounds and at the least and the most; and its flushes alone. */
async function journalShare(id: string, given: BenchCase): Promise<string> {
  const rounds = Number(values['journal-rounds']);
  const sent = Number(values['journal-messages']);
  const shares: JournalShares = JSON.parse(await run('journal-share', [], { ...given, messages: sent, rounds }));
  return `The journal is ${spread(shares.journal)} of the time of (${id}) in the median of ${rounds} rounds of six sends of ${sent}; one that only flushes is ${spread(shares.flushes)}.`;
}

const sink =
  values.url === undefined
    ? await startSink({ latency: Number(values.latency) })
    : { name: values.url, url: values.url, stop: () => undefined };
const results = new Map<string, BenchResult[]>();
const shares: string[] = [];
try {
  for (let round = 0; round < Number(values.rounds); round += 1) {
    for (const { id, way, dkimKey } of cases) {
      const journal = way === 'masthead' ? 'on disk' : 'none';
      const result = await runCase(way, { url: sink.url, messages, connections, dkimKey, journal });
      results.set(id, [...(results.get(id) ?? []), result]);
      console.error(`round ${round + 1} (${id}) ${result.perSecond.toFixed(0)}/s`);
    }
  }
  for (const { id, way, dkimKey } of Number(values['journal-rounds']) > 0 ? cases : []) {
    if (way !== 'masthead') continue;
    shares.push('', await journalShare(id, { url: sink.url, messages, connections, dkimKey, journal: 'on disk' }));
  }
} finally {
  sink.stop();
}

const medianOf = (id: string, key: keyof BenchResult): number => median((results.get(id) ?? []).map((one) => one[key]));
const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = [
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
];
console.log(
  [
    `${messages} messages, 40 KB of HTML, ${connections} connections, ${values.rounds} rounds, sink: ${sink.name}, Node ${process.versions.node}`,
    ...(results.size > 0 ? ['', ...table] : []),
    ...shares,
  ].join('\n'),
);
