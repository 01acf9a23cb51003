package report

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"secondstory/backend/domain/review"
)

// settled actions are no longer waited for.
func settled(status string) bool {
	return status == "done" || status == "verified" || status == "declined"
}

// owner is the role that answers for an action; a person is never named.
func (b *builder) owner(a review.Action) string {
	switch {
	case strings.TrimSpace(a.OwnerRole) != "":
		return flat(a.OwnerRole)
	case a.OwnerActor != "" || strings.TrimSpace(a.Owner) != "":
		return b.t("report.owner.unnamed")
	}
	return b.t("report.owner.nobody")
}

// due is the date with how late it is, as of the report's moment. One that is in no calendar
// stands as it was written and is late on no day.
func (b *builder) due(a review.Action) []Span {
	if a.Due == "" {
		return []Span{{Text: b.t("report.due.none"), Mark: Faint}}
	}
	spans := []Span{{Text: b.date(a.Due)}}
	d, err := time.Parse(time.DateOnly, a.Due)
	if err != nil {
		return append(spans, Span{Text: "\n" + b.t("report.due.odd"), Mark: Warn})
	}
	if settled(a.Status) || b.asOf.IsZero() {
		return spans
	}
	day := b.asOf.Truncate(24 * time.Hour)
	if n := int(math.Round(day.Sub(d).Hours() / 24)); n > 0 {
		spans = append(spans, Span{Text: "\n" + b.count("report.overdue", n), Mark: Warn})
	}
	return spans
}

func (b *builder) actionState(a review.Action) string {
	return b.of("report.action", a.Status, review.ActionStates)
}

// urgency orders the actions of the short table: what somebody has agreed to do,
// what waits to be agreed, what is done, what was declined.
func urgency(status string) int {
	switch status {
	case "committed", "in_progress":
		return 0
	case "done", "verified":
		return 2
	case "declined":
		return 3
	}
	return 1
}

// byUrgency lists the actions by urgency, then by their due date; those without
// one come last of their kind.
func byUrgency(all []review.Action) []review.Action {
	list := slices.Clone(all)
	due := func(a review.Action) string {
		if a.Due == "" {
			return "~"
		}
		return a.Due
	}
	slices.SortStableFunc(list, func(x, y review.Action) int {
		return cmp.Or(cmp.Compare(urgency(x.Status), urgency(y.Status)), cmp.Compare(due(x), due(y)))
	})
	return list
}

// rowWords are the runes that a row of the short table has for the action and
// for how one will know; no column for the latter where it has none.
type rowWords struct{ title, measure int }

// willChange is the short table of the first page: the most urgent first.
func (b *builder) willChange(most int, w rowWords) (table Table, left int) {
	t := Table{Columns: []Column{
		{Title: b.t("report.action")}, {Title: b.t("report.owner"), Width: 118}, {Title: b.t("report.due"), Width: 88},
		{Title: b.t("report.know"), Width: 166}, {Title: b.t("report.strength"), Width: 76},
	}}
	measures, strengths := false, false
	for _, a := range b.r.Actions {
		measures = measures || strings.TrimSpace(a.Measure) != "" || strings.TrimSpace(a.Criterion) != ""
		strengths = strengths || a.Strength != ""
	}
	// A column nobody filled says what is known instead.
	if !strengths {
		t.Columns[4] = Column{Title: b.t("report.state"), Width: 84}
	}
	measures = measures && w.measure > 0
	if !measures {
		t.Columns = append(t.Columns[:3:3], t.Columns[4])
	}
	for i, a := range byUrgency(b.r.Actions) {
		if i >= most {
			break
		}
		last := b.of("report.strength", a.Strength, review.Strengths)
		if !strengths {
			last = b.actionState(a)
		}
		due := b.due(a)
		if settled(a.Status) && strengths {
			due = append(due, Span{Text: "\n" + b.actionState(a), Mark: Faint})
		}
		what := append(cellMark(clip(Plain(b.markdown(a.Title)), w.title), Bold), b.undecided(review.Actions+"/"+a.ID)...)
		cells := []Cell{what, cell(clip(b.owner(a), w.title)), {Paragraph{Spans: due}}}
		if measures {
			know := a.Measure
			if strings.TrimSpace(know) == "" {
				know = a.Criterion
			}
			cells = append(cells, cell(clip(Plain(b.markdown(know)), w.measure)))
		}
		t.Rows = append(t.Rows, Row{Faint: a.Status == "declined", Cells: append(cells, cell(last))})
	}
	return t, len(b.r.Actions) - len(t.Rows)
}

// actionParts is the full table.
func (b *builder) actionParts() []Block {
	if len(b.r.Actions) == 0 {
		return nil
	}
	t := Table{Columns: []Column{
		{Title: b.t("report.reference"), Width: 92, Faint: true}, {Title: b.t("report.action")}, {Title: b.t("report.owner"), Width: 112},
		{Title: b.t("report.due"), Width: 88}, {Title: b.t("report.state"), Width: 92},
	}}
	for _, a := range b.r.Actions {
		what := Cell{text(flat(Plain(b.markdown(a.Title))), Bold)}
		what = append(what, b.rich(a.Text, review.Actions+"/"+a.ID)...)
		for _, line := range []struct{ key, text string }{{"report.done_when", a.Criterion}, {"report.know_by", a.Measure}, {"report.tracked", a.Tracker}} {
			if words := Plain(b.markdown(line.text)); words != "" {
				what = append(what, Paragraph{Style: Note, Spans: []Span{{Text: b.t(line.key, "text", words)}}})
			}
		}
		for _, f := range review.ActionFacts(a, b.r.MovesOf(a.ID), b.t) {
			what = append(what, Paragraph{Style: Note, Spans: []Span{{Text: b.t("report.fact", "name", f.Name, "words", f.Words)}}})
		}
		what = append(what, b.undecided(review.Actions+"/"+a.ID)...)
		state := Cell{cell(b.actionState(a))[0]}
		for _, s := range []string{b.of("report.action.kind", a.Kind, review.ActionKinds), b.of("report.strength", a.Strength, review.Strengths)} {
			if s != "" {
				state = append(state, Paragraph{Style: Note, Spans: []Span{{Text: s}}})
			}
		}
		t.Rows = append(t.Rows, Row{ID: a.Ref, Faint: a.Status == "declined", Cells: []Cell{
			{Paragraph{Spans: []Span{{Text: a.Ref, Mark: Mono}}}}, what, cell(b.owner(a)), {Paragraph{Spans: b.due(a)}}, state,
		}})
	}
	return []Block{Heading{Level: 1, Text: b.t("report.actions")}, t}
}
