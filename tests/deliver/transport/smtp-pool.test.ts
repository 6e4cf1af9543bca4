import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { Outcome } from '../../../src/deliver/delivery.ts';
import { SmtpPool } from '../../../src/deliver/transport/smtp-pool.ts';
import { readSmtpUrl } from '../../../src/deliver/transport/smtp-url.ts';
import type { Message } from '../../../src/deliver/transport/transport.ts';
import { type Faults, startFaultServer } from '../faults/fault-server.ts';

const message = (number: number): Message => ({
  envelope: { from: 'bounces@example.com', to: `reader${number}@example.com` },
  raw: [Buffer.from('Subject: hello\r\n\r\nOne line.\r\n')],
  dotted: false,
  id: `${number}@example.com`,
});

async function open(faults: Faults, connections = 1) {
  const server = await startFaultServer(faults);
  const url = faults.AUTH ? server.url.replace('smtp://', 'smtp://news:secret@') : server.url;
  const pool = new SmtpPool(readSmtpUrl(url), connections);
  onTestFinished(() => pool.close());
  return { server, pool };
}

const sendInTurn = async (pool: SmtpPool, count: number): Promise<readonly Outcome['state'][]> => {
  const states: Outcome['state'][] = [];
  for (let number = 0; number < count; number += 1) states.push((await pool.send(message(number))).state);
  return states;
};

test('a connection is kept for the next message', async () => {
  const { server, pool } = await open({});
  expect(await sendInTurn(pool, 5)).toEqual(Array(5).fill('accepted'));
  expect(server.connections()).toBe(1);
});

test.each<[what: string, faults: Faults]>([
  ['closes after each message', { '.': { say: '250 2.0.0 taken', cut: true } }],
  [
    'says 421 to a second message',
    { MAIL: [{ say: '250 ok' }, { say: '421 4.7.0 too many', cut: true }, { say: '250 ok' }] },
  ],
  ['cuts at a second message', { MAIL: [{ say: '250 ok' }, { cut: true }, { say: '250 ok' }] }],
])('a server that %s gets each message once, over new connections', async (_, faults) => {
  const { server, pool } = await open(faults);
  expect(await sendInTurn(pool, 3)).toEqual(Array(3).fill('accepted'));
  expect(server.accepted).toEqual([0, 1, 2].map((number) => `reader${number}@example.com`));
  expect(server.connections()).toBeGreaterThan(1);
});

test('a connection takes a thousand messages, and the next one a new connection', async () => {
  const { server, pool } = await open({});
  await sendInTurn(pool, 1000);
  expect(server.connections()).toBe(1);
  await sendInTurn(pool, 1);
  expect(server.connections()).toBe(2);
  expect(server.accepted).toHaveLength(1001);
  // The first is taken leave of.
  await expect.poll(() => server.open(), { interval: 5 }).toBe(1);
});

test('a message that comes while the server is closing the kept connection goes over a new one', async () => {
  const { server, pool } = await open({ '.': [{ say: '250 2.0.0 taken', cut: true }, { say: '250 2.0.0 taken' }] });
  let second: Promise<Outcome> | undefined;
  const watch = (opened: unknown): void => {
    const { socket } = opened as { readonly socket: Socket };
    // Its end has come from the server, and ours is on its way.
    socket.on('end', () =>
      queueMicrotask(() => {
        second ??= pool.send(message(1));
      }),
    );
  };
  subscribe('net.client.socket', watch);
  onTestFinished(() => {
    unsubscribe('net.client.socket', watch);
  });
  expect(await pool.send(message(0))).toMatchObject({ state: 'accepted' });
  await expect.poll(() => second, { interval: 5 }).toBeDefined();
  expect(await second).toMatchObject({ state: 'accepted' });
  expect(server.connections()).toBe(2);
});

test.each<[what: string, reset: Faults['RSET']]>([
  ['refuses RSET', { say: '502 5.5.1 no' }],
  ['cuts at RSET', { cut: true }],
  ['says 421 to RSET', { say: '421 4.3.2 closing', cut: true }],
])('a server that %s after a refused recipient gets the next message over a new connection', async (_, reset = {}) => {
  const { server, pool } = await open({ RCPT: [{ say: '550 5.1.1 no such user' }, { say: '250 ok' }], RSET: reset });
  expect(await sendInTurn(pool, 3)).toEqual(['rejected', 'accepted', 'accepted']);
  expect(server.connections()).toBe(2);
});

