import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export type Sink = { readonly name: string; readonly url: string; readonly stop: () => void };

/**
 * Starts an SMTP server that takes everything, in a process of its own: Postfix's `smtp-sink` where it is installed, else ours.
 * @param latency milliseconds before each reply; only ours can wait
 */
export async function startSink({ latency = 0 }: { readonly latency?: number } = {}): Promise<Sink> {
  const port = await freePort();
  const usesSmtpSink = latency === 0 && hasSmtpSink();
  const options = ['--port', String(port), '--latency', String(latency)];
  // smtp-sink refuses to stay root.
  const asUser = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
  const child = usesSmtpSink
    ? spawn('smtp-sink', [...asUser, `127.0.0.1:${port}`, '200'], { stdio: 'ignore' })
    : spawn(process.execPath, ['--import', 'tsx', fileURLToPath(new URL('raw-sink.ts', import.meta.url)), ...options], {
        stdio: ['pipe', 'ignore', 'inherit'],
      });
  await untilListening(port);
  return {
    name: usesSmtpSink ? 'smtp-sink' : `raw-sink.ts${latency === 0 ? '' : `, each reply after ${latency} ms`}`,
    url: `smtp://127.0.0.1:${port}`,
    stop: () => child.kill(),
  };
}

const hasSmtpSink = (): boolean => spawnSync('smtp-sink', ['-?'], { stdio: 'ignore' }).error === undefined;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}

async function untilListening(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const socket = connect(port, '127.0.0.1');
    try {
      await once(socket, 'connect');
      return;
    } catch {
      await delay(50);
    } finally {
      socket.destroy();
    }
  }
  throw new Error('The sink does not listen.');
}
