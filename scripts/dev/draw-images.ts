import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import chromium from '@sparticuz/chromium';
import { chromium as browsers } from 'playwright-core';

/** Draws the images of the sample newsletter into content/images: `npx tsx scripts/dev/draw-images.ts`. */

const [width, height] = [1200, 675];
const ink = '#1d2b3a';
const paper = '#f3ead8';
const sea = '#2f6f7e';
const deep = '#1f4b59';
const sun = '#e2703a';
const sand = '#e9c46a';

const cloud = (x: number, y: number, size: number, fill: string): string =>
  [
    [0, 0, 1],
    [-0.95, 0.3, 0.7],
    [0.95, 0.25, 0.75],
    [-0.35, -0.45, 0.7],
  ]
    .map(
      ([dx = 0, dy = 0, r = 0]) =>
        `<circle cx="${x + dx * size}" cy="${y + dy * size}" r="${r * size}" fill="${fill}"/>`,
    )
    .join('') +
  `<rect x="${x - size * 1.5}" y="${y + size * 0.45}" width="${size * 3}" height="${size * 0.56}" rx="${size * 0.28}" fill="${fill}"/>`;

const openGate = (): string => `
  <rect width="1200" height="675" fill="#bcd9d6"/>
  <circle cx="600" cy="420" r="210" fill="${sand}"/>
  ${cloud(330, 190, 62, paper)} ${cloud(620, 140, 80, paper)} ${cloud(910, 210, 58, paper)}
  <path d="M0 560 Q300 500 600 555 T1200 540 V675 H0Z" fill="${sea}"/>
  <path d="M430 675 L540 500 H660 L770 675Z" fill="${paper}"/>
  <rect x="0" y="330" width="360" height="345" fill="${ink}"/><rect x="840" y="330" width="360" height="345" fill="${ink}"/>
  <rect x="340" y="270" width="70" height="405" fill="${deep}"/><rect x="790" y="270" width="70" height="405" fill="${deep}"/>
  <circle cx="375" cy="250" r="34" fill="${sun}"/><circle cx="825" cy="250" r="34" fill="${sun}"/>
  <path d="M410 300 L505 350 V640 L410 675Z" fill="${sun}"/><path d="M790 300 L695 350 V640 L790 675Z" fill="${sun}"/>
  ${[0, 1, 2].map((n) => `<path d="M${430 + n * 24} ${325 + n * 12} V${655 - n * 8}" stroke="${ink}" stroke-width="6"/><path d="M${770 - n * 24} ${325 + n * 12} V${655 - n * 8}" stroke="${ink}" stroke-width="6"/>`).join('')}`;

const crane = (x: number, top: number, reach: number): string => `
  <path d="M${x} 560 L${x + 40} ${top} L${x + 80} 560" fill="none" stroke="${ink}" stroke-width="12"/>
  <path d="M${x + 8} 480 H${x + 72} M${x + 18} 400 H${x + 62}" stroke="${ink}" stroke-width="8"/>
  <path d="M${x - reach} ${top + 20} H${x + 130}" stroke="${ink}" stroke-width="14"/>
  <path d="M${x - reach * 0.7} ${top + 20} V${top + 120}" stroke="${ink}" stroke-width="4"/>
  <rect x="${x - reach * 0.7 - 38}" y="${top + 120}" width="76" height="40" fill="${sun}"/>`;

const harbour = (): string => `
  <rect width="1200" height="675" fill="${sand}"/><rect y="250" width="1200" height="330" fill="#efb366"/>
  <circle cx="930" cy="330" r="110" fill="${paper}"/>
  ${crane(190, 210, 120)} ${crane(440, 150, 150)} ${crane(700, 240, 110)} ${crane(990, 180, 140)}
  <rect y="555" width="1200" height="120" fill="${deep}"/>
  ${Array.from({ length: 14 }, (_, n) => `<rect x="${(n * 173) % 1150}" y="${580 + ((n * 37) % 80)}" width="${60 + ((n * 29) % 70)}" height="6" rx="3" fill="${sea}"/>`).join('')}`;

const column = (side: 'left' | 'right', fill: string): string =>
  [300, 380, 210, 340, 260, 390, 180]
    .map((length, n) => {
      const x = side === 'left' ? 110 : 1090 - length;
      return `<rect x="${x}" y="${130 + n * 62}" width="${length}" height="26" rx="13" fill="${n === 2 ? sun : fill}"/>`;
    })
    .join('');

const twoReadings = (): string => `
  <rect width="600" height="675" fill="${paper}"/><rect x="600" width="600" height="675" fill="${deep}"/>
  ${column('left', ink)} ${column('right', paper)}
  <circle cx="600" cy="337" r="56" fill="${sand}"/><path d="M575 337 H625 M600 312 V362" stroke="${ink}" stroke-width="8"/>`;

const drawings = { 'open-gate.png': openGate, 'harbour.png': harbour, 'two-readings.png': twoReadings };

const folder = fileURLToPath(new URL('../../content/images/', import.meta.url));
const browser = await browsers.launch({ executablePath: await chromium.executablePath(), args: chromium.args });
const page = await browser.newPage({ viewport: { width, height } });
for (const [name, draw] of Object.entries(drawings)) {
  await page.setContent(`<style>body{margin:0}</style><svg width="${width}" height="${height}">${draw()}</svg>`);
  await page.screenshot({ path: join(folder, name) });
  console.log(`${name} ${(await stat(join(folder, name))).size} bytes`);
}
await browser.close();
