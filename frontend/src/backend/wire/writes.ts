export type Written = { rev: number };
export type Created = { ref: string; id: string; rev: number };
export type Added = { id: string; rev: number };
export type TextConflict = { base: string; yours: string; theirs: string };
export type TextSaved = { rev: number; text: string; conflict: TextConflict | null };
export type Collection =
  | 'sections'
  | 'timeline'
  | 'factors'
  | 'actions'
  | 'participants'
  | 'causes'
  | 'analyses'
  | 'evidence'
  | 'comments';
