/**
 * Text without the characters that change how other text is shown or that no mail may hold: bidirectional embeddings,
 * overrides and isolates (an override makes `exe.fdp` of `pdf.exe`, and reaches past the words it stands in), and
 * control characters. Marks that a script needs stay: joiners, and left-to-right and right-to-left marks.
 */
export const withoutOverrides = (text: string): string => text.replace(unwanted, '');

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this is about.
const unwanted = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;
