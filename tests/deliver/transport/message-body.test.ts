import { type AddressInfo, createServer } from 'node:net';
import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { pieceOf } from '../../../src/deliver/message/piece.ts';
import { MessageBody } from '../../../src/deliver/transport/message-body.ts';
import { openSmtp } from '../../../src/deliver/transport/open-smtp.ts';
import type { Message, Transport } from '../../../src/deliver/transport/transport.ts';
import { startMailServer } from '../mail-server.ts';
import { moment } from '../moment.ts';

const message = (text: string): Message => {
  const { wire, dotted } = pieceOf(text);
  return {
    envelope: { from: 'bounces@example.com', to: 'ada@example.com' },
    // In three, the cuts anywhere: what is gathered for a message is written in whatever buffers it is in.
    raw: [wire.subarray(0, 7), wire.subarray(7, 5000), wire.subarray(5000)].filter(({ length }) => length > 0),
    dotted,
    id: 'one@example.com',
  };
};

function open(url: string): Transport {
  const transport = openSmtp({ url, connections: 1 });
  onTestFinished(() => transport.close());
  return transport;
}

/** A server that keeps the octets after 354, up to the dot, as they came. */
async function startWire(): Promise<{ readonly url: string; readonly bodies: readonly string[] }> {
  const bodies: string[] = [];
  const server = createServer((socket) => {
    let pending = '';
    let inBody = false;
    socket.on('error', () => undefined);
    socket.write('220 wire\r\n');
    socket.on('data', (chunk) => {
      pending += chunk.toString('latin1');
      for (;;) {
        const end = inBody ? '\r\n.\r\n' : '\r\n';
        const at = pending.indexOf(end);
        if (at < 0) return;
        const taken = pending.slice(0, at + end.length);
        pending = pending.slice(at + end.length);
        if (inBody) bodies.push(taken);
        inBody = !inBody && taken.startsWith('DATA');
        socket.write(inBody ? '354 go on\r\n' : '250 ok\r\n');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, bodies };
}

const bodies: readonly (readonly [what: string, raw: string, onTheWire: string])[] = [
  ['no dot at the start of a line', 'A: b\r\n\r\nOne. Two.\r\n', 'A: b\r\n\r\nOne. Two.\r\n.\r\n'],
  ['a line that is a dot', 'A: b\r\n\r\n.\r\nmore\r\n', 'A: b\r\n\r\n..\r\nmore\r\n.\r\n'],
  ['a line that begins with dots', 'A: b\r\n\r\n..two\r\n', 'A: b\r\n\r\n...two\r\n.\r\n'],
  ['a dot as its first octet', '.A: b\r\n', '..A: b\r\n.\r\n'],
  ['a dot as its last line', 'A: b\r\n\r\n.\r\n', 'A: b\r\n\r\n..\r\n.\r\n'],
  ['a dot after a lone line feed', 'A: b\r\n\r\na\n.\nb\r\n', 'A: b\r\n\r\na\r\n..\r\nb\r\n.\r\n'],
  ['a dot after a lone carriage return', 'A: b\r\n\r\na\r.\rb\r\n', 'A: b\r\n\r\na\r\n..\r\nb\r\n.\r\n'],
  ['no line end', 'A: b\r\n\r\nlast', 'A: b\r\n\r\nlast\r\n.\r\n'],
  ['a lone line feed at its end', 'A: b\r\n\r\nlast\n', 'A: b\r\n\r\nlast\r\n.\r\n'],
  ['a lone carriage return at its end', 'A: b\r\n\r\nlast\r', 'A: b\r\n\r\nlast\r\n.\r\n'],
  ['nothing in it', '', '\r\n.\r\n'],
];

test.each(bodies)('a body with %s goes out so that nothing in it ends it', async (_, raw, onTheWire) => {
  const { url, bodies: seen } = await startWire();
  const transport = open(url);
  // The second over the same connection would begin with whatever the first left behind.
  for (let turn = 0; turn < 2; turn += 1) {
    expect(await transport.send(message(raw))).toMatchObject({ state: 'accepted' });
  }
  expect(seen).toEqual([onTheWire, onTheWire]);
});

const large = `A: b\r\n\r\n${'A line that is neither short nor long, and ends as lines do.\r\n'.repeat(60_000)}`;

test.each([
  ['as it is', large],
  ['with a dot to be doubled', `${large}.\r\n`],
])('a message larger than any buffer on the way arrives whole, %s', async (_, raw) => {
  const { url, received } = await startMailServer();
  const transport = open(url);
  for (let turn = 0; turn < 2; turn += 1) {
    expect(await transport.send(message(raw))).toMatchObject({ state: 'accepted' });
  }
  expect(received.map((one) => one.raw.equals(Buffer.from(raw)))).toEqual([true, true]);
});

test('messages arrive as they are after STARTTLS', async () => {
  const { url, received } = await startMailServer({ disabledCommands: [] });
  const transport = open(`${url}?requireTLS=true&tls.rejectUnauthorized=false`);
  for (const raw of [large, 'A: b\r\n\r\n.\r\n']) {
    expect(await transport.send(message(raw))).toMatchObject({ state: 'accepted' });
    expect(received.at(-1)?.raw.equals(Buffer.from(raw))).toBe(true);
  }
});

test.each([
  ['as it is', 'A: b\r\n\r\nlate\r\n'],
  ['with a dot to be doubled', 'A: b\r\n\r\n.\r\n'],
])('a message whose word comes when its try has failed writes no byte, %s', async (_, raw) => {
  const { come, let: give } = moment();
  const body = new MessageBody(
    message(raw),
    come.then(() => true),
  );
  const way = new PassThrough();
  const written: Buffer[] = [];
  way.on('data', (bytes: Buffer) => written.push(bytes));
  body.pipe(way);
  // What the session does with a body when its try is over.
  body.destroy();
  give();
  await setImmediate();
  await setImmediate();
  expect({ asked: body.asked, begun: body.begun, written, open: !way.writableEnded }).toEqual({
    asked: true,
    begun: false,
    written: [],
    open: true,
  });
});

/** A server that reads the first octets of a body and then does this. */
async function startDeaf(act: 'cut' | 'refuse'): Promise<{ readonly url: string }> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write('220 deaf\r\n');
    let inBody = false;
    socket.on('data', (chunk) => {
      if (inBody) {
        socket.pause();
        if (act === 'cut') socket.destroy();
        else socket.write('552 5.3.4 too large\r\n', () => socket.destroySoon());
        return;
      }
      inBody = chunk.toString('latin1').startsWith('DATA');
      socket.write(inBody ? '354 go on\r\n' : '250 ok\r\n');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

test.each(['as it is', 'with a dot to be doubled'])(
  'a connection that is cut in the middle of the body leaves the delivery unknown, %s',
  async (how) => {
    const { url } = await startDeaf('cut');
    const raw = how === 'as it is' ? large : `${large}.\r\n`;
    expect(await open(url).send(message(raw))).toMatchObject({ state: 'unknown' });
  },
);

test.each(['as it is', 'with a dot to be doubled'])(
  'what a server says in the middle of the body, before it cuts, counts or leaves the delivery unknown: it is not tried anew, %s',
  async (how) => {
    const { url } = await startDeaf('refuse');
    const raw = how === 'as it is' ? large : `${large}.\r\n`;
    const outcome = await open(url).send(message(raw));
    // Whether the reply is read before the reset of the connection is up to the operating system.
    expect(['unknown', 'deferred body', 'rejected body']).toContain(
      'stage' in outcome ? `${outcome.state} ${outcome.stage}` : outcome.state,
    );
  },
);
