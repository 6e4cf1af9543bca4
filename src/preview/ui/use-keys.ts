import { useEffect, useEffectEvent } from 'react';

/** The toolbar's choices are inputs too, but nothing is typed into them. */
const typedInto = 'input:not([type=radio]), textarea, select';

/** Single keys that work anywhere on the page, unless something is being typed or a modifier is held. */
export function useKeys(keys: Readonly<Record<string, () => void>>): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const typing = event.target instanceof HTMLElement && event.target.matches(typedInto);
    const action = keys[event.key];
    if (!action || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    action();
  });
  useEffect(() => {
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}
