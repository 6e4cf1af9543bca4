import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { parseArgs } from 'node:util';

/**
 * A mail server in a process of its own, for tests that kill whoever sends to it. It writes each recipient whose message it
 * has taken into a file, flushed to the disk, before it says 250. At the nth time that it comes to a stage it says so on its
 * standard output and waits there for a line on its standard input. With `greylist` it puts off the first try of every so-manyth
 * recipient.
 */
const { values } = parseArgs({
  options: {
    file: { type: 'string', default: '' },
    stage: { type: 'string', default: 'none' },
    nth: { type: 'string', default: '1' },
    pipelining: { type: 'boolean', default: false },
    greylist: { type: 'string', default: '0' },
  },
});

const taken = openSync(values.file, 'a');
const told = new Promise<void>((resolve) => process.stdin.once('data', () => resolve()));
let times = 0;

const say = (what: object): void => void process.stdout.write(`${JSON.stringify(what)}\n`);

async function pauseAt(stage: string): Promise<void> {
  if (stage !== values.stage) return;
  times += 1;
  if (times !== Number(values.nth)) return;
  say({ paused: stage });
  await told;
}

function take(recipient: string): void {
  writeSync(taken, `${recipient}\n`);
  fsyncSync(taken);
}

const met = new Set<string>();

/** Whether a recipient is put off: the first time that it comes, where its turn is one of those that are greylisted. */
function isPutOff(recipient: string): boolean {
  const every = Number(values.greylist);
  if (every === 0 || met.has(recipient)) return false;
  met.add(recipient);
  return met.size % every === 0;
}

const replies: Readonly<Record<string, string>> = {
  EHLO: values.pipelining ? '250-pausing.test\r\n250 PIPELINING' : '250 pausing.test',
  MAIL: '250 2.1.0 ok',
  RCPT: '250 2.1.5 ok',
  DATA: '354 go on',
  RSET: '250 2.0.0 ok',
  QUIT: '221 2.0.0 bye',
};

function serve(socket: Socket): void {
  let buffered = '';
  let inBody = false;
  let seen = false;
  let recipient = '';
  const answer = (text: string): void => void (socket.destroyed || socket.write(`${text}\r\n`));
  const command = async (line: string): Promise<void> => {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'RCPT') recipient = /<(.*?)>/.exec(line)?.[1] ?? '';
    // A DATA that was sent along with a recipient who is put off (RFC 2920 section 3.1).
    if (verb === 'DATA' && recipient === '') return answer('503 5.5.1 no valid recipients');
    await pauseAt(verb);
    if (verb === 'RCPT' && isPutOff(recipient)) {
      recipient = '';
      return answer('450 4.2.0 greylisted');
    }
    answer(replies[verb] ?? '502 5.5.1 what?');
    inBody = verb === 'DATA';
    seen = false;
    if (verb === 'QUIT') socket.end();
  };
  const bodyLine = async (line: string): Promise<void> => {
    if (line !== '.') {
      if (!seen) await pauseAt('body');
      seen = true;
      return;
    }
    inBody = false;
    take(recipient);
    await pauseAt('after the dot');
    answer('250 2.0.0 taken');
    recipient = '';
  };
  let done = pauseAt('connect').then(() => answer('220 pausing.test'));
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    buffered += chunk.toString('latin1');
    const lines = buffered.split('\r\n');
    buffered = lines.pop() ?? '';
    for (const line of lines) done = done.then(() => (inBody ? bodyLine(line) : command(line)));
  });
}

const server = createServer(serve);
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') say({ port: address.port });
});
process.on('exit', () => closeSync(taken));
