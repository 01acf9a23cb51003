package ingest

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/intake"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
)

var (
	ownHead    = regexp.MustCompile(`^# (.*)\n` + regexp.QuoteMeta(review.OwnMark) + ` ([0-9A-Z]{26}) ([0-9a-f]{32}|\d+) -->\n`)
	ownHeading = regexp.MustCompile(`^## (.*) <!-- (section|timeline|factors|causes|actions|participants|open|comments)(?: ([^ ]+))? -->$`)
	ownKey     = regexp.MustCompile(`^[a-z0-9_-]{1,60}$`)
	// What is told of the promise of an action; a line of its own.
	ownFact  = regexp.MustCompile(`(?m)^- .* <!-- fact -->$`)
	ownOpen  = regexp.MustCompile(` ?\*\([^()\n]*\)\* <!-- undecided [0-9A-Za-z_-]{1,64} -->`)
	ownSaid  = regexp.MustCompile(regexp.QuoteMeta(review.SaidFrom) + `.*?` + regexp.QuoteMeta(review.SaidTo))
	ownPiece = regexp.MustCompile(`^(.*) <!-- ([0-9A-Z]{26})((?: [^ >]+)*) --> *$`)
)

// markOf are the words of a mark, the id first. What is no id of ours is none: a
// mark is text that anybody can type.
func markOf(m []string) []string {
	id := m[2]
	if !record.IsULID(id) {
		id = ""
	}
	return append([]string{id}, strings.Fields(m[3])...)
}

// among is the word of a mark when it is one of a closed set, else another.
func among(set []string, word, otherwise string) string {
	if slices.Contains(set, word) {
		return word
	}
	return otherwise
}

// sectionKey is the key in a mark; one that no path could name is made anew.
func sectionKey(key string) string {
	if ownKey.MatchString(key) {
		return key
	}
	return review.Slug(key)
}

// own reads a document that this program has exported. Its marks say what each
// part is, so nothing is guessed: a role with a comma is one role. What a person
// added in between without a mark is a new piece, or text of its section.
type own struct {
	s *source
	d *intake.Document
	// order of the causes read: index by depth, for the parents.
	open []int
}

// ownExport reads our own export; ok is false for any other document.
func ownExport(text string) (*intake.Document, bool) {
	text, _ = lineEnds(strings.ReplaceAll(text, "\r\n", "\n"))
	// That a value was undecided where the export was made is no word of it, and how far an
	// action is proven is not brought in by a file.
	if ownHead.MatchString(text) {
		text = ownFact.ReplaceAllString(ownSaid.ReplaceAllString(ownOpen.ReplaceAllString(text, ""), ""), "")
	}
	m := ownHead.FindStringSubmatch(text)
	if m == nil || !record.IsULID(m[2]) {
		return nil, false
	}
	o := &own{s: newSource(text), d: &intake.Document{Format: string(Markdown), ReaderVersion: ReaderVersion, Title: m[1], TitleLine: 1, ID: m[2], Print: m[3]}}
	lines := strings.Split(text, "\n")
	from, kind, what, title := 2, "head", "", ""
	for i := 2; i <= len(lines); i++ {
		var h []string
		if i < len(lines) {
			if h = ownHeading.FindStringSubmatch(lines[i]); h == nil {
				continue
			}
		}
		o.part(kind, what, title, lines[from:i], from+1)
		if h != nil {
			from, title, kind, what = i+1, h[1], h[2], h[3]
		}
	}
	return o.d, true
}

// part reads what stands below one heading; line is the number of its first line.
func (o *own) part(kind, what, title string, lines []string, line int) {
	at := max(1, line-1)
	switch kind {
	case "head":
		o.keep("introduction", "", o.each(lines, line, o.fact), line)
	case "section":
		o.d.Sections = append(o.d.Sections, intake.Section{Key: sectionKey(what), Title: title, Level: 2, Line: at, Text: strings.Trim(strings.Join(lines, "\n"), "\n")})
	case "timeline":
		o.keep(review.Timeline, title, o.rows(lines, line, o.entry), at)
	case "actions":
		o.keep(review.Actions, title, o.rows(lines, line, o.action), at)
	case "factors":
		o.keep(what, title, o.items(lines, line, func(text string, mark []string, n int) {
			f := intake.Factor{Text: text, Kind: among(review.FactorKinds, what, review.Contributing), Line: n}
			if len(mark) > 0 {
				f.ID = mark[0]
				for _, word := range mark[1:] {
					switch id, behind := strings.CutPrefix(word, review.FactorFor); {
					case slices.Contains(cause.Classes, word):
						f.Classes = append(f.Classes, word)
					case slices.Contains(review.Subtypes, word):
						f.Subtypes = append(f.Subtypes, word)
					case behind && record.IsULID(id):
						f.ConditionOf = append(f.ConditionOf, id)
					}
				}
			}
			o.d.Factors = append(o.d.Factors, f)
		}), at)
	case "participants":
		o.keep("participants", title, o.items(lines, line, func(text string, mark []string, n int) {
			p := intake.Participant{Role: text, Line: n}
			if len(mark) > 0 {
				p.ID = mark[0]
			}
			o.d.Participants = append(o.d.Participants, p)
		}), at)
	case "causes":
		o.keep("causes", title, o.causes(lines, line), at)
	case "open":
		o.keep("open", title, o.items(lines, line, o.question), at)
	}
}

