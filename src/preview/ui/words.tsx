import { Fragment } from 'react';

/** A sentence of a problem or a finding: what stands between backticks is code. */
export function Words({ children }: { readonly children: string }) {
  return children.split(/`([^`\n]+)`/).map((part, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence have no other name and are never reordered
    index % 2 === 1 ? <code key={index}>{part}</code> : <Fragment key={index}>{part}</Fragment>,
  );
}
