import type { Newsletter } from '../../src/newsletter.ts';

/** Opens the newsletter in the working directory, works with it, and closes it whatever happens. */
export async function withNewsletter<Result>(
  work: (newsletter: Newsletter) => Promise<Result>,
  options: { readonly watch?: boolean } = {},
): Promise<Result> {
  // Imported here, because the rooms take a while to load and `--help` or a mistyped option needs none of them.
  const { openNewsletter } = await import('../../src/newsletter.ts');
  const newsletter = await openNewsletter(process.cwd(), options);
  try {
    return await work(newsletter);
  } finally {
    await newsletter.close();
  }
}
