import type { EmbeddedImage } from '../../render/rendered-edition.ts';

/** The parts of the images, each behind its boundary, encoded once for all messages (RFC 2387). */
export const encodeImages = (images: readonly EmbeddedImage[], boundary: string): string =>
  images.map((image) => `\r\n--${boundary}\r\n${imageHeaders(image)}\r\n${foldBase64(image.content)}`).join('');

const imageHeaders = ({ cid, fileName, mediaType }: EmbeddedImage): string =>
  [
    `Content-Type: ${mediaType}\r\n`,
    'Content-Transfer-Encoding: base64\r\n',
    `Content-ID: <${cid}>\r\n`,
    `Content-Disposition: inline;\r\n ${fileNameParameter(fileName)}\r\n`,
  ].join('');

/** RFC 2231 for names that are not plain ASCII. */
const fileNameParameter = (name: string): string =>
  /^[\w .()+-]+$/.test(name)
    ? `filename="${name}"`
    : `filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`;

/** Lines of 76 characters, the last without its end: the boundary's line break ends it. */
const foldBase64 = (base64: string): string => base64.replace(/\s/g, '').replace(/(.{76})(?=.)/g, '$1\r\n');
