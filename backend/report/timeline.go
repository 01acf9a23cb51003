package report

import (
	"math"
	"slices"
	"strings"

	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
	"secondstory/backend/draw"
)

// entryColumns says which columns somebody filled.
type entryColumns struct{ roles, kinds bool }

// timelineParts is the table of all entries in the order of time, one group per
// date, with the zone named once in the head.
func (b *builder) timelineParts() []Block {
	if len(b.r.Timeline) == 0 {
		return nil
	}
	var cols entryColumns
	for _, e := range b.r.Timeline {
		cols.kinds = cols.kinds || e.Kind != ""
		cols.roles = cols.roles || flat(e.Role) != "" || flat(e.Workstream) != ""
	}
	when := b.timeColumn()
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
		d := b.clock.moment(e.At, e.Zone, e.Precision).date
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

// Room of the column of times, px: as much as its head needs on two lines.
const (
	timeWidth = 112.0
	timeMost  = 220.0
	timeHead  = 9.5
	timePad   = 14.0
)

// timeColumn names the zone once, in its head. Where that is too long for one line,
// the catalogue says where the second begins: languages differ in what they name
// first.
func (b *builder) timeColumn() Column {
	zone, offset := b.zone()
	one, two := b.t("report.time"), ""
	switch {
	case offset != "":
		one = b.t("report.time.offset", "zone", zone, "offset", offset)
		two = b.t("report.time.offset.lines", "zone", zone, "offset", offset)
	case zone != "":
		one, two = b.t("report.time.zone", "zone", zone), b.t("report.time.zone.lines", "zone", zone)
	}
	c := Column{Title: one, Width: timeWidth}
	if b.m == nil || two == "" || b.m.Width(one, draw.Regular, timeHead)+timePad <= c.Width {
		return c
	}
	c.Title = two
	need := 0.0
	for line := range strings.SplitSeq(two, "\n") {
		need = max(need, b.m.Width(line, draw.Regular, timeHead))
	}
	c.Width = min(max(c.Width, math.Ceil(need+timePad)), timeMost)
	return c
}

// openZone says so when nobody has stated the zone of local times.
func (b *builder) openZone() string {
	for _, e := range b.r.Timeline {
		if _, known := timeline.OffsetOf(e.Statement); !known && e.Zone == "" && strings.Contains(e.At, "T") {
			return b.t("report.zone.open")
		}
	}
	return ""
}

func (b *builder) entry(n int, e review.Entry, date string, cols entryColumns) Row {
	when := Cell{Paragraph{Spans: []Span{{Text: b.stated(e.Statement, date)}}}}
	what := Cell(b.rich(e.Text, review.Timeline+"/"+e.ID))
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
	row := Row{ID: entryPlace(n), Cells: []Cell{cell(itoa(n)), when, what}}
	if cols.roles {
		row.Cells = append(row.Cells, cell(strings.Join(slices.DeleteFunc([]string{flat(e.Role), flat(e.Workstream)}, func(s string) bool { return s == "" }), " · ")))
	}
	if cols.kinds {
		row.Cells = append(row.Cells, cell(b.of("report.entry", e.Kind, review.EntryKinds)))
	}
	return row
}
