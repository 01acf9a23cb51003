import { expect, it } from 'vitest';
import { inFolder, stepTo, wayTo } from './wayTo';

it('leads to the step of a part, of a file of a space, and to other kinds of records', () => {
  expect(wayTo('REV-26-AAAAAA', 'actions/a1/due')).toBe('#/reviews/REV-26-AAAAAA/actions?at=a1');
  expect(wayTo('REV-26-AAAAAA', 'reviews/2026/11/01ABC/timeline.yaml')).toBe(
    '#/reviews/REV-26-AAAAAA/timeline',
  );
  expect(wayTo('REV-26-AAAAAA', 'reviews/2026/11/01ABC/review.md')).toBe(
    '#/reviews/REV-26-AAAAAA/overview',
  );
  expect(inFolder('reviews/2026/11/01ABC/events/a.yaml')).toBe('events/a.yaml');
  expect(inFolder('reviews/2026/11/01ABC')).toBe('');
  expect(inFolder('space.yaml')).toBe('space.yaml');
  expect(wayTo('POL-26-AAAAAA', 'versions/v1')).toBe('#/governance/policies/POL-26-AAAAAA');
  expect(wayTo('STU-26-AAAAAA')).toBe('#/measures/studies/STU-26-AAAAAA');
  expect(wayTo('REV-26-AAAAAA')).toBe('#/reviews/REV-26-AAAAAA');
  expect(stepTo('REV-26-AAAAAA', 'severity')).toBeUndefined();
  // A section may be called as a step is.
  expect(stepTo('REV-26-AAAAAA', 'sections/actions/text')).toBeUndefined();
});
