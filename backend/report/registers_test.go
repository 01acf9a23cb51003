package report_test

import (
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/review"
	"secondstory/backend/report"
)

func TestTheRegisterHasEachActionOnceWhereItWaits(t *testing.T) {
	o := options
	o.AsOf = time.Date(2026, 3, 20, 8, 0, 0, 0, time.UTC)
	var all []report.OwnedAction
	for i, status := range review.ActionStates {
		all = append(all, report.OwnedAction{RecordRef: "REV-26-AAAAAA", RecordTitle: "Gates", Action: review.Action{ID: status, Ref: "ACT-26-00000" + string(rune('A'+i)), Title: "Do " + status, Status: status, OwnerRole: "Pier crew", Due: "2026-03-19", Owner: "Anderson"}})
	}
	all = append(all, report.OwnedAction{RecordRef: "REV-26-BBBBBB", Undecided: true, Action: review.Action{Ref: "ACT-26-ZZZZZZ", Title: "Do later", Status: "committed", Due: "2026-03-20"}})
	all = append(all, report.OwnedAction{RecordRef: "REV-26-BBBBBB", Action: review.Action{Ref: "ACT-26-YYYYYY", Title: "Do on no day", Status: "committed", Due: "2026-02-30"}})
	m := report.ActionRegister(all, 2, o)
	text := words(m.Blocks)
	for _, a := range all {
		if n := strings.Count(text, a.Ref); n != 1 {
			t.Errorf("%s stands there %d times", a.Title, n)
		}
	}
	has(t, text, "9 actions of 2 reviews", "4 Overdue", "2 Agreed", "2026-02-30", "no date of the calendar", "0 Proposed", "2 Done", "1 Declined", "1 day over", "undecided")
	if strings.Contains(text, "Anderson") {
		t.Error("a name is in it")
	}
	if text := words(report.ActionRegister(nil, 3, o).Blocks); !strings.Contains(text, "0 actions of 3 reviews") {
		t.Error(text)
	}
}

func TestTheListOfIncidentsSaysWhatItDoesNotHold(t *testing.T) {
	list := []report.ListedIncident{{When: "2026-03-12", Number: "OPS-1", Title: "Gates refuse", Severity: "SEV2"}, {Title: "Nobody knows when", Length: "2 h"}}
	text := words(report.IncidentList(list, 5, "only SEV2", options).Blocks)
	has(t, text, "7 incidents", "12 Mar 2026", "OPS-1", "Date not known", "2 h", "only SEV2", "5 more")
}
