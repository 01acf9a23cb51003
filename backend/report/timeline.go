package report

import (
	"strings"
	"unicode/utf8"

	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
)

// entryColumns says which columns somebody filled.
type entryColumns struct{ roles, kinds bool }

// longZone is how many characters the head of the times may have before its
// column is wider.
const longZone = 28

// timelineParts is the table of all entries in the order of time, one group per
// date, with the zone named once in the head.
func (b *builder) timelineParts() []Block {
	if len(b.r.Timeline) == 0 {
		return nil
	}
	var cols entryColumns
	for _, e := range b.r.Timeline {
		cols.kinds = cols.kinds || e.Kind != ""
		cols.roles = cols.roles || flat(e.Role) != ""
	}
	when := Column{Title: b.zoned("report.time", "report.time.zone"), Width: 112}
	if utf8.RuneCountInString(when.Title) > longZone {
		when.Width = 134 // "Time (Europe/Amsterdam," keeps to one line
	}
	t := Table{Columns: []Column{
		{Title: "#", Width: 34, Faint: true}, when, {Title: b.t("report.event")},
	}}
	if cols.roles {
		t.Columns = append(t.Columns, Column{Title: b.t("report.role"), Width: 100, Faint: true})
	}
	if cols.kinds {
		t.Columns = append(t.Columns, Column{Title: b.t("report.kind"), Width: 84, Faint: true})
	}
	date := "-"
	for i, e := range b.r.Timeline {
		d := b.clock.moment(e.At, e.Precision).date
		if d != date && (d != "" || date == "-") {
			date = d
			name := b.t("report.date.unknown")
			if d != "" {
				name = b.date(d)
			}
			t.Rows = append(t.Rows, Row{Group: true, Cells: []Cell{{}, cellMark(name, Bold)}})
		}
		t.Rows = append(t.Rows, b.entry(i+1, e, date, cols))
	}
	head := []Block{Heading{Level: 1, Text: b.t("report.timeline")}}
	if note := b.openZone(); note != "" {
		head = append(head, Paragraph{Style: Caption, Spans: []Span{{Text: note}}})
	}
	return append(head, t)
}

// openZone says so when nobody has stated the zone of local times.
func (b *builder) openZone() string {
	for _, e := range b.r.Timeline {
		if _, known := timeline.OffsetOf(e.Statement); !known && strings.Contains(e.At, "T") {
			return b.t("report.zone.open")
		}
	}
	return ""
}

func (b *builder) entry(n int, e review.Entry, date string, cols entryColumns) Row {
	when := Cell{Paragraph{Spans: []Span{{Text: b.stated(e.Statement, date)}}}}
	what := Cell(b.markdown(e.Text))
	if len(what) == 0 {
		what = cellMark(b.t("report.event.empty"), Faint)
	}
	for i := 0; i+1 < len(e.Times); i++ {
		old, next := e.Times[i], e.Times[i+1]
		spans := []Span{{Text: b.t("report.corrected") + " "}, {Text: b.stated(old, date), Mark: Strike}}
		if r := flat(next.Reason); r != "" {
			spans = append(spans, Span{Text: " " + b.t("report.corrected.reason", "reason", r)})
		}
		what = append(what, Paragraph{Style: Note, Spans: spans})
	}
	what = append(what, b.undecided(review.Timeline+"/"+e.ID)...)
	row := Row{Cells: []Cell{cell(itoa(n)), when, what}}
	if cols.roles {
		row.Cells = append(row.Cells, cell(flat(e.Role)))
	}
	if cols.kinds {
		row.Cells = append(row.Cells, cell(b.of("report.entry", e.Kind, review.EntryKinds)))
	}
	return row
}
