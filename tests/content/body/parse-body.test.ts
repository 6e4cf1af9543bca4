import type { Root } from 'mdast';
import { describe, expect, test } from 'vitest';
import type { BodyProblem } from '../../../src/content/body/body-problem.ts';
import { nodesBelow } from '../../../src/content/body/map-tree.ts';
import { parseBody } from '../../../src/content/body/parse-body.ts';

function parse(markdown: string): { root: Root; problems: readonly BodyProblem[] } {
  const problems: BodyProblem[] = [];
  return { root: parseBody(markdown, (problem) => problems.push(problem)), problems };
}

/** Every node below the root as `type value`, leaving out those that only hold others. */
const leaves = (markdown: string): readonly string[] =>
  [...nodesBelow(parse(markdown).root)].flatMap((node) => ('value' in node ? [`${node.type} ${node.value}`] : []));
const typesOf = (markdown: string): readonly string[] => [...nodesBelow(parse(markdown).root)].map(({ type }) => type);
const codesOf = (markdown: string): readonly string[] => parse(markdown).problems.map(({ code }) => code);

describe('ordinary text', () => {
  test.each([
    'At 10:30am, note:this and :smile: and http://localhost:3000/a:b stay.',
    'A :word[with brackets] and :word{with=braces} stay.',
    '::leaf',
    '::leaf[label]{a=b}',
  ])('is not eaten by directives: %s', (text) => {
    expect(
      leaves(text)
        .map((leaf) => leaf.replace(/^text /, ''))
        .join(''),
    ).toBe(text);
    expect(codesOf(text)).toEqual([]);
  });

  test('keeps its emphasis next to a colon', () => {
    expect(typesOf('At 10:30am *sharp*')).toEqual(['paragraph', 'text', 'emphasis', 'text']);
  });
});

describe('merge fields', () => {
  const field = '{{ subscriber.first_name | default: "there" }}';

  test('become nodes among words, in their one spelling', () => {
    expect(leaves("Hello {{subscriber.first_name|default:'there'}}, **{{ subscriber.city }}**!")).toEqual([
      'text Hello ',
      `mergeField ${field}`,
      'text , ',
      'mergeField {{ subscriber.city }}',
      'text !',
    ]);
  });

  test('may stand in a table cell, although they hold a pipe', () => {
    const table = `| a | b |\n| - | - |\n| ${field} | c |\n`;
    expect(typesOf(table).filter((type) => type === 'tableCell')).toHaveLength(4);
    expect(leaves(table)).toContain(`mergeField ${field}`);
  });

  test('may be an address, although they hold spaces', () => {
    const { root } = parse(
      '[read]({{ links.web }} "for {{ subscriber.city }}") ![a {{ subscriber.city }}](https://a.example/{{ subscriber.id }}.png)',
    );
    expect([...nodesBelow(root)]).toMatchObject([
      {},
      { type: 'link', url: '{{ links.web }}', title: 'for {{ subscriber.city }}' },
      { value: 'read' },
      { value: ' ' },
      { type: 'image', url: 'https://a.example/{{ subscriber.id }}.png', alt: 'a {{ subscriber.city }}' },
    ]);
  });

  test('in code are text, as they were typed', () => {
    expect(leaves("`{{subscriber.x|default:'y'}}`\n\n```liquid {{a.b}}\n{{subscriber.x}} {{ broken\n```\n")).toEqual([
      "inlineCode {{subscriber.x|default:'y'}}",
      'code {{subscriber.x}} {{ broken',
    ]);
  });

  test('may be broken over two lines, and the lines below keep their numbers', () => {
    const { root, problems } = parse('Hello {{ subscriber.first_name |\ndefault: "there" }}!\n\n:::nothing\n:::\n');
    expect([...nodesBelow(root)][2]).toMatchObject({ type: 'mergeField', value: field });
    expect(problems[0]?.line).toBe(4);
  });

  test('that are malformed stay as they were typed, for the checks to find', () => {
    expect(leaves('a {{ nope }} b {{ c')).toEqual([
      'text a ',
      'mergeField {{ nope }}',
      'text  b ',
      'mergeField {{',
      'text  c',
    ]);
  });

  test('that were not meant stay words', () => {
    expect(leaves('a {{ "{{" }} b')).toEqual(['text a {{ b']);
    expect(leaves('a \\{\\{ subscriber.x }} b')).toEqual(['text a {{ subscriber.x }} b']);
  });

  test('cannot be counterfeited with the characters that stand for them', () => {
    expect(leaves('\uE0000\uE000 \uE000\uE0000\uE000\uE000 {{ subscriber.x }}')).toEqual([
      'text \uE0000\uE000 \uE000\uE0000\uE000\uE000 ',
      'mergeField {{ subscriber.x }}',
    ]);
  });
});

