import { expect, test } from 'vitest';
import { readSmtpUrl } from '../../../src/deliver/transport/smtp-url.ts';

test('a connection URL says host, port, TLS and who logs in', () => {
  expect(readSmtpUrl('smtps://user:p%40ss@mail.example.com')).toEqual({
    host: 'mail.example.com',
    port: 465,
    secure: true,
    auth: { user: 'user', pass: 'p@ss' },
  });
  expect(readSmtpUrl('smtp://[::1]:2525?requireTLS=true&tls.rejectUnauthorized=false')).toEqual({
    host: '::1',
    port: 2525,
    secure: false,
    requireTLS: true,
    tls: { rejectUnauthorized: false },
  });
  expect(readSmtpUrl('smtp://news%40example.com:x@mail.example.com/?name=news.example.com')).toEqual({
    host: 'mail.example.com',
    port: 587,
    secure: false,
    auth: { user: 'news@example.com', pass: 'x' },
    name: 'news.example.com',
  });
});

test.each([
  ['true', true],
  ['True', true],
  ['1', true],
  ['false', false],
  ['FALSE', false],
  ['0', false],
])('an option of a connection URL may be written as %s', (value, meant) => {
  const options = `requireTLS=${value}&ignoreTLS=${value}&tls.rejectUnauthorized=${value}`;
  expect(readSmtpUrl(`smtp://mail.example.com?${options}`)).toMatchObject({
    requireTLS: meant,
    ignoreTLS: meant,
    tls: { rejectUnauthorized: meant },
  });
});

test.each([
  '',
  'mail.example.com',
  'http://mail.example.com',
  'smtp://',
  'smtp://u:hunter2@h?maxRequeues=9',
  'smtp://u:%zz@h',
  // Whoever means yes must not get no: TLS would be off.
  'smtp://u:hunter2@h?requireTLS=yes',
  'smtp://u:hunter2@h?requireTLS=',
  'smtp://u:hunter2@h?requireTLS= true',
  'smtp://u:hunter2@h?ignoreTLS=no',
  'smtp://u:hunter2@h?tls.rejectUnauthorized=on',
  // What every object has is no option of ours.
  'smtp://u:hunter2@h?constructor=abc',
  'smtp://u:hunter2@h?__proto__=abc',
  // Would be host `u`, port 25, and half of the password the path.
  'smtp://u:25/hunter2@h',
  'smtp://u:25#hunter2@h',
  'smtp://u:hunter2/3@h:25',
])('TRANSPORT_URL: %j is refused, and a password is never repeated', (text) => {
  const refused = (): unknown => readSmtpUrl(text);
  expect(refused).toThrow(expect.objectContaining({ code: 'TRANSPORT_URL' }));
  expect(refused).not.toThrow(/hunter2/);
});
