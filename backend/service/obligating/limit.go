package obligating

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"secondstory/backend/domain/obligation"
)

// Words are the sentences of a language, by their key.
type Words interface {
	Text(key string, params ...string) string
	Count(key string, n int, params ...string) string
	Has(key string) bool
}

// teller puts the rules of a pack into sentences. All of them come from its data, so that
// whoever signs a pack reads what is counted and nothing else.
type teller struct {
	Words
	p *obligation.Pack
}

// Steps are the steps of a pack without a case.
func Steps(p obligation.Pack, words Words) []StepView {
	t := teller{words, &p}
	out := make([]StepView, len(p.Steps))
	for i := range p.Steps {
		s := &p.Steps[i]
		out[i] = StepView{ID: s.ID, Name: s.Name, Recipient: s.Recipient, Note: s.Note, Rules: t.step(s)}
	}
	return out
}

// Heads are the sentences that hold for all steps of a pack: for which incidents, and on
// which clocks.
func Heads(p obligation.Pack, words Words) []string {
	out := []string{words.Text("obligation.standing." + string(p.Standing))}
	if !p.From.IsZero() {
		out = append(out, words.Text("obligation.rule_from", "day", p.From.String()))
	}
	if !p.To.IsZero() {
		out = append(out, words.Text("obligation.rule_to", "day", p.To.String()))
	}
	if p.Zone != "" {
		return append(out, words.Text("obligation.rule_zone", "zone", p.Zone))
	}
	return append(out, words.Text("obligation.rule_zone_own"))
}

// InWords is a whole pack as Markdown, for those who sign it.
func InWords(p obligation.Pack, words Words) string {
	var b strings.Builder
	b.WriteString(p.Jurisdiction + " · " + p.Authority + "\n\n" + strings.Join(Heads(p, words), " ") + "\n")
	list := func(title string, lines []string) {
		if len(lines) > 0 {
			b.WriteString("\n" + words.Text(title) + "\n\n- " + strings.Join(lines, "\n- ") + "\n")
		}
	}
	var events, facts, steps, sources []string
	for _, e := range p.Events {
		line := e.Name
		if e.Help != "" {
			line += ": " + e.Help
		}
		events = append(events, line)
	}
	for _, f := range p.Facts {
		line := f.Name
		if whole, ok := p.Fact(f.AtMost); ok {
			line = words.Text("obligation.rule_part", "fact", f.Name, "whole", whole.Name)
		}
		facts = append(facts, line)
	}
	for _, s := range Steps(p, words) {
		line := s.Name + " (" + s.Recipient + ")"
		for _, rule := range s.Rules {
			line += "\n  - " + rule
		}
		if s.Note != "" {
			line += "\n  - " + s.Note
		}
		steps = append(steps, line)
	}
	for _, s := range p.Sources {
		sources = append(sources, s.Text+" ("+words.Text("obligation.read."+string(s.Read))+")")
	}
	list("obligation.words_events", events)
	list("obligation.words_facts", facts)
	list("obligation.words_steps", steps)
	for _, n := range p.Notes {
		b.WriteString("\n" + n + "\n")
	}
	list("obligation.sources", sources)
	return b.String()
}

// step gives one sentence for each thing the rules say of a step: when it has to be sent,
// each limit with its condition, and what moves an end.
func (t teller) step(s *obligation.Step) []string {
	out := []string{t.Text("obligation.rule_always")}
	if len(s.When) > 0 {
		out[0] = t.Text("obligation.rule_when", "what", t.all(s.When))
	}
	for i, v := range s.Limits {
		key := "obligation.rule_limit"
		switch {
		case i > 0 && len(v.When) > 0:
			key = "obligation.rule_else_where"
		case i > 0:
			key = "obligation.rule_else"
		case len(v.When) > 0:
			key = "obligation.rule_where"
		}
		out = append(out, t.Text(key, "what", t.all(v.When), "limit", t.limit(v.Limit)))
	}
	if n := len(s.Limits); n > 0 && len(s.Limits[n-1].When) > 0 {
		out = append(out, t.Text("obligation.rule_none"))
	}
	if r := s.Roll; r != nil {
		key := "obligation.rule_roll"
		if len(r.When) > 0 {
			key = "obligation.rule_roll_where"
		}
		line := t.Text(key, "what", t.all(r.When), "to", t.Text("obligation.roll."+string(r.Rule)))
		if r.Told {
			line += " " + t.Text("obligation.rule_roll_told")
		}
		out = append(out, line)
	}
	if len(s.Readings) > 0 {
		list := make([]string, len(s.Readings))
		for i, r := range s.Readings {
			list[i] = t.Text("obligation.reads." + string(r))
		}
		out = append(out, t.Text("obligation.rule_readings", "list", strings.Join(list, "; ")))
	}
	if slices.ContainsFunc(s.Limits, func(v obligation.Variant) bool { return v.Limit.Kind != obligation.Soft }) {
		key := "obligation.rule_no_pause"
		if s.Pausable {
			key = "obligation.rule_pause"
		}
		out = append(out, t.Text(key))
	}
	if s.LateReason {
		out = append(out, t.Text("obligation.rule_late"))
	}
	return out
}

