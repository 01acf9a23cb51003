export type ReportKind = 'internal' | 'executive' | 'customer' | 'regulator';
export type ReportFormat = 'pdf' | 'html' | 'md' | 'json';
/** As what reports across records are saved: to be read, or tables with every row. */
export type RegisterFormat = ReportFormat | 'csv' | 'xlsx';
/** Reports across records. */
export type RegisterKind = 'actions' | 'incidents' | 'obligations';
/** A report that went out; moved: the review has changed since. */
export type IssuedReport = {
  at: string;
  kind: string;
  to: string;
  name: string;
  fileHash: string;
  moved: boolean;
};
/** What a chosen file is to the register of issued reports; name is "" where none was chosen. */
export type VerifiedReport = {
  name: string;
  state: 'same' | 'moved' | 'gone' | 'changed' | 'foreign' | 'unknown';
  text: string;
};
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
 * sentences about scripts no font of this computer has, apart are sentences about what
 * of the review the layout has no place for.
 */
export type ReportPreview = {
  pdf: string;
  rev: number;
  unset: string[];
  removed: ReportRemoved[];
  apart: string[];
};
/** A report across records for the screen: pdf and unset as in ReportPreview. */
export type PaperPreview = { pdf: string; unset: string[] };
/**
 * A detail the readers of this report do not get, or that stays although it was found. Key is
 * what it is kept by, picture the id of a picture of the review, '' for everything else.
 */
export type ReportRemoved = {
  kind: string;
  words: string;
  kept: boolean;
  key: string;
  picture: string;
};
