import { useState } from 'react';
import type { ApiPreview } from '../api.ts';
import { FindingList } from './finding-list.tsx';
import { InboxLine } from './inbox-line.tsx';
import { MailFrame } from './mail-frame.tsx';
import { ProblemPanel } from './problem-panel.tsx';
import { Toolbar } from './toolbar.tsx';
import { useJson } from './use-json.ts';
import { pathOf, type Route } from './use-route.ts';
import type { ViewSettings } from './view-settings.ts';

type Props = {
  readonly route: Route;
  readonly generation: number;
  readonly settings: ViewSettings;
  readonly change: (part: Partial<ViewSettings>) => void;
};

type Shown = Extract<ApiPreview, { state: 'shown' }>;

/** One edition or story. When it breaks, what is wrong stands before the last mail that could be made. */
export function PreviewPane({ route, generation, settings, change }: Props) {
  const preview = useJson<ApiPreview>(`/api${pathOf(route)}`, generation);
  const shown = useLastShown(preview);
  const problems = preview?.state === 'failed' ? preview.problems : [];
  const broken = problems.length > 0;
  return (
    <>
      {broken && (
        <ProblemPanel
          title={route.kind === 'editions' ? 'This edition cannot be shown' : 'This story cannot be shown'}
          problems={problems}
          note={shown && 'Below, as it was before. This page mends itself as soon as the file is saved right.'}
        />
      )}
      {shown && (
        <article className="mail" inert={broken} data-stale={broken}>
          <InboxLine
            from={shown.from}
            subject={shown.subject}
            preheader={shown.preheader}
            attachments={shown.attachments}
          />
          <Toolbar settings={settings} change={change} url={`/mail${pathOf(route)}`} preview={shown} />
          <MailView route={route} shown={shown} settings={settings} />
        </article>
      )}
    </>
  );
}

/** The last preview that could be made, so that a broken save does not leave an empty page. */
function useLastShown(preview: ApiPreview | undefined): Shown | undefined {
  const [last, setLast] = useState<Shown>();
  if (preview?.state === 'shown' && preview !== last) setLast(preview);
  return preview?.state === 'shown' ? preview : last;
}

type ViewProps = { readonly route: Route; readonly shown: Shown; readonly settings: ViewSettings };

/** The mail stays loaded behind the other views, so that coming back to it is instant. */
function MailView({ route, shown, settings }: ViewProps) {
  return (
    <div className="desk">
      <div className="sheet" data-width={settings.width} hidden={settings.view !== 'mail'}>
        <MailFrame
          url={`/mail${pathOf(route)}?generation=${shown.generation}`}
          title={`The mail “${shown.subject}”`}
          scheme={settings.scheme}
        />
      </div>
      {settings.view === 'text' && <pre className="sheet text-part">{shown.text}</pre>}
      {settings.view === 'findings' && <FindingList findings={shown.findings} />}
    </div>
  );
}
