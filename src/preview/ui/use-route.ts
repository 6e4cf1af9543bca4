import { useCallback, useEffect, useState } from 'react';
import type { ApiKind } from '../api.ts';

/** What the address of the page names: `/editions/ID` or `/stories/SLUG`. */
export type Route = { readonly kind: ApiKind; readonly id: string };

export const pathOf = ({ kind, id }: Route): string => `/${kind}/${encodeURIComponent(id)}`;

export function readRoute(path: string): Route | undefined {
  const match = /^\/(editions|stories)\/([^/]+)$/.exec(path);
  const [, kind, id] = match ?? [];
  return (kind === 'editions' || kind === 'stories') && id ? { kind, id: decodeURIComponent(id) } : undefined;
}

/** The route in the address bar, and a way to go elsewhere that the Back button undoes. */
export function useRoute(): readonly [Route | undefined, (route: Route) => void] {
  const [route, setRoute] = useState(() => readRoute(location.pathname));
  useEffect(() => {
    const follow = (): void => setRoute(readRoute(location.pathname));
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
  }, []);
  const go = useCallback((next: Route) => {
    history.pushState(null, '', pathOf(next));
    setRoute(next);
    scrollTo(0, 0);
  }, []);
  return [route, go];
}
