/** The octets of text that fit into one encoded word of 75 characters (RFC 2047 section 2), as base64. */
const wordRoom = 45;

const isPlain = (text: string): boolean => /^[\x20-\x7e]*$/.test(text);
const needsEncoding = (text: string): boolean =>
  !isPlain(text) || text.includes('=?') || / {2}|^ | $/.test(text) || /\S{60}/.test(text);

/** Text as encoded words, split between characters; the first leaves room for what stands before it on its line. */
function encodeWords(text: string, before: number): string {
  const words: string[] = [];
  let word = '';
  let room = Math.max(Math.floor((wordRoom * 4 - before * 3) / 4), 12);
  for (const character of text) {
    if (Buffer.byteLength(word + character) > room) {
      words.push(word);
      word = '';
      room = wordRoom;
    }
    word += character;
  }
  return [...words, word].map((part) => `=?UTF-8?B?${Buffer.from(part).toString('base64')}?=`).join('\r\n ');
}

/** Folds at spaces, so that a line has at most 76 characters where a space allows it. */
function fold(text: string, before: number): string {
  let column = before;
  return text
    .split(' ')
    .map((word, index) => {
      const breaks = index > 0 && column + 1 + word.length > 76;
      column = breaks ? word.length + 1 : column + word.length + (index > 0 ? 1 : 0);
      return index === 0 ? word : `${breaks ? '\r\n' : ''} ${word}`;
    })
    .join('');
}

const oneLine = (text: string): string => text.replace(/[\r\n]+/g, ' ');

/** A header of free text, such as Subject, as a line (or folded lines) with its line end. */
export function textHeader(name: string, value: string): string {
  const text = oneLine(value);
  const before = name.length + 2;
  return `${name}: ${needsEncoding(text) ? encodeWords(text, before) : fold(text, before)}\r\n`;
}

/** A mailbox as `To` and `From` have it: the name as atoms, quoted or encoded, then the address. */
export function mailboxHeader(
  header: string,
  { name, address }: { name?: string | undefined; address: string },
): string {
  const text = oneLine(name ?? '').trim();
  if (text === '') return `${header}: ${address}\r\n`;
  const before = header.length + 2;
  const phrase = needsEncoding(text) || text.length > 60 ? encodeWords(text, before) : quotePhrase(text);
  const folded = phrase.lastIndexOf('\n');
  const column = folded < 0 ? before + phrase.length : phrase.length - folded - 1;
  return `${header}: ${phrase}${column + 1 + address.length + 2 > 76 ? '\r\n' : ''} <${address}>\r\n`;
}

const quotePhrase = (text: string): string =>
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+$/.test(text) ? text : `"${text.replace(/["\\]/g, '\\$&')}"`;

/** RFC 2919 section 2: a phrase and the list's identifier, which filters hang on. */
export const listIdHeader = (name: string, id: string): string => mailboxHeader('List-ID', { name, address: id });

/** RFC 5322 section 3.3. */
export const dateHeader = (date: Date): string => `Date: ${date.toUTCString().replace('GMT', '+0000')}\r\n`;
