import type { CheckInput, Finding } from './finding.ts';
import { loadRules } from './load-rules.ts';
import { readMail } from './read-mail.ts';

/** Every finding of every rule over one rendered edition, errors first, then by rule. */
export async function checkEdition(input: CheckInput): Promise<readonly Finding[]> {
  const mail = readMail(input.rendered.html);
  const rules = await loadRules();
  const findings = rules.flatMap(({ name, rule }) =>
    rule({ ...input, mail }).map((remark): Finding => ({ rule: name, ...remark })),
  );
  return findings.sort((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'));
}
