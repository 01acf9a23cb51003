package reporttest

import (
	"fmt"
	"strconv"
	"time"

	"secondstory/backend/domain/redact"
	"secondstory/backend/domain/review"
	"secondstory/backend/report"
)

// Kind is a kind of document with random ones of it.
type Kind struct {
	Name string
	// Make gives a document of about n records or parts, and what must stand in it row by
	// row: the words of each row from its first word to the first word of the next.
	Make func(s *Source, n int, o report.Options) (report.Model, [][]string)
}

// Kinds are the kinds of documents that the product prints.
var Kinds = []Kind{
	{"internal", ofReview(report.Internal, false)},
	{"executive", ofReview(report.Executive, true)},
	{"customer", ofReview(report.Customer, true)},
	{"regulator", ofReview(report.Regulator, true)},
	{"actions", actionRegister},
	{"incidents", incidentList},
	{"obligations", dutyRegister},
	{"trend", trendPack},
}

func ofReview(lay func(review.Review, report.Options) report.Model, outside bool) func(*Source, int, report.Options) (report.Model, [][]string) {
	return func(s *Source, n int, o report.Options) (report.Model, [][]string) {
		r := s.Review()
		for len(r.Timeline) < n {
			more := s.Review()
			r.Timeline, r.Actions, r.Sections = append(r.Timeline, more.Timeline...), append(r.Actions, more.Actions...), append(r.Sections, more.Sections...)
		}
		for i := range r.Sections {
			r.Sections[i].Text += fmt.Sprintf("\n\n%s %d %s\n", s.Word(), s.IntN(1_000_000), s.Word())
		}
		if outside {
			o.Redact = redact.New(redact.Profile{Word: func(k redact.Kind) string { return string(k) }})
		}
		return lay(r, o), nil
	}
}

func (s *Source) day() time.Time { return time.Date(2026, 1, 1+s.IntN(365), 0, 0, 0, 0, time.UTC) }

// told is a day as a report of these texts writes it.
func told(d time.Time) string { return d.Format("2 Jan 2006") }

// actions are n owned ones, with what stands in the row of each.
func (s *Source) actions(n int, record string) (list []report.OwnedAction, rows [][]string) {
	for i := range n {
		due := s.day()
		a := report.OwnedAction{RecordRef: fmt.Sprintf("%s-%05d", record, s.IntN(99999)), RecordTitle: s.Words(9), Undecided: s.IntN(9) == 0,
			Action: review.Action{ID: s.id("a"), Ref: fmt.Sprintf("ACT-26-%06d", i), Title: s.Words(14), Criterion: s.Prose(1), OwnerRole: s.Words(3), Owner: "Kim Anderson",
				Status: review.ActionStates[s.IntN(len(review.ActionStates))], Due: due.Format(time.DateOnly)}}
		list = append(list, a)
		rows = append(rows, []string{a.Ref, a.RecordRef, told(due)})
	}
	return list, rows
}

func actionRegister(s *Source, n int, o report.Options) (report.Model, [][]string) {
	o.AsOf = time.Date(2026, 7, 1, 9, 0, 0, 0, time.UTC)
	list, rows := s.actions(n, "REV-26")
	return report.ActionRegister(list, 7, o), rows
}

func incidentList(s *Source, n int, o report.Options) (report.Model, [][]string) {
	var list []report.ListedIncident
	var rows [][]string
	for i := range n {
		day, minutes := s.day(), float64(s.IntN(9000))
		one := report.ListedIncident{When: day.Format(time.DateOnly), Number: fmt.Sprintf("OPS-%06d", i), Title: s.Words(12), Severity: "SEV" + strconv.Itoa(1+s.IntN(4)), State: s.Word(),
			Services: s.Words(3), Length: report.Length(o.Text, minutes), Review: fmt.Sprintf("REV-26-%06d", s.IntN(999999))}
		list = append(list, one)
		// The day stands before the number, in the row of the one before.
		rows = append(rows, []string{one.Number, one.Severity, one.Length, one.Review})
	}
	return report.IncidentList(list, s.IntN(900), s.Words(4), o), rows
}

