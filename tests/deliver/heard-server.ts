import { type AddressInfo, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A mail server that notes every octet after 354, whole message or not, and may be asked when a moment comes. */
export type HeardServer = {
  readonly url: string;
  /** The commands, by their first word, over all connections. */
  readonly commands: readonly string[];
  /** What came after each 354, in their order: all of it, also of messages that never ended. */
  readonly bodies: readonly string[];
  /** The recipients of the messages that were taken. */
  readonly taken: readonly string[];
  readonly connections: () => number;
  /** Resolves when DATA has been answered so often. */
  readonly asked: (times: number) => Promise<void>;
  /** Cuts every connection off. */
  readonly cut: () => void;
};

/** @param outOfStep what it says right after the first 354, without having got a message */
export async function startHeardServer({ outOfStep }: { readonly outOfStep?: string } = {}): Promise<HeardServer> {
  const commands: string[] = [];
  const bodies: string[] = [];
  const taken: string[] = [];
  const sockets = new Set<Socket>();
  const waiting: { readonly times: number; readonly resolve: () => void }[] = [];
  let connections = 0;
  const wake = (): void => {
    for (const { times, resolve } of waiting) if (bodies.length >= times) resolve();
  };
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    let pending = '';
    let body: number | undefined;
    let recipient = '';
    socket.on('error', () => undefined);
    socket.write('220 heard\r\n');
    socket.on('data', (chunk) => {
      pending += chunk.toString('latin1');
      for (;;) {
        const end = pending.indexOf('\r\n');
        if (body !== undefined) {
          const lines = pending.slice(0, pending.lastIndexOf('\r\n') + 2);
          bodies[body] += lines;
          pending = pending.slice(lines.length);
          if (!bodies[body]?.endsWith('\r\n.\r\n')) return;
          body = undefined;
          taken.push(recipient);
          socket.write('250 2.0.0 taken\r\n');
          continue;
        }
        if (end < 0) return;
        const line = pending.slice(0, end);
        pending = pending.slice(end + 2);
        const command = line.slice(0, 4).trim().toUpperCase();
        commands.push(command);
        recipient = /^RCPT TO:<([^>]*)>/i.exec(line)?.[1] ?? recipient;
        if (command === 'DATA') body = bodies.push('') - 1;
        socket.write(
          command === 'EHLO' ? '250-heard\r\n250 PIPELINING\r\n' : command === 'DATA' ? '354 go\r\n' : '250 ok\r\n',
        );
        if (command !== 'DATA') continue;
        if (bodies.length === 1 && outOfStep) socket.write(`${outOfStep}\r\n`);
        wake();
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  onTestFinished(async () => {
    cut();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    commands,
    bodies,
    taken,
    connections: () => connections,
    asked: (times) =>
      new Promise((resolve) => {
        waiting.push({ times, resolve });
        wake();
      }),
    cut,
  };
}
