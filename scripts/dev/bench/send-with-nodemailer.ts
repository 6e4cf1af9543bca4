import { createTransport } from 'nodemailer';
import type { RenderedEdition } from '../../../src/render/rendered-edition.ts';
import type { BenchCase } from './bench-case.ts';

/** As the documentation of nodemailer has it: a pool, `html` and `text` filled and handed over for each subscriber. */
export async function sendWithNodemailer(
  rendered: RenderedEdition,
  { url, messages, connections, dkimKey }: BenchCase,
): Promise<void> {
  const { hostname, port } = new URL(url);
  const transporter = createTransport({
    host: hostname,
    port: Number(port),
    pool: true,
    maxConnections: connections,
    maxMessages: Number.POSITIVE_INFINITY,
    ...(dkimKey ? { dkim: { domainName: 'example.com', keySelector: 'bench', privateKey: dkimKey } } : {}),
  });
  let next = 0;
  const feed = async (): Promise<void> => {
    while (next < messages) {
      const index = next;
      next += 1;
      const fill = filler(index);
      await transporter.sendMail({
        from: { name: 'The Vault', address: 'news@example.com' },
        to: { name: `Reader ${index}`, address: `reader${index}@example.com` },
        subject: fill(rendered.subject),
        html: fill(rendered.html),
        text: fill(rendered.text),
        list: { unsubscribe: { url: `https://news.example.com/u/token-of-reader-${index}` } },
        headers: { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click', Precedence: 'bulk' },
      });
    }
  };
  // Bounded, for nodemailer's own queue is not: all at once would need hundreds of megabytes.
  await Promise.all(Array.from({ length: connections * 2 }, feed));
  transporter.close();
}

const filler = (index: number) => {
  const values: Readonly<Record<string, string>> = {
    'subscriber.first_name': `Reader ${index}`,
    'links.web': 'https://news.example.com/2026-04-27',
    'links.unsubscribe': `https://news.example.com/u/token-of-reader-${index}`,
  };
  return (text: string): string => text.replace(/\{\{ ([a-z_.]+)[^}]*\}\}/g, (_, path: string) => values[path] ?? '');
};
