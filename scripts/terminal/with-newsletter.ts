import type { Newsletter } from '../../src/newsletter.ts';

/** Opens the newsletter in the working directory, works with it, and closes it whatever happens. */
export async function withNewsletter<Result>(
  open: (folder: string) => Newsletter,
  work: (newsletter: Newsletter) => Promise<Result>,
): Promise<Result> {
  const newsletter = open(process.cwd());
  try {
    return await work(newsletter);
  } finally {
    await newsletter.close();
  }
}
