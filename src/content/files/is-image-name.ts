/** Whether a name is that of an image, by its suffix: the kinds that mail programs or browsers show. */
export const isImageName = (name: string): boolean => /\.(?:png|jpe?g|gif|webp|avif|svg)$/i.test(name);
