import type { ApiAttachment } from '../api.ts';

/** The files that travel with the mail, as a mail program lists them. */
export function AttachmentList({ attachments }: { readonly attachments: readonly ApiAttachment[] }) {
  if (attachments.length === 0) return null;
  return (
    <ul className="attachments" aria-label="Attachments">
      {attachments.map(({ name, bytes }) => (
        <li key={name}>
          <span className="attachment-name">{name}</span> <span className="attachment-size">{sizeOf(bytes)}</span>
        </li>
      ))}
    </ul>
  );
}

const sizeOf = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