// question reads a question or finding by its mark: its words are those of the
// catalogue.
func (o *own) question(text string, mark []string, n int) {
	f := intake.Finding{Level: markAt(mark, 1), Key: markAt(mark, 2), Entry: -1, Line: n, ID: markAt(mark, 0), Params: map[string]string{}}
	if f.Key == "" {
		o.keep("open", "", []string{"- " + text}, n)
		return
	}
	for i, e := range o.d.Timeline {
		if e.ID != "" && markAt(mark, 3) == review.Timeline+"/"+e.ID {
			f.Entry = i
		}
	}
	if values, err := url.ParseQuery(markAt(mark, 4)); err == nil {
		for k, v := range values {
			f.Params[k] = v[0]
		}
	}
	o.d.Findings = append(o.d.Findings, f)
}

// keep makes a section of the lines that were nothing else.
func (o *own) keep(key, title string, left []string, line int) {
	if text := strings.Trim(strings.Join(left, "\n"), "\n"); strings.TrimSpace(text) != "" {
		o.d.Sections = append(o.d.Sections, intake.Section{Key: key, Title: title, Text: text, Line: line, Level: 2})
	}
}

// each gives every line to a reader and back those it did not take.
func (o *own) each(lines []string, line int, take func(string, int) bool) []string {
	var left []string
	for i, l := range lines {
		if !take(l, line+i) {
			left = append(left, l)
		}
	}
	return left
}

// moment reads a time as the export writes it. One that would be written in
// other words is kept as text.
func (o *own) moment(text, precision string) timeline.Statement {
	st := timeline.Statement{Raw: text, Precision: timeline.Unknown}
	r, ok := timeline.Scan(text, timeline.SlashUnknown)
	if !ok {
		return st
	}
	read, _ := r.Resolve(timeline.Context{})
	if review.Written(read) != text {
		return st
	}
	switch p := timeline.Precision(precision); p {
	case timeline.Hour, timeline.Second, timeline.Millisecond:
		read.Precision = p
	}
	return read
}

// rows reads the rows of a table below its two lines of heads.
func (o *own) rows(lines []string, line int, take func(cells, mark []string, n int)) []string {
	isRow := func(l string) bool { return strings.HasPrefix(l, "| ") && strings.HasSuffix(l, "|") }
	marked := func(l string) []string { return ownPiece.FindStringSubmatch(strings.TrimSuffix(l, "|")) }
	// A text above the table may hold a table too: ours is the one whose rows have marks.
	body := slices.IndexFunc(lines, func(l string) bool { return isRow(l) && marked(l) != nil })
	if body < 0 {
		body = len(lines)
	}
	for body--; body > 0 && !(isDelimiter(lines[body]) && isRow(lines[body-1])); body-- {
	}
	if body <= 0 {
		return lines
	}
	left := slices.Clone(lines[:body-1])
	for i, l := range lines[body+1:] {
		if !isRow(l) {
			left = append(left, l)
			continue
		}
		var mark []string
		if m := marked(l); m != nil {
			l, mark = m[1]+" |", markOf(m)
		}
		take(ownCells(l), mark, line+body+1+i)
	}
	return left
}

// ownCells cuts a row at the bars that no backslash stands before.
func ownCells(l string) []string {
	l = strings.TrimSuffix(strings.TrimPrefix(l, "|"), "|")
	var out []string
	from := 0
	for i := 0; i < len(l); i++ {
		if l[i] == '|' && (i == 0 || l[i-1] != '\\') {
			out = append(out, review.Cell(l[from:i]))
			from = i + 1
		}
	}
	return append(out, review.Cell(l[from:]))
}

func cellAt(cells []string, i int) string {
	if i < len(cells) {
		return cells[i]
	}
	return ""
}

func markAt(mark []string, i int) string {
	if i < len(mark) && mark[i] != "-" {
		return mark[i]
	}
	return ""
}

func (o *own) entry(cells, mark []string, n int) {
	o.d.Timeline = append(o.d.Timeline, intake.Entry{Time: o.moment(cellAt(cells, 0), markAt(mark, 1)), Role: cellAt(cells, 1), Text: cellAt(cells, 2),
		Workstream: cellAt(cells, 3), Kind: among(review.EntryKinds, markAt(mark, 2), ""), ID: markAt(mark, 0), Line: n})
}

