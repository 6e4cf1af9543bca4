import { MastheadError, type Problem } from '../foundation/masthead-error.ts';
import { locateInTemplates } from './locate-in-templates.ts';
import { locateMjmlTag } from './locate-mjml-tag.ts';
import type { Template } from './template-props.ts';

type MjmlFault = { readonly message: string; readonly tagName: string };

/** The error for a template that threw while it was drawn: its file, the component and the line. */
export function templateThrew(cause: unknown, template: Template): MastheadError {
  const { place, component } = locateInTemplates(cause, template);
  return new MastheadError('TEMPLATE_THROWS', {
    what: `The template ${template.name} stopped${component ? ` in <${component}>` : ''}.`,
    why: cause instanceof Error ? cause.message : String(cause),
    fix: 'Mend the line that is named; nothing was written or sent.',
    place,
    cause,
  });
}

/** The error for a template whose root is neither MJML nor a whole HTML page. */
export function templateRoot(markup: string, template: Template): MastheadError {
  const found = /<[^>]*>/.exec(markup)?.[0] ?? '';
  return new MastheadError('TEMPLATE_ROOT', {
    what: `The template ${template.name} draws no mail.`,
    why: found === '' ? 'It draws nothing that starts with a tag.' : `It starts with ${found}.`,
    fix: "Let its root be <Mjml> from @faire/mjml-react, or React Email's <Html>.",
    place: { file: template.file },
  });
}

/** One error for everything that MJML refuses, each with the component that seems to have drawn it. */
export async function mjmlRefused(cause: unknown, template: Template): Promise<MastheadError> {
  const faults = mjmlFaults(cause);
  const [first, ...rest] = await Promise.all(faults.map((fault) => mjmlProblem(fault, template)));
  if (first) return MastheadError.of([first, ...rest]);
  return new MastheadError('TEMPLATE_MJML', {
    what: `MJML cannot compile what the template ${template.name} draws.`,
    why: cause instanceof Error ? cause.message : String(cause),
    fix: 'Compare the template with the MJML documentation.',
    place: { file: template.file },
    cause,
  });
}

async function mjmlProblem(fault: MjmlFault, template: Template): Promise<Problem> {
  const { place, component } = await locateMjmlTag(fault, template);
  return {
    code: 'TEMPLATE_MJML',
    what: `The template ${template.name} draws MJML that is not valid${component ? `, in <${component}>` : ''}.`,
    why: `<${fault.tagName}>: ${fault.message.trim().replace(/\.$/, '')}.`,
    fix: `Look up ${fault.tagName} in the MJML documentation.`,
    place,
  };
}

/** MJML's ValidationError lists its faults; anything else gives none. */
function mjmlFaults(error: unknown): readonly MjmlFault[] {
  if (!(error instanceof Error) || !('errors' in error) || !Array.isArray(error.errors)) return [];
  return error.errors.flatMap((fault: unknown) =>
    isMjmlFault(fault) ? [{ message: fault.message, tagName: fault.tagName }] : [],
  );
}

const isMjmlFault = (fault: unknown): fault is MjmlFault =>
  typeof fault === 'object' &&
  fault !== null &&
  'message' in fault &&
  typeof fault.message === 'string' &&
  'tagName' in fault &&
  typeof fault.tagName === 'string';
