import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { ApiFinding } from '../../../src/preview/api.ts';
import { SizeMeter } from '../../../src/preview/ui/size-meter.tsx';
import { findingsWith, htmlWith } from '../../check/example.ts';

/** The meter of a mail whose HTML has so many bytes, with what the checks say of it. */
async function meterOf(bytes: number): Promise<string> {
  const html = htmlWith('x'.repeat(bytes - Buffer.byteLength(htmlWith(''))));
  const findings: readonly ApiFinding[] = await findingsWith({ html });
  return renderToStaticMarkup(createElement(SizeMeter, { bytes: Buffer.byteLength(html), findings }));
}

test.each([
  [9_940, 'good', '9.9'],
  [80_000, 'good', '80'],
  [81_000, 'warning', '81'],
  [100_000, 'warning', '100'],
  [101_000, 'error', '101'],
])('%i bytes are %s, as the checks say, and shown as %s KB', async (bytes, state, size) => {
  const meter = await meterOf(bytes);
  expect(meter).toContain(`data-state="${state}"`);
  expect(meter).toContain(`<span>${size} <span class="size-of">of 102 KB</span>`);
  expect(meter).toContain(`max="102" value="${bytes / 1000}"`);
});
