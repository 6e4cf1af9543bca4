import { Command, InvalidArgumentError } from 'commander';
import type { AddedSubscriber, SubscriberKeeper as Keeper } from '../src/newsletter.ts';
import { newCommand } from './terminal/new-command.ts';
import { skippedText } from './terminal/skipped-text.ts';
import { withNewsletter } from './terminal/with-newsletter.ts';
import { count } from './terminal/words.ts';

type Options = { readonly list?: string; readonly json?: true };
type AddOptions = Options & { readonly field?: Readonly<Record<string, string>>; readonly resubscribe?: true };

/** `masthead subscribers`: look after a list. */
export const subscribersCommand = (done: (exitCode: number) => void): Command => {
  const run =
    <Rest extends readonly unknown[]>(work: (keeper: Keeper, options: Options, ...rest: Rest) => Promise<void>) =>
    async (options: Options, ...rest: Rest): Promise<void> => {
      await withNewsletter(async (newsletter) => work(await newsletter.subscribers(options.list), options, ...rest));
      done(0);
    };
  const check = run(printCheck);
  const exported = run(printList);
  const importing = run(importList);
  const adding = run(addOne);
  const removing = run(removeOne);
  return newCommand({
    name: 'subscribers',
    purpose: 'Look after a subscriber list: check it, add to it, take people out of it.',
    examples: [
      { run: 'subscribers check', does: 'who on the list would be mailed, and who not and why' },
      { run: 'subscribers add ada@example.com --field first_name=Ada', does: 'add one person' },
    ],
  })
    .addCommand(below('check', 'Say who on the list gets mail, and who does not and why.').action((o) => check(o)))
    .addCommand(
      below('import', 'Add the subscribers of another list; nobody is added twice, and the suppressed stay out.')
        .argument('<FILE>', 'a CSV file with a column of addresses')
        .action((file: string, options: Options) => importing(options, file)),
    )
    .addCommand(
      below('add', 'Add one subscriber.')
        .argument('<ADDRESS>', 'a mail address')
        .option('--field <NAME=VALUE>', 'a column and its value; may be given again', collectField)
        .option('--resubscribe', 'lift a suppression first, because the person asked for it')
        .action((address: string, options: AddOptions) => adding(options, address, options)),
    )
    .addCommand(
      below('remove', 'Never mail an address again, whatever list it comes back with.')
        .argument('<ADDRESS>', 'a mail address')
        .action((address: string, options: Options) => removing(options, address)),
    )
    .addCommand(below('export', 'Print those who get mail, as CSV.').action((o) => exported(o)));
};

const below = (name: string, purpose: string): Command =>
  new Command(name)
    .description(purpose)
    .helpOption('-h, --help', 'show this page')
    .allowExcessArguments(false)
    .option('--list <FILE>', 'the list (default: `list` of masthead.config.ts)')
    .option('--json', 'print one JSON document');

function collectField(text: string, before: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('It takes a column and its value, like first_name=Ada.');
  const name = text.slice(0, at);
  if (Object.hasOwn(before, name)) throw new InvalidArgumentError(`${name} has a value already.`);
  return { ...before, [name]: text.slice(at + 1) };
}

const print = (json: true | undefined, value: unknown, text: string): void =>
  console.log(json ? JSON.stringify(value, null, 2) : text);

async function printCheck(keeper: Keeper, { json }: Options): Promise<void> {
  const { list, columns, subscribers, skipped } = await keeper.read();
  const report = { list, columns, subscribers: subscribers.length, skipped };
  const head = `${list}: ${count(subscribers.length, 'subscriber')}, ${skipped.length} skipped. Columns: ${columns.join(', ')}.`;
  print(json, report, [head, ...skippedText(skipped)].join('\n'));
}

async function printList(keeper: Keeper, { json }: Options): Promise<void> {
  const { subscribers } = await keeper.read();
  if (json)
    console.log(
      JSON.stringify(
        subscribers.map(({ fields }) => fields),
        null,
        2,
      ),
    );
  else process.stdout.write(await keeper.csv());
}

async function importList(keeper: Keeper, { json }: Options, file: string): Promise<void> {
  const { added, known, skipped } = await keeper.import(file);
  const head = `${count(added, 'subscriber')} added, ${known} known already, ${skipped.length} skipped.`;
  print(json, { added, known, skipped }, [head, ...skippedText(skipped)].join('\n'));
}

async function addOne(keeper: Keeper, { json }: Options, address: string, options: AddOptions): Promise<void> {
  const { field: fields = {}, resubscribe = false } = options;
  const result = await keeper.add(address, { fields, resubscribe });
  const { added, lifted: suppressionLifted, passedOver } = result;
  print(json, { address, added, suppressionLifted, passedOver }, addedText(address, result, Object.keys(fields)));
}

/** What was done, and what was not: a value that was given for a row that is there goes nowhere. */
function addedText(address: string, { added, lifted, passedOver }: AddedSubscriber, fields: readonly string[]): string {
  return [
    added ? `${address} is on the list.` : `${address} was on the list already.`,
    ...(added || fields.length === 0 ? [] : [`Its row is unchanged: edit the list to change ${fields.join(', ')}.`]),
    ...(lifted ? ['Its suppression is lifted: it gets mail again.'] : []),
    ...passedOver.map(
      (line) => `Line ${line} has it too, but is passed over for its number of cells: remove that line.`,
    ),
  ].join(' ');
}

async function removeOne(keeper: Keeper, { json }: Options, address: string): Promise<void> {
  await keeper.remove(address);
  print(
    json,
    { address, removed: true },
    `${address} gets no more mail. Its row may stay on the list; it is passed over.`,
  );
}
