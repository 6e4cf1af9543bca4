/** Whether two lines say the same, whatever their capitals, marks and spaces. */
export const sameWords = (a: string, b: string): boolean => lettersOf(a) === lettersOf(b);

const lettersOf = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
