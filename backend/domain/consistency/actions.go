package consistency

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"secondstory/backend/domain/review"
)

var actionChecks = []Check{
	{"A01", Stops, (*look).noOwner},
	{"A02", Stops, (*look).noDate},
	{"A03", Stops, (*look).noCriterion},
	{"A04", Stops, (*look).noMeasure},
	{"A05", Asks, (*look).ownerAbsent},
	{"A06", Asks, (*look).dueBefore},
	{"A07", Asks, (*look).doneUnshown},
	{"A08", Asks, (*look).overdue},
	{"A09", Asks, (*look).answersNothing},
	{"A10", Asks, (*look).twice},
	{"A11", Asks, (*look).allWeak},
	{"A12", Stops, (*look).noDay},
	{"A13", Asks, (*look).answersRuledOut},
	{"A14", Asks, (*look).nothingDone},
	{"A15", Asks, (*look).declinedUnsaid},
}

// committed says whether somebody has promised an action: what was only thought of
// needs no owner yet, and what was declined never will.
func committed(a review.Action) bool {
	return slices.Contains([]string{"committed", "in_progress", "done", "verified"}, a.Status)
}

func (l *look) missing(is func(review.Action) bool) {
	for _, a := range l.Actions {
		if committed(a) && is(a) {
			l.tell(review.Actions+"/"+a.ID, map[string]string{"text": quoted(a.Title)})
		}
	}
}

func (l *look) noOwner() {
	l.missing(func(a review.Action) bool { return a.OwnerActor == "" && empty(a.OwnerRole) })
}
func (l *look) noDate()      { l.missing(func(a review.Action) bool { return a.Due == "" && a.Open() }) }
func (l *look) noCriterion() { l.missing(func(a review.Action) bool { return empty(a.Criterion) }) }
func (l *look) noMeasure()   { l.missing(func(a review.Action) bool { return empty(a.Measure) }) }

// ownerAbsent looks for an owner who is not among those who took part.
func (l *look) ownerAbsent() {
	if len(l.Participants) == 0 {
		return
	}
	here := map[string]bool{}
	for _, p := range l.Participants {
		here[alike(p.Role)] = true
		if p.Actor != "" {
			here["actor "+p.Actor] = true
		}
	}
	for _, a := range l.Actions {
		role := alike(a.OwnerRole)
		if committed(a) && a.Open() && role != "" && !here[role] && (a.OwnerActor == "" || !here["actor "+a.OwnerActor]) {
			l.tell(review.Actions+"/"+a.ID, map[string]string{"text": quoted(a.Title), "owner": a.OwnerRole})
		}
	}
}

// dueBefore looks for a date that was over before the incident was.
func (l *look) dueBefore() {
	for _, a := range l.Actions {
		if day(a.Due) && day(l.Incident.Date) && a.Due < l.Incident.Date {
			l.tell(review.Actions+"/"+a.ID, map[string]string{"text": quoted(a.Title), "due": a.Due, "incident": l.Incident.Date})
		}
	}
}

// day says whether a text is a day of the calendar.
func day(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// doneUnshown looks for what is told as done and has nothing by which somebody can see it.
func (l *look) doneUnshown() {
	for _, a := range l.Actions {
		if (a.Status == "done" || a.Status == "verified") && empty(a.Criterion) && empty(a.Measure) && empty(a.Tracker) {
			l.tell(review.Actions+"/"+a.ID, map[string]string{"text": quoted(a.Title)}, a.Status)
		}
	}
}

// overdue looks for dates that have passed while the action is open.
func (l *look) overdue() {
	today := l.Now.Format(time.DateOnly)
	for _, a := range l.At(today).Actions {
		if a.OverdueDays > 0 && committed(a) {
			l.tell(review.Actions+"/"+a.ID, map[string]string{"text": quoted(a.Title), "due": a.Due})
		}
	}
}

// answersNothing looks for what somebody does without a cause that it answers, in a
// review that knows causes.
func (l *look) answersNothing() {
	if len(l.below) == 0 {
		return
	}
	for _, a := range l.Actions {
		if _, known := l.byID[a.Cause]; committed(a) && !known && a.Kind != "investigate" {
			l.tell(review.Actions+"/"+a.ID, map[string]string{"text": quoted(a.Title)})
		}
	}
}

// twice looks for one action that stands there as two.
func (l *look) twice() {
	seen := map[string]bool{}
	for _, a := range l.Actions {
		words := alike(a.Title)
		if words == "" || a.Status == "declined" {
			continue
		}
		if seen[words] {
			l.tell(review.Actions+"/"+a.ID, map[string]string{"text": quoted(a.Title)})
		}
		seen[words] = true
	}
}

// allWeak looks for a review of which all that will be done hangs on people remembering.
func (l *look) allWeak() {
	n := 0
	for _, a := range l.Actions {
		if !committed(a) {
			continue
		}
		if a.Strength != "weaker" {
			return
		}
		n++
	}
	if n > 0 {
		l.tell("actions", map[string]string{"count": strconv.Itoa(n)})
	}
}

// noDay looks for a date that the calendar does not have, as a hand can write it in a
// file.
func (l *look) noDay() {
	for _, a := range l.Actions {
		if strings.TrimSpace(a.Due) != "" && !day(a.Due) {
			l.tell(review.Actions+"/"+a.ID, map[string]string{"text": quoted(a.Title), "due": a.Due})
		}
	}
}

// answersRuledOut looks for work on a cause that it turned out not to be.
func (l *look) answersRuledOut() {
	for _, a := range l.Actions {
		if n, known := l.byID[a.Cause]; known && committed(a) && a.Open() && n.Status == "ruled_out" {
			l.tell(review.Actions+"/"+a.ID, map[string]string{"text": quoted(a.Title), "cause": quoted(n.Text)})
		}
	}
}

// nothingDone looks for causes that are supported and that nothing answers: neither they
// nor what stands above or below them has an action, not even a declined one.
func (l *look) nothingDone() {
	answered := map[string]bool{}
	for _, a := range l.Actions {
		for id := a.Cause; id != "" && !answered[id]; id = l.byID[id].Parent {
			answered[id] = true
		}
	}
	for _, n := range l.Causes {
		if !n.Counted() || n.Status != "supported" || len(l.below[n.ID]) > 0 || answered[n.ID] {
			continue
		}
		if own := slices.ContainsFunc(l.Actions, func(a review.Action) bool { return l.under(n.ID, a.Cause) }); !own {
			l.tell(review.Causes+"/"+n.ID, map[string]string{"text": quoted(n.Text)})
		}
	}
}

// under says whether a cause stands below another cause (the effect and the ribs are
// above everything and answer nothing).
func (l *look) under(id, above string) bool {
	if n, known := l.byID[above]; !known || !n.Counted() {
		return false
	}
	for range l.byID {
		if id == above {
			return true
		}
		if id = l.byID[id].Parent; id == "" {
			return false
		}
	}
	return false
}

// declinedUnsaid looks for what was decided against without a word of why.
func (l *look) declinedUnsaid() {
	for _, a := range l.Actions {
		if a.Status == "declined" && empty(a.Text) {
			l.tell(review.Actions+"/"+a.ID, map[string]string{"text": quoted(a.Title)})
		}
	}
}
