// Gmail cuts a mail off at about 102 KB of HTML, styles included; the checks warn from 80 and refuse from 100.
const clip = 102;
const warnFrom = 80;
const refuseFrom = 100;

/** The size of the HTML part against the size at which Gmail cuts it off. */
export function SizeMeter({ bytes }: { readonly bytes: number }) {
  const kilobytes = bytes / 1024;
  const state = kilobytes >= refuseFrom ? 'error' : kilobytes >= warnFrom ? 'warning' : 'good';
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
