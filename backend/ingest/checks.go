package ingest

import (
	"math"
	"strconv"
	"time"

	"secondstory/backend/domain/intake"
	"secondstory/backend/domain/timeline"
)

// check looks for what contradicts itself in a document that has been read.
func check(d *intake.Document, reversed bool) {
	if !reversed {
		checkOrder(d)
	}
	checkKeyTimes(d)
	checkLengths(d)
}

// checkOrder finds entries that lie before the one above them.
func checkOrder(d *intake.Document) {
	last := -1
	for i, e := range d.Timeline {
		if len(e.Time.At) <= len(time.DateOnly) || e.Time.At[0] == 'T' {
			continue
		}
		if last >= 0 {
			if gap, _, ok := timeline.Duration(d.Timeline[last].Time, e.Time); ok && gap < 0 {
				finding(d, timeline.Finding, KeyOutOfOrder, e.Line, i, map[string]string{"time": e.Time.Raw, "before": d.Timeline[last].Time.Raw})
			}
		}
		last = i
	}
}

// anchorOrder is the order in which key times happen.
var anchorOrder = []string{"started", "detected", "declared", "mitigated", "resolved"}

func keyTimeOf(d *intake.Document, anchor string) (intake.KeyTime, bool) {
	for _, k := range d.KeyTimes {
		if k.Anchor == anchor {
			return k, true
		}
	}
	return intake.KeyTime{}, false
}

// checkKeyTimes finds key times in the wrong order, such as an end before the
// start.
func checkKeyTimes(d *intake.Document) {
	for i, first := range anchorOrder {
		a, ok := keyTimeOf(d, first)
		if !ok {
			continue
		}
		for _, second := range anchorOrder[i+1:] {
			b, ok := keyTimeOf(d, second)
			if !ok {
				continue
			}
			if gap, _, ok := timeline.Duration(a.Time, b.Time); ok && gap < 0 {
				finding(d, timeline.Finding, KeyKeyTimesReversed, b.Line, -1, map[string]string{"first": first, "second": second})
			}
		}
	}
}

// checkLengths compares stated lengths with what the key times give. More than
// a tenth or five minutes apart, whichever is more, is a finding.
func checkLengths(d *intake.Document) {
	for _, st := range d.Stated {
		if !st.HasSize {
			continue
		}
		from, to := st.From, st.To
		if from == "" && to == "" {
			from, to = "started", "resolved"
		}
		a, okA := keyTimeOf(d, from)
		b, okB := keyTimeOf(d, to)
		if !okA || !okB {
			continue
		}
		gap, _, ok := timeline.Duration(a.Time, b.Time)
		if !ok || gap < 0 || a.Time.Precision == timeline.Day || b.Time.Precision == timeline.Day {
			continue
		}
		computed := gap.Minutes()
		if off := math.Abs(computed - st.Minutes); off > 5 || off > 0.1*math.Max(computed, 1) {
			finding(d, timeline.Finding, KeyDurationDiffers, st.Line, -1, map[string]string{
				"label": st.Label, "stated": minutesText(st.Minutes), "computed": minutesText(computed),
			})
		}
	}
}

func minutesText(m float64) string { return strconv.FormatFloat(math.Round(m*10)/10, 'f', -1, 64) }
