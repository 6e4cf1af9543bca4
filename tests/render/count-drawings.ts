import { createDrawingMemory } from '../../src/render/drawing-memory.ts';
import { renderEdition } from '../../src/render/render-edition.ts';
import { exampleEdition, exampleNewsletter, exampleStory, exampleTemplate } from './example.ts';

/**
 * Draws editions one after another with one memory, and prints for each how many parts were made anew and whether the mail is
 * the same as one drawn without. A program of its own: under the test runner, templates have a second copy of what they import.
 */
const memory = createDrawingMemory();
const stories = (last: string) =>
  ['a', 'b', 'c'].map((slug) =>
    exampleStory(`The body of ${slug === 'c' ? last : slug}.[^1]\n\n[^1]: Note.`, { slug }),
  );
const rounds = [
  { name: 'first', template: 'digest', edition: exampleEdition(stories('c')) },
  { name: 'again', template: 'digest', edition: exampleEdition(stories('c')) },
  { name: 'edited', template: 'digest', edition: exampleEdition(stories('another')) },
  { name: 'themed', template: 'evening', edition: exampleEdition(stories('another')) },
  { name: 'turned', template: 'digest', edition: exampleEdition(stories('another'), { lang: 'ar', dir: 'rtl' }) },
] as const;

const results: Record<string, { readonly drawn: number; readonly same: boolean }> = {};
for (const { name, template: templateName, edition } of rounds) {
  const template = await exampleTemplate(templateName);
  let drawn = 0;
  const counted =
    <Drawn>(draw: () => Drawn) =>
    () => {
      drawn += 1;
      return draw();
    };
  const remembered = await renderEdition(edition, template, exampleNewsletter, {
    recall: (from, draw) => memory.recall(from, counted(draw)),
    recallLater: (from, draw) => memory.recallLater(from, counted(draw)),
  });
  const anew = await renderEdition(edition, template, exampleNewsletter);
  results[name] = { drawn, same: JSON.stringify(remembered) === JSON.stringify(anew) };
}
process.stdout.write(JSON.stringify(results));
process.exit();
