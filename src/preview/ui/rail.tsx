import { useState } from 'react';
import type { ApiNewsletter } from '../api.ts';
import { EntryList } from './entry-list.tsx';
import type { Route } from './use-route.ts';

type Props = {
  readonly newsletter: ApiNewsletter;
  /** Whether the folder could be read: if not, a list that is empty says nothing. */
  readonly isWhole: boolean;
  readonly route: Route | undefined;
  readonly go: (route: Route) => void;
  readonly connected: boolean;
};

/** The newsletter's name and everything in it; on a narrow screen the lists fold away behind a button. */
export function Rail({ newsletter, isWhole, route, go, connected }: Props) {
  const [unfolded, setUnfolded] = useState(false);
  const choose = (next: Route): void => {
    setUnfolded(false);
    go(next);
  };
  const shared = { isWhole, route, choose };
  return (
    <header className="rail" data-unfolded={unfolded}>
      <div className="rail-head">
        <p className="rail-name">{newsletter.name}</p>
        <p className="live" role="status" data-connected={connected}>
          {connected ? 'Live' : 'Reconnecting'}
        </p>
        <button
          type="button"
          className="rail-fold"
          aria-expanded={unfolded}
          aria-controls="rail-lists"
          onClick={() => setUnfolded(!unfolded)}
        >
          {unfolded ? 'Close' : 'Contents'}
        </button>
      </div>
      <nav className="rail-lists" id="rail-lists" aria-label="Editions and stories">
        <EntryList kind="editions" title="Editions" entries={newsletter.editions} {...shared} />
        <EntryList kind="stories" title="Stories" entries={newsletter.stories} {...shared} />
      </nav>
      <p className="rail-keys" aria-hidden="true">
        <kbd>j</kbd> <kbd>k</kbd> next, previous
        <br />
        <kbd>1</kbd> <kbd>2</kbd> <kbd>3</kbd> width <kbd>d</kbd> dark
        <br />
        <kbd>m</kbd> <kbd>t</kbd> <kbd>f</kbd> mail, text, findings
      </p>
    </header>
  );
}
