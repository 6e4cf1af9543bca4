import { expect, test } from 'vitest';
import { changedParts, contentHash, contentParts } from '../../../src/deliver/journal/content-hash.ts';
import { edition } from '../fixture.ts';

const image = { cid: 'a@b', fileName: 'a.png', mediaType: 'image/png', content: 'AAAA' };
const file = { fileName: 'a.pdf', mediaType: 'application/pdf', content: 'AAAA' };

test('an edition without attachments has the hash that it had before there were any', () => {
  expect(contentHash(edition())).toBe('cb0337024d2a101ee486093a9b1c8c07a0061ca96afed7ada1939701d1f32684');
  expect(contentHash(edition({ images: [image] }))).toBe(
    '8499dce6154afedeb0f11e74eefdcd3369aa90d32efec78f9fa4635f43a2a6f9',
  );
});

test('every attachment counts: its bytes, its name and its order', () => {
  const other = { ...file, fileName: 'b.pdf' };
  const hashes = [
    edition(),
    edition({ attachments: [file] }),
    edition({ attachments: [{ ...file, content: 'AAAB' }] }),
    edition({ attachments: [other] }),
    edition({ attachments: [file, other] }),
    edition({ attachments: [other, file] }),
  ].map(contentHash);
  expect(new Set(hashes).size).toBe(hashes.length);
});

test('what changed is told by name, an attachment added to a send that knew of none too', () => {
  const attached = edition({ attachments: [file] });
  const { attachments: _, ...before } = contentParts(edition());
  expect(changedParts(edition(), before)).toEqual([]);
  expect(changedParts(attached, before)).toEqual(['attachments']);
  expect(changedParts(edition(), contentParts(attached))).toEqual(['attachments']);
  expect(changedParts(edition({ ...attached, subject: 'Other' }), contentParts(attached))).toEqual(['subject']);
  expect(changedParts(attached, {})).toEqual([]);
});
