package report

import (
	"strings"

	"secondstory/backend/domain/review"
)

// Customer is what those get whom the incident met: what happened, what it did to
// them, when, why, and what is being done. It shows no timeline, no roles and no
// idea that nobody has agreed to. Model.Apart says what it leaves out.
func Customer(r review.Review, o Options) Model {
	b := newBuilder(r, o)
	m := b.frame("customer")
	m.Blocks = append(m.Blocks, b.customerTitle(m.Title)...)
	m.Blocks = append(m.Blocks, b.undecidedOutside()...)
	m.Blocks = append(m.Blocks, b.texts("report.customer.happened", 2, "summary")...)
	m.Blocks = append(m.Blocks, b.texts("section.impact", 2, "impact")...)
	m.Blocks = append(m.Blocks, b.when(2)...)
	why := b.texts("report.customer.why", 2, "trigger", "root_cause", "contributing_factors")
	if len(why) == 0 {
		why = b.supported()
	}
	m.Blocks = append(m.Blocks, why...)
	doing, hidden := b.doing()
	m.Blocks = append(m.Blocks, doing...)
	m.Apart = b.apart(map[string]int{
		"report.apart.timeline": len(b.r.Timeline), "report.apart.causes": len(b.r.Causes), "report.apart.factors": len(b.r.Factors),
		"report.apart.actions": hidden, "report.apart.people": len(b.r.Participants), "report.apart.questions": len(b.r.Findings), "report.apart.comments": len(b.r.OpenComments()), "report.apart.pictures": b.missedPictures(),
	})
	return b.numbered(b.passed(m))
}

// Regulator answers what those ask who watch over an organisation, in their order:
// when it became known, what happened when, whether it is over, whom it met, how
// it came about and why it was not noticed before, and what is done by when. A
// question the review has no answer to says so: an empty place would read as one.
func Regulator(r review.Review, o Options) Model {
	b := newBuilder(r, o)
	m := b.frame("regulator")
	m.Blocks = append(m.Blocks, b.titleBlock(m.Title)...)
	m.Blocks = append(m.Blocks, b.undecidedOutside()...)
	m.Blocks = append(m.Blocks, b.texts("", 0, "summary")...)
	part := func(key string, blocks []Block) {
		m.Blocks = append(m.Blocks, Heading{Level: 1, Text: b.t(key)})
		if len(blocks) == 0 {
			blocks = []Block{Paragraph{Style: Note, Spans: []Span{{Text: b.t("report.regulator.nothing")}}}}
		}
		m.Blocks = append(m.Blocks, blocks...)
	}
	part("report.regulator.known", b.known())
	part("report.regulator.course", unheaded(b.timelineParts()))
	part("report.regulator.over", b.over())
	part("report.regulator.met", b.texts("", 0, "impact"))
	part("report.regulator.how", b.howAndWhy())
	part("report.regulator.unnoticed", b.unnoticed())
	part("report.regulator.done", unheaded(b.actionParts()))
	m.Apart = b.apart(map[string]int{"report.apart.people": len(b.r.Participants), "report.apart.questions": len(b.r.Findings), "report.apart.comments": len(b.r.OpenComments()), "report.apart.pictures": b.missedPictures()})
	return b.numbered(b.passed(m))
}

// customerTitle names no service as those name it who run it, and no severity.
func (b *builder) customerTitle(title string) []Block {
	kicker := b.t("report.customer.kicker")
	if day := b.r.When(); day != "" {
		kicker += ", " + b.date(day)
	}
	return []Block{Paragraph{Style: Kicker, Spans: []Span{{Text: kicker}}}, Heading{Level: 0, Text: title}}
}

// texts are the sections of some keys below one heading; without a key they stand
// without one. The first section needs no title of its own below it.
func (b *builder) texts(key string, level int, sections ...string) []Block {
	var out []Block
	for _, name := range sections {
		for _, s := range b.r.Sections {
			if s.Kept || base(s.Key) != name {
				continue
			}
			blocks, open := b.rich(s.Text, review.Sections+"/"+s.Key), b.undecided(review.Sections+"/"+s.Key)
			if len(blocks)+len(open) == 0 {
				continue
			}
			b.shown[s.Key] = true
			out = append(out, open...)
			out = append(out, blocks...)
		}
	}
	if len(out) == 0 || key == "" {
		return out
	}
	return append([]Block{Heading{Level: level, Text: b.t(key)}}, out...)
}

// when is the table of the known moments, and how long it took from the first to
// the last.
func (b *builder) when(level int) []Block {
	t := b.moments(review.Anchors...)
	if len(t.Rows) == 0 {
		return nil
	}
	return append([]Block{Heading{Level: level, Text: b.t("report.when")}, t}, b.lengthsOf("started_resolved", "started_mitigated", "detected_resolved")...)
}

