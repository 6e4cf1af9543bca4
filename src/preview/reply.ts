import type { IncomingMessage, ServerResponse } from 'node:http';

/** A whole answer to a request. `policy` is its Content-Security-Policy: nothing is allowed unless it says so. */
export type Reply = {
  readonly status: number;
  readonly type: string;
  readonly body: string | Uint8Array;
  readonly policy?: string;
};

const allowNothing = "default-src 'none'; frame-ancestors 'none'";

/** The headers that every answer has: nothing is cached, sniffed, embedded elsewhere or told to other sites. */
export const protectiveHeaders = {
  'Cache-Control': 'no-store',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
} as const;

export const jsonReply = (value: unknown): Reply => ({
  status: 200,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(value),
});

export const textReply = (status: number, body: string): Reply => ({
  status,
  type: 'text/plain; charset=utf-8',
  body: `${body}\n`,
});

export const notFound: Reply = textReply(404, 'There is nothing here. The preview starts at /.');

export function sendReply(request: IncomingMessage, response: ServerResponse, reply: Reply): void {
  response.writeHead(reply.status, {
    ...protectiveHeaders,
    'Content-Type': reply.type,
    'Content-Length': Buffer.byteLength(reply.body),
    'Content-Security-Policy': reply.policy ?? allowNothing,
    ...(reply.status === 405 ? { Allow: 'GET, HEAD' } : {}),
  });
  response.end(request.method === 'HEAD' ? undefined : reply.body);
}
