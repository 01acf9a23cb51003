import type { Action, Factor, Review } from '../backend';

/** A review with nothing in it; name what matters for the test. */
export function emptyReview(part: Partial<Review> = {}): Review {
  return {
    kind: 'review',
    id: '01M0000000000000000000AAAA',
    ref: 'REV-26-AAAAAA',
    space: '01M0000000000000000000SPAC',
    rev: 1,
    title: 'Tours were planned twice',
    severity: 'SEV2',
    state: 'draft',
    services: [],
    tags: [],
    zone: '',
    date: '2026-10-25',
    started: null,
    detected: null,
    declared: null,
    mitigated: null,
    resolved: null,
    sections: [],
    timeline: [],
    factors: [],
    analyses: [],
    causes: [],
    evidence: [],
    actions: [],
    participants: [],
    stated_durations: [],
    findings: [],
    durations: [],
    created_at: '2026-11-18T14:32:07Z',
    changed_at: '2026-11-18T14:32:07Z',
    ...part,
  };
}

export function factorOf(part: Partial<Factor> & { id: string; text: string }): Factor {
  return { kind: 'contributing', classes: [], rank: 'V', ...part };
}

export function actionOf(part: Partial<Action> & { id: string; title: string }): Action {
  return {
    ref: `ACT-26-${part.id.toUpperCase()}`,
    owner: '',
    owner_role: '',
    due: '',
    status: 'candidate',
    rank: 'V',
    ...part,
  };
}
