import { type Newsletter, openNewsletter } from '../../src/newsletter.ts';

/** Opens the newsletter in the working directory, works with it, and closes it whatever happens. */
export async function withNewsletter<Result>(work: (newsletter: Newsletter) => Promise<Result>): Promise<Result> {
  const newsletter = await openNewsletter(process.cwd());
  try {
    return await work(newsletter);
  } finally {
    await newsletter.close();
  }
}
