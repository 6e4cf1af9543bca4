import { describe, expect, test } from 'vitest';
import { parseFrontMatter } from '../../../src/content/front-matter/parse-front-matter.ts';

const codesOf = (source: string): readonly string[] =>
  parseFrontMatter(source, 'a.md').problems.map(({ code }) => code);

describe('front matter', () => {
  test('gives the keys, the body, and the line on which the body starts', () => {
    const { data, body, bodyLine, locate } = parseFrontMatter(
      '---\na: 1\nb:\n  - c: x\n  - c: y\n---\n\nWords\n',
      'a.md',
    );
    expect(data).toEqual({ a: 1, b: [{ c: 'x' }, { c: 'y' }] });
    expect([body, bodyLine]).toEqual(['\nWords\n', 7]);
    expect([locate(['b', 1, 'c']).line, locate(['b']).line, locate(['nothing']).line]).toEqual([5, 3, 1]);
  });

  test('keeps a date as the text that was typed', () => {
    expect(parseFrontMatter('---\ndate: 2026-04-27\n---\n', 'a.md').data).toEqual({ date: '2026-04-27' });
  });

  test('may say that it is YAML, and may hold nothing but comments', () => {
    expect(parseFrontMatter('---yaml\na: b\n---\n', 'a.md').data).toEqual({ a: 'b' });
    expect(parseFrontMatter('---\n# later\n---\nBody', 'a.md')).toMatchObject({ data: {}, body: 'Body', problems: [] });
  });

  test.each(['js', 'javascript', 'JS', 'coffee', 'json', 'toml', 'yml'])('in %s is refused', (language) => {
    expect(codesOf(`---${language}\n{"a": "b"}\n---\n`)).toEqual(['FRONT_MATTER_LANGUAGE']);
  });

  test.each(['js', ' js', 'javascript', 'coffee'])('that is a program in%s is never run', (language) => {
    Reflect.deleteProperty(globalThis, 'frontMatterRan');
    const program = '{ headline: (globalThis.frontMatterRan = true) }';
    expect(parseFrontMatter(`---${language}\n${program}\n---\n`, 'a.md').data).toBeUndefined();
    expect(
      parseFrontMatter(`---\nheadline: !!js/function 'function(){globalThis.frontMatterRan=true}'\n---\n`, 'a.md').data,
    ).toBeUndefined();
    expect('frontMatterRan' in globalThis).toBe(false);
  });

  test('that is missing, not closed, or folded onto its first line is said so', () => {
    expect(codesOf('# Words\n')).toEqual(['FRONT_MATTER_MISSING']);
    expect(codesOf('----\na: b\n----\n')).toEqual(['FRONT_MATTER_MISSING']);
    expect(codesOf('')).toEqual(['FRONT_MATTER_MISSING']);
    expect(codesOf('---\na: b\n\nWords\n')).toEqual(['FRONT_MATTER_NOT_CLOSED']);
    expect(codesOf('---\na: b\n---words\n---\n')).toEqual(['FRONT_MATTER_NOT_CLOSED']);
    expect(codesOf('--- headline: "x" slug: y ---\n\nWords\n')).toEqual(['FRONT_MATTER_INVALID']);
  });

  test('that is no YAML is told with its line', () => {
    const { problems, data } = parseFrontMatter('---\na: b\nheadline: Crane: waits\n---\n', 'a.md');
    expect(data).toBeUndefined();
    expect(problems[0]).toMatchObject({ code: 'FRONT_MATTER_INVALID', place: { file: 'a.md', line: 3 } });
    expect(codesOf('---\na: b\na: c\n---\n')).toEqual(['FRONT_MATTER_INVALID']);
    expect(codesOf('---\n- a\n- b\n---\n')).toEqual(['FRONT_MATTER_INVALID']);
    expect(codesOf('---\njust words\n---\n')).toEqual(['FRONT_MATTER_INVALID']);
  });

  test('that has one slip is told once, not once for each thing that the slip leads to', () => {
    expect(
      codesOf('---\nheadline: A\n  slug: a\ncategory: c\n  date: 2026-04-27\nauthors:\n - a\n  - b\n---\n'),
    ).toEqual(['FRONT_MATTER_INVALID']);
  });

  test('with an alias is refused before anything is expanded, which would not end', () => {
    const levels = Array.from({ length: 40 }, (_, n) => `l${n + 1}: &l${n + 1} [${`*l${n}, `.repeat(9)}*l${n}]`);
    const { problems } = parseFrontMatter(`---\nl0: &l0 lol\n${levels.join('\n')}\n---\n`, 'a.md');
    expect(problems[0]).toMatchObject({ code: 'FRONT_MATTER_ALIAS', place: { line: 3 } });
  });

  test('that nests without end neither crashes nor hangs', () => {
    for (const text of ['['.repeat(20_000), `${'{a: '.repeat(20_000)}`, `a: ${'['.repeat(5000)}${']'.repeat(5000)}`]) {
      expect(codesOf(`---\n${text}\n---\n`).length).toBeGreaterThan(0);
    }
  });

  test('does not remember other files', () => {
    const source = '---\na: [b]\n---\n';
    const first = parseFrontMatter(source, 'a.md').data;
    expect(parseFrontMatter(source, 'b.md').data).not.toBe(first);
  });
});
