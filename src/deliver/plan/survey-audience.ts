import type { Audience } from '../../audience/audience.ts';
import type { SkippedRow } from '../../audience/subscriber.ts';
import { throwProblems } from '../../foundation/masthead-error.ts';
import { AudienceHash } from '../journal/audience-hash.ts';
import { MissingValues, type UsedField } from './check-fields.ts';
import type { SendPlan } from './send-plan.ts';

export type Survey = Pick<SendPlan, 'mail' | 'skipped' | 'audienceHash'>;

/** Reads the whole list once, in constant memory. @throws MastheadError FIELD_MISSING, and the list's own */
export async function surveyAudience(audience: Audience, fields: readonly UsedField[]): Promise<Survey> {
  const missing = new MissingValues(fields);
  const hash = new AudienceHash();
  const skipped = new SkippedRows();
  let mail = 0;
  for await (const row of audience.rows()) {
    hash.add(row);
    if (row.kind === 'skipped') skipped.add(row.row);
    else {
      mail += 1;
      missing.look(row.subscriber);
    }
  }
  throwProblems(missing.problems({ list: audience.list }));
  return { mail, skipped: skipped.summary(), audienceHash: hash.digest() };
}

class SkippedRows {
  #count = 0;
  readonly #reasons = new Map<string, number>();
  readonly #rows: SkippedRow[] = [];

  add(row: SkippedRow): void {
    const reason = row.reason.replace(/:.*/s, '');
    this.#count += 1;
    this.#reasons.set(reason, (this.#reasons.get(reason) ?? 0) + 1);
    if (this.#rows.length < 1000) this.#rows.push(row);
  }

  summary(): SendPlan['skipped'] {
    return { count: this.#count, reasons: Object.fromEntries(this.#reasons), rows: this.#rows };
  }
}
