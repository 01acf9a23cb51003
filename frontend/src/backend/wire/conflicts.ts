/** How the values of a conflict are shown, and what may be answered. */
export type ConflictForm =
  | 'text'
  | 'line'
  | 'choice'
  | 'date'
  | 'time'
  | 'list'
  | 'part'
  | 'place'
  | 'facts'
  | 'space'
  | 'notice';
export type ConflictChoice = '1' | '2' | 'both' | 'text';
/** A conflict in the words of its review. */
export type Undecided = {
  id: string;
  /** Of the review. */
  ref: string;
  title: string;
  path: string;
  kind: string;
  form: ConflictForm;
  /** "Due of the action “Show the batch windows”". */
  where: string;
  field: string;
  what: string;
  /** What the part is known by besides its words: a reference, a time. */
  beside: string;
  no_base: boolean;
  base: string;
  values: string[];
  shown: ShownVersion[];
  base_shown: string;
  /** The value has been changed since; `now` is what stands. */
  moved: boolean;
  now: string;
  choices: ConflictChoice[];
  options: ConflictOption[];
  state: 'open' | 'resolved';
  keep: string;
  decision: string;
  decided_by: string;
  decided_at: string;
  why: string;
};
export type ShownVersion = {
  text: string;
  from: 'here' | 'own' | 'file' | 'another' | 'elsewhere';
  /** The review as a whole, as another space has it. */
  copy?: string;
  /** The chosen name of its writer, and when; "" where nobody knows. */
  by: string;
  at: string;
};
export type ConflictOption = { value: string; label: string };
/** `text` is the value of one's own where `keep` says so. */
export type ConflictAnswer = { keep: ConflictChoice; text: string; why: string };
