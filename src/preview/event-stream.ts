import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApiGeneration } from './api.ts';
import { protectiveHeaders } from './reply.ts';

/** The open pages, each listening for saves by server-sent events. */
export type EventStream = {
  /** Keeps the response open and tells it where things stand. */
  readonly join: (request: IncomingMessage, response: ServerResponse, now: ApiGeneration) => void;
  readonly push: (news: ApiGeneration) => void;
  readonly close: () => void;
};

/** How soon a page tries again after the server went away. */
const retryMilliseconds = 500;

const encode = (news: ApiGeneration): string => `event: generation\ndata: ${JSON.stringify(news)}\n\n`;

export function createEventStream(): EventStream {
  const open = new Set<ServerResponse>();
  return {
    join(request, response, now) {
      response.writeHead(200, { ...protectiveHeaders, 'Content-Type': 'text/event-stream; charset=utf-8' });
      if (request.method === 'HEAD') {
        response.end();
        return;
      }
      response.write(`retry: ${retryMilliseconds}\n\n${encode(now)}`);
      open.add(response);
      response.on('close', () => open.delete(response));
    },
    push(news) {
      for (const response of open) response.write(encode(news));
    },
    close() {
      for (const response of open) response.end();
    },
  };
}
