import type { Rule } from '../rule.ts';

const day = 24 * 60 * 60 * 1000;

/** A story dated well after today is mostly a wrong year, or one that is not to go out yet. */
const rule: Rule = ({ edition, now }) =>
  edition.stories
    .map((story) => ({ story, days: Math.round((Date.parse(story.date) - now.getTime()) / day) }))
    .filter(({ days }) => days > 7)
    .map(({ story, days }) => ({
      severity: days > 60 ? 'error' : 'warning',
      place: story.file,
      what: `“${story.headline}” is dated ${story.date}, ${days} days from now.`,
      why: 'It may carry a wrong year, or it is not to go out yet.',
      fix: 'Mend its `date`, or take it out of this edition.',
    }));

export default rule;
