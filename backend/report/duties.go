package report

import (
	"strconv"

	"secondstory/backend/domain/review"
)

// ListedDuty is an assessment of whom to tell about an incident, as the register of
// obligations has it: in the words of a reader, with roles and without names.
type ListedDuty struct {
	Ref, Rules       string   // of the assessment; the set of rules
	About, What      string   // reference and title of the incident
	Standing         []string // how the rules stand, and whether they hold for the incident
	Binds            bool     // the rules can bind anybody, and hold for the incident
	Decision         string   // in words
	Judgement        string   // who decided and why; "" where nobody did
	Against          []string // where answers or notices contradict the decision
	Facts            []string // what was stated, "question: answer"
	Effects, Actions string   // what came of the incident, and what is done about it
	Steps            []DutyStep
}

// DutyStep is one notification that rules ask for.
type DutyStep struct {
	Name, To string // what, and for whom
	State    string // in words
	Late     bool   // over its end, or sent after it; a target alone makes nothing late
	Open     bool   // somebody still has to do something
	End      string // a day, or a time in the zone of the rules; "" for none
	Sent     []DutySent
}

// DutySent is a notification that went out.
type DutySent struct{ At, Role, LateReason string }

// DutyRegister lists what others had to be told of incidents, and what was not notified
// with its reason: what ends next comes first, in the order given.
func DutyRegister(list []ListedDuty, o Options) Model {
	b := newBuilder(review.Review{}, o)
	m := b.filed("report.register.obligations")
	m.Blocks = append(m.Blocks, text(b.count("report.register.obligations.of", len(list)), 0))
	if len(list) == 0 {
		return m
	}
	var open, late, sent, undecided, unbound int
	for _, d := range list {
		if !d.Binds {
			unbound++
			continue
		}
		if d.Judgement == "" {
			undecided++
		}
		for _, s := range d.Steps {
			sent += len(s.Sent)
			if s.Open {
				open++
			}
			if s.Late {
				late++
			}
		}
	}
	m.Blocks = append(m.Blocks, Numbers{[]Number{
		{grouped(open), b.t("report.register.duty.open")}, {grouped(late), b.t("report.register.duty.late")},
		{grouped(sent), b.t("report.register.duty.sent")}, {grouped(undecided), b.t("report.register.duty.undecided")},
	}})
	if unbound > 0 {
		m.Blocks = append(m.Blocks, Paragraph{Style: Note, Spans: []Span{{Text: b.count("report.register.duty.unbound", unbound)}}})
	}
	for _, d := range list {
		m.Blocks = append(m.Blocks, b.duty(d)...)
	}
	return m
}

func (b *builder) duty(d ListedDuty) []Block {
	out := []Block{Heading{Level: 1, Text: flat(d.Ref + " " + d.Rules)}, Paragraph{Style: Caption, Spans: []Span{{Text: flat(d.About + " " + d.What)}}}}
	for _, line := range d.Standing {
		out = append(out, Paragraph{Style: Note, Spans: []Span{{Text: line}}})
	}
	said := []Span{{Text: d.Decision, Mark: Bold}}
	if d.Judgement != "" {
		said = append(said, Span{Text: ". " + flat(d.Judgement)})
	}
	out = append(out, Paragraph{Spans: said})
	for _, line := range d.Against {
		out = append(out, Paragraph{Spans: []Span{{Text: line, Mark: Warn}}})
	}
	if len(d.Steps) > 0 {
		t := Table{Small: true, Columns: []Column{{Title: b.t("report.register.duty.step")}, {Title: b.t("report.state"), Width: 92}, {Title: b.t("report.register.duty.end"), Width: 138}, {Title: b.t("report.register.duty.sent_head"), Width: 190}}}
		for _, s := range d.Steps {
			t.Rows = append(t.Rows, dutyRow(s))
		}
		out = append(out, t)
	}
	if len(d.Facts) > 0 {
		l := List{}
		for _, f := range d.Facts {
			l.Items = append(l.Items, []Block{text(flat(f), 0)})
		}
		out = append(out, Heading{Level: 2, Text: b.t("report.register.duty.facts")}, l)
	}
	for _, part := range []struct{ key, text string }{{"report.register.duty.effects", d.Effects}, {"report.register.duty.actions", d.Actions}} {
		if blocks := b.markdown(part.text); len(blocks) > 0 {
			out = append(out, Heading{Level: 2, Text: b.t(part.key)})
			out = append(out, blocks...)
		}
	}
	return out
}

func dutyRow(s DutyStep) Row {
	what := Cell{text(flat(s.Name), Bold)}
	if s.To != "" {
		what = append(what, Paragraph{Style: Note, Spans: []Span{{Text: flat(s.To)}}})
	}
	mark := Mark(0)
	if s.Late {
		mark = Warn
	}
	var sent Cell
	for i, x := range s.Sent {
		line := x.At + ", " + x.Role
		if len(s.Sent) > 1 {
			line = strconv.Itoa(i+1) + ". " + line
		}
		sent = append(sent, text(flat(line), 0))
		if x.LateReason != "" {
			sent = append(sent, Paragraph{Style: Note, Spans: []Span{{Text: flat(x.LateReason)}}})
		}
	}
	return Row{Cells: []Cell{what, cellMark(s.State, mark), cell(s.End), sent}}
}
