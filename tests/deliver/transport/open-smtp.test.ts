import { readFileSync } from 'node:fs';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openSmtp } from '../../../src/deliver/transport/open-smtp.ts';
import type { Message, Transport } from '../../../src/deliver/transport/transport.ts';
import { startFaultServer } from '../faults/fault-server.ts';
import { type Script, startMailServer, startScriptedServer } from '../mail-server.ts';

const message = (to = 'ada@example.com'): Message => ({
  envelope: { from: 'bounces@example.com', to },
  raw: [Buffer.from('Subject: hello\r\n\r\n.\r\nOne line.\r\n')],
  dotted: true,
  id: 'one@example.com',
});

function open(url: string, connections = 2): Transport {
  const transport = openSmtp({ url, connections });
  onTestFinished(() => transport.close());
  return transport;
}

test('a message arrives with its envelope and its bytes', async () => {
  const { url, received } = await startMailServer();
  const outcome = await open(url).send(message());
  expect(outcome).toMatchObject({ state: 'accepted', reply: expect.stringMatching(/^250/) });
  expect(received).toEqual([
    { from: 'bounces@example.com', to: ['ada@example.com'], raw: Buffer.concat(message().raw) },
  ]);
});

type Fault = readonly [what: string, script: Script, verdict: string];

const faults: readonly Fault[] = [
  ['a server that cuts before its greeting', { greeting: 'cut' }, 'deferred server connect'],
  ['a greeting that refuses', { greeting: '554 5.7.1 not you' }, 'deferred server connect'],
  ['421 as the greeting', { greeting: '421 busy' }, 'deferred server connect'],
  ['a cut at EHLO', { EHLO: 'cut' }, 'deferred server connect'],
  ['a cut at MAIL', { MAIL: 'cut' }, 'deferred server connect'],
  ['4xx at MAIL', { MAIL: '451 4.3.0 later' }, 'deferred server mail'],
  ['5xx at MAIL', { MAIL: '550 5.7.1 not from you' }, 'deferred sender mail'],
  ['a cut at RCPT', { RCPT: 'cut' }, 'deferred server connect'],
  ['4xx at RCPT', { RCPT: '450 4.2.0 greylisted' }, 'deferred address rcpt'],
  ['5xx at RCPT about the address', { RCPT: '550 5.1.1 no such user' }, 'rejected address rcpt'],
  ['5xx at RCPT about the sender', { RCPT: '550 5.7.1 blocklisted' }, 'deferred sender rcpt'],
  ['421 at RCPT', { RCPT: '421 4.3.2 closing' }, 'deferred server rcpt'],
  ['a cut at DATA', { DATA: 'cut' }, 'deferred server connect'],
  ['4xx at DATA', { DATA: '451 4.3.0 later' }, 'deferred server data'],
  ['a cut after the dot', { '.': 'cut' }, 'unknown'],
  ['garbage after the dot', { '.': 'hello there' }, 'unknown'],
  ['4xx after the dot', { '.': '451 4.3.0 queue full' }, 'deferred server body'],
  ['5xx after the dot', { '.': '554 5.7.1 spam' }, 'deferred sender body'],
  ['421 after the dot', { '.': '421 4.3.2 shutting down' }, 'deferred server body'],
];

test.each(faults)('%s is an outcome', async (_, script, verdict) => {
  const { url } = await startScriptedServer(script);
  const outcome = await open(url).send(message());
  expect('scope' in outcome ? `${outcome.state} ${outcome.scope} ${outcome.stage}` : outcome.state).toBe(verdict);
});

test.each(['PIPELINING', 'SIZE 100000'])(
  'with %s too, a recipient that is refused leaves the connection usable',
  async (extension) => {
    const { url, connections } = await startScriptedServer({
      EHLO: `250-mail.test\r\n250 ${extension}`,
      RCPT: '550 5.1.1 no such user',
    });
    const transport = open(url, 1);
    for (let turn = 0; turn < 3; turn += 1) {
      expect(await transport.send(message())).toMatchObject({ state: 'rejected', scope: 'address', stage: 'rcpt' });
    }
    expect(connections()).toBe(1);
  },
);

test('a message is tried once: a server that cuts before its greeting is not asked again', async () => {
  const { url, connections } = await startScriptedServer({ greeting: 'cut' });
  await open(url).send(message());
  expect(connections()).toBe(1);
});

test('an address that is not ASCII is skipped where the server does not offer SMTPUTF8', async () => {
  const plain = await startScriptedServer({});
  expect(await open(plain.url).send(message('jürgen@example.com'))).toMatchObject({
    state: 'skipped',
    reason: expect.stringContaining('SMTPUTF8'),
  });
  const capable = await startScriptedServer({ EHLO: '250-mail.test\r\n250 SMTPUTF8' });
  const transport = open(capable.url);
  for (let turn = 0; turn < 3; turn += 1) {
    expect(await transport.send(message('jürgen@example.com'))).toMatchObject({ state: 'accepted' });
  }
  // One to ask, which is done once, and one to send.
  expect(capable.connections()).toBe(2);
});

test('what a server offers is what it says before the login', async () => {
  const { url } = await startFaultServer({
    EHLO: { say: '250-fault.test\r\n250-AUTH PLAIN\r\n250 SMTPUTF8' },
    AUTH: { say: '235 2.7.0 in' },
  });
  const transport = open(url.replace('smtp://', 'smtp://news:secret@'));
  expect(await transport.send(message('jürgen@example.com'))).toMatchObject({ state: 'accepted' });
});

