import { isIP } from 'node:net';

const loopback = ['localhost', '127.0.0.1', '::1'];

export const isEveryInterface = (host: string): boolean => host === '0.0.0.0' || host === '::';

/**
 * Whether a request's Host header names this server. A page elsewhere can point a name of its own at 127.0.0.1 and then
 * read what we serve (DNS rebinding); the Host header still holds that name. An address cannot be rebound, so where the
 * server listens on every interface any address will do.
 */
export function isAllowedHost(header: string | undefined, listeningOn: string): boolean {
  const name = hostName(header);
  if (name === undefined) return false;
  if (loopback.includes(name) || name === listeningOn.toLowerCase()) return true;
  return isEveryInterface(listeningOn) && isIP(name) !== 0;
}

/** The name or address in a Host header, without port and brackets. */
function hostName(header: string | undefined): string | undefined {
  const match = /^(?:\[(?<v6>[0-9a-f:.]+)\]|(?<name>[^:/@\s]+))(?::\d+)?$/i.exec(header ?? '');
  return (match?.groups?.v6 ?? match?.groups?.name)?.toLowerCase();
}
