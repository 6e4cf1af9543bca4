import type { Remark, Rule } from '../rule.ts';

/**
 * Gmail takes no mail with one of these, and other receivers have lists much like it: support.google.com/mail/answer/6590.
 * It looks into archives too, which is not done here.
 */
const refused = new Set(
  `ade adp apk appx appxbundle bat cab chm cmd com cpl diagcab diagcfg diagpkg dll dmg ex ex_ exe hta img ins iso isp jar jnlp
  js jse lib lnk mde mjs msc msi msix msixbundle msp mst nsh pif ps1 scr sct shb sys vb vbe vbs vhd vxd wsc wsf wsh xll`.split(
    /\s+/,
  ),
);

/** An attachment must be of a kind that receivers let in, and must say by its name what opens it. */
const rule: Rule = ({ rendered: { attachments = [] } }) =>
  attachments.flatMap(({ fileName }): readonly Remark[] => {
    const ending = /\.(\w+)$/.exec(fileName)?.[1]?.toLowerCase();
    if (ending !== undefined && refused.has(ending)) {
      return [
        {
          severity: 'error',
          place: 'attachments',
          what: `The attachment “${fileName}” is of a kind that Gmail refuses.`,
          why: 'The whole message comes back, for every reader there; zipping the file does not help.',
          fix: 'Put the file on the web and link to it.',
        },
      ];
    }
    if (ending !== undefined) return [];
    return [
      {
        severity: 'warning',
        place: 'attachments',
        what: `The name of the attachment “${fileName}” does not say of what kind it is.`,
        why: "A reader's machine goes by the ending of the name, and would not know what opens it.",
        fix: 'Give it a `name` that ends like the file: in .pdf, for example.',
      },
    ];
  });

export default rule;
