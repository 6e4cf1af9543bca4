import type { ApiFinding } from '../api.ts';
import { Words } from './words.tsx';

const groups = [
  { severity: 'error', title: 'Errors', meaning: 'This mail is not sent until they are mended.' },
  { severity: 'warning', title: 'Warnings', meaning: 'Worth a look before it goes out.' },
] as const;

/** What the checks say of the mail, the gravest first. */
export function FindingList({ findings }: { readonly findings: readonly ApiFinding[] }) {
  if (findings.length === 0) {
    return (
      <section className="sheet findings findings-none">
        <h2>Nothing found</h2>
        <p>Every check passes: links, images, subject, preheader, size and the rest.</p>
      </section>
    );
  }
  return (
    <section className="sheet findings">
      {groups.map(({ severity, title, meaning }) => {
        const found = findings.filter((finding) => finding.severity === severity);
        return (
          found.length > 0 && (
            <section key={severity} data-severity={severity}>
              <h2>
                {title} <span className="count">{found.length}</span>
              </h2>
              <p className="meaning">{meaning}</p>
              <ul>
                {found.map((finding, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: two findings can be alike and are never reordered
                  <li key={index}>
                    <h3>
                      <Words>{finding.what}</Words>
                    </h3>
                    <p className="why">
                      <Words>{finding.why}</Words>
                    </p>
                    <p className="fix">
                      <Words>{finding.fix}</Words>
                    </p>
                    <p className="code">
                      {finding.rule} · {finding.place}
                    </p>
                  </li>
                ))}
              </ul>
            </section>
          )
        );
      })}
    </section>
  );
}
