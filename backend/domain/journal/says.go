package journal

import (
	"strconv"
	"strings"
	"time"
)

// Statement is one thing that a check can or cannot exclude, as the name of a sentence
// and what to put into it.
type Statement struct {
	Code   string
	Params map[string]string
}

// Problems lists what does not hold, the first place first.
func (v Verdict) Problems() []Statement {
	var out []Statement
	for _, b := range v.Breaks {
		code := string(b.Kind)
		if b.From != b.Seq && (b.Kind == Missing || b.Kind == Rewritten) {
			code += "_range"
		}
		out = append(out, say(code, "from", num(b.From), "seq", num(b.Seq)))
	}
	if v.Broken > len(v.Breaks) {
		out = append(out, say("and_more", "count", num(int64(v.Broken-len(v.Breaks)))))
	}
	if v.Erased > 0 {
		out = append(out, say("emptied", "count", num(int64(v.Erased)), "seqs", numbers(v.Gone)))
	}
	if v.Truncated {
		out = append(out, say("truncated", "anchored", num(v.AnchoredTo), "found", num(v.Last)))
	}
	return out
}

// Excluded lists what can be excluded after the check.
func (v Verdict) Excluded() []Statement {
	holds := v.Last
	if v.FirstBad > 0 {
		holds = v.FirstBad - 1
	}
	if len(v.Breaks) > 0 && v.Breaks[0].From <= holds {
		holds = v.Breaks[0].From - 1
	}
	var out []Statement
	if holds > 0 {
		out = append(out, say("edited", "last", num(holds)), say("between", "last", num(holds)))
	}
	if proven := min(v.Proven, holds); proven > 0 {
		switch {
		case v.By.Where != InCommit:
			out = append(out, say("anchored_given", "seq", num(v.Proven), "ref", v.By.Ref))
		case v.By.At.IsZero():
			out = append(out, say("anchored_somewhen", "seq", num(v.Proven), "ref", v.By.Ref))
		default:
			out = append(out, say("anchored", "seq", num(v.Proven), "ref", v.By.Ref, "at", when(v.By.At)))
		}
	}
	return out
}

// Open lists what the check cannot exclude.
func (v Verdict) Open() []Statement {
	var out []Statement
	switch {
	case v.Entries == 0 && v.AnchoredTo == 0:
		out = append(out, say("empty"))
	case v.Truncated: // that something is missing behind the last is no question any more
		if v.Proven == 0 && v.Last > 0 {
			out = append(out, say("anew_all", "last", num(v.Last)))
		} else if v.Proven < v.Last {
			out = append(out, say("anew", "from", num(v.Proven+1), "last", num(v.Last)))
		}
	case v.Proven == v.Last:
		out = append(out, say("tail_since", "last", num(v.Last)))
	case v.Proven > 0:
		out = append(out, say("tail", "last", num(v.Last)), say("anew", "from", num(v.Proven+1), "last", num(v.Last)))
	default:
		out = append(out, say("tail", "last", num(v.Last)), say("anew_all", "last", num(v.Last)))
	}
	if v.Withheld > 0 {
		out = append(out, say("withheld", "count", num(int64(v.Withheld))))
	}
	if v.ClockSkews > 0 {
		out = append(out, say("clock_skew", "count", num(int64(v.ClockSkews)), "seqs", numbers(v.Skewed)))
	}
	return out
}

func say(code string, params ...string) Statement {
	s := Statement{Code: code, Params: map[string]string{}}
	for i := 0; i+1 < len(params); i += 2 {
		s.Params[params[i]] = params[i+1]
	}
	return s
}

func num(n int64) string { return strconv.FormatInt(n, 10) }

func numbers(list []int64) string {
	var out []string
	for _, n := range list {
		out = append(out, num(n))
	}
	return strings.Join(out, ", ")
}

func when(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return FormatAt(t)
}
