import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MastheadError } from '../newsletter.ts';

/** Where the preview listens when no port is asked for: here, or on the next free port of so many. */
const defaultPort = 3000;
const portsTried = 10;

/**
 * Makes a server listen and gives its port. A port that was asked for is used or refused, never replaced: a bookmark or
 * a script counts on it. Without one, the first free port from 3000 on will do; 0 is any free port.
 * @throws MastheadError PORT_TAKEN, PREVIEW_NOT_LISTENING
 */
export async function listen(server: Server, { host, port }: { readonly host: string; readonly port?: number }) {
  const first = port ?? defaultPort;
  const last = port === undefined ? first + portsTried - 1 : first;
  for (let candidate = first; ; candidate += 1) {
    try {
      return await listenOn(server, host, candidate);
    } catch (cause) {
      const taken = cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE';
      if (!taken) throw notListening(host, candidate, cause);
      if (candidate === last) throw portTaken(first, last, cause);
    }
  }
}

function listenOn(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

const portTaken = (first: number, last: number, cause: unknown): MastheadError =>
  new MastheadError('PORT_TAKEN', {
    what: first === last ? `Port ${first} is taken.` : `The ports ${first} to ${last} are all taken.`,
    why: 'Another program listens there; perhaps a preview that is still running.',
    fix: 'End that program, or name another port with --port; --port 0 takes any free one.',
    cause,
  });

const notListening = (host: string, port: number, cause: unknown): MastheadError =>
  new MastheadError('PREVIEW_NOT_LISTENING', {
    what: `The preview cannot listen on ${host}, port ${port}.`,
    why: cause instanceof Error ? cause.message : String(cause),
    fix: 'Leave out --host to listen on this computer alone, and name a port from 1024 to 65535 or none.',
    cause,
  });
