import { expect, it } from 'vitest';
import { actionOf, emptyReview, entryOf } from '../testing/review';
import { placeOf } from './useUndo';

const review = emptyReview({
  timeline: [entryOf({ id: 'e1', text: 'Planning run begins' })],
  actions: [actionOf({ id: 'a1', title: 'Set the timers in UTC' })],
  evidence: [{ id: 'v1', cause: 'c1', kind: 'entry', stance: 'supports', rank: 'V' }],
  sections: [{ key: 'summary', title: '', text: '' }],
});

it('finds the step and the part that an undo changed', () => {
  expect(placeOf('timeline/e1', review)).toEqual({ tab: 'timeline', at: 'e1' });
  expect(placeOf('actions/a1', review)).toEqual({ tab: 'actions', at: 'a1' });
  expect(placeOf('sections/summary', review)).toEqual({ tab: 'overview', at: 'summary' });
});

it('leads from a piece of evidence to its cause', () => {
  expect(placeOf('evidence/v1', review)).toEqual({ tab: 'causes', at: 'c1' });
});

it('chooses nothing that the undo took away, and nothing for the record itself', () => {
  expect(placeOf('timeline/gone', review)).toEqual({ tab: 'timeline', at: '' });
  expect(placeOf('', review)).toEqual({ tab: 'overview', at: '' });
});