test('a look at a server leaves no connection open, and one that failed does not stand for the next', async () => {
  const { url, open: stillOpen } = await startFaultServer({
    connect: [{ say: '554 not yet', cut: true }, { say: '220 fault.test' }],
    EHLO: { say: '250 SMTPUTF8' },
  });
  const transport = open(url);
  await expect(transport.verify()).rejects.toMatchObject({ code: 'TRANSPORT_REFUSED' });
  await transport.verify();
  await expect.poll(stillOpen, { interval: 5 }).toBe(0);
});

test('what is over leaves no timer, which would keep the process', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const { url, accepted } = await startFaultServer();
  const transport = open(url);
  await transport.verify();
  await transport.send(message());
  await transport.close();
  await vi.waitUntil(() => vi.getTimerCount() === 0, { timeout: 5000 });
  expect(accepted).toEqual(['ada@example.com']);
});

test('a login that is refused leaves no connection open', async () => {
  const { url, open: stillOpen } = await startFaultServer({
    EHLO: { say: '250-fault.test\r\n250 AUTH PLAIN' },
    AUTH: { say: '535 5.7.8 no' },
  });
  const transport = open(url.replace('smtp://', 'smtp://news:secret@'));
  await expect(transport.verify()).rejects.toMatchObject({ code: 'TRANSPORT_AUTH' });
  await expect.poll(stillOpen, { interval: 5 }).toBe(0);
});

test('closing ends a look at a server that does not answer', async () => {
  const { url, times, open: stillOpen } = await startFaultServer({ EHLO: { after: new Promise(() => undefined) } });
  const transport = open(url);
  const refused = expect(transport.verify()).rejects.toMatchObject({ code: 'TRANSPORT_REFUSED' });
  await expect.poll(() => times('EHLO'), { interval: 5 }).toBe(1);
  await transport.close();
  await refused;
  await expect.poll(stillOpen, { interval: 5 }).toBe(0);
});

test('this machine says the name that the URL gives it', async () => {
  const names: string[] = [];
  const { url } = await startMailServer({
    onMailFrom: (_, { hostNameAppearsAs }, done) => {
      names.push(hostNameAppearsAs);
      done();
    },
  });
  expect(await open(`${url}?name=news.example.com`).send(message())).toMatchObject({ state: 'accepted' });
  expect(names).toEqual(['news.example.com']);
});

test('TRANSPORT_REFUSED: verify says where nobody takes mail', async () => {
  const { url } = await startScriptedServer({ greeting: '554 not you' });
  await expect(open(url).verify()).rejects.toMatchObject({ code: 'TRANSPORT_REFUSED', exitCode: 1 });
});

test('TRANSPORT_REFUSED: a certificate that is not trusted is told from a server that is not there', async () => {
  const pem = (name: string): string => readFileSync(new URL(`keys/test-only-${name}.pem`, import.meta.url), 'utf8');
  const certificate = { key: pem('key'), cert: pem('self-signed') };
  const { url, received } = await startMailServer({ disabledCommands: [], ...certificate });
  await expect(open(url).verify()).rejects.toMatchObject({
    code: 'TRANSPORT_REFUSED',
    problems: [
      {
        why: 'Its certificate is not trusted: self-signed certificate.',
        fix: 'Name the file with the certificate of whoever signed it in the environment, as NODE_EXTRA_CA_CERTS, or add ?tls.rejectUnauthorized=false to SMTP_URL for a server of your own. Nobody was mailed.',
      },
    ],
  });
  const trusted = open(`${url}?tls.rejectUnauthorized=false`);
  await trusted.verify();
  expect(await trusted.send(message())).toMatchObject({ state: 'accepted' });
  expect(received).toHaveLength(1);

  const expired = await startMailServer({ disabledCommands: [] });
  await expect(open(expired.url).verify()).rejects.toMatchObject({
    problems: [
      {
        why: 'Its certificate does not hold: certificate has expired.',
        fix: expect.stringContaining('renew it'),
      },
    ],
  });
});

test('TRANSPORT_REFUSED: smtps:// to a port that does not begin with TLS is told so', async () => {
  const { url } = await startScriptedServer({});
  await expect(open(url.replace('smtp://', 'smtps://')).verify()).rejects.toMatchObject({
    code: 'TRANSPORT_REFUSED',
    problems: [
      {
        why: 'It does not speak TLS at this port.',
        fix: 'Use smtp:// in SMTP_URL, which turns to TLS where the server offers it; or give the port for smtps://, often 465. Nobody was mailed.',
      },
    ],
  });
});

test('TRANSPORT_AUTH: verify says that the password is wrong, and nothing shows it', async () => {
  const { url } = await startMailServer({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: (_, __, done) => done(new Error('no')),
  });
  const transport = open(url.replace('smtp://', 'smtp://news:hunter2@'));
  expect(transport.name).not.toContain('hunter2');
  const error: unknown = await transport.verify().catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'TRANSPORT_AUTH', exitCode: 2 });
  expect(JSON.stringify(error)).not.toContain('hunter2');
  expect(await transport.send(message())).toMatchObject({ state: 'deferred', scope: 'server', stage: 'auth' });
});

test('verify and send log in with the user and password of the URL', async () => {
  const { url, received } = await startMailServer({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _, done) =>
      username === 'news@example.com' && password === 'p@ss' ? done(null, { user: 'news' }) : done(new Error('no')),
  });
  const transport = open(url.replace('smtp://', 'smtp://news%40example.com:p%40ss@'));
  await transport.verify();
  expect(await transport.send(message())).toMatchObject({ state: 'accepted' });
  expect(received).toHaveLength(1);
});
