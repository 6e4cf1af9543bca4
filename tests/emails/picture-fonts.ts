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
  /** Per cent, where its letters are smaller or larger than those it stands in for. */
  readonly size?: number;
  /** It is heavy, and few pictures need it. */
  readonly isFar?: true;
}[] = [
  {
    names: ['Georgia', 'Times New Roman'],
    package: 'gelasio',
    files: ['latin-400-normal', 'latin-400-italic', 'latin-700-normal', 'latin-700-italic'],
  },
  {
    names: ['Palatino Linotype', 'Palatino'],
    package: 'crimson-text',
    files: ['latin-400-normal', 'latin-400-italic', 'latin-700-normal', 'latin-700-italic'],
    size: 109,
  },
  {
    names: ['Arial'],
    package: 'arimo',
    files: ['latin-400-normal', 'latin-400-italic', 'latin-700-normal'],
  },
  { names: ['Consolas'], package: 'cousine', files: ['latin-400-normal', 'latin-700-normal'] },
  {
    names: ['Geeza Pro', 'Tahoma'],
    package: 'noto-naskh-arabic',
    files: ['latin-400-normal', 'latin-700-normal', 'arabic-400-normal', 'arabic-700-normal'],
  },
  { names: ['Noto Serif Hebrew'], package: 'noto-serif-hebrew', files: ['hebrew-400-normal', 'hebrew-700-normal'] },
  { names: ['Yu Mincho'], package: 'sawarabi-mincho', files: ['japanese-400-normal'], isFar: true },
  {
    names: ['Nirmala UI'],
    package: 'noto-serif-devanagari',
    files: ['devanagari-400-normal', 'devanagari-700-normal', 'latin-400-normal', 'latin-700-normal'],
    isFar: true,
  },
];

/** The `@font-face` rules, with the fonts inside: of most scripts, or of all of them. */
export async function pictureFonts(scripts: 'most' | 'all'): Promise<string> {
  const used = standIns.filter(({ isFar }) => scripts === 'all' || !isFar);
  const faces = used.flatMap(({ names, package: name, files, size = 100 }) =>
    files.map(async (file) => {
      const path = join(process.cwd(), 'node_modules/@fontsource', name, 'files', `${name}-${file}.woff2`);
      const source = `url(data:font/woff2;base64,${await readFile(path, 'base64')})`;
      const [, weight = '400', style = 'normal'] = /-(\d+)-(\w+)$/.exec(file) ?? [];
      const rest = `font-weight:${weight};font-style:${style};size-adjust:${size}%;src:${source}`;
      return names.map((family) => `@font-face{font-family:'${family}';${rest}}`).join('');
    }),
  );
  return (await Promise.all(faces)).join('');
}
