/** A text as one line: line breaks and control characters become spaces, so that none reaches a mail's header. */
export const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
