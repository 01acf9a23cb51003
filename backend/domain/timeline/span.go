package timeline

import "strings"

// rangeEnd reads the end of a range.
func (p *scanner) rangeEnd() {
	if p.r.WrongDate && !p.r.HasClock {
		return
	}
	at := p.i
	rest := p.s[p.i:]
	n := spacesAt(rest)
	tight := n == 0
	k := 0
	for _, c := range []string{"->", "→", "...", "..", "…", "–", "—", "-", "to ", "until ", "till ", "through ", "and ", "bis "} {
		if !strings.HasPrefix(rest[n:], c) {
			continue
		}
		if isLetter(c[0]) && n == 0 {
			return
		}
		k = n + len(c)
		break
	}
	if k == 0 {
		return
	}
	tight = tight && k < len(rest) && isDigit(rest[k])
	k += spacesAt(rest[k:])
	sub := &scanner{s: p.s, i: p.i + k, order: p.order}
	sub.approximate()
	if sub.moment() && !sub.r.WrongDate && !sub.r.SlashOpen && (sub.r.HasClock || !p.r.HasClock && sub.r.HasDate) &&
		(sub.i >= len(p.s) || sub.ends(sub.i)) {
		p.takeEnd(sub)
		return
	}
	// "17:44-7": the last digits of the minute.
	if tight && p.r.HasClock {
		d := digitsAt(rest[k:])
		if (d == 1 || d == 2) && boundary(rest, k+d) && !strings.HasPrefix(rest[k+d:], ":") {
			c := p.r.Clock
			c.Second, c.Milli, c.Exact = 0, 0, Minute
			if d == 1 {
				c.Minute = c.Minute/10*10 + atoi(rest[k:])
			} else {
				c.Minute = atoi(rest[k:])
			}
			if c.Minute < 60 {
				p.r.HasEnd, p.r.EndHasClock, p.r.EndClock = true, true, c
				p.i += k + d
				if z, ok := p.zone(false); ok && !p.r.Zone.Stated() {
					p.r.Zone = z
				}
				return
			}
		}
	}
	p.i = at
}

// takeEnd makes what sub read the end of the range.
func (p *scanner) takeEnd(sub *scanner) {
	e := sub.r
	first := clockAt(p.clockText())
	second := e.Clock
	if e.HasClock && p.r.HasClock && !first.half && p.r.Clock.Hour <= 12 && second.Hour > 12 && sub.half() {
		// "2 - 4pm": the half of the day written once counts for both.
		if c := p.r.Clock; c.Hour < 12 && c.Hour+12 <= second.Hour {
			p.r.Clock.Hour += 12
		}
	}
	p.r.HasEnd = true
	p.r.EndHasDate, p.r.EndDate = e.HasDate, e.Date
	p.r.EndHasClock, p.r.EndClock = e.HasClock, e.Clock
	p.r.EndZone = e.Zone
	if !p.r.Zone.Stated() {
		p.r.Zone = e.Zone
	}
	p.r.Approximate = p.r.Approximate || e.Approximate
	p.i = sub.i
	rest := p.s[p.i:]
	n := spacesAt(rest)
	for _, w := range []string{"(next day)", "(following day)", "(the next day)", "(+1 day)", "(+1d)", "(+1)", "the next day", "the following day", "next day", "+1d", "+1"} {
		if len(rest)-n >= len(w) && strings.EqualFold(rest[n:n+len(w)], w) && boundary(rest, n+len(w)) {
			p.r.EndNextDay = true
			p.i += n + len(w)
			return
		}
	}
}

// clockText is the text from where the first time of day may be read again.
func (p *scanner) clockText() string {
	for i := 0; i < p.i; i++ {
		if (i == 0 || boundary(p.s, i-1)) && isDigit(p.s[i]) {
			if c := clockAt(p.s[i:]); c.n > 0 && !c.wrong {
				return p.s[i:]
			}
		}
	}
	return ""
}

// half says that the time of day read last carries "am" or "pm".
func (p *scanner) half() bool {
	low := strings.ToLower(p.s[max(0, p.i-12):p.i])
	return strings.Contains(low, "pm") || strings.Contains(low, "p.m.") || strings.Contains(low, "am") || strings.Contains(low, "a.m.")
}

// trailing takes "~", "(approx.)", "(maybe earlier?)" behind the time.
func (p *scanner) trailing() {
	p.suffix()
	rest := p.s[p.i:]
	n := spacesAt(rest)
	if n < len(rest) && rest[n] == '(' {
		if end := strings.IndexByte(rest[n:], ')'); end > 0 && end < 40 {
			low := strings.ToLower(rest[n+1 : n+end])
			for _, w := range []string{"approx", "about", "maybe", "estimate", "not sure", "around", "circa", "roughly", "ca.", "unsure", "probably"} {
				if strings.HasPrefix(low, w) || w == "not sure" && strings.Contains(low, w) {
					p.r.Approximate = true
					p.i += n + end + 1
					return
				}
			}
		}
	}
	if n > 0 && n < len(rest) && (strings.HasPrefix(rest[n:], "approx.") || strings.HasPrefix(rest[n:], "approximately ")) {
		p.r.Approximate = true
		p.i += n + strings.IndexAny(rest[n:], ". ") + 1
	}
}

// rest closes what was opened and drops the separator.
func (p *scanner) rest(end int, closers []string) string {
	s := p.s[end:]
	var reopen string
	for len(closers) > 0 {
		last := closers[len(closers)-1]
		closers = closers[:len(closers)-1]
		t := strings.TrimLeft(s, " \t")
		switch {
		case strings.HasPrefix(t, last):
			s = t[len(last):]
		case strings.HasPrefix(t, ":"+last):
			s = t[len(last)+1:]
		case strings.HasPrefix(t, "."+last), strings.HasPrefix(t, ","+last), strings.HasPrefix(t, "-"+last):
			s = t[len(last)+1:]
		case strings.HasPrefix(t, " -"+last):
			s = t[len(last)+2:]
		case last == "]" || last == ")":
			// "(10:30 restart)": the bracket closes later; it opens again.
			reopen = map[string]string{"]": "[", ")": "("}[last] + reopen
		case last[0] == '<':
			reopen = "<" + last[2:] + reopen
		default:
			reopen = last + reopen
		}
	}
	s = trimSeparator(s)
	if reopen != "" && s != "" {
		s = reopen + s
	} else if reopen != "" {
		s = ""
	}
	return s
}

// trimSeparator drops one separator between a time and its text.
func trimSeparator(s string) string {
	s = strings.TrimLeft(s, " \t")
	for _, sep := range []string{":", "–", "—", "|", "=>", "->", "→", ";", ",", "."} {
		if strings.HasPrefix(s, sep) {
			s = strings.TrimLeft(s[len(sep):], " \t")
			break
		}
	}
	dashes := len(s) - len(strings.TrimLeft(s, "-"))
	if dashes > 0 && (dashes == len(s) || dashes <= 3 && isSpace(s[dashes])) {
		s = strings.TrimLeft(s[dashes:], " \t")
	}
	return s
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }
