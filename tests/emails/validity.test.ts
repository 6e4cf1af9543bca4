import { HtmlValidate, type Message, StaticConfigLoader } from 'html-validate';
import { expect, test } from 'vitest';
import { drawEveryMail } from './mails.ts';

/** What an HTML validator says of a good mail, and why the mail is right. */
const tolerated: readonly { readonly rule: string; readonly says: RegExp; readonly because: string }[] = [
  {
    rule: 'no-deprecated-attr',
    says: /^Attribute "(?:align|width|cellpadding|cellspacing|border)" is deprecated on <(?:table|td|th|tr)> element$/,
    because: 'Outlook for Windows lays out with Word, which takes these from attributes and not from styles.',
  },
  {
    rule: 'no-deprecated-attr',
    says: /^Attribute "(?:valign|bgcolor|background)" is deprecated on <(?:table|td|th|tr)> element$/,
    because: 'Outlook for Windows, as above; Outlook.com rewrites bgcolor where it recolours a dark page.',
  },
  {
    rule: 'no-raw-characters',
    says: /^Raw ">" must be encoded as "&gt;"$/,
    because: 'HTML allows it in text; encoding it would cost bytes in every block of code.',
  },
  {
    rule: 'prefer-native-element',
    says: /^Prefer to use the native <article> element$/,
    because: 'Outlook for Windows knows no <article>; MJML gives its outermost <div> that role.',
  },
];

const isTolerated = ({ ruleId, message }: Message): boolean =>
  tolerated.some(({ rule, says }) => rule === ruleId && says.test(message));

const extend = ['html-validate:standard', 'html-validate:a11y'];
const validator = new HtmlValidate(new StaticConfigLoader({ root: true, extends: extend }));

async function faultsOf(html: string): Promise<readonly string[]> {
  const { results } = await validator.validateString(html);
  const messages = results.flatMap((result) => result.messages).filter((message) => !isTolerated(message));
  return messages.map(({ ruleId, message, selector }) => `${ruleId}: ${message} (${selector})`);
}

const mails = await drawEveryMail();

test.each(mails)('$name: is valid HTML but for what mail needs', async ({ html }) => {
  expect(await faultsOf(html)).toEqual([]);
});

test.each([
  ['a tag left open', '<p>', '<p><b>'],
  ['an image without words', '<p>', '<img src="https://example.com/a.png"><p>'],
  ['an id given twice', '<p>', '<i id="x"></i><i id="x"></i><p>'],
  ['an attribute that no program reads', '<table', '<table bordercolor="red"'],
])('%s is found', async (_, good, bad) => {
  const html =
    '<!doctype html><html lang="en"><head><title>T</title></head><body><table role="presentation"><tr><td><p>W</p></td></tr></table></body></html>';
  expect(await faultsOf(html)).toEqual([]);
  expect(await faultsOf(html.replace(good, bad))).not.toEqual([]);
});
