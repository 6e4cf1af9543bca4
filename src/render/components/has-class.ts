/** Whether an element that react-markdown draws has a class. */
export const hasClass = (className: string | undefined, name: string): boolean =>
  (className ?? '').split(' ').includes(name);