func (o *own) action(cells, mark []string, n int) {
	a := intake.Action{OwnerRole: cellAt(cells, 1), Due: cellAt(cells, 2), Criterion: cellAt(cells, 4), Measure: cellAt(cells, 5), ID: markAt(mark, 0), Line: n}
	a.Title, a.Text, _ = strings.Cut(cellAt(cells, 0), "\n")
	if due, ok := timeline.ParseDue(a.Due, timeline.SlashUnknown); ok && a.Due != due.Date {
		a.Due, a.DueRaw, a.DueCoarse = due.Date, a.Due, due.Coarse
	} else if !ok {
		a.Due, a.DueRaw = "", a.Due
	}
	if word := strings.ReplaceAll(strings.ToLower(cellAt(cells, 3)), " ", "_"); slices.Contains(review.ActionStates, word) {
		a.Status = word
	} else {
		a.Status = actionState(cellAt(cells, 3))
	}
	if strings.TrimSpace(a.Title) == "" {
		finding(o.d, timeline.Notice, intake.KeyWordlessAct, n, -1, nil)
	}
	o.d.Actions = append(o.d.Actions, a)
}

// items reads a list whose items begin in the first column.
func (o *own) items(lines []string, line int, take func(text string, mark []string, n int)) []string {
	var left, item []string
	from := 0
	emit := func() {
		if item != nil {
			text, mark := ownItem(item)
			take(text, mark, from)
		}
		item = nil
	}
	for i, l := range lines {
		switch {
		case strings.HasPrefix(l, "- "):
			emit()
			item, from = []string{l[2:]}, line+i
		case item != nil && (strings.HasPrefix(l, "  ") || l == ""):
			item = append(item, strings.TrimPrefix(l, "  "))
		default:
			emit()
			left = append(left, l)
		}
	}
	emit()
	return left
}

// ownItem cuts the mark from behind the first line of an item.
func ownItem(item []string) (text string, mark []string) {
	if m := ownPiece.FindStringSubmatch(item[0]); m != nil {
		item[0], mark = m[1], markOf(m)
	}
	return strings.TrimSpace(strings.Join(item, "\n")), mark
}

// causes reads the outline of a tree: an item has a mark, or stands in the first
// column; what is indented and has none goes on with the item above it.
func (o *own) causes(lines []string, line int) []string {
	var left []string
	last, pad := -1, ""
	more := map[int][]string{} // the further lines of a cause
	for i, l := range lines {
		trimmed := strings.TrimLeft(l, " ")
		indent := len(l) - len(trimmed)
		m := ownPiece.FindStringSubmatch(trimmed)
		switch {
		case strings.HasPrefix(trimmed, "- ") && (indent == 0 || m != nil) && indent%2 == 0 && indent/2 <= len(o.open):
			c := intake.Cause{Parent: -1, Kind: "cause", Text: strings.TrimPrefix(trimmed, "- "), Line: line + i}
			if m != nil {
				mark := markOf(m)
				c.Text, c.ID, c.Kind, c.Factor = strings.TrimPrefix(m[1], "- "), mark[0], markAt(mark, 1), markAt(mark, 3)
				c.Status = markAt(mark, 2)
			}
			c.Kind, c.Status = among(cause.Kinds, c.Kind, "cause"), among(cause.Statuses, c.Status, "")
			if c.Kind != "effect" && c.Kind != "category" {
				c.Text, c.Status = cutStatus(c.Text, c.Status)
			}
			o.open = o.open[:indent/2]
			if len(o.open) > 0 {
				c.Parent = o.open[len(o.open)-1]
			} else if len(o.d.Causes) > 0 {
				c.Parent, indent = 0, 2 // a cause a person wrote beside the effect
				o.open = []int{0}
			}
			o.d.Causes = append(o.d.Causes, c)
			last = len(o.d.Causes) - 1
			o.open, pad = append(o.open, last), strings.Repeat(" ", indent+2)
		case last >= 0 && (l == "" || strings.HasPrefix(l, pad)):
			more[last] = append(more[last], strings.TrimPrefix(l, pad))
		default:
			left = append(left, l)
		}
	}
	for i := range o.d.Causes {
		o.d.Causes[i].Text = strings.TrimSpace(strings.Join(append([]string{o.d.Causes[i].Text}, more[i]...), "\n"))
	}
	return left
}

// cutStatus cuts the status of a cause from behind its words. The words a person
// reads count before the mark.
func cutStatus(text, status string) (string, string) {
	for _, s := range cause.Statuses {
		if before, ok := strings.CutSuffix(text, " ("+strings.ReplaceAll(s, "_", " ")+")"); ok {
			return before, s
		}
	}
	return text, status
}
