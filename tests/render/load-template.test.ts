import { exec } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createModuleLoader } from '../../src/config/module-loader.ts';
import type { MastheadError } from '../../src/foundation/masthead-error.ts';
import { loadTemplate } from '../../src/render/load-template.ts';
import { renderEdition } from '../../src/render/render-edition.ts';
import { exampleEdition, exampleNewsletter, exampleStory } from './example.ts';

const files = {
  'emails/plain.tsx': 'export default () => <html lang="en"><body>Plain</body></html>;',
  'emails/old.jsx': 'export default () => <html lang="en"><body>Old</body></html>;',
  'emails/broken.tsx': 'export default () => (\n  <html>\n    <body>\n  </html>\n);',
  'emails/stops.tsx': '\n\nthrow new Error("stopped at once");\nexport default () => null;',
  'emails/nothing.tsx': 'export const template = 1;',
  'emails/number.tsx': 'export default 42;',
  'emails/fragment.tsx': 'export default () => <p>Not a mail</p>;',
  'emails/empty.tsx': 'export default () => null;',
  'emails/throws.tsx': `import { Card } from './components/card';
export default ({ edition }) => <html><body><Card story={edition.stories[0]} /></body></html>;`,
  'emails/components/card.tsx': `const shout = (words) =>
  words.toUpperCase();

export function Card({ story }) {
  return <p>{shout(story.nickname)}</p>;
}`,
  'emails/invalid.tsx': `import { Mjml, MjmlBody, MjmlSection, MjmlColumn } from '@faire/mjml-react';
import { Words } from './components/words';
export default () => (
  <Mjml><MjmlBody><MjmlSection><MjmlColumn><Words /></MjmlColumn></MjmlSection></MjmlBody></Mjml>
);`,
  'emails/components/words.tsx': `import { MjmlText } from '@faire/mjml-react';

export function Words() {
  return (
    <MjmlText
      colour="red"
    >
      Hello
    </MjmlText>
  );
}`,
  'emails/nested.tsx': `import { Mjml, MjmlBody, MjmlText } from '@faire/mjml-react';
export default function Nested() {
  return <Mjml><MjmlBody><MjmlText>No section</MjmlText></MjmlBody></Mjml>;
}`,
  'emails/tailwind.tsx': `import { Body, Button, Head, Html, Preview, Tailwind, Text } from '@react-email/components';
export default function Published({ edition }) {
  return (
    <Html lang="en">
      <Tailwind>
        <Head />
        <Preview>{edition.preheader}</Preview>
        <Body className="bg-white">
          <Text className="text-red-500">Hello {'{{ subscriber.first_name | default: "you" }}'}, you</Text>
          <Button href="https://example.com" className="px-4">Read</Button>
        </Body>
      </Tailwind>
    </Html>
  );
}`,
  'emails/worded.tsx': `export const words = { en: { sponsor: 'With thanks to', visit: (name) => name }, 'pt-BR': {} };
export default () => <html><body>Worded</body></html>;`,
  'emails/misworded.tsx': `export const words = { en: { sponsors: 'x', sources: 1, visit: 'y' }, de: 'z', readOn: 'w' };
export default () => <html><body>Misworded</body></html>;`,
  'emails/wordless.tsx': `export const words = ['Read on'];
export default () => <html><body>Wordless</body></html>;`,
  'secret.tsx': 'export default () => <html><body>Secret</body></html>;',
};

let folder = '';
let loader: ReturnType<typeof createModuleLoader>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'masthead-templates-'));
  await mkdir(join(folder, 'emails/components'), { recursive: true });
  await Promise.all(Object.entries(files).map(([file, text]) => writeFile(join(folder, file), text)));
  loader = createModuleLoader({ folder });
});
afterAll(async () => {
  await loader.close();
  await rm(folder, { recursive: true, force: true });
});

const load = (name: string) => loadTemplate(name, { folder, templates: 'emails', importModule: loader.importModule });
const edition = exampleEdition([exampleStory('Words.')]);
const render = async (name: string) => renderEdition(edition, await load(name), exampleNewsletter);
const failure = (promise: Promise<unknown>): Promise<MastheadError> =>
  promise.then(
    () => expect.unreachable('it should have failed'),
    (error: MastheadError) => error,
  );

test('a template is found by the name of its .tsx or .jsx file', async () => {
  expect(await load('plain')).toMatchObject({ name: 'plain', file: join('emails', 'plain.tsx'), folder });
  expect(await load('old')).toMatchObject({ name: 'old', file: join('emails', 'old.jsx') });
});

test('an unknown template is refused with the names that there are, and the nearest', async () => {
  const error = await failure(load('plane'));
  expect(error).toMatchObject({ code: 'TEMPLATE_NOT_FOUND', exitCode: 2 });
  expect(error.problems[0]?.why).toContain('plain');
  expect(error.problems[0]?.fix).toBe('Did you mean plain?');
});

