import type { ReactNode } from 'react';
import { useMail } from './mail-context.ts';

/** A few words in small capitals: a category, or what stands below. */
export function Label({ children }: { readonly children: ReactNode }): ReactNode {
  const { theme } = useMail();
  return (
    <p className="accent" style={{ ...theme.type.label, margin: 0, color: theme.colours.accent.light }}>
      {children}
    </p>
  );
}
