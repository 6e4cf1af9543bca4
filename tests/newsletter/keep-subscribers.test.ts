import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Newsletter, openNewsletter } from '../../src/newsletter.ts';
import { copySample, runMasthead } from '../end-to-end/run-masthead.ts';

let folder = '';
let newsletter: Newsletter;

beforeEach(async () => {
  folder = await copySample();
  newsletter = await openNewsletter(folder, { env: {} });
});
afterEach(() => newsletter.close());

const write = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text);
const read = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');

describe('adding a subscriber', () => {
  test('appends a row, keeps the others as they are, and adds the column that the list lacks', async () => {
    await write('a.csv', 'Email,First Name\r\nada@example.com,"Ada, Countess"\r\n');
    const keeper = await newsletter.subscribers('a.csv');
    expect(await keeper.add('Bob@EXAMPLE.com', { fields: { city: 'Łódź "North"' }, resubscribe: false })).toEqual({
      added: true,
      lifted: false,
      passedOver: [],
    });
    expect(await read('a.csv')).toBe(
      'Email,First Name,city\r\nada@example.com,"Ada, Countess",\r\nBob@example.com,,"Łódź ""North"""\r\n',
    );
  });

  test('an address that is there already is not added, in whatever case it is written', async () => {
    await write('a.csv', 'email\nada@example.com\n');
    const keeper = await newsletter.subscribers('a.csv');
    expect(await keeper.add('ADA@example.com', { fields: {}, resubscribe: false })).toEqual({
      added: false,
      lifted: false,
      passedOver: [],
    });
    expect(await read('a.csv')).toBe('email\nada@example.com\n');
  });

  test('makes a list that is not there, and keeps the separator of one that is', async () => {
    await (await newsletter.subscribers('new.csv')).add('ada@example.com', { fields: {}, resubscribe: false });
    expect(await read('new.csv')).toBe('email\nada@example.com\n');
    await write('semicolon.csv', 'email;name\nada@example.com;Ada\n');
    await (await newsletter.subscribers('semicolon.csv')).add('b@example.com', {
      fields: { name: 'B;C' },
      resubscribe: false,
    });
    expect(await read('semicolon.csv')).toBe('email;name\nada@example.com;Ada\nb@example.com;"B;C"\n');
  });

  test('a field goes into the column that a merge field of that name means', async () => {
    await write('a.csv', 'email,First Name\nada@example.com,Ada\n');
    const keeper = await newsletter.subscribers('a.csv');
    await keeper.add('fay@example.com', { fields: { First_Name: 'Fay', 'Home-Town': 'Rome' }, resubscribe: false });
    expect(await read('a.csv')).toBe('email,First Name,home_town\nada@example.com,Ada,\nfay@example.com,Fay,Rome\n');
    expect((await keeper.read()).subscribers).toHaveLength(2);
  });

  test('refuses a field that is the address, that is given twice or has no name, all at once', async () => {
    await write('a.csv', 'E-Mail\nada@example.com\n');
    const fields = { email: 'x', 'E-Mail Address': 'y', City: 'Rome', city: 'Paris', '--': 'z' };
    const add = (await newsletter.subscribers('a.csv')).add('fay@example.com', { fields, resubscribe: false });
    const told = ['email', 'E-Mail Address', 'city', '--'].map((name) => ({
      code: 'COLUMN_INVALID',
      what: expect.stringContaining(JSON.stringify(name)),
    }));
    await expect(add).rejects.toMatchObject({ code: 'COLUMN_INVALID', exitCode: 2, problems: told });
    expect(await read('a.csv')).toBe('E-Mail\nada@example.com\n');
  });

  test('refuses what is not one address, and changes nothing', async () => {
    await write('a.csv', 'email\nada@example.com\n');
    const add = (await newsletter.subscribers('a.csv')).add('a@example.com, b@example.com', {
      fields: {},
      resubscribe: false,
    });
    await expect(add).rejects.toMatchObject({ code: 'ADDRESS_INVALID', exitCode: 2 });
    expect(await read('a.csv')).toBe('email\nada@example.com\n');
  });
});

test('subscribers that several processes add at the same time are all on the list', async () => {
  const people = Array.from({ length: 8 }, (_, index) => `reader${index}@example.com`);
  const runs = await Promise.all(
    people.map((person) => runMasthead(['subscribers', 'add', person, '--list', 'new.csv'], { folder })),
  );
  expect(runs.map(({ exitCode, stderr }) => ({ exitCode, stderr }))).toEqual(
    people.map(() => ({ exitCode: 0, stderr: '' })),
  );
  expect((await read('new.csv')).trim().split('\n').sort()).toEqual(['email', ...people]);
});

describe('removing a subscriber', () => {
  test('keeps the address from being mailed, added or imported, until it asks to come back', async () => {
    await write('a.csv', 'email\nada@example.com\nbob@example.com\n');
    const keeper = await newsletter.subscribers('a.csv');
    await keeper.remove('ADA@example.com');
    expect((await keeper.read()).skipped).toEqual([
      { line: 2, address: 'ada@example.com', reason: 'suppressed: removed by hand' },
    ]);
    const add = keeper.add('ada@example.com', { fields: {}, resubscribe: false });
    await expect(add).rejects.toMatchObject({ code: 'ADDRESS_SUPPRESSED', exitCode: 2 });

    await write('more.csv', 'email\nada@example.com\ncleo@example.com\n');
    expect(await (await newsletter.subscribers('b.csv')).import('more.csv')).toMatchObject({ added: 1, known: 0 });
    expect(await read('b.csv')).toBe('email\ncleo@example.com\n');

    expect(await keeper.add('ada@example.com', { fields: {}, resubscribe: true })).toMatchObject({ lifted: true });
    expect((await keeper.read()).skipped).toEqual([]);
  });
});

describe('importing and exporting a list', () => {
  test('imports whom the list does not know, and says who was left out and why', async () => {
    await write('a.csv', 'email,name\nada@example.com,Ada\n');
    await write('more.csv', 'E-Mail;City\nada@example.com;X\nbob@example.com;"Y; Z"\nnobody;W\n');
    expect(await (await newsletter.subscribers('a.csv')).import('more.csv')).toEqual({
      added: 1,
      known: 1,
      skipped: [{ line: 4, address: 'nobody', reason: 'not an address' }],
    });
    expect(await read('a.csv')).toBe('email,name,city\nada@example.com,Ada,\nbob@example.com,,Y; Z\n');
  });

  test('a column may have the name of what every object has', async () => {
    await write('a.csv', 'email,Constructor\nada@example.com,\n');
    expect(await (await newsletter.subscribers('a.csv')).csv()).toBe('email,constructor\nada@example.com,\n');
  });

  test('exports those who get mail as CSV that reads back the same', async () => {
    const keeper = await newsletter.subscribers();
    await write('copy.csv', await keeper.csv());
    const [before, after] = [await keeper.read(), await (await newsletter.subscribers('copy.csv')).read()];
    expect(before.subscribers).toHaveLength(25);
    expect(after.subscribers.map(({ fields }) => fields)).toEqual(before.subscribers.map(({ fields }) => fields));
  });
});
