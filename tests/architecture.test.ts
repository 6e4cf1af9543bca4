import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What each room may import of the others; the table of architecture.md. A room may always import itself. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  foundation: [],
  config: ['foundation'],
  content: ['foundation'],
  render: ['content (types)', 'foundation'],
  check: ['render (types)', 'content (types)', 'foundation'],
  store: ['foundation'],
  audience: ['store', 'foundation'],
  deliver: ['render (types)', 'audience (types)', 'store', 'foundation'],
  newsletter: ['config', 'content', 'render', 'check', 'store', 'audience', 'deliver', 'foundation'],
  preview: ['newsletter'],
  web: ['newsletter'],
  index: ['newsletter', 'config', 'content', 'render', 'check', 'store', 'audience', 'deliver', 'foundation'],
  scripts: ['newsletter', 'preview', 'web', 'foundation'],
  emails: ['index'],
  workshop: [
    'scripts',
    'newsletter',
    'config',
    'content',
    'render',
    'audience',
    'deliver',
    'store',
    'foundation',
    'tests',
  ],
};

/**
 * What each folder of a large room may import of the others, and each file that joins them. The other files beside the folders
 * serve all of them, and import none.
 */
const mayImportWithin: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  content: {
    'front-matter': [],
    files: ['front-matter'],
    body: ['files', 'front-matter'],
    story: ['body', 'files', 'front-matter'],
    edition: ['story', 'body', 'files', 'front-matter'],
    wire: ['body', 'front-matter'],
    'read-content.ts': ['files', 'story', 'edition'],
  },
  deliver: {
    transport: [],
    journal: [],
    limits: [],
    message: ['transport'],
    plan: ['journal', 'limits', 'message', 'transport'],
    run: ['journal', 'limits', 'transport'],
    'send-input.ts': ['journal', 'limits', 'message', 'run', 'transport'],
    'make-run.ts': ['limits', 'message', 'plan', 'run', 'send-input.ts', 'transport'],
    'status.ts': ['journal'],
    'send-summary.ts': ['journal', 'run', 'status.ts'],
    'send-edition.ts': ['journal', 'make-run.ts', 'plan', 'run', 'send-input.ts', 'send-summary.ts', 'transport'],
    'send-test.ts': ['journal', 'message', 'plan', 'send-input.ts', 'transport'],
    'summarise-test.ts': ['plan', 'send-summary.ts', 'send-test.ts'],
  },
};

/** The one home of each outside library; a name stands for its sub-paths too. */
const homes: Readonly<Record<string, readonly string[]>> = {
  mjml: ['render'],
  '@faire/mjml-react': ['render', 'emails'],
  '@react-email/components': ['render', 'emails'],
  'react-markdown': ['render'],
  'react-dom': ['render', 'preview'],
  react: ['render', 'emails', 'preview'],
  'gray-matter': ['content/front-matter'],
  yaml: ['content'],
  zod: ['config', 'content/front-matter'],
  'image-size': ['content/files'],
  'highlight.js': ['render'],
  'string-width': ['render', 'scripts'],
  // render/ has its types alone.
  unified: ['content/body', 'render'],
  'remark-parse': ['content/body'],
  'remark-gfm': ['content/body'],
  'remark-directive': ['content/body'],
  nodemailer: ['deliver/transport'],
  kysely: ['store'],
  libsql: ['store'],
  'csv-parse': ['audience'],
  htmlparser2: ['check'],
  vite: ['config', 'preview'],
  commander: ['scripts'],
  '@clack/prompts': ['scripts'],
  'fastest-levenshtein': ['foundation'],
};

type Import = { readonly from: string; readonly to: string; readonly typeOnly: boolean };

const sourceFiles = ['src', 'scripts', 'emails']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((f) => join(folder, f)),
  )
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'));

