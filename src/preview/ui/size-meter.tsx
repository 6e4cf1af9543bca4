import type { ApiFinding } from '../api.ts';

/** Gmail cuts a mail off at about so many kilobytes of HTML, styles included. From where that is a finding, the checks say. */
const clip = 102;

type Props = { readonly bytes: number; readonly findings: readonly ApiFinding[] };

/** The size of the HTML part against the size at which Gmail cuts it off, in kilobytes of 1000 bytes, as the checks count. */
export function SizeMeter({ bytes, findings }: Props) {
  const kilobytes = bytes / 1000;
  const state = findings.find(({ rule }) => rule === 'html-size')?.severity ?? 'good';
  const size = kilobytes < 10 ? kilobytes.toFixed(1) : Math.round(kilobytes).toString();
  return (
    <div className="size" data-state={state} title={`Gmail cuts a mail off at about ${clip} KB of HTML.`}>
      <span>
        {size} <span className="size-of">of {clip} KB</span>
      </span>
      <meter aria-label="Size of the HTML against Gmail's limit" min={0} max={clip} value={Math.min(kilobytes, clip)} />
    </div>
  );
}
