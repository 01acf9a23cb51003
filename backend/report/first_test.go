package report_test

import (
	"fmt"
	"strings"
	"testing"

	"secondstory/backend/domain/review"
	"secondstory/backend/report"
	"secondstory/backend/report/reporttest"
)

func TestTheFirstPageOfTheInternalReportCutsNoMeasure(t *testing.T) {
	r := reporttest.Review()
	r.Actions = nil
	for i := range 9 {
		r.Actions = append(r.Actions, review.Action{ID: fmt.Sprint(i), Title: fmt.Sprint("action number ", i), Status: "committed",
			Measure: fmt.Sprintf("The time from the alarm to somebody who knows whether it is the gate or the load falls from 43 to %d minutes", i)})
	}
	for _, blk := range report.Internal(r, options).Blocks {
		s, ok := blk.(report.Shrink)
		if !ok {
			continue
		}
		for _, form := range s.Forms {
			text := words(form)
			rows := strings.Count(text, "action number")
			if strings.Contains(text, "[…]") || strings.Count(text, "minutes") != rows {
				t.Errorf("a measure is cut:\n%s", text)
			}
			if !strings.Contains(text, fmt.Sprint(9-rows, " more under")) {
				t.Errorf("%d of 9 rows, and nothing says so:\n%s", rows, text)
			}
		}
		return
	}
	t.Error("no table of what will change")
}

func TestTheNumbersBeginWithHowLongItLastedAndHowLongNobodyKnew(t *testing.T) {
	r := reporttest.Review()
	r.Durations = []review.Duration{
		{From: "detected", To: "resolved", Minutes: 874, Exact: true},
		{From: "started", To: "detected", Minutes: 1046, Exact: true},
		{From: "started", To: "resolved", Minutes: 1920, Exact: true},
	}
	for _, m := range []report.Model{report.Executive(r, options), report.Internal(r, options)} {
		for _, blk := range m.Blocks {
			n, ok := blk.(report.Numbers)
			if !ok {
				continue
			}
			if n.Items[0].Value != "1 d 8 h" || n.Items[1].Value != "17 h 26 min" {
				t.Errorf("%+v", n.Items)
			}
		}
	}
}

func TestWhereThePhasesDoNotFitALineSaysWhatIsElsewhere(t *testing.T) {
	for _, blk := range report.Executive(reporttest.Review(), options).Blocks {
		s, ok := blk.(report.Shrink)
		if !ok {
			continue
		}
		if _, strip := s.Forms[0][0].(report.Figure); strip {
			has(t, words(s.Forms[1]), "phases with their times are in the internal report")
			return
		}
	}
	t.Error("no strip")
}
