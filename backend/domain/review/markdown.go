package review

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"slices"
	"strings"

	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/record"
)

// Text gives the sentence of a catalogue key.
type Text func(key string, params ...string) string

// Markdown writes a review as a document anybody can read: roles only, no name
// of this machine. The readers of package ingest understand it again.
func Markdown(r Review, text Text) string { return write(r, &markdown{text: text}) }

// Exported is Markdown with a mark that no reader of it sees on each piece: its
// id, so that our own document read back is known piece by piece. A review that is
// in no workspace has no id to be known by.
func Exported(r Review, text Text) string { return write(r, &markdown{text: text, marks: r.ID != ""}) }

// Fingerprint is the hash of what an export of the review carries, in 32 hex
// digits: an export that comes back tells by it whether the review has moved on
// since. What an export only tells, and our reader takes no word of, is left out:
// words that a later version adds there would make every export of before one of a
// review that moved on. A revision would not do, because each workspace counts its own.
func Fingerprint(r Review) string {
	w := &markdown{text: func(key string, params ...string) string { return strings.Join(append([]string{key}, params...), " ") }, marks: true, print: true}
	sum := sha256.Sum256([]byte(oneLine(r.Title) + "\n" + body(r, w)))
	return hex.EncodeToString(sum[:16])
}

func write(r Review, w *markdown) string {
	w.line("# " + oneLine(r.Title))
	if w.marks {
		w.line(OwnMark + " " + r.ID + " " + Fingerprint(r) + " -->")
	}
	return body(r, w)
}

func body(r Review, w *markdown) string {
	w.r = r
	w.line("")
	if open := w.undecided("title"); open != "" {
		w.block(strings.TrimSpace(open))
	}
	w.head(r)
	w.lead = leads(r)
	for _, s := range r.Sections {
		if strings.TrimSpace(s.Text) == "" || w.lead[s.Key] != "" {
			continue
		}
		w.heading(2, w.sectionTitle(s)+w.mark("section", s.Key))
		w.section(s.Key, s.Text)
	}
	w.timeline(r)
	w.factors(r)
	w.causes(r)
	w.actions(r)
	w.participants(r)
	w.findings(r)
	if !w.print {
		w.comments(r)
	}
	return strings.TrimRight(w.b.String(), "\n") + "\n"
}

// OwnMark begins the second line of an exported review; its id and fingerprint
// follow.
const OwnMark = "<!-- secondstory review 1"

type markdown struct {
	b     strings.Builder
	r     Review
	text  Text
	marks bool
	print bool              // for the fingerprint
	lead  map[string]string // texts of sections that stand above the list of the same name
}

// leads are the texts that stand below the heading of a list, before it: a section
// of that name beside the list would be a second heading of the same words.
func leads(r Review) map[string]string {
	out := map[string]string{}
	for _, s := range r.Sections {
		has := false
		switch s.Key {
		case Timeline:
			has = len(r.Timeline) > 0
		case Actions:
			has = len(r.Actions) > 0
		}
		if has && strings.TrimSpace(s.Text) != "" {
			out[s.Key] = s.Text
		}
	}
	return out
}

// mark is what our reader knows a piece by.
func (w *markdown) mark(words ...string) string {
	if !w.marks {
		return ""
	}
	return " <!-- " + strings.Join(words, " ") + " -->"
}

// undecided is what stands behind a value that has more than one version until somebody
// decides; our reader takes it away again.
func (w *markdown) undecided(path string) string {
	c, open := w.r.UndecidedAt(path)
	if !open {
		return ""
	}
	return " *(" + w.text("report.undecided") + ")*" + w.mark("undecided", c.ID)
}

// section writes the text of a section, below the sign that it is undecided.
func (w *markdown) section(key, text string) {
	if open := w.undecided(Sections + "/" + key); open != "" {
		w.block(strings.TrimSpace(open))
	}
	w.block(text)
}

// open writes the heading of a list and the text above it.
func (w *markdown) open(key string) {
	w.heading(2, w.text("tab."+key)+w.mark(key))
	if text := w.lead[key]; text != "" {
		w.section(key, text)
	}
}

func (w *markdown) line(s string) { w.b.WriteString(s + "\n") }

func (w *markdown) heading(level int, title string) {
	w.line(strings.Repeat("#", level) + " " + oneLine(title))
	w.line("")
}

func (w *markdown) block(s string) {
	w.line(strings.Trim(lineEnds(s), "\n"))
	w.line("")
}

