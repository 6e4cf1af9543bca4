import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { copySample, runMasthead } from '../end-to-end/run-masthead.ts';

let folder = '';
beforeEach(async () => {
  folder = await copySample();
});

const list = (text: string): Promise<void> => writeFile(join(folder, 'a.csv'), text);
const add = async (...args: readonly string[]): Promise<string> => {
  const { exitCode, stdout, stderr } = await runMasthead(['subscribers', 'add', ...args, '--list', 'a.csv'], {
    folder,
  });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  return stdout.trim();
};

test('a field for somebody who is on the list is said to have changed nothing', async () => {
  await list('email,first_name\nada@example.com,Ada\n');
  expect(await add('ada@example.com', '--field', 'first_name=Adele')).toBe(
    'ada@example.com was on the list already. Its row is unchanged: edit the list to change first_name.',
  );
  expect(await add('ada@example.com')).toBe('ada@example.com was on the list already.');
});

test('a suppression that is lifted is told, also of somebody who is on the list', async () => {
  await list('email\nada@example.com\n');
  await runMasthead(['subscribers', 'remove', 'ada@example.com'], { folder });
  expect(await add('ada@example.com', '--resubscribe')).toBe(
    'ada@example.com was on the list already. Its suppression is lifted: it gets mail again.',
  );
  expect(await add('ada@example.com', '--resubscribe')).toBe('ada@example.com was on the list already.');
});

test('a row of the address that stays passed over is told, with its line', async () => {
  await list('email,first_name\nbob@example.com,Smith, Bob\n');
  expect(JSON.parse(await add('bob@example.com', '--json'))).toEqual({
    address: 'bob@example.com',
    added: true,
    suppressionLifted: false,
    passedOver: [2],
  });
  await list('email,first_name\nbob@example.com,Smith, Bob\n');
  expect(await add('bob@example.com')).toBe(
    'bob@example.com is on the list. Line 2 has it too, but is passed over for its number of cells: remove that line.',
  );
});

test('one field that is given twice is refused', async () => {
  await list('email\n');
  const args = ['subscribers', 'add', 'ada@example.com', '--field', 'a=1', '--field', 'a=2', '--list', 'a.csv'];
  const { exitCode, stderr } = await runMasthead(args, { folder });
  expect(exitCode).toBe(2);
  expect(stderr).toContain('error USAGE_INVALID_VALUE');
  expect(stderr).toContain('a has a value already');
});
