import type { ApiFinding } from '../api.ts';
import { Choice } from './choice.tsx';
import { SizeMeter } from './size-meter.tsx';
import type { ViewSettings } from './view-settings.ts';

type Props = {
  readonly settings: ViewSettings;
  readonly change: (part: Partial<ViewSettings>) => void;
  /** Where the mail can be opened by itself. */
  readonly url: string;
  readonly preview: { readonly bytes: number; readonly findings: readonly ApiFinding[] };
};

export function Toolbar({ settings, change, url, preview }: Props) {
  const badge = badgeOf(preview.findings);
  return (
    <div className="toolbar" role="toolbar" aria-label="How the mail is shown">
      <Choice
        label="View"
        value={settings.view}
        choose={(view) => change({ view })}
        options={[
          { value: 'mail', label: 'Mail', hint: 'The HTML part (m)' },
          { value: 'text', label: 'Text', hint: 'The text part (t)' },
          { value: 'findings', label: 'Findings', hint: 'What the checks say (f)', ...(badge && { badge }) },
        ]}
      />
      <Choice
        label="Width"
        value={settings.width}
        choose={(width) => change({ width })}
        options={[
          { value: '375', label: '375', hint: 'A phone, 375 pixels (1)' },
          { value: '640', label: '640', hint: 'A reading pane, 640 pixels (2)' },
          { value: 'full', label: 'Full', hint: 'All the width there is (3)' },
        ]}
      />
      <Choice
        label="Colours"
        value={settings.scheme}
        choose={(scheme) => change({ scheme })}
        options={[
          { value: 'light', label: 'Light', hint: 'For readers in light mode (d)' },
          { value: 'dark', label: 'Dark', hint: 'For readers in dark mode (d)' },
        ]}
      />
      <div className="toolbar-end">
        <SizeMeter bytes={preview.bytes} findings={preview.findings} />
        <a className="alone" href={url} target="_blank" rel="noreferrer" title="The mail by itself, in a new tab">
          Open
        </a>
      </div>
    </div>
  );
}

function badgeOf(findings: readonly ApiFinding[]) {
  if (findings.length === 0) return undefined;
  const severity = findings.some((finding) => finding.severity === 'error') ? 'error' : 'warning';
  return { count: findings.length, severity } as const;
}
