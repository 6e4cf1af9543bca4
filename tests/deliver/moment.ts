/** Something that happens when a test lets it. */
export type Moment = { readonly come: Promise<void>; readonly let: () => void };

export function moment(): Moment {
  let happen: (() => void) | undefined;
  const come = new Promise<void>((resolve) => {
    happen = resolve;
  });
  return { come, let: () => happen?.() };
}
