package review

import (
	"strings"

	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/timeline"
)

// Text gives the sentence of a catalogue key.
type Text func(key string, params ...string) string

// Markdown writes a review as a document anybody can read: roles only, no name
// of this machine. The readers of package ingest understand it again.
func Markdown(r Review, text Text) string {
	w := &markdown{text: text}
	w.line("# " + oneLine(r.Title))
	w.line("")
	w.head(r)
	for _, s := range r.Sections {
		if strings.TrimSpace(s.Text) == "" {
			continue
		}
		w.heading(2, w.sectionTitle(s))
		w.block(s.Text)
	}
	w.timeline(r)
	w.factors(r)
	w.causes(r)
	w.actions(r)
	w.participants(r)
	w.findings(r)
	return strings.TrimRight(w.b.String(), "\n") + "\n"
}

type markdown struct {
	b    strings.Builder
	text Text
}

func (w *markdown) line(s string) { w.b.WriteString(s + "\n") }

func (w *markdown) heading(level int, title string) {
	w.line(strings.Repeat("#", level) + " " + oneLine(title))
	w.line("")
}

func (w *markdown) block(s string) {
	w.line(strings.Trim(s, "\n"))
	w.line("")
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
	fact := func(key, v string) {
		if v != "" {
			w.line("- **" + w.text(key) + "**: " + oneLine(v))
		}
	}
	fact("field.severity", r.Severity)
	if r.State != "" {
		fact("field.state", w.text("state."+r.State))
	}
	fact("field.services", strings.Join(r.Services, ", "))
	fact("field.date", r.Date)
	fact("field.zone", r.Zone)
	for _, name := range Anchors {
		if s := r.Anchor(name); s != nil {
			fact("anchor."+name, Written(*s))
		}
	}
	for _, d := range r.Stated {
		fact("field.stated", strings.TrimSpace(d.Label+" "+d.Text))
	}
	w.line("")
}

func (w *markdown) timeline(r Review) {
	if len(r.Timeline) == 0 {
		return
	}
	w.heading(2, w.text("tab.timeline"))
	w.line("| " + w.text("field.time") + " | " + w.text("field.role") + " | " + w.text("field.event") + " |")
	w.line("|---|---|---|")
	for _, e := range r.Timeline {
		w.line("| " + cell(Written(e.Statement)) + " | " + cell(e.Role) + " | " + cell(e.Text) + " |")
	}
	w.line("")
}

func (w *markdown) factors(r Review) {
	for _, kind := range FactorKinds {
		first := true
		for _, f := range r.Factors {
			if f.Kind != kind {
				continue
			}
			if first {
				w.heading(2, w.text("factors."+kind))
				first = false
			}
			w.line("- " + indented(f.Text, "  "))
		}
		if !first {
			w.line("")
		}
	}
}

func (w *markdown) causes(r Review) {
	if len(r.Causes) == 0 {
		return
	}
	w.heading(2, w.text("tab.causes"))
	for _, n := range cause.Build(r.Causes).DepthFirst() {
		note := ""
		if n.Status != "" && n.Kind != "effect" && n.Kind != "category" {
			note = " (" + w.text("cause."+n.Status) + ")"
		}
		pad := strings.Repeat("  ", n.Depth)
		w.line(pad + "- " + indented(n.Text, pad+"  ") + note)
	}
	w.line("")
}

func (w *markdown) actions(r Review) {
	if len(r.Actions) == 0 {
		return
	}
	w.heading(2, w.text("tab.actions"))
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
		w.line("| " + strings.Join([]string{cell(title), cell(a.OwnerRole), a.Due, w.text("action." + a.Status), cell(a.Criterion), cell(a.Measure)}, " | ") + " |")
	}
	w.line("")
}

func (w *markdown) participants(r Review) {
	first := true
	for _, p := range r.Participants {
		if p.Role == "" {
			continue
		}
		if first {
			w.heading(2, w.text("field.participants"))
			first = false
		}
		w.line("- " + oneLine(p.Role))
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
			w.heading(2, w.text("field.open"))
			first = false
		}
		pairs := make([]string, 0, 2*len(f.Params))
		for k, v := range f.Params {
			pairs = append(pairs, k, v)
		}
		w.line("- " + w.text(f.Key, pairs...))
	}
	if !first {
		w.line("")
	}
}

// Written is a statement as people write it: the date and time as they stand,
// "~" for about, the end after a dash, the zone behind. A time that could not be
// read is the text it was read from.
func Written(s timeline.Statement) string {
	if s.At == "" {
		return s.Raw
	}
	out := local(s.At)
	if s.End != "" {
		end := local(s.End)
		if len(end) > 10 && len(out) > 10 && end[:10] == out[:10] {
			end = end[11:]
		}
		out += " – " + end
	}
	if s.Precision == timeline.Approximate {
		out = "~" + out
	}
	if s.Zone != "" && len(s.At) > 10 {
		out += " " + s.Zone
		if timeline.Twice(s) {
			out += " (" + s.At[len(s.At)-len("+02:00"):] + ")"
		}
	}
	return out
}

// local is the date and time of an instant as it stands, without its offset.
func local(at string) string {
	if len(at) <= 10 && !strings.HasPrefix(at, "T") {
		return at
	}
	if strings.HasPrefix(at, "T") {
		return shortTime(at[1:])
	}
	return at[:10] + " " + shortTime(at[11:])
}

// shortTime drops the offset and seconds that are zero.
func shortTime(t string) string {
	for i := 5; i < len(t); i++ {
		if c := t[i]; c == 'Z' || c == '+' || c == '-' {
			t = t[:i]
			break
		}
	}
	if len(t) == len("22:09:00") {
		t = strings.TrimSuffix(t, ":00")
	}
	return t
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func indented(s, pad string) string {
	return strings.ReplaceAll(strings.TrimSpace(s), "\n", "\n"+pad)
}

// cell is a text inside a table: bars escaped, line breaks kept as <br>.
func cell(s string) string {
	s = strings.ReplaceAll(strings.TrimSpace(s), "|", `\|`)
	return strings.ReplaceAll(s, "\n", "<br>")
}
