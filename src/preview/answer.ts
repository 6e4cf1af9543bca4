import type { PreviewTarget } from '../newsletter.ts';
import type { ApiPreview } from './api.ts';
import { assetReply } from './asset-reply.ts';
import type { UiFile } from './bundle-ui.ts';
import { describeNewsletter } from './describe-newsletter.ts';
import { describeProblems } from './describe-problems.ts';
import type { PreviewSource } from './preview-source.ts';
import type { Renders } from './renders.ts';
import { jsonReply, notFound, type Reply, textReply } from './reply.ts';

/** What there is to answer with. */
export type Answers = {
  readonly newsletter: PreviewSource;
  readonly renders: Renders;
  readonly ui: Promise<ReadonlyMap<string, UiFile>>;
};

const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

// A mail may style itself and show images, as in a mail program. It never runs anything: see ui/mail-frame.tsx for why it
// keeps its origin.
const mailPolicy = [
  "default-src 'none'",
  "img-src 'self' https:",
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  'sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox',
].join('; ');

/** The answer to a GET or HEAD of a path, decoded and cut at its slashes. */
export async function answer(path: readonly string[], answers: Answers): Promise<Reply> {
  const [room = '', ...rest] = path;
  const target = targetOf(rest);
  if (room === 'api' && rest.length === 1 && rest[0] === 'newsletter') return newsletterReply(answers);
  if (room === 'api' && target) return jsonReply(await showPreview(target, answers.renders));
  if (room === 'mail' && target) return mailReply(target, answers.renders);
  if (room === 'assets') return assetReply(answers.newsletter, rest.join('/'));
  if (room === 'ui') return uiReply(path.join('/'), answers);
  if (room === '' || targetOf(path)) return uiReply('index.html', answers);
  return notFound;
}

/** `editions/ID` or `stories/SLUG`. */
function targetOf([kind, id, ...more]: readonly string[]): PreviewTarget | undefined {
  if (!id || more.length > 0) return undefined;
  if (kind === 'editions') return { edition: id };
  return kind === 'stories' ? { story: id } : undefined;
}

async function newsletterReply({ newsletter, renders }: Answers): Promise<Reply> {
  try {
    const content = await renders.content();
    // After the content, with which the name is read again.
    return jsonReply(describeNewsletter(newsletter.name, content));
  } catch (error) {
    return jsonReply({ name: newsletter.name, editions: [], stories: [], problems: describeProblems(error) });
  }
}

async function showPreview(target: PreviewTarget, renders: Renders): Promise<ApiPreview> {
  const generation = renders.generation();
  try {
    const { html: _, ...mail } = await renders.mail(target);
    return { state: 'shown', generation, ...mail };
  } catch (error) {
    return { state: 'failed', generation, problems: describeProblems(error) };
  }
}

async function mailReply(target: PreviewTarget, renders: Renders): Promise<Reply> {
  try {
    const { html } = await renders.mail(target);
    return { status: 200, type: 'text/html; charset=utf-8', body: html, policy: mailPolicy };
  } catch (error) {
    return textReply(
      422,
      describeProblems(error)
        .map(({ what, fix }) => `${what}\n${fix}`)
        .join('\n\n'),
    );
  }
}

async function uiReply(path: string, { ui }: Answers): Promise<Reply> {
  const file = (await ui).get(path);
  return file ? { status: 200, type: file.type, body: file.body, policy: pagePolicy } : notFound;
}
