import { expect, test } from 'vitest';
import { cutConditionalComments, seenBy, unbalancedTags } from './conditional-comments.ts';
import { drawEveryMail } from './mails.ts';

const mails = await drawEveryMail();

test.each(mails)('$name: every conditional comment is closed as it was opened', ({ html }) => {
  const comments = cutConditionalComments(html);
  expect(comments.faults).toEqual([]);
  expect(comments.pieces.filter((piece) => piece.for === 'outlook').length).toBeGreaterThan(1);
});

test.each(mails)('$name: Outlook sees whole tables, and so does everyone else', ({ html }) => {
  const comments = cutConditionalComments(html);
  expect(unbalancedTags(seenBy('outlook', comments))).toEqual([]);
  expect(unbalancedTags(seenBy('others', comments))).toEqual([]);
});

const sound =
  'a<!--[if mso | IE]><table><tr><td><![endif]--><p>b</p><!--[if !mso]><!-->c<!--<![endif]--><!--[if mso]></td></tr></table><![endif]-->';

test.each([
  ['a lost end', sound.replace('<![endif]-->', '')],
  ['a lost last end', sound.slice(0, -'<![endif]-->'.length)],
  ['a lost beginning', sound.replace('<!--[if mso | IE]>', '')],
  ['an end with a slash', sound.replace('<![endif]-->', '<![endif]/-->')],
  ['an end of the other kind', sound.replace('<!--<![endif]-->', '<![endif]-->')],
  ['a condition in a condition', sound.replace('<td>', '<td><!--[if mso 16]>')],
  ['a condition that a printer broke over two lines', sound.replace('<!--[if mso | IE]>', '<!--[if mso\n | IE]>')],
  ['a comment in a condition', sound.replace('<td>', '<td><!-- layout -->')],
])('%s is found', (_, html) => {
  expect(cutConditionalComments(sound).faults).toEqual([]);
  expect(cutConditionalComments(html).faults).not.toEqual([]);
});

test('a table that only Outlook opens is found where everyone closes it', () => {
  const html = '<!--[if mso]><table><![endif]--></table>';
  expect(cutConditionalComments(html).faults).toEqual([]);
  expect(unbalancedTags(seenBy('outlook', cutConditionalComments(html)))).toEqual([]);
  expect(unbalancedTags(seenBy('others', cutConditionalComments(html)))).toEqual(['</table> where nothing is open']);
});
