import type { ApiAttachment } from '../api.ts';
import { AttachmentList } from './attachment-list.tsx';

type Props = {
  readonly from: string;
  readonly subject: string;
  readonly preheader: string;
  readonly attachments: readonly ApiAttachment[];
};

/** The mail as a line of an inbox, what is attached to it, and how long what stands there is: phones cut subjects near 40 characters. */
export function InboxLine({ from, subject, preheader, attachments }: Props) {
  const name = from.replace(/\s*<[^<>]*>$/, '').replace(/^"(.*)"$/, '$1');
  return (
    <section className="inbox" aria-label="As an inbox shows it">
      <span className="avatar" aria-hidden="true">
        {[...name][0]}
      </span>
      <div className="inbox-words">
        <p className="inbox-from" title={from}>
          {name}
        </p>
        <h1 className="inbox-subject">{subject}</h1>
        <p className="inbox-preheader">{preheader || 'No preheader: inboxes show the first words of the mail.'}</p>
        <AttachmentList attachments={attachments} />
      </div>
      <dl className="lengths">
        <div>
          <dt>Subject</dt>
          <dd>{countCharacters(subject)}</dd>
        </div>
        <div>
          <dt>Preheader</dt>
          <dd>{countCharacters(preheader)}</dd>
        </div>
      </dl>
    </section>
  );
}

const countCharacters = (text: string): string => {
  const { length } = [...text];
  return length === 1 ? '1 character' : `${length} characters`;
};
