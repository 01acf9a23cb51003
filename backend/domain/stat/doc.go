// Package stat is the arithmetic of uncertainty: what was counted or measured goes
// in, a Value comes out, which is an estimate with its interval, the number it rests
// on, the method and a verdict that says no more than the interval does.
//
// Vocabulary: exposure is what events are counted over (months, changes, device
// months), in any unit of the caller · a tail is the chance of error left at one end
// of an interval · central means that both tails have the same, so that p is below
// 0.05 exactly when the 95 % interval leaves the reference out · the reference is the
// value that means "no change" (1 for a ratio, 0 for a difference) · the band is the
// range of changes too small to matter to the person who asks · a signal is a point
// or a run that a process in its usual state would rarely show.
//
// Where the rules are from: intervals of counts by Garwood 1936, of shares by
// Clopper and Pearson 1934 and by Wilson 1927; the ratio of two rates conditions on
// their sum (Przyborowski and Wilenski 1940); quantiles are type 7 of Hyndman and Fan
// 1996 with intervals from order statistics; probabilities of counts by Loader's
// saddle point form (2000); kappa by Cohen 1960 with the error of Fleiss, Cohen and
// Everitt 1969, Fleiss 1971 with a jackknife; u′-charts by Laney 2002; runs by Anhøj
// and Olesen 2014; the interval of a rank correlation by Bonett and Wright 2000;
// adjusted p by Benjamini and Hochberg 1995.
//
// Invariants: no NaN goes in (a fault) and none can come out (a Number cannot hold
// one). What cannot be known has an open interval and the verdict CannotTell, never
// an error: too few values are an answer, a negative count is not one. A verdict is
// made by Judge from an interval and a Comparison and nowhere else. Randomness is a
// seed of the caller, and a seed means the same draws for ever and everywhere.
// Counts, ranks, permutations and runs are integers, so verdicts on them are the same
// on every machine; other results agree to twelve digits, for some processors join a
// product and a sum into one rounding.
//
// It is not a place for texts (a screen has the words for a Verdict and a Method), for
// clocks and calendars (exposures arrive finished), nor for pictures of any of this.
package stat