// limit says how long there is and how it is counted.
func (t teller) limit(l obligation.Limit) string {
	from := t.trigger(l.From)
	switch l.Kind {
	case obligation.Hours:
		return t.Count("obligation.limit_hours", l.N, "from", from)
	case obligation.Days:
		return t.Count("obligation.limit_days", l.N, "from", from, "until", t.until(l))
	case obligation.BusinessDays:
		return t.Count("obligation.limit_business_days", l.N, "from", from, "until", t.until(l), "closed", t.Text("obligation.closed."+string(l.Closed)))
	case obligation.Months:
		return t.Count("obligation.limit_months", l.N, "from", from, "until", t.until(l))
	case obligation.YearEnd:
		return t.Count("obligation.limit_year_end", l.N, "from", from, "until", t.until(l))
	case obligation.FirstOf:
		list := make([]string, len(l.Of))
		for i, one := range l.Of {
			if list[i] = t.limit(one); one.Lapses {
				list[i] = t.Text("obligation.limit_lapses", "limit", list[i])
			}
		}
		return t.Text("obligation.limit_first", "limits", t.join("obligation.or_limit", list))
	}
	if target, ok := t.p.Fact(l.Target); ok {
		return t.Text("obligation.limit_soft_target", "from", from, "fact", target.Name)
	}
	return t.Text("obligation.limit_soft", "from", from)
}

// until says when the last day of a limit ends.
func (t teller) until(l obligation.Limit) string {
	if l.Cutoff == 0 {
		return t.Text("obligation.until_end")
	}
	return t.Text("obligation.until_minute", "time", fmt.Sprintf("%02d:%02d", l.Cutoff/60, l.Cutoff%60))
}

func (t teller) trigger(from obligation.Trigger) string {
	if before, ok := t.p.Step(from.After); ok {
		if from.Last {
			return t.Text("obligation.from_last", "name", before.Name)
		}
		return t.Text("obligation.from_sent", "name", before.Name)
	}
	e, _ := t.p.Event(from.Event)
	return t.Text("obligation.named", "name", e.Name)
}

// all says what has to hold: each condition of a list.
func (t teller) all(list []obligation.Condition) string {
	said := make([]string, len(list))
	for i, c := range list {
		if said[i] = t.one(c); len(c.Any) > 0 {
			any := make([]string, len(c.Any))
			for j, each := range c.Any {
				any[j] = t.one(each)
			}
			if said[i] = t.join("obligation.or", any); len(list) > 1 {
				said[i] = t.Text("obligation.either", "list", said[i])
			}
		}
	}
	return t.join("obligation.and", said)
}

func (t teller) one(c obligation.Condition) string {
	f, _ := t.p.Fact(c.Fact)
	words := make([]string, len(c.Words))
	for i, w := range c.Words {
		words[i] = t.Text("obligation.named", "name", t.answer(w))
	}
	return t.Text("obligation.cond."+string(c.Op), "fact", f.Name, "n", strconv.Itoa(c.Number), "words", t.join("obligation.or", words))
}

// answer is an answer of a pack in words; one that has none as it stands in the rules.
func (t teller) answer(value string) string {
	if key := "obligations.answer." + value; t.Has(key) {
		return t.Text(key)
	}
	return strings.ReplaceAll(value, "_", " ")
}

// join ties a list with a word of the catalogue between each two.
func (t teller) join(key string, list []string) string {
	out := ""
	for i, one := range list {
		if i == 0 {
			out = one
			continue
		}
		out = t.Text(key, "a", out, "b", one)
	}
	return out
}
