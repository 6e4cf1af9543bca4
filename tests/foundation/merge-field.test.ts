import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutFields, spellField, spellLiteral } from '../../src/foundation/merge-field.ts';

const textOf = (source: string, as?: 'html'): string =>
  cutFields(source, as)
    .map((piece) => (piece.kind === 'text' ? piece.text : ''))
    .join('');

describe('cutting text at its merge fields', () => {
  test('gives the text between, the fields and their defaults', () => {
    expect(cutFields('Hi {{ subscriber.first_name | default: "there" }}, {{links.web}}')).toEqual([
      { kind: 'text', text: 'Hi ' },
      {
        kind: 'field',
        field: { path: 'subscriber.first_name', default: 'there' },
        source: '{{ subscriber.first_name | default: "there" }}',
        offset: 3,
      },
      { kind: 'text', text: ', ' },
      { kind: 'field', field: { path: 'links.web' }, source: '{{links.web}}', offset: 51 },
    ]);
  });

  test('reads entities in HTML, in any of their spellings', () => {
    for (const quote of ['&quot;', '&#x27;', '&#39;', '"', "'"]) {
      const [piece] = cutFields(`{{ subscriber.a | default: ${quote}x &amp; y${quote} }}`, 'html');
      expect(piece).toMatchObject({ kind: 'field', field: { path: 'subscriber.a', default: 'x & y' } });
    }
  });

  test('takes a default that holds braces or the other quote', () => {
    const [piece] = cutFields(`{{ subscriber.a | default: '}} "x" {{' }}`);
    expect(piece).toMatchObject({ kind: 'field', field: { default: '}} "x" {{' } });
  });

  test('gives text that is spelled as an expression back as text, and in HTML as HTML', () => {
    expect(textOf(`a {{ "<u title='1'>" }} b`)).toBe("a <u title='1'> b");
    for (const quote of ['&quot;', '"'])
      expect(textOf(`a {{ ${quote}&lt;u title=&#x27;1&#x27;&gt; &amp;amp;${quote} }} b`, 'html')).toBe(
        'a &lt;u title=&#39;1&#39;&gt; &amp;amp; b',
      );
  });

  test.each([
    '{{ x',
    '{{ }}',
    '{{ upcase }}',
    '{{ subscriber.a | upcase }}',
    '{{ subscriber.a | default: x }}',
    'a {{',
  ])('calls %s malformed', (source) => {
    expect(cutFields(source).map(({ kind }) => kind)).toContain('malformed');
  });

  test('lets single braces and closing ones be text', () => {
    expect(cutFields('a { b } }} c')).toEqual([{ kind: 'text', text: 'a { b } }} c' }]);
  });

  test('is fast on text made to be slow', () => {
    const hostile = ['{{ "', '{{', '{{ &quot;', "{{ '", '{'].map((piece) => piece.repeat(40_000));
    for (const source of hostile) expect(cutFields(source, 'html').length).toBeGreaterThan(0);
    const quotedWords = `{{ ${'&quot;a&quot; '.repeat(40)}`;
    expect(cutFields(quotedWords, 'html')[0]).toEqual({ kind: 'malformed', source: '{{', offset: 0 });
  });
});

describe('spelling', () => {
  const anyDefault = fc.string({ unit: 'grapheme' }).filter((text) => !/["'\n]/.test(text));

  test('a field is cut out as it was spelled', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z_0-9]{1,12}$/),
        fc.option(anyDefault, { nil: undefined }),
        (name, fallback) => {
          const field = { path: `subscriber.${name}`, ...(fallback === undefined ? {} : { default: fallback }) };
          expect(cutFields(spellField(field))).toMatchObject([{ kind: 'field', field }]);
        },
      ),
    );
  });

  test('any text spelled literally comes back as it was, and holds no field', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('{', '}', '"', ' ', 'a', '{{ subscriber.a }}') }), (text) => {
        expect(textOf(spellLiteral(text))).toBe(text);
        expect(cutFields(spellLiteral(text)).every(({ kind }) => kind === 'text')).toBe(true);
      }),
    );
  });
});