// lineEnds are those of this document, whatever a text was written with.
func lineEnds(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

func (w *markdown) sectionTitle(s Section) string { return SectionTitle(s, w.text) }

// SectionTitle is the title of a section: as written, else the words of its key.
// A number that tells several sections of one key apart is no word.
func SectionTitle(s Section, text Text) string {
	if s.Title != "" {
		return s.Title
	}
	base := strings.TrimRight(s.Key, "0123456789")
	if base != s.Key {
		base = strings.TrimSuffix(base, "-")
	}
	if title := text("section." + base); title != "section."+base {
		return title
	}
	words := strings.Join(strings.FieldsFunc(base, func(r rune) bool { return r == '-' || r == '_' }), " ")
	if words == "" {
		return s.Key
	}
	return strings.ToUpper(words[:1]) + words[1:]
}

func (w *markdown) head(r Review) {
	fact := func(key, path, v string) {
		open := ""
		if path != "" {
			open = w.undecided(path)
		}
		if v != "" || open != "" {
			w.line("- **" + w.text(key) + "**: " + oneLine(v) + open)
		}
	}
	fact("field.severity", "severity", r.Severity)
	state := ""
	if r.State != "" {
		key := "state." + r.State
		if state = w.text(key); state == key { // only a newer version knows it
			state = r.State
		}
	}
	fact("field.state", "state", state)
	fact("field.services", "services", strings.Join(r.Services, ", "))
	fact("field.tags", "tags", strings.Join(r.Tags, ", "))
	fact("field.date", "date", r.Date)
	fact("field.zone", "zone", r.Zone)
	for _, name := range Anchors {
		moment := ""
		if s := r.Anchor(name); s != nil {
			moment = Written(*s)
		}
		fact("anchor."+name, name, moment)
	}
	if line := TechniqueLine(r.Technique, w.text); line != "" && !w.print {
		w.line("- " + line + w.mark("fact"))
	}
	for _, d := range r.Stated {
		fact("field.stated", "", strings.TrimSpace(d.Label+" "+d.Text))
	}
	w.line("")
}

func (w *markdown) timeline(r Review) {
	if len(r.Timeline) == 0 {
		return
	}
	w.open(Timeline)
	// Most reviews name no workstreams: the column stands where one does.
	streams := slices.ContainsFunc(r.Timeline, func(e Entry) bool { return e.Workstream != "" })
	head, rule := "| "+w.text("field.time")+" | "+w.text("field.role")+" | "+w.text("field.event")+" |", "|---|---|---|"
	if streams {
		head, rule = head+" "+w.text("field.workstream")+" |", rule+"---|"
	}
	w.line(head)
	w.line(rule)
	for _, e := range r.Timeline {
		row := "| " + cell(Written(e.Statement)) + " | " + cell(e.Role) + " | " + cell(e.Text) + w.undecided(Timeline+"/"+e.ID)
		if streams {
			row += " | " + cell(e.Workstream)
		}
		w.line(row + w.mark(e.ID, string(e.Precision), orDash(e.Kind)) + " |")
	}
	w.line("")
}

func (w *markdown) factors(r Review) {
	for _, kind := range KindsOfFactors(r.Factors)[1:] {
		first := true
		for _, f := range r.Factors {
			if f.KindOf() != kind {
				continue
			}
			if first {
				w.heading(2, w.word("factors", kind)+w.mark("factors", kind))
				first = false
			}
			w.item("", f.Text, w.undecided(Factors+"/"+f.ID)+w.factorSaid(f), w.mark(factorMark(f)...))
		}
		if !first {
			w.line("")
		}
	}
}

// FactorFor begins the word of a mark that names a factor behind which this one stands.
const FactorFor = "for:"

func factorMark(f Factor) []string {
	words := append(append([]string{f.ID}, f.Classes...), f.Subtypes...)
	for _, id := range f.ConditionOf {
		words = append(words, FactorFor+id)
	}
	return words
}

// What stands between these marks is told from the mark of a piece and no word of anybody.
const (
	SaidFrom = " <!-- said -->"
	SaidTo   = "<!-- /said -->"
)

// factorSaid tells the classes of a factor, and what it stands behind.
func (w *markdown) factorSaid(f Factor) string {
	said := ClassWords(f, w.text)
	for _, id := range f.ConditionOf {
		if words := w.r.wordsOf(record.Path{Collection: Factors, Part: id}, w.text); words != "" {
			said = append(said, w.text("factors.behind", "what", words))
		}
	}
	if len(said) == 0 || !w.marks || w.print {
		return "" // without marks a reader takes it for words of the factor
	}
	return SaidFrom + "*(" + strings.Join(said, "; ") + ")*" + SaidTo
}

func (w *markdown) causes(r Review) {
	if len(r.Causes) == 0 {
		return
	}
	w.heading(2, w.text("tab.causes")+w.mark(Causes))
	for _, n := range cause.Build(r.Causes).DepthFirst() {
		note := ""
		if n.Status != "" && n.Kind != "effect" && n.Kind != "category" {
			note = " (" + w.word("cause", n.Status) + ")"
		}
		w.item(strings.Repeat("  ", n.Depth), n.Text, note+w.undecided(Causes+"/"+n.ID), w.mark(n.ID, n.Kind, orDash(n.Status), orDash(n.Factor)))
	}
	w.line("")
}

func (w *markdown) actions(r Review) {
	if len(r.Actions) == 0 {
		return
	}
	w.open(Actions)
	cols := []string{"field.action", "field.owner", "field.due", "field.status", "field.criterion", "field.measure"}
	head := make([]string, len(cols))
	for i, c := range cols {
		head[i] = w.text(c)
	}
	w.line("| " + strings.Join(head, " | ") + " |")
	w.line("|" + strings.Repeat("---|", len(cols)))
	for _, a := range r.Actions {
		title := a.Title
		if a.Text != "" {
			title += "\n" + a.Text
		}
		w.line("| " + strings.Join([]string{cell(title) + w.undecided(Actions+"/"+a.ID), cell(a.OwnerRole), cell(a.Due), cell(w.word("action", a.Status)), cell(a.Criterion), cell(a.Measure) + w.mark(a.ID)}, " | ") + " |")
	}
	w.line("")
	w.promised(r)
}

// promised tells below the table what is known of the promise of each action. Our reader takes
// no word of it: who agreed, and what was seen, is entered and not brought in by a file.
func (w *markdown) promised(r Review) {
	told := false
	for _, a := range r.Actions {
		for _, f := range ActionFacts(a, r.MovesOf(a.ID), w.text) {
			w.line("- " + oneLine(cmp.Or(a.Title, a.Text)) + " – " + oneLine(w.text("report.fact", "name", f.Name, "words", f.Words)) + w.mark("fact"))
			told = true
		}
	}
	if told {
		w.line("")
	}
}

func (w *markdown) participants(r Review) {
	first := true
	for _, p := range r.Participants {
		if p.Role == "" {
			continue
		}
		if first {
			w.heading(2, w.text("field.participants")+w.mark(Participants))
			first = false
		}
		w.line("- " + oneLine(p.Role) + w.undecided(Participants+"/"+p.ID) + w.mark(p.ID))
	}
	if !first {
		w.line("")
	}
}

func (w *markdown) findings(r Review) {
	first := true
	for _, f := range r.Findings {
		if f.State != "open" || f.Level == "notice" {
			continue
		}
		if first {
			w.heading(2, w.text("field.open")+w.mark("open"))
			first = false
		}
		pairs, values := make([]string, 0, 2*len(f.Params)), url.Values{}
		for k, v := range f.Params {
			pairs = append(pairs, k, v)
			values.Set(k, v)
		}
		w.line("- " + oneLine(w.text(f.Key, pairs...)) + w.mark(f.ID, f.Level, f.Key, orDash(f.About), orDash(values.Encode())))
	}
	if !first {
		w.line("")
	}
}

// comments are those that wait to be settled. Our reader takes no word of them: what people say
// of a review is said in it.
func (w *markdown) comments(r Review) {
	open := r.OpenComments()
	if len(open) == 0 {
		return
	}
	w.heading(2, w.text("comment.openOnes")+w.mark(Comments))
	for _, c := range open {
		w.line("- " + r.CommentLine(c, w.text))
	}
	w.line("")
}

// word is the word for a value; one that only a newer version knows stays as it is.
func (w *markdown) word(set, value string) string {
	if key := set + "." + value; w.text(key) != key {
		return w.text(key)
	}
	return oneLine(value)
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// item writes one item of a list; further lines of its text stand below it, with
// the mark behind the first.
func (w *markdown) item(pad, text, note, mark string) {
	first, rest, more := strings.Cut(strings.TrimSpace(lineEnds(text)), "\n")
	w.line(pad + "- " + first + note + mark)
	if more {
		w.line(pad + "  " + strings.ReplaceAll(rest, "\n", "\n"+pad+"  "))
	}
}

// cell is a text inside a table: bars escaped, line breaks kept as <br>. What
// would read like either is written so that Cell gives it back.
func cell(s string) string {
	s = strings.NewReplacer(`\|`, `&#92;\|`, "<br>", "&lt;br>", "|", `\|`, "\n", "<br>").Replace(strings.TrimSpace(lineEnds(s)))
	return s
}

// Cell is the text that stands in a cell of an exported table.
func Cell(s string) string {
	return strings.NewReplacer(`&#92;\|`, `\|`, "&lt;br>", "<br>", `\|`, "|", "<br>", "\n").Replace(strings.TrimSpace(s))
}
