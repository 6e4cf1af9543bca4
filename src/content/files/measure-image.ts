import { imageSizeFromFile } from 'image-size/fromFile';

/** How large an image is shown, in pixels; nothing where it is not known. */
export type ImageSize = { readonly width: number; readonly height: number };

/** A name that ends in `@2x` says that the file has two pixels for each that is shown. What is no image has no size. */
export async function measureImage(file: string): Promise<ImageSize | undefined> {
  const { width, height } = await imageSizeFromFile(file).catch(() => ({ width: 0, height: 0 }));
  if (!width || !height) return undefined;
  const density = Number(/@(\d)x\.\w+$/.exec(file)?.[1] ?? 1) || 1;
  return { width: Math.round(width / density), height: Math.round(height / density) };
}
