package report

import (
	"math"
	"strconv"

	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
)

// length says a number of minutes as the screens do.
func (b *builder) length(minutes float64) string { return review.Length(b.t, minutes) }

// took is the computed value of a duration, with a word when it is not exact and
// a reason when there is none.
func (b *builder) took(d review.Duration) string {
	switch {
	case d.Problem == "end_before_start":
		return b.t("report.duration.end_before_start", "length", b.length(d.Minutes))
	case d.Problem != "":
		return b.t("report.duration.zones_unknown")
	case d.Exact:
		return b.length(d.Minutes)
	}
	return b.t("report.about", "length", b.length(d.Minutes))
}

// pairName is "from start to resolved" and the like.
func (b *builder) pairName(from, to string) string { return b.t("report.pair." + from + "_" + to) }

// differs says whether what the source claims for a pair is another length than
// the computed one, to the minute; a claim without a size is shown as well.
func (b *builder) differs(d review.Duration) bool {
	if d.Stated == "" {
		return false
	}
	if d.Problem != "" {
		return true
	}
	for _, s := range b.r.Stated {
		if s.From == d.From && s.To == d.To && s.Text == d.Stated {
			return !s.HasSize || math.Abs(s.Minutes-d.Minutes) >= 1
		}
	}
	return true
}

// preferred is the order in which durations go among the five numbers.
var preferred = [][2]string{
	{"started", "resolved"}, {"started", "detected"}, {"detected", "resolved"},
	{"detected", "mitigated"}, {"started", "mitigated"}, {"detected", "declared"},
}

// numbers are up to two durations with their anchors, then counts; that of the
// entries only where there is nothing else: it says little, and the labels of the
// others need the width.
func (b *builder) numbers() []Block {
	var items []Number
	for _, p := range preferred {
		for _, d := range b.r.Durations {
			if d.From != p[0] || d.To != p[1] || d.Problem != "" || len(items) >= 2 {
				continue
			}
			label := b.pairName(d.From, d.To)
			if b.differs(d) {
				label = b.t("report.pair.stated", "pair", label, "stated", clip(d.Stated, 32))
			}
			items = append(items, Number{Value: b.took(d), Label: label})
		}
	}
	causes, unsettled := 0, 0
	for _, n := range b.r.Causes {
		if !n.Counted() {
			continue
		}
		causes++
		if n.Status != "supported" && n.Status != "ruled_out" {
			unsettled++
		}
	}
	open := 0
	for _, a := range b.r.Actions {
		if !settled(a.Status) {
			open++
		}
	}
	if causes > 0 {
		label := b.count("report.number.causes", causes)
		if unsettled > 0 {
			label = b.count("report.number.causes_open", causes, "open", strconv.Itoa(unsettled))
		}
		items = append(items, Number{grouped(causes), label})
	} else if n := b.contributing(); n > 0 {
		items = append(items, Number{grouped(n), b.count("report.number.factors", n)})
	}
	if n := len(b.r.Actions); n > 0 {
		items = append(items, Number{grouped(n), b.count("report.number.actions", n, "open", strconv.Itoa(open))})
	}
	if n := len(b.r.Timeline); n > 0 && len(items) == 0 {
		items = append(items, Number{grouped(n), b.count("report.number.entries", n)})
	}
	if len(items) == 0 {
		return nil
	}
	return []Block{Numbers{items[:min(5, len(items))]}}
}

func (b *builder) contributing() int {
	n := 0
	for _, f := range b.r.Factors {
		if f.Contributes() {
			n++
		}
	}
	return n
}

// durationTable lists the moments, every computed duration beside the stated
// one, and what the source claims beyond that.
func (b *builder) durationTable() []Block {
	anchors := Table{Small: true, Columns: []Column{
		{Title: b.t("report.moment"), Width: 150},
		{Title: b.whenHead(), Width: 240},
		{Title: b.t("report.moment.raw"), Faint: true},
	}}
	for _, name := range review.Anchors {
		s := b.r.Anchor(name)
		if s == nil {
			continue
		}
		anchors.Rows = append(anchors.Rows, Row{Cells: []Cell{cell(b.t("anchor." + name)), cell(b.full(*s)), cell(s.Raw)}})
	}
	lengths := Table{Small: true, Columns: []Column{
		{Title: b.t("report.pair"), Width: 230}, {Title: b.t("report.computed"), Width: 200}, {Title: b.t("report.claimed")},
	}}
	used := map[string]bool{}
	for _, d := range b.r.Durations {
		claim := ""
		for _, s := range b.r.Stated {
			if s.From == d.From && s.To == d.To && d.Stated != "" {
				used[s.ID] = true
				claim = join(claim, s.Text)
			}
		}
		lengths.Rows = append(lengths.Rows, Row{Cells: []Cell{cell(b.pairName(d.From, d.To)), cell(b.took(d)), cell(claim)}})
	}
	for _, s := range b.r.Stated {
		if used[s.ID] {
			continue
		}
		label := s.Label
		if label == "" && s.From != "" && s.To != "" {
			label = b.pairName(s.From, s.To)
		}
		lengths.Rows = append(lengths.Rows, Row{Cells: []Cell{cell(label), cellMark("–", Faint), cell(s.Text)}})
	}
	var out []Block
	if len(anchors.Rows) > 0 {
		out = append(out, anchors)
	}
	if len(lengths.Rows) > 0 {
		out = append(out, lengths)
	}
	if len(out) == 0 {
		return nil
	}
	return append([]Block{Heading{Level: 1, Text: b.t("report.durations")}}, out...)
}

func join(a, b string) string {
	if a == "" {
		return b
	}
	return a + "; " + b
}

// zone is what the head of a column of times names: the zone, or that nobody did;
// "" where every entry says its own. The offset is "" where the zone says it.
func (b *builder) zone() (name, offset string) {
	if b.clock.loc != nil {
		name = b.clock.name
		if b.clock.offset != name && name != "UTC" && name != "UTC"+b.clock.offset {
			offset = b.clock.offset
		}
		return name, offset
	}
	if b.clock.own {
		return b.t("report.zone.own"), ""
	}
	for _, e := range b.r.Timeline {
		if _, known := timeline.OffsetOf(e.Statement); !known && e.Zone == "" && len(e.At) > len("2006-01-02") {
			return b.t("report.zone.unknown"), ""
		}
	}
	return "", ""
}

func (b *builder) whenHead() string {
	zone, offset := b.zone()
	switch {
	case offset != "":
		return b.t("report.when.offset", "zone", zone, "offset", offset)
	case zone != "":
		return b.t("report.when.zone", "zone", zone)
	}
	return b.t("report.when")
}
