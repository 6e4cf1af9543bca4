import { expect, test } from 'vitest';
import { MastheadError, type Problem, throwProblems } from '../../src/foundation/masthead-error.ts';
import { nearest } from '../../src/foundation/nearest.ts';

const input: Problem = { code: 'FILE_NOT_FOUND', what: 'a', why: 'b', fix: 'c', place: { file: 'x', line: 2 } };
const system: Problem = { code: 'FILE_NOT_READ', what: 'd', why: 'e', fix: 'f' };

test('an error for several problems carries them all and has the first one’s code', () => {
  const error = MastheadError.of([system, input]);
  expect(error).toMatchObject({ code: 'FILE_NOT_READ', problems: [system, input], message: 'FILE_NOT_READ: d' });
});

test('the exit code is 2 as soon as the input is to blame for something', () => {
  expect(MastheadError.of([system]).exitCode).toBe(1);
  expect(MastheadError.of([system, input]).exitCode).toBe(2);
});

test('no problems throw nothing, and a cause is kept', () => {
  expect(() => throwProblems([])).not.toThrow();
  expect(() => throwProblems([input])).toThrow(MastheadError);
  const cause = new Error('why');
  expect(new MastheadError('FILE_NOT_READ', { ...system, cause }).cause).toBe(cause);
});

test('the nearest known word is found, and none where none is near', () => {
  expect(nearest('headlin', ['headline', 'slug'])).toBe('headline');
  expect(nearest('dryrun', ['dry-run', 'yes'])).toBe('dry-run');
  expect(nearest('zzzzzz', ['headline', 'slug'])).toBeUndefined();
  expect(nearest('x', [])).toBeUndefined();
});