test('where no template is there at all, it says how to copy those that come with the program', async () => {
  const empty = await mkdtemp(join(tmpdir(), 'masthead-no-templates-'));
  onTestFinished(() => rm(empty, { recursive: true }));
  const error = await failure(
    loadTemplate('digest', { folder: empty, templates: 'mails', importModule: loader.importModule }),
  );
  expect(error).toMatchObject({
    code: 'TEMPLATE_NOT_FOUND',
    problems: [{ why: 'mails/ holds no .tsx or .jsx file.' }],
  });
  const command = /`(cp [^`]+)`/.exec(error.problems[0]?.fix ?? '')?.[1] ?? '';
  await promisify(exec)(command, { cwd: empty });
  expect(await readdir(join(empty, 'mails'))).toContain('digest.tsx');
  await mkdir(join(empty, 'again'));
  await promisify(exec)(command.replace(/mails$/, 'again'), { cwd: empty });
  expect(await readdir(join(empty, 'again'))).toContain('digest.tsx');
});

test.each(['../secret', '../emails/plain', './plain', 'components/card', 'plain.tsx', '', '/etc/passwd', '__proto__'])(
  'the name %j is no way to another file',
  async (name) => {
    expect(await failure(load(name))).toMatchObject({ code: 'TEMPLATE_NOT_FOUND' });
  },
);

test('a template that does not compile is named with its file and line', async () => {
  const error = await failure(load('broken'));
  expect(error).toMatchObject({
    code: 'TEMPLATE_BROKEN',
    problems: [{ place: { file: join('emails', 'broken.tsx'), line: 4 } }],
  });
});

test('a template that stops while it is loaded is named with its file and line', async () => {
  expect(await failure(load('stops'))).toMatchObject({
    code: 'TEMPLATE_BROKEN',
    problems: [{ why: 'stopped at once', place: { file: join('emails', 'stops.tsx'), line: 3 } }],
  });
});

test.each(['nothing', 'number'])('a file without a component as its default export (%s) is refused', async (name) => {
  expect(await failure(load(name))).toMatchObject({ code: 'TEMPLATE_NO_DEFAULT' });
});

test('a template brings the words that it exports, and one that exports none has none', async () => {
  expect((await load('worded')).words).toMatchObject({ en: { sponsor: 'With thanks to' }, 'pt-BR': {} });
  expect(await load('plain')).not.toHaveProperty('words');
});

test('words that no mail says, or that are of the wrong kind, are refused, every one at once', async () => {
  const error = await failure(load('misworded'));
  expect(error).toMatchObject({ code: 'TEMPLATE_WORDS', exitCode: 2 });
  const file = join('emails', 'misworded.tsx');
  expect(error.problems).toMatchObject([
    { what: `There is no word \`sponsors\`; ${file} has one for en.`, fix: 'Did you mean sponsor?', place: { file } },
    { what: `The word \`sources\` for en in ${file} is not a text.`, why: 'It is a number.' },
    { what: `The word \`visit\` for en in ${file} is not a function.`, why: 'It is a string.' },
    { what: '`de` is no language with its words.' },
    { what: '`readOn` is no language with its words.', fix: 'Write the words in the braces of one: `en: { … }`.' },
  ]);
  expect(await failure(load('wordless'))).toMatchObject({ code: 'TEMPLATE_WORDS' });
});

test('a template that throws is named with the component and the line, wherever below the template it is', async () => {
  expect(await failure(render('throws'))).toMatchObject({
    code: 'TEMPLATE_THROWS',
    exitCode: 2,
    problems: [
      {
        what: 'The template throws stopped in <Card>.',
        why: expect.stringContaining('toUpperCase'),
        place: { file: join('emails', 'components', 'card.tsx'), line: 2 },
      },
    ],
  });
});

test('MJML that is not valid is named with the component and the line that write it', async () => {
  expect(await failure(render('invalid'))).toMatchObject({
    code: 'TEMPLATE_MJML',
    problems: [
      {
        what: 'The template invalid draws MJML that is not valid, in <Words>.',
        why: '<mj-text>: Attribute colour is illegal.',
        place: { file: join('emails', 'components', 'words.tsx'), line: 5 },
      },
    ],
  });
  expect(await failure(render('nested'))).toMatchObject({
    code: 'TEMPLATE_MJML',
    problems: [{ place: { file: join('emails', 'nested.tsx'), line: 3 } }],
  });
});

test.each([
  ['fragment', 'It starts with <p>.'],
  ['empty', 'It draws nothing that starts with a tag.'],
])('a template whose root is no mail (%s) is refused', async (name, why) => {
  expect(await failure(render(name))).toMatchObject({ code: 'TEMPLATE_ROOT', problems: [{ why }] });
});

test('a plain React Email template comes out as it is, Tailwind included', async () => {
  const { html, text } = await render('tailwind');
  expect(html).toMatch(
    /^<!DOCTYPE html PUBLIC "-\/\/W3C\/\/DTD XHTML 1\.0 Transitional\/\/EN" "[^"]*"><html dir="ltr" lang="en">/,
  );
  expect(html).toContain('color:rgb(251,44,54)');
  expect(html).toContain('Hello {{ subscriber.first_name | default: &quot;you&quot; }}, you');
  expect(html).toContain('<!--[if mso]>');
  expect(html).not.toMatch(/<!--(?:\/?\$| )?-->/);
  expect(html).not.toContain('rel="preload"');
  expect(text).toContain('Words.');
});
