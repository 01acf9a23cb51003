package review

import (
	"time"

	"secondstory/backend/domain/record"
)

// DueAction is an open action of any review with its date, as lists across reviews
// show it. It carries a role and no name.
type DueAction struct {
	Ref    string `json:"ref"`    // of the review
	Review string `json:"review"` // its title
	ID     string `json:"id"`
	Title  string `json:"title"`
	Role   string `json:"role"` // of its owner, "" for none
	Due    string `json:"due"`  // YYYY-MM-DD; as written in a list of OddlyDated
	Status string `json:"status"`
	// OverdueDays is how many days it is over its date, 0 until the day has passed.
	OverdueDays int `json:"overdue_days"`
}

// OpenActionStates are the states of actions that still wait to be done, as they are
// stored; one without a state is an idea.
func OpenActionStates() []string {
	open := []string{""}
	for _, s := range ActionStates {
		if (Action{Status: s}).Open() {
			open = append(open, s)
		}
	}
	return open
}

// Due reads the actions of a list as they stand on a day (YYYY-MM-DD), in its order.
// Rows without a date that can be read are left out.
func Due(rows []record.Titled, day string) []DueAction {
	today, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return []DueAction{}
	}
	return dated(rows, today, false)
}

// OddlyDated reads those of which the date is in no calendar (30 February, month 13). They
// are due on no day, and Due holds the text as it was written.
func OddlyDated(rows []record.Titled) []DueAction { return dated(rows, time.Time{}, true) }

func dated(rows []record.Titled, today time.Time, odd bool) []DueAction {
	out := []DueAction{}
	for _, row := range rows {
		a := DueAction{Ref: record.Ref(Schema.RefPrefix, row.Record), Review: row.Title, ID: row.ID,
			Title: record.Str(row.Doc, "title"), Role: record.Str(row.Doc, "owner_role"), Due: record.Str(row.Doc, "due"), Status: record.Str(row.Doc, "status")}
		due, err := time.Parse(time.DateOnly, a.Due)
		if (err != nil) != odd {
			continue
		}
		if a.Status == "" {
			a.Status = ActionStates[0]
		}
		if !odd && today.After(due) {
			a.OverdueDays = int(today.Sub(due).Hours() / 24)
		}
		out = append(out, a)
	}
	return out
}
