import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { MastheadError, type Problem, throwProblems } from '../foundation/masthead-error.ts';
import { nearest } from '../foundation/nearest.ts';
import { type Config, configSchema } from './config.ts';

/** The file that makes a folder a newsletter. */
export const configFile = 'masthead.config.ts';

/**
 * The settings of the newsletter in a folder (an absolute path).
 * @throws MastheadError CONFIG_NOT_FOUND, CONFIG_INVALID (every wrong key at once), CONFIG_THROWS, MODULE_SYNTAX
 */
export async function loadConfig(folder: string, importModule: (file: string) => Promise<unknown>): Promise<Config> {
  const file = join(folder, configFile);
  if (!(await exists(file))) throw notFound(folder);
  const parsed = configSchema.safeParse(await importDefault(file, importModule), { reportInput: true });
  if (parsed.success) return parsed.data;
  throwProblems(parsed.error.issues.flatMap(problemsOf));
  throw parsed.error;
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

const notFound = (folder: string): MastheadError =>
  new MastheadError('CONFIG_NOT_FOUND', {
    what: `There is no ${configFile} in ${folder}.`,
    why: 'That file makes a folder a newsletter; it names the newsletter, its sender and its address on the web.',
    fix: `Go to the newsletter's folder, or write ${configFile}: docs/configuration.md of the masthead package has one to copy.`,
    place: { file: configFile },
  });

async function importDefault(file: string, importModule: (file: string) => Promise<unknown>): Promise<unknown> {
  try {
    const module = await importModule(file);
    return z.object({ default: z.unknown() }).parse(module).default;
  } catch (cause) {
    if (cause instanceof MastheadError) throw cause;
    throw new MastheadError('CONFIG_THROWS', {
      what: `${configFile} could not be read.`,
      why: cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause),
      fix: 'It must end with `export default defineConfig({ … })` and run without errors.',
      place: { file: configFile },
      cause,
    });
  }
}

function problemsOf(issue: z.core.$ZodIssue): readonly Problem[] {
  const place = { file: configFile };
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(issue.path);
    return issue.keys.map((key) => {
      const near = nearest(key, known);
      return {
        code: 'CONFIG_INVALID',
        what: `${[path, key].filter(Boolean).join('.')} is not a setting.`,
        why: `Known are ${known.join(', ')}.`,
        fix: near ? `Did you mean ${near}?` : 'Take it out.',
        place,
      };
    });
  }
  const missing = issue.code === 'invalid_type' && issue.input === undefined;
  return [
    {
      code: 'CONFIG_INVALID',
      what: `${path || 'The default export'} ${missing ? 'is missing' : 'is not right'}.`,
      why: missing ? '' : `It ${issue.message.startsWith('must') ? issue.message : `is wrong: ${issue.message}`}.`,
      fix: `Set it in ${configFile}; docs/configuration.md of the masthead package describes every setting.`,
      place,
    },
  ];
}

/** The settings of one place in the configuration: `[]` is the top, `['retry']` what stands inside `retry`. */
function knownKeys(path: readonly PropertyKey[]): readonly string[] {
  let schema: z.core.$ZodType = configSchema;
  for (const key of path) {
    schema = unwrap(schema);
    if (schema instanceof z.ZodObject) schema = schema.shape[String(key)] ?? z.never();
    else if (schema instanceof z.ZodArray) schema = schema.element;
  }
  const object = unwrap(schema);
  return object instanceof z.ZodObject ? Object.keys(object.shape) : [];
}

const unwrap = (schema: z.core.$ZodType): z.core.$ZodType =>
  schema instanceof z.ZodOptional || schema instanceof z.ZodDefault ? unwrap(schema.unwrap()) : schema;
