export type ReportKind = 'internal' | 'executive';
/** Whom a report is marked for; "" is the report's own readers. */
export type ReportAudience = '' | 'internal' | 'executive';
export type ReportChoice = {
  kind: ReportKind;
  audience: ReportAudience;
  /** The day for which "overdue" is said; "" is the day of the last change. */
  asOf: string;
};
/**
 * pdf is the file in base64, rev the revision of the review it shows, unset are
 * sentences about scripts no font of this computer has.
 */
export type ReportPreview = { pdf: string; rev: number; unset: string[] };
