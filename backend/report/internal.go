package report

import (
	"slices"
	"strings"
	"unicode/utf8"

	"secondstory/backend/domain/review"
)

// firstActions are shown at most on the first page of the internal report, each
// with all its words, for nothing is worth less than half a measure. leastActions
// are worth a table there; rowRunes only stop a text that would be a page.
const (
	firstActions = 8
	leastActions = 2
	rowRunes     = 600
)

// Internal is the full report of a review: a first page that can be read alone,
// then how it came about, the timeline, every section, action and open question.
func Internal(r review.Review, o Options) Model {
	b := newBuilder(r, o)
	m := b.frame("internal")
	m.Blocks = append(m.Blocks, b.titleBlock(m.Title)...)
	m.Blocks = append(m.Blocks, b.undecidedHead()...)
	m.Blocks = append(m.Blocks, b.lead()...)
	m.Blocks = append(m.Blocks, b.numbers()...)
	m.Blocks = append(m.Blocks, b.strip()...)
	m.Blocks = append(m.Blocks, b.learned()...)
	m.Blocks = append(m.Blocks, b.heldAndLuck()...)
	if len(r.Actions) > 0 {
		m.Blocks = append(m.Blocks, Heading{Level: 2, Text: b.t("report.will_change"), Tight: true}, b.firstChanges())
	}
	rest := [][]Block{
		b.causeParts(), b.otherFactors(), b.factorClasses(), b.timelineParts(), b.handling(), b.durationTable(), b.sections(false),
		b.actionParts(), b.people(), b.questions(), b.properties(), b.sections(true),
		b.otherPictures(), // last: it knows what the others show
	}
	first := true
	for _, part := range rest {
		if len(part) == 0 {
			continue
		}
		if first {
			m.Blocks = append(m.Blocks, Break{})
			first = false
		}
		m.Blocks = append(m.Blocks, part...)
	}
	m.Blocks = b.refer(m.Blocks)
	return b.numbered(m)
}

// firstChanges are the most urgent actions: as many whole rows as the page that
// they begin on holds.
func (b *builder) firstChanges() Shrink {
	s := Shrink{}
	for n := min(firstActions, len(b.r.Actions)); ; n-- {
		t, left := b.willChange(n, rowWords{rowRunes, rowRunes})
		form := []Block{t}
		if left > 0 {
			form = append(form, b.more(left, b.t("report.actions")))
		}
		s.Add(0, form)
		if n <= leastActions {
			return s
		}
	}
}

// sections are all texts in their order that the first page does not hold
// completely; kept are the texts of an import that no rule understood.
func (b *builder) sections(kept bool) []Block {
	var out []Block
	for _, s := range b.r.Sections {
		if s.Kept != kept || b.shown[s.Key] || isProperties(s) {
			continue
		}
		blocks, open := b.rich(s.Text, review.Sections+"/"+s.Key), b.undecided(review.Sections+"/"+s.Key)
		if len(blocks)+len(open) == 0 {
			continue
		}
		level := 1
		if kept {
			level = 2
		}
		out = append(out, Heading{Level: level, Text: b.sectionTitle(s)})
		out = append(out, open...)
		out = append(out, blocks...)
	}
	if kept && len(out) > 0 {
		head := []Block{Heading{Level: 1, Text: b.t("report.kept")}, Paragraph{Style: Caption, Spans: []Span{{Text: b.t("report.kept.caption")}}}}
		out = append(head, out...)
	}
	return out
}

// otherFactors are the factors that neither the tree nor the first page tells.
func (b *builder) otherFactors() []Block {
	t := Table{Columns: []Column{{Title: b.t("report.factor")}, {Title: b.t("report.kind"), Width: 120}, {Title: b.t("report.class"), Width: 110}}}
	said := map[string]bool{}
	for _, n := range b.r.Causes {
		said[flat(n.Text)] = true
	}
	for _, kind := range review.KindsOfFactors(b.r.Factors) {
		for _, f := range b.r.Factors {
			if f.Kind != kind || f.ID != "" && b.told[f.ID] || said[flat(f.Text)] {
				continue
			}
			t.Rows = append(t.Rows, Row{Cells: []Cell{append(b.rich(f.Text, review.Factors+"/"+f.ID), b.undecided(review.Factors+"/"+f.ID)...), cell(b.of("report.factor", f.KindOf(), review.FactorKinds)), cell(strings.Join(review.ClassWords(f, b.t), ", "))}})
		}
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return []Block{Heading{Level: 1, Text: b.t("report.others")}, t}
}

// people lists the roles that took part, each once with how many held it.
func (b *builder) people() []Block {
	var order []string
	n := map[string]int{}
	for _, p := range b.r.Participants {
		role := flat(p.Role)
		if n[role] == 0 && role != "" {
			order = append(order, role)
		}
		n[role]++
	}
	if len(b.r.Participants) == 0 {
		return nil
	}
	l := List{}
	for _, role := range order {
		words := role
		if n[role] > 1 {
			words = b.t("report.role.several", "role", role, "count", itoa(n[role]))
		}
		l.Items = append(l.Items, []Block{text(words, 0)})
	}
	if n[""] > 0 {
		l.Items = append(l.Items, []Block{text(b.count("report.role.none", n[""]), Faint)})
	}
	return []Block{Heading{Level: 1, Text: b.t("report.participants")}, sideBySide(l)}
}

// sideBySide puts a list of a few words each in columns: it would run on to a
// page of its own for the last of them.
func sideBySide(l List) Block {
	const columns, fewest, longest = 3, 6, 40
	if len(l.Items) < fewest {
		return l
	}
	for _, it := range l.Items {
		if utf8.RuneCountInString(Plain(it)) > longest {
			return l
		}
	}
	var out Columns
	for part := range slices.Chunk(l.Items, (len(l.Items)+columns-1)/columns) {
		out.Columns = append(out.Columns, []Block{List{Items: part}})
	}
	return out
}

// questions are the findings that wait for somebody, then those with an answer.
func (b *builder) questions() []Block {
	t := Table{Columns: []Column{{Title: b.t("report.question")}, {Title: b.t("report.about_what"), Width: 150, Faint: true}, {Title: b.t("report.state"), Width: 92}}}
	for _, state := range []string{"open", "answered"} {
		for _, f := range b.r.Findings {
			s := f.State
			if s == "" {
				s = "open"
			}
			if s != state {
				continue
			}
			what := Cell{text(b.t(f.Key, pairs(f.Params)...), 0)}
			if a := b.markdown(f.Answer); len(a) > 0 {
				what = append(what, Paragraph{Style: Note, Spans: []Span{{Text: b.t("report.answer", "text", Plain(a))}}})
			}
			t.Rows = append(t.Rows, Row{Cells: []Cell{what, {Paragraph{Spans: b.place(f)}}, cell(b.t("report.finding." + state))}})
		}
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return []Block{Heading{Level: 1, Text: b.t("report.questions")}, t}
}

// place says what a finding is about: the number of an entry, the line of the
// source.
func (b *builder) place(f review.Finding) (out []Span) {
	if id, ok := strings.CutPrefix(f.About, review.Timeline+"/"); ok && b.entryNo[id] > 0 {
		n := b.entryNo[id]
		out = append(out, Span{Text: b.t("report.about.entry", "number", itoa(n)), To: entryPlace(n)})
	}
	if f.Line > 0 {
		if len(out) > 0 {
			out = append(out, Span{Text: ", "})
		}
		out = append(out, Span{Text: b.t("report.about.line", "number", itoa(f.Line))})
	}
	return out
}
