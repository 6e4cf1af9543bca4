import { createContext, type ReactNode } from 'react';

/** Draws a part of a mail by itself, or remembers it; `from` is everything that it depends on, as plain data that is never changed in place. */
export type DrawPart = (from: readonly unknown[], part: ReactNode) => string;

/** Given by the renderer; without it, as in a browser, parts are drawn with the rest. */
export const DrawingContext = createContext<DrawPart | undefined>(undefined);
