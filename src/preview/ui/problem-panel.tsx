import type { ApiPlace, ApiProblem } from '../api.ts';
import { Words } from './words.tsx';

type Props = { readonly title: string; readonly problems: readonly ApiProblem[]; readonly note?: string | undefined };

/** What keeps something from being shown: every problem, where it is and what to do about it. */
export function ProblemPanel({ title, problems, note }: Props) {
  return (
    <section className="problems" role="alert">
      <h1>{title}</h1>
      <ol>
        {problems.map((problem, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: problems have no name of their own and are never reordered
          <li key={index}>
            {problem.place && <p className="place">{spellPlace(problem.place)}</p>}
            <h2>
              <Words>{problem.what}</Words>
            </h2>
            {problem.why && (
              <p className="why">
                <Words>{problem.why}</Words>
              </p>
            )}
            <p className="fix">
              <Words>{problem.fix}</Words>
            </p>
            <p className="code">{problem.code}</p>
          </li>
        ))}
      </ol>
      {note && <p className="note">{note}</p>}
    </section>
  );
}

/** As editors and terminals spell it: `content/stories/harbour.md:4:12`. */
const spellPlace = ({ file, line, column }: ApiPlace): string =>
  [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(':');