describe('blocks', () => {
  test('a quote has words and a speaker', () => {
    expect(parse(':::quote[Sam *Altman*, CEO]\nAll clouds.\n\nMore.\n:::\n').root.children).toMatchObject([
      { type: 'pullQuote', by: 'Sam Altman, CEO', children: [{ type: 'paragraph' }, { type: 'paragraph' }] },
    ]);
    expect(parse(':::quote\nAll clouds.\n:::\n').root.children[0]).not.toHaveProperty('by');
  });

  test('stats are a list of figures', () => {
    expect(parse(':::stats\n- $13B+: invested: so far\n- **10:30** h: start\n:::\n').root.children).toMatchObject([
      {
        type: 'statRow',
        value: '$13B+: invested: so far\n10:30 h: start',
        stats: [
          { value: '$13B+', label: 'invested: so far' },
          { value: '10:30 h', label: 'start' },
        ],
      },
    ]);
  });

  test('a passage has a language and a direction, which a language written from right to left brings along', () => {
    expect(parse(':::passage{lang=ja}\n七\n:::\n').root.children).toMatchObject([{ type: 'passage', lang: 'ja' }]);
    expect(parse(':::passage{lang=he}\nאב\n:::\n').root.children).toMatchObject([{ lang: 'he', dir: 'rtl' }]);
    expect(parse(':::passage{lang=ar dir=ltr}\nab\n:::\n').root.children).toMatchObject([{ lang: 'ar', dir: 'ltr' }]);
  });

  test('may stand in one another, the outer one with more colons', () => {
    const { root, problems } = parse('::::passage{lang=ar}\n:::quote[A]\nب\n:::\n::::\n');
    expect(problems).toEqual([]);
    expect(root.children).toMatchObject([{ type: 'passage', children: [{ type: 'pullQuote' }] }]);
  });

  test('with an unknown name are told with the nearest one, and their words stay', () => {
    const { root, problems } = parse('One\n\n:::qoute[A]\nWords\n:::\n');
    expect(problems).toMatchObject([{ code: 'DIRECTIVE_UNKNOWN', line: 3, fix: 'Did you mean `:::quote`?' }]);
    expect(root.children).toHaveLength(2);
    expect(codesOf(':::constructor\nWords\n:::\n')).toEqual(['DIRECTIVE_UNKNOWN']);
  });

  test.each([
    ':::quote\nWords\n',
    ':::quote\nWords\n\n- a\n',
    '::::quote\nWords\n:::\n',
    '> :::quote\n> Words\n\nAfter\n',
  ])('that are not closed are told: %j', (markdown) => {
    expect(codesOf(markdown)).toEqual(['DIRECTIVE_NOT_CLOSED']);
  });

  test.each([
    ['an empty quote', ':::quote[A]\n:::\n'],
    ['an attribute that means nothing', ':::quote{by=A}\nWords\n:::\n'],
    ['figures that are no list', ':::stats\n1: a\n:::\n'],
    ['a figure without a label', ':::stats\n- 12\n:::\n'],
    ['figures with a label of their own', ':::stats[A]\n- 1: b\n:::\n'],
    ['a passage in no language', ':::passage\nWords\n:::\n'],
    ['a language that is none', ':::passage{lang=x_y}\nWords\n:::\n'],
    ['a direction that is none', ':::passage{dir=up}\nWords\n:::\n'],
    ['a name after a space', '::: quote\nWords\n'],
    ['words after the name', ':::quote Sam\nWords\n'],
    ['an end without a beginning', 'Words\n\n:::\n'],
  ])('that are written wrongly are told: %s', (_, markdown) => {
    expect(new Set(codesOf(markdown))).toEqual(new Set(['DIRECTIVE_INVALID']));
  });

  test('in a code fence are code', () => {
    expect(typesOf('```\n:::quot\n```\n')).toEqual(['code']);
    expect(codesOf('```\n:::quot\n```\n')).toEqual([]);
  });
});

describe('references', () => {
  test('become the links and images that they stand for', () => {
    const { root } = parse('[a][x] ![b][x] [x]\n\n[x]: https://a.example "T"\n[x]: https://b.example\n');
    expect(root.children).toHaveLength(1);
    expect([...nodesBelow(root)].filter(({ type }) => type !== 'text')).toMatchObject([
      { type: 'paragraph' },
      { type: 'link', url: 'https://a.example', title: 'T' },
      { type: 'image', url: 'https://a.example', alt: 'b' },
      { type: 'link', url: 'https://a.example' },
    ]);
  });
});

describe('nesting', () => {
  test('of fifty lists is fine', () => {
    const lists = Array.from({ length: 50 }, (_, depth) => `${'  '.repeat(depth)}- item`).join('\n');
    expect(typesOf(lists).filter((type) => type === 'list')).toHaveLength(50);
    expect(codesOf(lists)).toEqual([]);
  });

  test.each([
    ['quotes', '>'.repeat(10_000)],
    ['quotes with spaces', `${'> '.repeat(10_000)}a`],
    ['lists on one line', `${'- '.repeat(10_000)}a`],
    ['lists on many lines', Array.from({ length: 150 }, (_, depth) => `${'  '.repeat(depth)}- item`).join('\n')],
    ['footnotes', `${'[^a]: '.repeat(10_000)}b`],
    ['emphasis', `${'*a '.repeat(10_000)}b${'*'.repeat(10_000)}`],
    ['strong emphasis', `${'*a **b '.repeat(10_000)}c${'***'.repeat(10_000)}`],
    ['underscores', `${'_'.repeat(10_000)}a${'_'.repeat(10_000)}`],
    ['brackets', `${'['.repeat(10_000)}a${'](b)'.repeat(10_000)}`],
    ['blocks', ':::quote\n'.repeat(5000)],
  ])('of ten thousand %s is refused before it is parsed, which would not end', (_, markdown) => {
    expect(codesOf(markdown)).toEqual(['BODY_TOO_COMPLEX']);
  });

  test('is not what a long list, table or code block has', () => {
    const items = Array.from({ length: 300 }, (_, n) => `- [ ] task ~${n} about *this* and [that](https://a.example)`);
    const rows = Array.from({ length: 300 }, (_, n) => `| ~${n} | *x | snake_case |`);
    expect(codesOf(items.join('\n'))).toEqual([]);
    expect(codesOf(['| a | b | c |', '| - | - | - |', ...rows].join('\n'))).toEqual([]);
    expect(codesOf(`Name: ${'_'.repeat(120)}\n\n${'-'.repeat(300)}\n`)).toEqual([]);
  });
});