func (b *builder) moments(names ...string) Table {
	t := Table{Small: true, Columns: []Column{{Title: b.t("report.moment"), Width: 150}, {Title: b.whenHead()}}}
	for _, name := range names {
		if s := b.r.Anchor(name); s != nil {
			t.Rows = append(t.Rows, Row{Cells: []Cell{cell(b.t("anchor." + name)), cell(b.full(*s))}})
		}
	}
	return t
}

// lengthsOf is the first of some lengths that is known, as a sentence of its own.
func (b *builder) lengthsOf(pairs ...string) []Block {
	for _, pair := range pairs {
		for _, d := range b.r.Durations {
			if d.From+"_"+d.To == pair && d.Problem == "" {
				return []Block{text(b.t("report.customer.took", "length", b.took(d), "pair", b.pairName(d.From, d.To)), 0)}
			}
		}
	}
	return nil
}

// supported are the causes that evidence speaks for, where no section tells why.
func (b *builder) supported() []Block {
	l := List{}
	for _, n := range b.r.Causes {
		if n.Status == "supported" {
			l.Items = append(l.Items, append([]Block{text(flat(n.Text), 0)}, b.undecided(review.Causes+"/"+n.ID)...))
		}
	}
	if len(l.Items) == 0 {
		return nil
	}
	return []Block{Heading{Level: 2, Text: b.t("report.customer.why")}, l}
}

// doing is what somebody has agreed to do or has done; hidden counts the others.
func (b *builder) doing() (out []Block, hidden int) {
	t := Table{Columns: []Column{{Title: b.t("report.action")}, {Title: b.t("report.due"), Width: 110}, {Title: b.t("report.state"), Width: 110}}}
	for _, a := range byUrgency(b.r.Actions) {
		if u := urgency(a.Status); u == 1 || u == 3 {
			hidden++
			continue
		}
		due := Cell{Paragraph{Spans: b.due(a)}}
		if settled(a.Status) {
			due = cell("")
		}
		what := append(cell(Plain(b.markdown(a.Title))), b.undecided(review.Actions+"/"+a.ID)...)
		t.Rows = append(t.Rows, Row{Cells: []Cell{what, due, cell(b.actionState(a))}})
	}
	if len(t.Rows) == 0 {
		return nil, hidden
	}
	return []Block{Heading{Level: 2, Text: b.t("report.customer.doing")}, t}, hidden
}

func (b *builder) known() []Block {
	t := b.moments("started", "detected", "declared")
	if len(t.Rows) == 0 {
		return nil
	}
	return append([]Block{t}, b.lengthsOf("started_detected", "started_declared")...)
}

func (b *builder) over() []Block {
	t := b.moments("mitigated", "resolved")
	if len(t.Rows) == 0 {
		return []Block{text(b.t("report.regulator.not_over"), 0)}
	}
	out := append([]Block{t}, b.lengthsOf("started_resolved", "started_mitigated")...)
	if b.r.Resolved == nil {
		out = append(out, text(b.t("report.regulator.not_resolved"), 0))
	}
	return append(out, b.texts("", 0, "resolution")...)
}

func (b *builder) howAndWhy() []Block {
	out := b.texts("", 0, "trigger", "root_cause", "contributing_factors")
	if t, asides := b.tree(); t != nil {
		out = append(out, Paragraph{Style: Caption, Spans: []Span{{Text: b.count("report.how.caption", t.Len())}}}, b.causeTable(t, asides))
		return append(out, b.evidence(t)...)
	}
	return append(out, unheaded(b.otherFactors())...)
}

func (b *builder) unnoticed() []Block {
	return append(b.texts("", 0, "detection"), b.lengthsOf("started_detected")...)
}

// unheaded is a part without the heading it has in the internal report.
func unheaded(blocks []Block) []Block {
	if len(blocks) > 0 {
		if h, ok := blocks[0].(Heading); ok && h.Level == 1 {
			return blocks[1:]
		}
	}
	return blocks
}

// apartOrder is the order in which a person is told what a layout leaves out.
var apartOrder = []string{"report.apart.timeline", "report.apart.causes", "report.apart.factors", "report.apart.actions", "report.apart.people", "report.apart.questions", "report.apart.comments", "report.apart.pictures"}

// apart says what of the review the layout has no place for, counted, and the
// sections by their titles.
func (b *builder) apart(counts map[string]int) []string {
	var out []string
	for _, key := range apartOrder {
		if n := counts[key]; n > 0 {
			out = append(out, b.count(key, n))
		}
	}
	var titles []string
	for _, s := range b.r.Sections {
		if !b.shown[s.Key] && strings.TrimSpace(s.Text) != "" {
			titles = append(titles, b.sectionTitle(s))
		}
	}
	if len(titles) > 0 {
		out = append(out, b.count("report.apart.sections", len(titles), "titles", strings.Join(titles, "; ")))
	}
	return out
}
