import { createRequire } from 'node:module';
import type { HLJSApi, LanguageFn } from 'highlight.js';

/** What a piece of code is, as far as a mail shows it: three colours tell more than twelve. */
export type CodeKind = 'keyword' | 'string' | 'comment' | 'plain';

export type CodeRun = { readonly kind: CodeKind; readonly text: string };

/** The languages that are known, by the names that stand after the fence. */
const grammars: Readonly<Record<string, string>> = {
  bash: 'bash',
  sh: 'bash',
  shell: 'bash',
  css: 'css',
  diff: 'diff',
  go: 'go',
  html: 'xml',
  xml: 'xml',
  java: 'java',
  js: 'javascript',
  jsx: 'javascript',
  javascript: 'javascript',
  json: 'json',
  py: 'python',
  python: 'python',
  rust: 'rust',
  sql: 'sql',
  ts: 'typescript',
  tsx: 'typescript',
  typescript: 'typescript',
  yaml: 'yaml',
  yml: 'yaml',
};

const kinds: Readonly<Record<string, CodeKind>> = {
  keyword: 'keyword',
  'selector-tag': 'keyword',
  name: 'keyword',
  section: 'keyword',
  deletion: 'keyword',
  attr: 'keyword',
  string: 'string',
  regexp: 'string',
  number: 'string',
  literal: 'string',
  addition: 'string',
  comment: 'comment',
  meta: 'comment',
};

/** More than this is no example but a file, and is set in one colour. */
const longest = 20_000;

/** Code cut into runs of one kind each; in a language that is not known, one plain run. Joined, they are the code again. */
export function highlightCode(code: string, language: string | null | undefined): readonly CodeRun[] {
  const name = language?.toLowerCase() ?? '';
  const grammar = Object.hasOwn(grammars, name) ? grammars[name] : undefined;
  if (grammar === undefined || code.length > longest) return [{ kind: 'plain', text: code }];
  // Loaded by the first code in that language and not before: most mails have none.
  const require = createRequire(import.meta.url);
  const core: HLJSApi = require('highlight.js/lib/core');
  // The library keeps the grammars that it has compiled; to compile one takes longer than to colour a page of code.
  if (!core.getLanguage(grammar)) {
    const define: LanguageFn = require(`highlight.js/lib/languages/${grammar}`);
    core.registerLanguage(grammar, define);
  }
  const runs = cutRuns(core.highlight(code, { language: grammar, ignoreIllegals: true }).value);
  // What is no code of its language can make a grammar add or lose a character.
  return runs.map(({ text }) => text).join('') === code ? runs : [{ kind: 'plain', text: code }];
}

/** The highlighter gives text with entities in nested `<span class="hljs-KIND">`, and nothing else. */
function cutRuns(html: string): readonly CodeRun[] {
  const open: CodeKind[] = [];
  const runs: { kind: CodeKind; text: string }[] = [];
  for (const [, scope, close, words = ''] of html.matchAll(/<span class="hljs-([\w-]+)[^>]*>|(<\/span>)|([^<]+)/g)) {
    if (scope !== undefined) open.push(kinds[scope] ?? open.at(-1) ?? 'plain');
    else if (close !== undefined) open.pop();
    else {
      const kind = open.at(-1) ?? 'plain';
      const text = decode(words);
      const last = runs.at(-1);
      if (last?.kind === kind) last.text += text;
      else runs.push({ kind, text });
    }
  }
  return runs;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'" };

const decode = (html: string): string =>
  html.replace(/&(amp|lt|gt|quot|#x27);/g, (_, name: string) => entities[name] ?? '');
