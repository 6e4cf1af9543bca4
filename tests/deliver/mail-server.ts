import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { onTestFinished } from 'vitest';

/** A message as a mail server took it. */
export type Received = { readonly from: string; readonly to: readonly string[]; readonly raw: Buffer };

/** A real SMTP server on this machine that keeps what it accepts. */
export async function startMailServer(
  options: SMTPServerOptions = {},
): Promise<{ readonly url: string; readonly received: Received[] }> {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom ? mailFrom.address : '';
        received.push({ from, to: rcptTo.map(({ address }) => address), raw: Buffer.concat(chunks) });
        done();
      });
    },
    ...options,
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(resolve)));
  const { port } = server.server.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${port}`, received };
}

/** What a scripted server does when a command comes (`greeting`, `EHLO`, `MAIL`, `RCPT`, `DATA`, `.`): a reply, or a cut. */
export type Script = Readonly<Record<string, string | 'cut'>>;

const usual: Script = {
  greeting: '220 mail.test',
  EHLO: '250 mail.test',
  MAIL: '250 ok',
  RCPT: '250 ok',
  DATA: '354 go on',
  '.': '250 taken',
  RSET: '250 ok',
  QUIT: '221 bye',
};

/** A server on a bare socket that follows a script: for faults that no proper server commits. */
export async function startScriptedServer(
  script: Script,
): Promise<{ readonly url: string; readonly connections: () => number }> {
  let connections = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    follow(socket, { ...usual, ...script });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
  const { port } = server.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${port}`, connections: () => connections };
}

function follow(socket: Socket, script: Script): void {
  let buffered = '';
  let inBody = false;
  const act = (command: string): void => {
    const reply = script[command] ?? '500 what?';
    if (reply === 'cut') socket.destroy();
    else socket.write(`${reply}\r\n`);
    inBody = command === 'DATA' && reply.startsWith('354');
  };
  act('greeting');
  socket.on('data', (chunk) => {
    buffered += chunk.toString('latin1');
    for (let end = buffered.indexOf('\r\n'); end >= 0; end = buffered.indexOf('\r\n')) {
      const line = buffered.slice(0, end);
      buffered = buffered.slice(end + 2);
      if (!inBody) act(line.slice(0, 4).trim().toUpperCase());
      else if (line === '.') act('.');
    }
  });
}
