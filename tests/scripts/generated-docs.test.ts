import { expect, test } from 'vitest';
import { currentDoc, generatedDocs } from '../../scripts/dev/generated-docs.ts';

test.each(Object.entries(generatedDocs))('%s is what the code makes of it (npm run docs writes it)', (path, page) => {
  expect(currentDoc(path)).toBe(page());
});
