import type { Action, Entry, Factor, Review, TimeStatement } from '../backend';

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
    incident: {
      date: part.date ?? '2026-10-25',
      date_from: part.date === '' ? '' : 'review',
      zone: part.zone ?? '',
      zone_from: part.zone ? 'review' : '',
    },
    started: null,
    detected: null,
    declared: null,
    mitigated: null,
    resolved: null,
    sections: [],
    timeline: [],
    factors: [],
    class_shares: { factors: 0, unclassed: 0, classes: [], rolled: [] },
    technique_advice: { technique: '', why: '', rule: '1' },
    evidence_share: { causes: 0, evidenced: 0 },
    analyses: [],
    causes: [],
    evidence: [],
    actions: [],
    replans: [],
    meetings: [],
    comments: [],
    participants: [],
    stated_durations: [],
    findings: [],
    pictures: [],
    durations: [],
    conflicts: [],
    created_at: '2026-11-18T14:32:07Z',
    changed_at: '2026-11-18T14:32:07Z',
    ...part,
  };
}

export function factorOf(part: Partial<Factor> & { id: string; text: string }): Factor {
  return { kind: 'contributing', classes: [], subtypes: [], condition_of: [], rank: 'V', ...part };
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

/** An entry with one statement of its time. */
export function entryOf(part: Partial<Entry> & { id: string; text: string }): Entry {
  const stated: TimeStatement = {
    at: part.at ?? '2026-10-25T02:10:00+02:00',
    end: part.end ?? '',
    zone: part.zone ?? 'Europe/Berlin',
    precision: part.precision ?? 'minute',
    raw: part.raw ?? '',
    recorded_at: '2026-11-18T14:32:07Z',
  };
  return { ...stated, times: [stated], ...part };
}
