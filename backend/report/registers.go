package report

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"secondstory/backend/domain/review"
)

// OwnedAction is an action with the record it was born in.
type OwnedAction struct {
	review.Action
	RecordRef   string
	RecordTitle string
	ReviewID    string
	Severity    string // of the review
	Moves       int    // changes of its date since it was promised
	Undecided   bool   // versions of it wait for a decision
	// Services of the review; they are no words of the action, so no paper counts them in.
	Services []string `json:"-"`
}

// groups of the register of actions, in the order in which somebody works through
// them. What is late is what somebody agreed to do by a day that is over.
var actionGroups = []struct {
	key string
	in  func(status string, late bool) bool
}{
	{"report.register.late", func(_ string, late bool) bool { return late }},
	{"report.register.agreed", func(s string, late bool) bool { return !late && urgency(s) == 0 }},
	{"report.register.proposed", func(s string, late bool) bool { return !late && urgency(s) == 1 }},
	{"report.register.done", func(s string, _ bool) bool { return urgency(s) == 2 }},
	{"report.register.declined", func(s string, _ bool) bool { return urgency(s) == 3 }},
}

// ActionRegister lists the actions of all reviews by what they wait for, then by
// their day. It counts actions and never people: no owner has a number.
func ActionRegister(all []OwnedAction, reviews int, o Options) Model {
	b := newBuilder(review.Review{}, o)
	m := b.filed("report.register.actions")
	m.Blocks = append(m.Blocks, text(b.count("report.register.actions.of", len(all), "reviews", grouped(reviews)), 0))
	if len(all) == 0 {
		return m
	}
	due := func(a OwnedAction) string { return cmp.Or(a.Due, "~") }
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(x, y OwnedAction) int {
		return cmp.Or(cmp.Compare(due(x), due(y)), cmp.Compare(x.RecordRef, y.RecordRef), cmp.Compare(x.Ref, y.Ref))
	})
	numbers := Numbers{}
	var parts []Block
	for _, g := range actionGroups {
		t := Table{Columns: b.registerColumns()}
		for _, a := range all {
			if g.in(a.Status, b.late(a.Action)) {
				t.Rows = append(t.Rows, b.registered(a))
			}
		}
		numbers.Items = append(numbers.Items, Number{grouped(len(t.Rows)), b.t(g.key)})
		if len(t.Rows) > 0 {
			parts = append(parts, Heading{Level: 1, Text: b.t(g.key)}, t)
		}
	}
	m.Blocks = append(append(m.Blocks, numbers), parts...)
	return m
}

func (b *builder) registerColumns() []Column {
	return []Column{
		{Title: b.t("report.reference"), Width: 96, Faint: true}, {Title: b.t("report.action")}, {Title: b.t("report.owner"), Width: 112}, {Title: b.t("report.due"), Width: 88}, {Title: b.t("report.state"), Width: 84},
	}
}

func (b *builder) registered(a OwnedAction) Row {
	what := Cell{text(flat(Plain(b.markdown(a.Title))), Bold)}
	if words := Plain(b.markdown(a.Criterion)); words != "" {
		what = append(what, Paragraph{Style: Note, Spans: []Span{{Text: b.t("report.done_when", "text", words)}}})
	}
	what = append(what, Paragraph{Style: Note, Spans: []Span{{Text: a.RecordRef + " " + flat(a.RecordTitle)}}})
	if a.Undecided {
		what = append(what, Paragraph{Style: Note, Spans: []Span{{Text: b.t("report.undecided"), Mark: Warn}}})
	}
	return Row{ID: a.Ref, Faint: a.Status == "declined", Cells: []Cell{{Paragraph{Spans: []Span{{Text: a.Ref, Mark: Mono}}}}, what, cell(b.owner(a.Action)), {Paragraph{Spans: b.due(a.Action)}}, cell(b.actionState(a.Action))}}
}

// late says that the day of an open action is over, as of the report's moment.
func (b *builder) late(a review.Action) bool { return DaysLate(a, b.asOf) > 0 }

// DaysLate is for how many days the day of an open action is over; 0 for none.
func DaysLate(a review.Action, asOf time.Time) int {
	d, err := time.Parse(time.DateOnly, a.Due)
	if err != nil || settled(a.Status) || asOf.IsZero() {
		return 0
	}
	return max(0, int(asOf.UTC().Truncate(24*time.Hour).Sub(d)/(24*time.Hour)))
}

// OwnerRole is the role that answers for an action, in the words of a catalogue; a person
// is never named.
func OwnerRole(a review.Action, text func(key string, params ...string) string) string {
	return (&builder{o: Options{Text: text}}).owner(a)
}

// ListedIncident is a row of the register of incidents, its values in the words of
// a reader.
type ListedIncident struct{ When, Number, Title, Severity, State, Services, Length, Review string }

// IncidentList lists incidents in the order they come in. More counts those that
// the list would have had beyond them.
func IncidentList(list []ListedIncident, more int, narrowed string, o Options) Model {
	b := newBuilder(review.Review{}, o)
	m := b.filed("report.register.incidents")
	m.Blocks = append(m.Blocks, text(b.count("report.register.incidents.of", len(list)+more), 0))
	if narrowed != "" {
		m.Blocks = append(m.Blocks, Paragraph{Style: Note, Spans: []Span{{Text: narrowed}}})
	}
	if len(list) == 0 {
		return m
	}
	t := Table{Small: true, Columns: []Column{
		{Title: b.t("report.when"), Width: 74}, {Title: b.t("report.reference"), Width: 92, Faint: true}, {Title: b.t("report.event")}, {Title: b.t("report.severity"), Width: 56}, {Title: b.t("report.state"), Width: 66},
		{Title: b.t("report.services"), Width: 104}, {Title: b.t("report.length"), Width: 72}, {Title: b.t("report.review"), Width: 96, Faint: true},
	}}
	for _, i := range list {
		row := Row{}
		for k, s := range []string{b.date(i.When), i.Number, i.Title, i.Severity, i.State, i.Services, i.Length, i.Review} {
			if k == 0 && i.When == "" {
				s = b.t("report.date.unknown")
			}
			row.Cells = append(row.Cells, cell(flat(s)))
		}
		t.Rows = append(t.Rows, row)
	}
	m.Blocks = append(m.Blocks, filled(t, func(c Cell) bool { return Plain(c) != "" }, 3))
	if more > 0 {
		m.Blocks = append(m.Blocks, Paragraph{Style: Note, Spans: []Span{{Text: b.count("report.register.more", more)}}})
	}
	return m
}

// filed is the frame of a report across records.
func (b *builder) filed(key string) Model {
	name := b.t(key)
	left := name
	if b.o.Organisation != "" {
		left = b.t("report.head", "organisation", b.o.Organisation, "report", name)
	}
	return Model{
		Title: name, Subject: name, Organisation: b.o.Organisation, AsOf: b.asOf, Head: [2]string{left, b.audience("internal")}, Foot: strings.TrimSpace(b.foot()), Words: b.words(),
		Blocks: []Block{Heading{Level: 0, Text: name}},
	}
}