test('a new connection that ends before the message is begun is not replaced: that is the outcome', async () => {
  const { server, pool } = await open({ MAIL: { cut: true } });
  expect(await pool.send(message(0))).toMatchObject({ state: 'deferred', scope: 'server' });
  expect(server.connections()).toBe(1);
});

test('a new connection that ends before the message is begun leaves its place to the next', async () => {
  const { server, pool } = await open({ MAIL: [{ cut: true }, { cut: true }, { say: '250 ok' }] });
  expect(await sendInTurn(pool, 3)).toEqual(['deferred', 'deferred', 'accepted']);
  expect(server.connections()).toBe(3);
});

test('a kept connection that ends once the body is begun leaves unknown, and is not replaced', async () => {
  const { server, pool } = await open({ '.': [{ say: '250 2.0.0 taken' }, { cut: true }] });
  expect(await sendInTurn(pool, 2)).toEqual(['accepted', 'unknown']);
  expect(server.complete).toHaveLength(2);
});

test.each<[what: string, faults: Faults, connections: number]>([
  ['are opened at once', {}, 30],
  ['are opened one after the other', { '.': { say: '250 2.0.0 taken', cut: true } }, 3],
])('many connections that %s are no leak to warn of', async (_, faults, connections) => {
  const { pool } = await open(faults, connections);
  const warnings: string[] = [];
  const note = ({ name }: Error): unknown => warnings.push(name);
  process.on('warning', note);
  onTestFinished(() => {
    process.off('warning', note);
  });
  const outcomes = await Promise.all(Array.from({ length: 60 }, (_, number) => pool.send(message(number))));
  expect(outcomes.map(({ state }) => state)).toEqual(Array(60).fill('accepted'));
  expect(warnings).toEqual([]);
});

test('there are never more connections than allowed, and nobody is left waiting', async () => {
  const { server, pool } = await open({ RCPT: [{ say: '550 5.1.1 no such user' }, { say: '250 ok' }] }, 2);
  const outcomes = await Promise.all(Array.from({ length: 12 }, (_, number) => pool.send(message(number))));
  expect(outcomes.map(({ state }) => state).sort()).toEqual([...Array(11).fill('accepted'), 'rejected']);
  expect(server.connections()).toBe(2);
});

const never = { after: new Promise(() => undefined) };

test('closing says QUIT over a connection that is idle, whatever it was used for', async () => {
  const { server, pool } = await open({ RCPT: [{ say: '550 5.1.1 no such user' }, { say: '250 ok' }] });
  expect(await sendInTurn(pool, 2)).toEqual(['rejected', 'accepted']);
  pool.close();
  await expect.poll(() => server.times('QUIT'), { interval: 5 }).toBe(1);
});

test('closing waits a second for a server to answer QUIT, and no longer', async () => {
  const { server, pool } = await open({ QUIT: never });
  expect(await sendInTurn(pool, 1)).toEqual(['accepted']);
  pool.close();
  await expect.poll(() => server.open(), { timeout: 5000 }).toBe(0);
});

test.each<[what: string, faults: Faults]>([
  ['its greeting', { connect: never }],
  ['EHLO', { EHLO: never }],
  ['AUTH', { EHLO: { say: '250-fault.test\r\n250 AUTH PLAIN' }, AUTH: never }],
])('closing ends a connection that is being opened while the server leaves %s open', async (_, faults) => {
  const { server, pool } = await open(faults);
  const sending = pool.send(message(0));
  const [last = 'connect'] = Object.keys(faults).slice(-1);
  await expect.poll(() => server.times(last), { interval: 5 }).toBe(1);
  pool.close();
  expect(await sending).toMatchObject({ state: 'deferred', scope: 'server', stage: 'connect' });
  await expect.poll(() => server.open(), { timeout: 5000 }).toBe(0);
});

test('a message that comes after closing is not sent, over a kept connection neither', async () => {
  const { server, pool } = await open({});
  expect(await sendInTurn(pool, 1)).toEqual(['accepted']);
  pool.close();
  expect(await sendInTurn(pool, 2)).toEqual(['deferred', 'deferred']);
  expect({ accepted: server.accepted.length, connections: server.connections() }).toEqual({
    accepted: 1,
    connections: 1,
  });
});

test('closing cuts off what is under way, and it has an outcome', async () => {
  const { server, pool } = await open({ '.': { after: new Promise(() => undefined) } });
  const sending = pool.send(message(0));
  await expect.poll(() => server.complete.length, { interval: 5 }).toBe(1);
  pool.close();
  expect(await sending).toMatchObject({ state: 'unknown' });
});
