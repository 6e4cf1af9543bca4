// Said here because tsx takes this setting from the folder it is started in, which may be any newsletter's.
/** @jsxRuntime automatic */
import { MjmlText } from '@faire/mjml-react';
import type { ReactNode } from 'react';
import { useMail } from './mail-context.ts';

/**
 * A piece of the page, under what came before: `above` pixels of space between, and `below` pixels after it. HTML and every
 * component may stand in it.
 */
export function Block({
  above = 0,
  below = 0,
  dir,
  children,
}: {
  readonly above?: number;
  readonly below?: number;
  /** Where its words run the other way than those of the page. */
  readonly dir?: 'ltr' | 'rtl' | undefined;
  readonly children: ReactNode;
}): ReactNode {
  const mail = useMail();
  const side = (dir ?? mail.dir) === 'rtl' ? 'right' : 'left';
  return (
    <MjmlText
      {...(above === 0 ? {} : { paddingTop: `${above}px` })}
      {...(below === 0 ? {} : { paddingBottom: `${below}px` })}
      {...(dir === undefined ? {} : { align: side })}
    >
      {children}
    </MjmlText>
  );
}
