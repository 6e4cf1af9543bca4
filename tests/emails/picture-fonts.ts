import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Fonts of the same measure as those that mail programs have, so that a picture is the same on every machine. They stand in
 * for these names in pictures alone; a mail never brings a font.
 */
const standIns: readonly {
  readonly names: readonly string[];
  readonly package: string;
  readonly files: readonly string[];
}[] = [
  {
    names: ['Georgia', 'Times New Roman', 'Palatino'],
    package: 'gelasio',
    files: ['latin-400-normal', 'latin-400-italic', 'latin-700-normal', 'latin-700-italic'],
  },
  {
    names: ['Helvetica', 'Arial'],
    package: 'arimo',
    files: ['latin-400-normal', 'latin-400-italic', 'latin-700-normal'],
  },
  { names: ['Menlo', 'Consolas'], package: 'cousine', files: ['latin-400-normal', 'latin-700-normal'] },
  {
    names: ['Geeza Pro', 'Tahoma'],
    package: 'noto-naskh-arabic',
    files: ['latin-400-normal', 'latin-700-normal', 'arabic-400-normal', 'arabic-700-normal'],
  },
  { names: ['Noto Serif Hebrew'], package: 'noto-serif-hebrew', files: ['hebrew-400-normal', 'hebrew-700-normal'] },
];

/** The `@font-face` rules of all of them, with the fonts inside. */
export async function pictureFonts(): Promise<string> {
  const faces = standIns.flatMap(({ names, package: name, files }) =>
    files.map(async (file) => {
      const path = join(process.cwd(), 'node_modules/@fontsource', name, 'files', `${name}-${file}.woff2`);
      const source = `url(data:font/woff2;base64,${await readFile(path, 'base64')})`;
      const [, weight = '400', style = 'normal'] = /-(\d+)-(\w+)$/.exec(file) ?? [];
      const rest = `font-weight:${weight};font-style:${style};src:${source}`;
      return names.map((family) => `@font-face{font-family:'${family}';${rest}}`).join('');
    }),
  );
  return (await Promise.all(faces)).join('');
}
