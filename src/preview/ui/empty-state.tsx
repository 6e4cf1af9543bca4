/** A newsletter that nothing was written for yet. */
export function EmptyState() {
  return (
    <section className="empty">
      <h1>Nothing written yet</h1>
      <p>Start with a story, then gather stories in an edition:</p>
      <pre>
        <code>{'masthead new story\nmasthead new edition'}</code>
      </pre>
      <p>Each appears here as soon as it is saved.</p>
    </section>
  );
}
