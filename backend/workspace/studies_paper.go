package workspace

import (
	"fmt"
	"strings"
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/report"
	"secondstory/backend/service/studying"
)

// studyPDF prints a study: its plan, its incidents over time, and what each check said. The
// same study gives the same bytes.
func (t teller) studyPDF(v studying.View, told StudyTold) (Paper, error) {
	ms, err := paperMeasurer()
	if err != nil {
		return Paper{}, fmt.Errorf("fonts: %w", err)
	}
	s := report.MeasureSheets{Title: told.Title, Subject: told.Title, Rules: t.say("measures.rules"), Lead: t.studyLead(told)}
	events := report.Measured{Title: t.say("studies.incidents"), Alt: told.StateWord}
	if events.Scene, err = StudyPicture(v, EventsPicture, report.PageWidth, true, t.text); err != nil {
		return Paper{}, err
	}
	change := report.Measured{Title: t.say("studies.ratio"), Notes: []string{told.Level, t.say("studies.suppose")}}
	asOf := v.Change
	for _, c := range told.Checks {
		if c.Result == nil {
			continue
		}
		r := c.Result
		change.Lines = append(change.Lines, t.dayText(c.Day)+": "+r.Word+". "+r.Why, t.say("studies.sides", "before", r.Before, "after", r.After))
		for _, w := range r.Warnings {
			change.Lines = append(change.Lines, w.Text)
		}
		s.Versions = append(s.Versions, t.say("studies.rests", "method", r.Method, "data", r.DataHash))
		asOf = c.Day
		// The last check counted the most.
		events.Rows = nil
		for _, x := range r.Cases {
			events.Rows = append(events.Rows, []string{x.Day, t.say("studies.side." + x.Side), x.Ref, x.Title, x.Why})
		}
	}
	if len(events.Rows) > 0 {
		events.Columns = []report.Column{{Title: t.say("studies.col.day"), Width: 74}, {Title: t.say("studies.col.side"), Width: 60}, {Title: t.say("studies.col.incident"), Width: 110},
			{Title: t.say("studies.col.title")}, {Title: t.say("studies.col.why"), Width: 110}}
	}
	if more := len(events.Rows) - mostPaperCases; more > 0 {
		events.Rows, events.Notes = events.Rows[:mostPaperCases], []string{t.text.Count("measures.in_csv", more)}
	}
	s.Sheets = append(s.Sheets, events)
	if len(change.Lines) > 0 {
		change.Alt = strings.Join(change.Lines, "\n")
		if change.Scene, err = StudyPicture(v, ChangePicture, report.PageWidth, true, t.text); err != nil {
			return Paper{}, err
		}
		s.Sheets = append(s.Sheets, change)
	}
	var day time.Time
	if d, err := calendar.ParseDate(asOf); err == nil {
		day = time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
	}
	return printed(report.MeasurePage(s, report.Options{Measurer: ms, Text: t.text.Text, AsOf: day, DataHash: told.Hash}), ms)
}

// studyLead is the plan in words.
func (t teller) studyLead(s StudyTold) []string {
	lead := []string{s.Ref + ", " + s.StateWord}
	for _, line := range []string{s.Action, s.Plan.Problem} {
		if line != "" {
			lead = append(lead, line)
		}
	}
	// A paper goes to others: "you" would be whoever reads it, and a name has no place in it.
	if s.Holds != "" {
		lead = append(lead, s.holdsPaper)
	}
	for _, o := range s.Others {
		lead = append(lead, o.lines(o.paper)...)
	}
	field := func(name, value string) {
		if value != "" {
			lead = append(lead, t.say("studies.field."+name)+": "+value)
		}
	}
	field("service", s.Plan.Service)
	field("severities", strings.Join(s.Plan.Severities, ", "))
	field("change", t.dayText(s.Plan.Change))
	field("before_from", t.dayText(s.Plan.BeforeFrom))
	if s.Plan.BeforeTo != "" {
		field("before_to", t.dayText(s.Plan.BeforeTo))
	}
	field("excluded", strings.Join(s.Plan.Excluded, "; "))
	if s.Forecast != nil && s.Verdict == "" {
		lead = append(lead, s.Forecast.Text)
	}
	return lead
}
