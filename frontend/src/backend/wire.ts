// The types of the wire between the window and Go, by topic in wire/. They mirror
// the structs of package app field by field; wire.contract.test.ts holds them to the
// generated bindings, so that a difference fails the type check. Times are strings in
// the forms of domain/timeline, lists are never null, "" means "not known".

export type * from './wire/message';
export type * from './wire/workspace';
export type * from './wire/review';
export type * from './wire/reviewList';
export type * from './wire/conflicts';
export type * from './wire/home';
export type * from './wire/writes';
export type * from './wire/times';
export type * from './wire/history';
export type * from './wire/imports';
export type * from './wire/calendars';
export type * from './wire/inbox';
export type * from './wire/checks';
export type * from './wire/incidents';
export type * from './wire/audit';
export type * from './wire/backups';
export type * from './wire/causes';
export type * from './wire/reports';
export type * from './wire/search';
export type * from './wire/measures';
export type * from './wire/obligations';
export type * from './wire/services';
export type * from './wire/pictures';
export type * from './wire/studies';
export type * from './wire/actions';
export type * from './wire/policies';
export type * from './wire/leaks';
export type * from './wire/mirror';
export type * from './wire/spaces';
export type * from './wire/events';
