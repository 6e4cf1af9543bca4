import { main } from './terminal/main.ts';

/** `npm start`: the main job on the newsletter in this folder, without a question and without a server. */
const steps: readonly (readonly string[])[] = [['check'], ['export'], ['send', '--yes']];

for (const step of steps) {
  console.log(`\n$ masthead ${step.join(' ')}`);
  process.exitCode = await main(step);
  if (process.exitCode !== 0) break;
}
if (process.exitCode === 0)
  console.log('\nNext: npm run preview shows the edition in your browser and follows your edits.');
