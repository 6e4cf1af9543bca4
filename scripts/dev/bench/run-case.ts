import { text } from 'node:stream/consumers';
import type { BenchCase, BenchResult } from './bench-case.ts';
import { benchEdition } from './bench-edition.ts';

/** Sends the edition in one way, `run-case.ts masthead` or `run-case.ts nodemailer`, and prints what it cost. The case comes on stdin. */
const [, , way] = process.argv;
const given: BenchCase = JSON.parse(await text(process.stdin));
const rendered = benchEdition();
const send =
  way === 'masthead'
    ? (await import('./send-with-masthead.ts')).sendWithMasthead
    : (await import('./send-with-nodemailer.ts')).sendWithNodemailer;

const before = process.cpuUsage();
const started = performance.now();
await send(rendered, given);
const seconds = (performance.now() - started) / 1000;
const { user, system } = process.cpuUsage(before);
const result: BenchResult = {
  perSecond: given.messages / seconds,
  cpuMs: (user + system) / 1000 / given.messages,
  peakMiB: process.resourceUsage().maxRSS / 1024,
};
console.log(JSON.stringify(result));