func dutyRegister(s *Source, n int, o report.Options) (report.Model, [][]string) {
	var list []report.ListedDuty
	var rows [][]string
	for i := range n / 4 {
		d := report.ListedDuty{Ref: fmt.Sprintf("OBL-26-%06d", i), Binds: i%5 > 0, Rules: s.Words(4), About: fmt.Sprintf("REV-26-%05d", s.IntN(99999)), What: s.Words(12), Standing: []string{s.Prose(1)}, Decision: s.Words(2),
			Judgement: s.pick([]string{s.Prose(3)}), Against: []string{s.Prose(1)}, Facts: []string{s.Words(5) + ": " + strconv.Itoa(s.IntN(90000)), s.Words(4)}, Effects: s.Markdown(3), Actions: "- " + s.Words(9)}
		row := []string{d.Ref, d.About, d.Facts[0]}
		for range s.IntN(5) {
			k := report.DutyStep{Name: s.Words(5), To: s.Words(6), State: s.Word(), Late: s.IntN(3) == 0, Open: s.IntN(2) == 0, End: s.day().Format("2006-01-02 15:04 MST")}
			for range s.IntN(3) {
				k.Sent = append(k.Sent, report.DutySent{At: s.day().Format("2006-01-02 15:04 MST"), Role: s.Words(3), LateReason: s.pick([]string{s.Prose(1)})})
				row = append(row, k.Sent[len(k.Sent)-1].At)
			}
			row = append(row, k.End)
			d.Steps = append(d.Steps, k)
		}
		list, rows = append(list, d), append(rows, row)
	}
	return report.DutyRegister(list, o), rows
}

// measured is a measure with n rows of figures that stand nowhere else.
func (s *Source) measured(n int) report.Measured {
	figure := func() string { return fmt.Sprintf("%d.%d", 1000+s.IntN(9000), s.IntN(10)) }
	m := report.Measured{Title: s.Words(4), Moments: s.Words(6), Verdict: s.Words(2), Why: s.Prose(1), How: s.Prose(2), Notes: []string{s.Prose(1) + " " + figure()},
		Lines: []string{"typical " + figure() + " (95 % " + figure() + " to " + figure() + ", n = " + strconv.Itoa(s.IntN(500)) + ")"}, Columns: []report.Column{{Title: s.Words(2)}, {Title: s.Words(1), Width: 110, Align: report.Right}, {Title: s.Words(1), Width: 130}}}
	for range n {
		m.Rows = append(m.Rows, []string{s.Words(5), figure(), told(s.day())})
	}
	return m
}

func trendPack(s *Source, n int, o report.Options) (report.Model, [][]string) {
	o.AsOf = time.Date(2026, 7, 1, 9, 0, 0, 0, time.UTC)
	list, _ := s.actions(n/4, "REV-26")
	t := report.Trend{Period: "2026 Q2", Lead: []string{s.Prose(1)}, Now: 1000 + s.IntN(90000), Before: 1000 + s.IntN(90000), Suppose: s.Prose(2), Actions: list, Reviews: 4321,
		Rules: s.Words(3), Versions: []string{s.Prose(1)}, Counts: s.measured(n / 4)}
	for range 4 {
		t.Lengths = append(t.Lengths, s.measured(n/16))
		t.Short = append(t.Short, report.TrendLine{Title: s.Words(4), Moments: s.Words(4), Now: fmt.Sprintf("%d min (n = %d)", 100+s.IntN(900), s.IntN(99)), Before: fmt.Sprintf("%d min", 100+s.IntN(900)), Verdict: s.Words(2), Why: s.Prose(2)})
	}
	t.Where = []report.Measured{s.measured(n / 8), s.measured(n / 8)}
	var rows [][]string
	for i := range n / 8 {
		day := s.day()
		l := report.StudyLine{Ref: fmt.Sprintf("STU-26-%06d", i), Title: s.Words(8), Day: day.Format(time.DateOnly), Verdict: s.Words(2), Ratio: fmt.Sprintf("0.%03d to 1.%03d", s.IntN(1000), s.IntN(1000)), Why: s.Prose(1)}
		t.Studies = append(t.Studies, l)
		rows = append(rows, []string{l.Ref, told(day), l.Ratio})
	}
	return report.TrendPack(t, o), rows
}
