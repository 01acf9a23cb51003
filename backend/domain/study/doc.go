// Package study answers whether a change did what it was made for: the incidents it
// should have prevented are counted before and after, over what they could have
// happened in, and compared exactly.
//
// Vocabulary: a plan says, before anybody knows the outcome, which incidents count (the
// frozen filter), on which day the change was made, how long is looked at before and
// after, the burn-in (days after the change in which it settles and nothing counts), the
// days that are excluded, and on which days the outcome is looked at; exposure is what
// the incidents are counted over, days of the calendar where nothing else is given; an
// outcome is the ratio of the two rates with its interval, a verdict and warnings.
//
// Invariants: a verdict says no more than the interval (package stat), and where no
// comparison is possible it says so; every incident that was not counted has its
// reason; a plan that cannot be compared (windows that overlap, no exposure, an end in
// the future) is refused or cut to what is known, never stretched. A later change of a
// plan is kept beside the plan as it was frozen and shown as a warning, for whoever may
// choose the window afterwards finds what was hoped for.
//
// It reads no clock, stores nothing and knows no kind of record.
package study
