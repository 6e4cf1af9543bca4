/** How the mail is looked at. */
export type ViewSettings = {
  readonly view: View;
  readonly width: Width;
  readonly scheme: Scheme;
};

export const views = ['mail', 'text', 'findings'] as const;
export type View = (typeof views)[number];

/** Widths of the mail in CSS pixels: a phone, a reading pane, and all there is. */
export const widths = ['375', '640', 'full'] as const;
export type Width = (typeof widths)[number];

export const schemes = ['light', 'dark'] as const;
export type Scheme = (typeof schemes)[number];

export const firstSettings: ViewSettings = { view: 'mail', width: '640', scheme: 'light' };
