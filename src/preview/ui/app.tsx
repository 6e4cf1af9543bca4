import { useEffect, useState } from 'react';
import type { ApiNewsletter } from '../api.ts';
import { EmptyState } from './empty-state.tsx';
import { outOfOrder, PreviewPane } from './preview-pane.tsx';
import { ProblemPanel } from './problem-panel.tsx';
import { Rail } from './rail.tsx';
import { useGeneration } from './use-generation.ts';
import { useJson } from './use-json.ts';
import { useKeys } from './use-keys.ts';
import { type Route, useRoute } from './use-route.ts';
import { firstSettings, type ViewSettings } from './view-settings.ts';

export function App() {
  const { generation, connected } = useGeneration();
  const newsletter = useJson<ApiNewsletter>('/api/newsletter', generation);
  const [asked, go] = useRoute();
  const [settings, setSettings] = useState(firstSettings);
  const change = (part: Partial<ViewSettings>): void => setSettings((before) => ({ ...before, ...part }));
  const routes = newsletter ? routesOf(newsletter) : [];
  const route = asked ?? routes[0];
  // A folder that is still empty is a beginning and no mistake: the empty page says what to do.
  const troubles = newsletter?.problems.filter(({ code }) => code !== 'CONTENT_EMPTY') ?? [];

  const step = (by: 1 | -1): void => {
    const at = routes.findIndex(({ kind, id }) => kind === route?.kind && id === route.id);
    const next = routes[at + by];
    if (next) go(next);
  };
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    '1': () => change({ width: '375' }),
    '2': () => change({ width: '640' }),
    '3': () => change({ width: 'full' }),
    d: () => change({ scheme: settings.scheme === 'dark' ? 'light' : 'dark' }),
    m: () => change({ view: 'mail' }),
    t: () => change({ view: 'text' }),
    f: () => change({ view: 'findings' }),
  });
  useEffect(() => {
    if (newsletter) document.title = `${newsletter.name} · Preview`;
  }, [newsletter]);

  if (!newsletter)
    return <p className="starting">{connected ? 'Opening the newsletter…' : 'Waiting for the preview…'}</p>;
  return (
    <div className="app">
      <Rail newsletter={newsletter} isWhole={troubles.length === 0} route={route} go={go} connected={connected} />
      <main className="main">
        {route && generation !== undefined ? (
          <PreviewPane
            key={`${route.kind}/${route.id}`}
            route={route}
            troubles={troubles}
            generation={generation}
            settings={settings}
            change={change}
          />
        ) : (
          <>
            {troubles.length > 0 && <ProblemPanel title={outOfOrder} problems={troubles} />}
            {routes.length === 0 && troubles.length === 0 && <EmptyState />}
          </>
        )}
      </main>
    </div>
  );
}

const routesOf = ({ editions, stories }: ApiNewsletter): readonly Route[] => [
  ...editions.map(({ id }) => ({ kind: 'editions', id }) as const),
  ...stories.map(({ id }) => ({ kind: 'stories', id }) as const),
];
