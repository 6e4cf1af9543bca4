import type { CheckInput, Finding } from './finding.ts';
import type { MailParts } from './read-mail.ts';

/** What a rule sees: the question, and the mail taken apart once for all rules. */
export type RuleInput = CheckInput & { readonly mail: MailParts };

/** What a rule says: a finding, but for the rule's own name. */
export type Remark = Omit<Finding, 'rule'>;

/** A rule: the default export of a file in rules/, whose name is the rule's. */
export type Rule = (input: RuleInput) => readonly Remark[];
