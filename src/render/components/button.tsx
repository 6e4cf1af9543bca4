// Said here because tsx takes this setting from the folder it is started in, which may be any newsletter's.
/** @jsxRuntime automatic */
import type { ReactNode } from 'react';
import { escapeHtml } from '../../foundation/merge-field.ts';
import { displayWidth } from '../text/display-width.ts';
import { useMail } from './mail-context.ts';

/** What the button of Outlook is as high as; elsewhere padding makes it so. At least 44, for a finger. */
const height = 48;

/** What Outlook's shape must have for a label in bold small type, and for as much space beside it as the link has. */
const widthFor = (label: string): number => Math.max(120, Math.round(displayWidth(label) * 8.4) + 52);

/**
 * A link that looks like a button in every mail program. Outlook for Windows knows neither padding nor round corners on a link:
 * it gets a shape in VML, and the others a link in a box.
 * @param props.radius of its corners, in pixels
 * @param props.width in pixels, for Outlook, which cannot find it by itself; without it, what the label should need
 */
export function Button({
  href,
  children,
  radius = 3,
  width = widthFor(children),
}: {
  readonly href: string;
  readonly children: string;
  readonly radius?: number;
  readonly width?: number;
}): ReactNode {
  const { colours, type } = useMail().theme;
  const [address, label] = [escapeHtml(href), escapeHtml(children)];
  const font = `font:700 ${type.small.fontSize}px/20px ${type.small.fontFamily};color:${colours.paper.light}`;
  const vml =
    `<!--[if mso]><v:roundrect xmlns:w="urn:schemas-microsoft-com:office:word" href="${address}" style="height:${height}px;v-text-anchor:middle;width:${width}px" ` +
    `arcsize="${Math.round((100 * radius) / height)}%" stroke="f" fillcolor="${colours.accent.light}"><w:anchorlock/><center style="${font}">${label}</center></v:roundrect><![endif]-->`;
  const link =
    `<!--[if !mso]><!--><a class="button" href="${address}" style="display:inline-block;padding:14px 26px;${font};background-color:${colours.accent.light};` +
    `border-radius:${radius}px;text-decoration:none">${label}</a><!--<![endif]-->`;
  // biome-ignore lint/security/noDangerouslySetInnerHtml: React writes no comments, and Outlook's shape stands in one; label and address are escaped above.
  return <div dangerouslySetInnerHTML={{ __html: vml + link }} />;
}
