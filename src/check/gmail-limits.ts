/**
 * Gmail cuts a mail off at about 102 KB of HTML, and then drops its styles too (hteumeuleu/email-bugs 41 and 56). In bytes: from
 * where it gets tight, and from where a mail is cut.
 */
export const gmailLimits = { tight: 80_000, cut: 100_000 } as const;
