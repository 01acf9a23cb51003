package review

import (
	"encoding/json"

	"secondstory/backend/domain/record"
)

// IndexRow is what lists and search keep of a review.
func IndexRow(snap record.Snapshot) record.IndexRow {
	r := FromSnapshot(snap)
	row := record.IndexRow{
		ID: r.ID, Ref: r.Ref, Kind: Kind, Title: r.Title, Severity: r.Severity, State: r.State,
		Date: r.When(), Services: r.Services, Trashed: snap.Trashed(), ChangedAt: snap.ChangedAt, Rev: snap.Rev,
		Counts: map[string]int{
			"timeline": len(r.Timeline), "factors": len(r.Factors), "actions": len(r.Actions),
		},
	}
	for _, n := range r.Causes {
		if n.Counted() {
			row.Counts["causes"]++
		}
	}
	for _, a := range r.Actions {
		if a.Open() {
			row.Counts["actions_open"]++
		}
	}
	for _, f := range r.Findings {
		if f.Level == "question" && f.State == "open" {
			row.Counts["questions"]++
		}
	}
	if raw, err := json.Marshal(Measured(r)); err == nil { // texts and lists, which never fail
		row.Measured = raw
	}
	row.Tags, row.Classes, row.Has, row.Places = r.Tags, causeClasses(r), has(r, row), places(r)
	return row
}

// When is the date of the incident: as stated, else that of its first known
// moment, else that of its first dated entry; "" when nothing has a date.
func (r Review) When() string { return IncidentOf(r).Date }
