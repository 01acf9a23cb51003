package review

import (
	"slices"
	"strings"
	"time"

	"secondstory/backend/domain/measure"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/timeline"
)

// Measured is what measures read of a review: its incident, without a person. The
// moment it was acknowledged is that of the first entry of that kind; the others are
// its anchors.
func Measured(r Review) measure.Incident {
	in := measure.Incident{
		ID: r.ID, Ref: r.Ref, Title: r.Title, Severity: r.Severity, Services: r.Services, Day: r.When(),
		Moments: map[string]timeline.Statement{},
	}
	for _, name := range Anchors {
		if s := r.Anchor(name); s != nil {
			in.Moments[name] = bare(*s)
		}
	}
	in.Held = heldFirst(r.Meetings)
	acknowledged := ""
	for _, e := range r.Timeline {
		if e.Kind == "ack" && e.At != "" {
			in.Moments[measure.Acknowledged], acknowledged = bare(e.Statement), e.ID
			break
		}
	}
	for _, c := range r.Conflicts {
		switch p, ok := record.ParsePath(c.Path); {
		case !ok:
		case p.Collection == "":
			in.Undecided = append(in.Undecided, p.Field)
		case p.Collection == Timeline && p.Part == acknowledged && acknowledged != "":
			in.Undecided = append(in.Undecided, measure.Acknowledged)
		case p.Collection == Meetings && p.Field != "place" && p.Field != "minutes":
			in.Undecided = append(in.Undecided, measure.WhenHeld)
		}
	}
	in.Undecided = slices.DeleteFunc(in.Undecided, func(name string) bool { return !measured(name) })
	slices.Sort(in.Undecided)
	in.Undecided = slices.Compact(in.Undecided)
	return in
}

// heldFirst is the earliest meeting that was held at a time that can be told; nil for none.
func heldFirst(list []Meeting) *measure.Held {
	var first *measure.Held
	var at time.Time
	for _, m := range list {
		if m.State != "held" || m.At == nil {
			continue
		}
		t, err := time.Parse(time.RFC3339Nano, m.At.At)
		if err == nil && (first == nil || t.Before(at)) {
			first, at = &measure.Held{At: bare(*m.At), Limit: m.Limit, Rule: m.Rule}, t
		}
	}
	return first
}

// measured says whether measures depend on a field.
func measured(field string) bool {
	return slices.Contains(Anchors, field) || slices.Contains([]string{measure.Acknowledged, measure.WhenHeld, "severity", "services", "date"}, field)
}

// bare is a statement without who made it and why: nothing is measured by person.
func bare(s timeline.Statement) timeline.Statement {
	return timeline.Statement{At: s.At, End: s.End, Zone: strings.TrimSpace(s.Zone), Precision: s.Precision}
}
