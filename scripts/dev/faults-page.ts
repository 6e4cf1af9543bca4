import { faultCases, otherFaults } from '../../tests/deliver/faults/fault-cases.ts';

const endsText = (ends: (typeof faultCases)[number]['ends']): string =>
  typeof ends === 'string'
    ? `\`${ends}\``
    : Object.entries(ends)
        .map(([state, count]) => `${count} ${state}`)
        .join(', ');

/** docs/faults.md, made of the very cases that tests/deliver/faults/faults.test.ts runs. */
export const faultsPage = (): string => `# What happens when something goes wrong

Each row is a test in \`tests/deliver/faults/\`, which is made from the same table as this page. In those with a mail server,
three readers are to be mailed over one connection, and the server goes wrong once, at the first chance (the first connection
is the look at the server before anyone is mailed). Deferred deliveries are tried again after their back-off; what is unknown
is never mailed again unless you say \`--resend-unknown\`. In none of them is anyone mailed twice.

## The mail server

| what goes wrong | how the three end | why |
|---|---|---|
${faultCases.map(({ what, ends, means }) => `| ${what} | ${endsText(ends)} | ${means} |`).join('\n')}

## Everything else

| what goes wrong | what comes of it |
|---|---|
${Object.entries(otherFaults)
  .map(([what, means]) => `| ${what} | ${means} |`)
  .join('\n')}

The process itself may be killed at any moment: \`src/deliver/journal/journal.md\` says what that does at each point, and
\`tests/end-to-end/crash.test.ts\` does it, 60 times at random moments where \`CI=true\`.
`;
