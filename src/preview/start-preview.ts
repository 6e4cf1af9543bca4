import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { isAllowedHost, isEveryInterface } from './allowed-host.ts';
import { type Answers, answer } from './answer.ts';
import { bundleUi } from './bundle-ui.ts';
import { describeProblems } from './describe-problems.ts';
import { createEventStream, type EventStream } from './event-stream.ts';
import { listen } from './listen.ts';
import type { PreviewSource } from './preview-source.ts';
import { createRenders, type Renders } from './renders.ts';
import { sendReply, textReply } from './reply.ts';

export type PreviewOptions = {
  readonly newsletter: PreviewSource;
  /** This port or none; without it, the first free one from 3000 on. 0 is any free port. */
  readonly port?: number;
  /** `127.0.0.1` unless the preview is to be seen from other computers. */
  readonly host?: string;
};

export type RunningPreview = { readonly url: string; readonly close: () => Promise<void> };

/**
 * Serves a page that shows the newsletter's editions and stories as mail, and shows each save as it happens.
 * @throws MastheadError PORT_TAKEN, PREVIEW_NOT_LISTENING
 */
export async function startPreview({ newsletter, port, host = '127.0.0.1' }: PreviewOptions): Promise<RunningPreview> {
  const renders = createRenders(newsletter);
  const events = createEventStream();
  const ui = bundleUi();
  const answers: Answers = { newsletter, renders, ui };
  const server = createServer((request, response) => void handle(request, response, { answers, events, host }));
  const boundPort = await listen(server, { host, ...(port === undefined ? {} : { port }) });
  const stop = async (): Promise<void> => {
    events.close();
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  };
  // A failure of either is told to whoever opens the page; until then it must not end the process.
  ui.then(() => drawFirst(renders)).catch(() => {});
  try {
    const unwatch = await newsletter.watch((files) => events.push({ generation: renders.renew(), files }));
    return { url: urlOf(host, boundPort), close: async () => void (await Promise.all([unwatch(), stop()])) };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The page opens on the latest edition: it is drawn while the browser loads the page. */
async function drawFirst(renders: Renders): Promise<void> {
  const [latest] = (await renders.content()).editions;
  if (latest) await renders.mail({ edition: latest.id });
}

/** An address that a browser on this computer can open. */
function urlOf(host: string, port: number): string {
  if (isEveryInterface(host)) return `http://localhost:${port}/`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}/`;
}

type Context = { readonly answers: Answers; readonly events: EventStream; readonly host: string };

async function handle(request: IncomingMessage, response: ServerResponse, { answers, events, host }: Context) {
  if (!isAllowedHost(request.headers.host, host)) {
    return sendReply(request, response, textReply(403, `This preview is only shown at ${host} and localhost.`));
  }
  if (isFromElsewhere(request)) {
    return sendReply(
      request,
      response,
      textReply(403, 'This preview is shown to its own page only. Type its address.'),
    );
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return sendReply(request, response, textReply(405, 'The preview can be looked at and nothing else.'));
  }
  const path = readPath(request.url);
  if (!path) return sendReply(request, response, textReply(400, 'This address is not well-formed.'));
  if (path.length === 1 && path[0] === 'events') {
    return events.join(request, response, { generation: answers.renders.generation(), files: [] });
  }
  try {
    sendReply(request, response, await answer(path, answers));
  } catch (error) {
    const [problem] = describeProblems(error);
    sendReply(request, response, textReply(500, [problem?.what, problem?.why, problem?.fix].join('\n')));
  }
}

/**
 * Whether a page of another site made the browser ask (Fetch Metadata, W3C). Such a page cannot read the answer, but it can make us
 * render as often as it likes. An address that a user types, or a bookmark, is of no site.
 */
const isFromElsewhere = ({ headers }: IncomingMessage): boolean => headers['sec-fetch-site'] === 'cross-site';

/** The decoded segments of a request's path, or undefined when it cannot be decoded. */
function readPath(url = '/'): readonly string[] | undefined {
  try {
    return new URL(url, 'http://preview').pathname.slice(1).split('/').map(decodeURIComponent);
  } catch {
    return undefined;
  }
}