/** Every import of a file: `import`, `export … from`, `import()` and `import('…')` types. */
function importsOf(file: string): readonly Import[] {
  const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, typeOnly: boolean): void => {
    if (!specifier || !ts.isStringLiteral(specifier)) return;
    const { text } = specifier;
    found.push({ from: file, to: text.startsWith('.') ? normalize(join(dirname(file), text)) : text, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, node.importClause?.isTypeOnly ?? false);
    if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false);
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/**
 * `src/deliver/message/x.ts` is in `deliver`; `src/newsletter.ts` is `newsletter`; `emails/x.tsx` is in `emails`. The tools of
 * `scripts/dev/` are not installed; like the tests, they look into the rooms that they measure and draw.
 */
function roomOf(file: string): string {
  const [top = '', second = ''] = file.split('/');
  if (file.startsWith('scripts/dev/')) return 'workshop';
  return top === 'src' ? second.replace(/\.ts$/, '') : top;
}

/** `src/content/wire/x.ts` is in `wire`; `src/content/story.ts` is `story.ts`. */
const partOf = (file: string): string => file.split('/')[2] ?? '';

const imports = sourceFiles.flatMap(importsOf);
const inside = imports.filter(({ to }) => /^(src|scripts|emails|tests)\//.test(to));
const outside = imports.filter(({ to }) => !/^(src|scripts|emails|tests)\//.test(to) && !to.startsWith('node:'));
const show = ({ from, to }: Import): string => `${from} -> ${to}`;

describe('imports between rooms', () => {
  test('every room is in the table', () => {
    expect([...new Set(sourceFiles.map(roomOf))].filter((room) => !(room in mayImport))).toEqual([]);
  });

  test('go only where the table lets them, types included', () => {
    const wrong = inside.filter(({ from, to, typeOnly }) => {
      const [home, target] = [roomOf(from), roomOf(to)];
      const allowed = mayImport[home] ?? [];
      return home !== target && !allowed.includes(target) && !(typeOnly && allowed.includes(`${target} (types)`));
    });
    expect(wrong.map(show)).toEqual([]);
  });

  test.each(Object.entries(mayImportWithin))(
    'go inside %s/ only where its own table lets them, and every folder is in that',
    (room, table) => {
      const inRoom = sourceFiles.filter((file) => roomOf(file) === room);
      const folders = inRoom.map(partOf).filter((part) => !part.endsWith('.ts'));
      expect([...new Set(folders)].filter((folder) => !(folder in table))).toEqual([]);
      const wrong = inside.filter(({ from, to }) => {
        if (roomOf(from) !== room || roomOf(to) !== room) return false;
        const [home, target] = [partOf(from), partOf(to)];
        return home !== target && target in table && !table[home]?.includes(target);
      });
      expect(wrong.map(show)).toEqual([]);
    },
  );

  test('reach wire copy from the API alone', () => {
    const wrong = inside.filter(
      ({ from, to }) => to.startsWith('src/content/wire/') && !['content', 'newsletter'].includes(roomOf(from)),
    );
    expect(wrong.map(show)).toEqual([]);
  });

  test('make no cycle, inside a room neither', () => {
    const edges = groupByFrom(inside);
    const done = new Set<string>();
    const cycles: string[] = [];
    const walk = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
      if (path.includes(file) || done.has(file)) return;
      for (const { to } of edges.get(file) ?? []) walk(to, [...path, file]);
      done.add(file);
    };
    for (const file of sourceFiles) walk(file, []);
    expect(cycles).toEqual([]);
  });

  test('templates import nothing of ours but masthead', () => {
    const wrong = imports.filter(({ from, to }) => from.startsWith('emails/') && /^(src|scripts|tests)\//.test(to));
    expect(wrong.map(show)).toEqual([]);
  });
});

function groupByFrom(list: readonly Import[]): Map<string, Import[]> {
  const groups = new Map<string, Import[]>();
  for (const item of list) groups.set(item.from, [...(groups.get(item.from) ?? []), item]);
  return groups;
}

describe('outside libraries', () => {
  test('are imported only from their home', () => {
    const wrong = outside.filter(({ from, to }) => {
      const library = Object.keys(homes).find((name) => to === name || to.startsWith(`${name}/`));
      const where = relative('src', from).replace(/^\.\.\//, '');
      if (library === undefined || roomOf(from) === 'workshop') return false;
      return !(homes[library] ?? []).some((home) => where.startsWith(`${home}/`));
    });
    expect(wrong.map(show)).toEqual([]);
  });

  test('have a home, each that an installed package brings', () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(Object.keys(dependencies).filter((name) => !(name in homes))).toEqual([]);
  });

  test('are all in package.json', () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const known = Object.keys({ ...dependencies, ...devDependencies }).map((name) => name.replace(/^@types\//, ''));
    const missing = outside.filter(
      ({ to }) => to !== 'masthead' && !known.some((name) => to === name || to.startsWith(`${name}/`)),
    );
    expect(missing.map(show)).toEqual([]);
  });

  test('src imports none that an installed package would lack', () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const missing = outside.filter(
      ({ from, to, typeOnly }) =>
        !typeOnly &&
        !from.startsWith('scripts/dev/') &&
        to !== 'masthead' &&
        !Object.keys(dependencies).some((name) => to === name || to.startsWith(`${name}/`)),
    );
    expect(missing.map(show)).toEqual([]);
  });
});

describe('house rules', () => {
  test('only scripts print, read arguments or exit', () => {
    const wrong = sourceFiles
      .filter((file) => file.startsWith('src/') && !file.startsWith('src/preview/ui/'))
      .filter((file) =>
        /\bconsole\.|process\.(argv|exit\b|exitCode|stdout|stderr)/.test(readFileSync(join(root, file), 'utf8')),
      );
    expect(wrong).toEqual([]);
  });

  test('foundation holds at most six files, and no file is called utils', () => {
    expect(sourceFiles.filter((file) => file.startsWith('src/foundation/')).length).toBeLessThanOrEqual(6);
    expect(sourceFiles.filter((file) => /\/(utils|helpers|common)\.tsx?$/.test(file))).toEqual([]);
  });

  test('hex colours stand in emails/theme.ts alone', () => {
    const wrong = sourceFiles
      .filter((file) => file.startsWith('emails/') && !/^emails\/theme.*\.ts$/.test(file))
      .filter((file) => /['"`\s:]#[0-9a-f]{3,8}\b/i.test(readFileSync(join(root, file), 'utf8')));
    expect(wrong).toEqual([]);
  });

  test('every error code is met in a test', () => {
    const codes = readFileSync(join(root, 'src/foundation/error-codes.ts'), 'utf8').matchAll(/^ {2}([A-Z_]+):/gm);
    const tests = readdirSync(join(root, 'tests'), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.test\.tsx?$/.test(file) && file !== 'architecture.test.ts')
      .map((file) => readFileSync(join(root, 'tests', file), 'utf8'))
      .join('\n');
    expect([...codes].map(([, code = '']) => code).filter((code) => !new RegExp(`\\b${code}\\b`).test(tests))).toEqual(
      [],
    );
  });
});
