import { type AddressInfo, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** Where in a session a server can go wrong. `body` is after the first octets of a message, `.` after the last. */
export type Step = 'connect' | 'EHLO' | 'STARTTLS' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'body' | '.' | 'RSET' | 'QUIT';

/** What it does there: says a line (or several, with \r\n between them), and then may cut the line or wait before it speaks. */
export type Act = {
  readonly say?: string;
  readonly cut?: boolean;
  /** The line has no end. */
  readonly torn?: boolean;
  readonly after?: Promise<unknown>;
};

/** What it does at each step; of a list the first time takes the first, and the last stands for all that follow. */
export type Faults = Readonly<Partial<Record<Step, Act | readonly Act[]>>>;

export type FaultServer = {
  readonly url: string;
  /** The recipients of the messages that it said 250 to after the dot, in order. */
  readonly accepted: readonly string[];
  /** The recipients of the messages whose dot it saw, whatever it said. */
  readonly complete: readonly string[];
  readonly connections: () => number;
  /** How many of them have not ended. */
  readonly open: () => number;
  /** How often it has come to a step. */
  readonly times: (step: string) => number;
};

const usual: Readonly<Record<string, Act>> = {
  connect: { say: '220 fault.test' },
  EHLO: { say: '250-fault.test\r\n250 PIPELINING' },
  HELO: { say: '250 fault.test' },
  MAIL: { say: '250 2.1.0 ok' },
  RCPT: { say: '250 2.1.5 ok' },
  DATA: { say: '354 go on' },
  body: {},
  '.': { say: '250 2.0.0 taken' },
  RSET: { say: '250 2.0.0 ok' },
  QUIT: { say: '221 2.0.0 bye', cut: true },
};

/** A mail server on a bare socket that goes wrong where it is told to, and keeps count. */
export async function startFaultServer(faults: Faults = {}): Promise<FaultServer> {
  const accepted: string[] = [];
  const complete: string[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const times = new Map<string, number>();
  const planned: Readonly<Record<string, Act | readonly Act[] | undefined>> = { ...usual, ...faults };
  const nextAct = (step: string): Act => {
    const acts = planned[step] ?? { say: '500 5.5.1 what?' };
    const time = times.get(step) ?? 0;
    times.set(step, time + 1);
    return 'length' in acts ? (acts[Math.min(time, acts.length - 1)] ?? {}) : acts;
  };
  const server = createServer({ noDelay: true }, (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    serve(socket, nextAct, { accepted, complete });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    accepted,
    complete,
    connections: () => connections,
    open: () => sockets.size,
    times: (step) => times.get(step) ?? 0,
  };
}

/** RFC 2920 section 3.1: what a server says to a DATA that came behind a refused recipient in one batch. */
const noRecipients: Act = { say: '503 5.5.1 no valid recipients' };

function serve(
  socket: Socket,
  nextAct: (step: string) => Act,
  { accepted, complete }: { readonly accepted: string[]; readonly complete: string[] },
): void {
  let buffered = '';
  let inBody: 'no' | 'begun' | 'seen' = 'no';
  let recipient = '';
  let over = false;
  const act = async (step: string): Promise<void> => {
    const { say, cut, torn, after } = step === 'DATA' && recipient === '' ? noRecipients : nextAct(step);
    if (step === '.') complete.push(recipient);
    await after;
    if (step === '.' && say?.startsWith('250')) accepted.push(recipient);
    if (step === 'RCPT' && !say?.startsWith('250')) recipient = '';
    if (step === 'DATA' && say?.startsWith('354')) inBody = 'begun';
    if (say !== undefined) socket.write(torn ? say : `${say}\r\n`);
    if (!cut) return;
    over = true;
    socket.end(() => socket.destroy());
  };
  const take = async (line: string): Promise<void> => {
    if (inBody === 'no') {
      if (/^RCPT/i.test(line)) recipient = /<(.*?)>/.exec(line)?.[1] ?? '';
      await act(
        line
          .slice(0, line.startsWith('STARTTLS') ? 8 : 4)
          .toUpperCase()
          .trim(),
      );
    } else if (line === '.') {
      inBody = 'no';
      await act('.');
    } else if (inBody === 'begun') {
      inBody = 'seen';
      await act('body');
    }
  };
  let done = act('connect');
  socket.on('data', (chunk) => {
    buffered += chunk.toString('latin1');
    const lines = buffered.split('\r\n');
    buffered = lines.pop() ?? '';
    // One after the other: a pause at one command holds back all that was sent behind it.
    for (const line of lines) done = done.then(() => (over ? undefined : take(line)));
  });
}
