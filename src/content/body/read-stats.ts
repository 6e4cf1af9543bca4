import type { RootContent } from 'mdast';
import type { Stat } from '../story.ts';
import { plainText } from './plain-text.ts';

/** The figures of a list whose items read `value: label`, or undefined where something else stands there. */
export function readStats(blocks: readonly RootContent[]): readonly Stat[] | undefined {
  const [list, ...others] = blocks;
  if (list?.type !== 'list' || others.length > 0) return undefined;
  const stats = list.children.map(({ children: [only, ...more] }) =>
    only?.type === 'paragraph' && more.length === 0 ? readStat(plainText(only)) : undefined,
  );
  return stats.every((stat) => stat !== undefined) ? stats : undefined;
}

function readStat(text: string): Stat | undefined {
  const { value, label } = /^(?<value>.+?):\s+(?<label>\S.*)$/.exec(text)?.groups ?? {};
  return value && label ? { value, label } : undefined;
}
