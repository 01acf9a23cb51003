package report_test

import (
	"slices"
	"testing"

	"secondstory/backend/report"
)

// What nobody is bound by makes nothing open or late, and is listed all the same.
func TestTheNumbersOfARegisterOfObligationsCountWhatBinds(t *testing.T) {
	step := report.DutyStep{Name: "Initial", Open: true, Late: true, Sent: []report.DutySent{{At: "2026-11-20", Role: "Legal"}}}
	m := report.DutyRegister([]report.ListedDuty{
		{Ref: "OBL-1", Binds: true, Steps: []report.DutyStep{step}},
		{Ref: "OBL-2", Steps: []report.DutyStep{step, step}},
	}, report.Options{Text: func(key string, _ ...string) string { return key }})
	var numbers []string
	headings, notes := 0, 0
	for _, b := range m.Blocks {
		switch b := b.(type) {
		case report.Numbers:
			for _, n := range b.Items {
				numbers = append(numbers, n.Value)
			}
		case report.Heading:
			headings++
		case report.Paragraph:
			if b.Style == report.Note && b.Spans[0].Text == "report.register.duty.unbound.one" {
				notes++
			}
		}
	}
	if !slices.Equal(numbers, []string{"1", "1", "1", "1"}) || headings != 3 || notes != 1 {
		t.Errorf("%v, %d headings, %d notes", numbers, headings, notes)
	}
}
