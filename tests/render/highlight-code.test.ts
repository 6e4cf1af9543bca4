import fc from 'fast-check';
import { expect, test } from 'vitest';
import { highlightCode } from '../../src/render/highlight-code.ts';

test('keywords, strings and comments are told apart', () => {
  expect(highlightCode('const a = "b"; // <c>', 'ts')).toEqual([
    { kind: 'keyword', text: 'const' },
    { kind: 'plain', text: ' a = ' },
    { kind: 'string', text: '"b"' },
    { kind: 'plain', text: '; ' },
    { kind: 'comment', text: '// <c>' },
  ]);
});

test('a language that is not known, or none, is plain', () => {
  for (const language of ['klingon', 'constructor', '', null, undefined]) {
    expect(highlightCode('if a < b', language)).toEqual([{ kind: 'plain', text: 'if a < b' }]);
  }
});

test('no character of the code is lost or changed', () => {
  const languages = fc.constantFrom('python', 'ts', 'html', 'bash', 'sql', 'yaml', 'json', 'css', 'diff', 'go', 'rust');
  const pieces = fc.array(fc.constantFrom('{{', '}}', '<', '&amp;', '"', "'", '`', '\n', '#', '//', 'if ', 'é', '🦀'));
  fc.assert(
    fc.property(
      languages,
      fc.oneof(
        fc.string(),
        pieces.map((all) => all.join('')),
      ),
      (language, code) => {
        const runs = highlightCode(code, language);
        expect(runs.map(({ text }) => text).join('')).toBe(code);
      },
    ),
  );
});
