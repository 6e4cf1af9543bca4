import type { AttachedFile } from '../../render/rendered-edition.ts';

/** A file as a part of a message: shown in the HTML where it has a `cid`, else an attachment. */
type FilePart = AttachedFile & { readonly cid?: string };

/** The parts of files, each behind its boundary, encoded once for all messages (RFC 2387, RFC 2183). */
export const encodeFiles = (files: readonly FilePart[], boundary: string): string =>
  files.map((file) => `\r\n--${boundary}\r\n${fileHeaders(file)}\r\n${foldBase64(file.content)}`).join('');

const fileHeaders = ({ cid, fileName, mediaType }: FilePart): string =>
  [
    `Content-Type: ${mediaType}\r\n`,
    'Content-Transfer-Encoding: base64\r\n',
    cid === undefined ? '' : `Content-ID: <${cid}>\r\n`,
    `Content-Disposition: ${cid === undefined ? 'attachment' : 'inline'};\r\n ${fileNameParameter(fileName)}\r\n`,
  ].join('');

/** RFC 2231 for names that are not plain ASCII. */
const fileNameParameter = (name: string): string =>
  /^[\w .()+-]+$/.test(name)
    ? `filename="${name}"`
    : `filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`;

/** Lines of 76 characters, the last without its end: the boundary's line break ends it. */
const foldBase64 = (base64: string): string => base64.replace(/(.{76})(?=.)/g, '$1\r\n');
