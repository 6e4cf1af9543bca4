import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openOutbox } from '../../../src/deliver/transport/open-outbox.ts';
import { openSmtp } from '../../../src/deliver/transport/open-smtp.ts';
import type { Message, Transport } from '../../../src/deliver/transport/transport.ts';
import { temporaryFolder } from '../fixture.ts';
import { type HeardServer, startHeardServer } from '../heard-server.ts';

const message = (to: string): Message => ({
  envelope: { from: 'news@example.com', to },
  raw: [Buffer.from('Subject: hello\r\n\r\n'), Buffer.from('Good morning.\r\n')],
  dotted: false,
  id: 'one@example.com',
});
const whole = 'Subject: hello\r\n\r\nGood morning.\r\n.\r\n';

function open(url: string): Transport {
  const transport = openSmtp({ url, connections: 1 });
  onTestFinished(() => transport.close());
  return transport;
}

/** A word that is given later. */
function word(): { readonly mayGo: Promise<boolean>; readonly give: (word: boolean) => void } {
  let give: ((word: boolean) => void) | undefined;
  const mayGo = new Promise<boolean>((resolve) => {
    give = resolve;
  });
  return { mayGo, give: (said) => give?.(said) };
}

/** A message that waits, its envelope sent, over a connection that another has used before. */
async function holdOverKept(server: HeardServer) {
  const transport = open(server.url);
  await transport.send(message('bob@example.com'));
  const { mayGo, give } = word();
  const held = transport.send(message('ada@example.com'), mayGo);
  await server.asked(2);
  return { transport, held, give };
}

test('the envelope goes out at once, and nothing of the message before the word is given', async () => {
  const server = await startHeardServer();
  const { mayGo, give } = word();
  const sent = open(server.url).send(message('ada@example.com'), mayGo);
  await server.asked(1);
  // A whole round trip over another connection, so that what had left would have come.
  await open(server.url).send(message('bob@example.com'));
  expect(server.bodies).toEqual(['', whole]);
  give(true);
  expect(await sent).toMatchObject({ state: 'accepted' });
  expect(server.bodies).toEqual([whole, whole]);
});

test('a message that may not go after all leaves the server with nothing, and the next has a connection of its own', async () => {
  const server = await startHeardServer();
  const transport = open(server.url);
  const { mayGo, give } = word();
  const held = transport.send(message('ada@example.com'), mayGo);
  await server.asked(1);
  give(false);
  expect(await held).toMatchObject({ state: 'deferred', reply: 'not sent: it was held back' });
  expect(await transport.send(message('bob@example.com'), Promise.resolve(true))).toMatchObject({ state: 'accepted' });
  expect({ bodies: server.bodies, taken: server.taken, connections: server.connections() }).toEqual({
    bodies: ['', whole],
    taken: ['bob@example.com'],
    connections: 2,
  });
});

test('a message that may not go after all is not begun over another connection', async () => {
  const server = await startHeardServer();
  const { held, give } = await holdOverKept(server);
  give(false);
  expect(await held).toMatchObject({ state: 'deferred', reply: 'not sent: it was held back' });
  expect({ bodies: server.bodies, connections: server.connections() }).toEqual({ bodies: [whole, ''], connections: 1 });
});

test('a connection that is cut while a message waits is replaced, and the message goes once', async () => {
  const server = await startHeardServer();
  const { held, give } = await holdOverKept(server);
  server.cut();
  await server.asked(3);
  give(true);
  expect(await held).toMatchObject({ state: 'accepted' });
  expect({ bodies: server.bodies, taken: server.taken }).toEqual({
    bodies: [whole, '', whole],
    taken: ['bob@example.com', 'ada@example.com'],
  });
});

test.each(['451 4.3.0 try later', '250 2.0.0 taken', '550 5.7.1 no'])(
  'a server that says "%s" before it has the message gets neither it nor another on that connection',
  async (outOfStep) => {
    const server = await startHeardServer({ outOfStep });
    const transport = open(server.url);
    const ada = word();
    const held = await transport.send(message('ada@example.com'), ada.mayGo);
    expect(held.state).toBe('deferred');
    const bob = word();
    const next = transport.send(message('bob@example.com'), bob.mayGo);
    await server.asked(2);
    // The word for the first comes when the second waits.
    ada.give(true);
    await open(server.url).send(message('cid@example.com'));
    expect(server.bodies).toEqual(['', '', whole]);
    bob.give(true);
    expect(await next).toMatchObject({ state: 'accepted' });
    expect({ bodies: server.bodies, taken: server.taken }).toEqual({
      bodies: ['', whole, whole],
      taken: ['cid@example.com', 'bob@example.com'],
    });
  },
);

test('a transport that is closed opens no connection for a message that waited', async () => {
  const server = await startHeardServer();
  const { transport, held, give } = await holdOverKept(server);
  await transport.close();
  expect(await held).toMatchObject({ state: 'deferred' });
  give(true);
  expect(await transport.send(message('cid@example.com'))).toMatchObject({ state: 'deferred' });
  // Nor does a QUIT go where the server waits for the message.
  const { bodies, taken } = server;
  expect({ bodies, taken, connections: server.connections() }).toEqual({
    bodies: [whole, ''],
    taken: ['bob@example.com'],
    connections: 1,
  });
});

test('the outbox has no file of a message that may not go', async () => {
  const folder = await temporaryFolder();
  const outbox = openOutbox({ folder: join(folder, 'outbox') });
  expect(await outbox.send(message('ada@example.com'), Promise.resolve(false))).toMatchObject({ state: 'deferred' });
  expect(await readdir(folder)).toEqual([]);
  expect(await outbox.send(message('ada@example.com'), Promise.resolve(true))).toMatchObject({ state: 'accepted' });
});
