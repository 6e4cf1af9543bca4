import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { configSchema } from '../../src/config/config.ts';

const page = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8');
const settings = page.slice(0, page.indexOf('## Environment'));

test('docs/configuration.md has every setting, and no other', () => {
  const described = [...settings.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name);
  expect(described.sort()).toEqual(Object.keys(configSchema.shape).sort());
});

test('docs/configuration.md tells the defaults as they are', () => {
  const needed = { name: 'N', id: 'n', url: 'https://x.test', from: { address: 'n@x.test' } };
  const defaults = Object.entries(configSchema.parse(needed)).filter(([name]) => !(name in needed));
  expect(defaults.length).toBeGreaterThan(5);
  for (const [name, value] of defaults) {
    expect(settings).toMatch(new RegExp(`^\\| \`${name}\` .*\\| \`?${value}\`? \\|$`, 'm'));
  }
});
