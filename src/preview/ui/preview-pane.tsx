import { useState } from 'react';
import type { ApiPreview, ApiProblem } from '../api.ts';
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
  /** What is wrong with the folder as a whole; it may be what breaks this one. */
  readonly troubles: readonly ApiProblem[];
  readonly generation: number;
  readonly settings: ViewSettings;
  readonly change: (part: Partial<ViewSettings>) => void;
};

type Shown = Extract<ApiPreview, { state: 'shown' }>;

export const outOfOrder = 'The newsletter’s folder is not in order';

const cannotBeShown = { editions: 'This edition cannot be shown', stories: 'This story cannot be shown' } as const;

/** One edition or story. When it breaks, what is wrong stands before the last mail that could be made. */
export function PreviewPane({ route, troubles, generation, settings, change }: Props) {
  const preview = useJson<ApiPreview>(`/api${pathOf(route)}`, generation);
  const shown = useLastShown(preview);
  const broken = preview?.state === 'failed';
  const problems = eachOnce([...troubles, ...(broken ? preview.problems : [])]);
  return (
    <>
      {problems.length > 0 && (
        <ProblemPanel
          title={troubles.length > 0 ? outOfOrder : cannotBeShown[route.kind]}
          problems={problems}
          note={
            broken && shown
              ? 'Below, as it was before. This page mends itself as soon as the file is saved right.'
              : undefined
          }
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

/** A problem of the settings keeps everything from being shown, and comes from each. */
const eachOnce = (problems: readonly ApiProblem[]): readonly ApiProblem[] => [
  ...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values(),
];

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
