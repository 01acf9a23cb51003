/** How the values of a conflict are shown, and what may be answered. */
export type ConflictForm =
  | 'text'
  | 'line'
  | 'choice'
  | 'date'
  | 'time'
  | 'list'
  | 'part'
  | 'record'
  | 'place'
  | 'facts'
  | 'space'
  | 'twin'
  | 'notice';
/** A version by its number; the first is what stands. */
export type ConflictSide = '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9';
export type ConflictChoice = ConflictSide | 'both' | 'text';
/** A conflict in the words of its review. */
export type Undecided = {
  id: string;
  /** The ids of all conflicts that the answer decides. */
  members: string[];
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
  /** What stands was written after the question arose. */
  moved: boolean;
  /** What it is about was taken away since: the first version is that. */
  gone: boolean;
  choices: ConflictChoice[];
  options: ConflictOption[];
  state: 'open' | 'resolved';
  keep: string;
  decision: string;
  decided_by: string;
  decided_at: string;
  why: string;
  /** People decided it differently who did not know of each other; it was asked anew. */
  apart: boolean;
  /** All decisions about what is asked, the last one last: of an open question those that disagree. */
  decisions: ConflictDecision[];
};
/** Who decided what, when and why; `side` is the number of the version, 0 for words of its own. */
export type ConflictDecision = {
  value: string;
  side: number;
  /** "" for oneself (`own`), and where nobody knows. */
  by: string;
  own: boolean;
  at: string;
  why: string;
};
export type ShownVersion = {
  text: string;
  from:
    | 'here'
    | 'own'
    | 'file'
    | 'another'
    | 'now'
    | 'before'
    | 'joined'
    | 'infile'
    | 'inprogram'
    | 'upper'
    | 'lower'
    | 'fileof'
    | 'elsewhere'
    | 'twin';
  /** What was edited of what somebody else removed, a line each. */
  edited?: string;
  /** The review as a whole, as another space has it. */
  copy?: string;
  /** The chosen name of its writer, and when; "" where nobody knows. */
  by: string;
  at: string;
};
export type ConflictOption = { value: string; label: string };
/** `text` is the value of one's own where `keep` says so. */
export type ConflictAnswer = {
  keep: ConflictChoice;
  text: string;
  why: string;
  /** What stood under the number when somebody decided; empty for an answer without one. */
  seen: string[];
};
