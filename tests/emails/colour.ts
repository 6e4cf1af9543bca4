/** Red, green and blue, from 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** Reads what a browser gives as a computed colour: `rgb(28, 26, 23)`, with its opacity where it has one. */
export function parseColour(text: string): { readonly rgb: Rgb; readonly opacity: number } {
  const match = /^rgba?\((\d+), (\d+), (\d+)(?:, ([\d.]+))?\)$/.exec(text);
  if (!match) throw new Error(`${text} is no colour that this test can read.`);
  const [, red, green, blue, opacity = '1'] = match;
  return { rgb: [Number(red), Number(green), Number(blue)], opacity: Number(opacity) };
}

const linear = (channel: number): number => {
  const part = channel / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
};
const channel = (part: number): number => {
  const value = part <= 0.0031308 ? part * 12.92 : 1.055 * part ** (1 / 2.4) - 0.055;
  return Math.round(Math.min(1, Math.max(0, value)) * 255);
};

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

/** WCAG 2.2, from 1 to 21. */
export function contrast(a: Rgb, b: Rgb): number {
  const [darker = 0, lighter = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (lighter + 0.05) / (darker + 0.05);
}

/** CIE L*, from 0 for black to 100 for white. */
export const lightness = (rgb: Rgb): number => toLab(rgb)[0];

/** The same hue and chroma with black for white: what mail programs make of a light page on a dark phone. */
export function invertLightness(rgb: Rgb): Rgb {
  const [l, a, b] = toLab(rgb);
  return fromLab([100 - l, a, b]);
}

/** CSS `invert(1) hue-rotate(180deg)`, the other way to the same end. */
export function invertAndRotate([red, green, blue]: Rgb): Rgb {
  const [r, g, b] = [255 - red, 255 - green, 255 - blue];
  const clip = (value: number): number => Math.round(Math.min(255, Math.max(0, value)));
  return [
    clip(-0.574 * r + 1.43 * g + 0.144 * b),
    clip(0.426 * r + 0.43 * g + 0.144 * b),
    clip(0.426 * r + 1.43 * g - 0.856 * b),
  ];
}

const white = [0.95047, 1, 1.08883] as const;
const curve = (t: number): number => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116);
const uncurve = (t: number): number => (t ** 3 > 216 / 24389 ? t ** 3 : (116 * t - 16) / (24389 / 27));

function toLab([red, green, blue]: Rgb): Rgb {
  const [r, g, b] = [linear(red), linear(green), linear(blue)];
  const x = curve((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / white[0]);
  const y = curve(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = curve((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / white[2]);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function fromLab([l, a, b]: Rgb): Rgb {
  const y = (l + 16) / 116;
  const [x, z] = [uncurve(y + a / 500) * white[0], uncurve(y - b / 200) * white[2]];
  const middle = uncurve(y);
  return [
    channel(3.2404542 * x - 1.5371385 * middle - 0.4985314 * z),
    channel(-0.969266 * x + 1.8760108 * middle + 0.041556 * z),
    channel(0.0556434 * x - 0.2040259 * middle + 1.0572252 * z),
  ];
}
