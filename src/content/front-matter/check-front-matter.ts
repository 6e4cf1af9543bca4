import type { z } from 'zod';
import type { Problem } from '../../foundation/masthead-error.ts';
import { explainIssues, type Origin } from './explain-issues.ts';
import { isRecord } from './is-record.ts';

/** Front matter that agrees with its schema, or everything that does not. */
export type Checked<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Checks front matter against a schema. A key without a value counts as one that is not there. */
export function checkFrontMatter<Schema extends z.ZodType>(schema: Schema, origin: Origin): Checked<z.output<Schema>> {
  const data = withoutNulls(origin.data);
  const parsed = schema.safeParse(data);
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, problems: explainIssues(parsed.error.issues, { ...origin, data }) };
}

function withoutNulls(record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(record)
      .filter(([, value]) => value !== null)
      .map(([key, value]) => [key, strip(value)]),
  );
}

const strip = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(strip) : isRecord(value) ? withoutNulls(value) : value;
