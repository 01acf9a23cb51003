package timeline

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Reading is a stated time as it stood at the beginning of a text, before any
// default date or zone is applied.
type Reading struct {
	Raw  string // the words read as a time, without brackets and emphasis around them
	Rest string // what follows, without the separator

	HasDate  bool
	Date     Civil // Year 0 when none was written
	HasClock bool
	Clock    Clock

	HasEnd      bool
	EndHasDate  bool
	EndDate     Civil
	EndHasClock bool
	EndClock    Clock
	EndNextDay  bool // "(next day)", "+1" behind the end
	Approximate bool
	Zone        Zone
	EndZone     Zone
	WrongDate   bool // a date by its shape that no calendar has
	WrongClock  bool // a time by its shape that no clock shows, or unknown digits
	SlashOpen   bool // a date that could be day or month first
	HalfIgnored bool // "23:00 AM"
	Instant     bool // an ISO 8601 date and time joined by T
}

// Timed says that a time of day or a full range of days was read, so that the
// text is more than a mention of a date.
func (r Reading) Timed() bool { return r.HasClock || r.WrongClock }

type scanner struct {
	s     string
	i     int
	order SlashOrder
	r     Reading
}

var approximateWords = []string{"approximately", "approx.", "approx", "around", "about", "circa", "roughly", "ca.", "ca", "c.", "~", "≈", "est."}

var weekdays = []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
	"mon", "tues", "tue", "weds", "wed", "thurs", "thur", "thu", "fri", "sat", "sun"}

// Scan reads a stated time at the beginning of a text, past emphasis and
// brackets. ok is false when the text does not begin with one.
//
// The grammar is: [about] [weekday] date and time of day in either order, a
// zone, a range up to a second time, and marks of uncertainty behind.
func Scan(text string, order SlashOrder) (Reading, bool) {
	p := &scanner{s: text, order: order}
	closers := p.open()
	start := p.i
	p.leadWords()
	if !p.moment() {
		return Reading{}, false
	}
	p.rangeEnd()
	p.trailing()
	end := p.i
	if end < len(text) && !p.ends(end) {
		return Reading{}, false
	}
	r := p.r
	r.Raw = strings.TrimSpace(text[start:end])
	r.Rest = p.rest(end, closers)
	return r, true
}

// ends says that the reading may stop at i: no word runs on.
func (p *scanner) ends(i int) bool {
	c := p.s[i]
	if isDigit(c) || isLetter(c) || c == '%' || c == '/' && i+1 < len(p.s) && !isSpace(p.s[i+1]) {
		return false
	}
	if c >= 0x80 {
		r, _ := utf8.DecodeRuneInString(p.s[i:])
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}
	if c == '.' || c == ',' || c == ':' {
		return i+1 >= len(p.s) || !isDigit(p.s[i+1])
	}
	if c == '-' {
		// "2021-05-26-website" and "10:00-alpha" are names.
		return i+1 >= len(p.s) || !isLetter(p.s[i+1]) && !isDigit(p.s[i+1]) || p.r.HasClock
	}
	return true
}

// open steps over emphasis and brackets and gives what should close them.
func (p *scanner) open() []string {
	var closers []string
	for p.i < len(p.s) {
		rest := p.s[p.i:]
		switch {
		case isSpace(rest[0]):
			p.i++
		case strings.HasPrefix(rest, "**"), strings.HasPrefix(rest, "__"), strings.HasPrefix(rest, "~~"):
			closers = append(closers, rest[:2])
			p.i += 2
		case rest[0] == '*' || rest[0] == '_' || rest[0] == '`':
			closers = append(closers, rest[:1])
			p.i++
		case rest[0] == '[' && !strings.HasPrefix(rest, "[ ]"):
			closers = append(closers, "]")
			p.i++
		case rest[0] == '(':
			closers = append(closers, ")")
			p.i++
		case strings.HasPrefix(rest, "<b>"):
			closers = append(closers, "</b>")
			p.i += 3
		case strings.HasPrefix(rest, "<strong>"):
			closers = append(closers, "</strong>")
			p.i += 8
		default:
			return closers
		}
	}
	return closers
}

// leadWords steps over "On", "At", "From" and marks of uncertainty.
func (p *scanner) leadWords() {
	for _, w := range []string{"on date:", "date:", "time:", "on", "at", "from", "between"} {
		if p.word(w) {
			break
		}
	}
	p.approximate()
}

// word steps over a word and the spaces behind it, whatever its case.
func (p *scanner) word(w string) bool {
	rest := p.s[p.i:]
	if len(rest) < len(w) || !strings.EqualFold(rest[:len(w)], w) {
		return false
	}
	n := len(w)
	if isLetter(w[len(w)-1]) && !boundary(rest, n) {
		return false
	}
	n += spacesAt(rest[n:])
	p.i += n
	return true
}

func (p *scanner) approximate() bool {
	for _, w := range approximateWords {
		at := p.i
		if p.word(w) {
			// "about" alone is no time; what follows must be a digit or a name.
			if p.i < len(p.s) && p.s[p.i] != '|' {
				p.r.Approximate = true
				return true
			}
			p.i = at
		}
	}
	return false
}

// moment reads one date and one time of day in either order.
func (p *scanner) moment() bool {
	at := p.i
	p.weekday()
	if p.date() {
		save := p.i
		p.between()
		p.approximate()
		if !p.clock() {
			p.i = save
			p.noClock()
		}
		return true
	}
	if p.clock() {
		if !p.r.HasDate && !p.r.WrongDate {
			p.dateAfterClock()
		}
		return true
	}
	p.i = at
	return false
}

func (p *scanner) weekday() bool {
	rest := p.s[p.i:]
	for _, w := range weekdays {
		if len(rest) < len(w) || !strings.EqualFold(rest[:len(w)], w) || !boundary(rest, len(w)) {
			continue
		}
		n := len(w)
		if n < len(rest) && rest[n] == '.' {
			n++
		}
		if n < len(rest) && rest[n] == ',' {
			n++
		}
		sp := spacesAt(rest[n:])
		if sp == 0 {
			return false
		}
		p.i += n + sp
		p.word("the")
		return true
	}
	return false
}

func (p *scanner) date() bool {
	d := dateAt(p.s[p.i:], p.order)
	if d.n == 0 {
		return false
	}
	p.i += d.n
	switch {
	case d.wrong:
		p.r.WrongDate = true
	case d.slash:
		p.r.SlashOpen = true
	default:
		p.r.HasDate, p.r.Date = true, d.date
	}
	return true
}

// between steps over what may stand between a date and a time of day.
func (p *scanner) between() {
	rest := p.s[p.i:]
	if len(rest) > 1 && (rest[0] == 'T' || rest[0] == '_') && isDigit(rest[1]) {
		p.i++
		p.r.Instant = rest[0] == 'T'
		return
	}
	n := spacesAt(rest)
	if n < len(rest) && (rest[n] == ',' || rest[n] == ';' || rest[n] == '@') {
		n++
		n += spacesAt(rest[n:])
	} else if n < len(rest) && strings.HasPrefix(rest[n:], "- ") && n > 0 {
		// "10/20/2022 - 15:38" goes on, "2022-10-20 - text" does not.
		k := n + 2
		k += spacesAt(rest[k:])
		if c := clockAt(rest[k:]); c.n > 0 {
			n = k
		}
	} else if n < len(rest) && rest[n] == '(' {
		// "2022-10-20 (Thu) 15:38"
		for _, w := range weekdays {
			if k := n + 1 + len(w); k < len(rest) && rest[k] == ')' && strings.EqualFold(rest[n+1:k], w) {
				n = k + 1
				n += spacesAt(rest[n:])
				break
			}
		}
	}
	p.i += n
	p.word("at")
}

// noClock takes "--:--" and the like behind a date: a date only.
func (p *scanner) noClock() {
	rest := p.s[p.i:]
	n := spacesAt(rest)
	for _, blank := range []string{"--:--", "-:-", "??:??", "—:—", "–:–", "__:__"} {
		if strings.HasPrefix(rest[n:], blank) {
			p.i += n + len(blank)
			return
		}
	}
}

func (p *scanner) clock() bool {
	c := clockAt(p.s[p.i:])
	if c.n == 0 {
		return false
	}
	p.i += c.n
	if c.wrong {
		p.r.WrongClock = true
	} else {
		p.r.HasClock, p.r.Clock, p.r.HalfIgnored = true, c.clock, c.noHalf
	}
	p.suffix()
	if z, ok := p.zone(p.r.Instant || c.clock.Exact == Second); ok {
		p.r.Zone = z
	}
	return true
}

// suffix takes "ish" and "~" directly behind a time of day, and " Uhr".
func (p *scanner) suffix() {
	rest := p.s[p.i:]
	switch {
	case p.r.HasClock && uhrAt(rest) > 0:
		p.i += uhrAt(rest)
	case strings.HasPrefix(rest, "~"):
		p.i++
		p.r.Approximate = true
	case strings.HasPrefix(rest, "ish") && boundary(rest, 3):
		p.i += 3
		p.r.Approximate = true
	case strings.HasPrefix(rest, "h") && boundary(rest, 1):
		p.i++
	}
}

// zone reads a zone behind a time of day. instant allows a negative offset,
// which after a plain "10:00" would be the end of a range.
func (p *scanner) zone(instant bool) (Zone, bool) {
	rest := p.s[p.i:]
	n := spacesAt(rest)
	if n >= len(rest) || n > 3 {
		return Zone{}, false
	}
	inner, closing := n, byte(0)
	switch rest[n] {
	case '(':
		inner, closing = n+1, ')'
	case '[':
		inner, closing = n+1, ']'
	}
	if inner >= len(rest) {
		return Zone{}, false
	}
	if rest[inner] == '-' && closing == 0 && !instant {
		if n != 1 || digitsAt(rest[inner+1:]) != 4 || !zeroMinutes(rest[inner+3:]) {
			return Zone{}, false
		}
	}
	if rest[inner] == '+' && closing == 0 && digitsAt(rest[inner+1:]) < 2 {
		return Zone{}, false
	}
	z, k := zoneAt(rest[inner:], false)
	if k == 0 {
		return Zone{}, false
	}
	k += inner
	if closing != 0 {
		if k >= len(rest) || rest[k] != closing {
			return Zone{}, false
		}
		k++
	}
	p.i += k
	return z, true
}

func zeroMinutes(s string) bool {
	return strings.HasPrefix(s, "00") || strings.HasPrefix(s, "30") || strings.HasPrefix(s, "45")
}

// dateAfterClock reads "12:45 PM PST Saturday Oct 30th" and "10:00 on 3 May".
func (p *scanner) dateAfterClock() {
	at := p.i
	rest := p.s[p.i:]
	n := spacesAt(rest)
	if n < len(rest) && rest[n] == ',' {
		n++
		n += spacesAt(rest[n:])
	}
	if n == 0 {
		return
	}
	p.i += n
	p.word("on")
	p.weekday()
	if p.i < len(p.s) && isDigit(p.s[p.i]) {
		// "10:00 5 pods" is no date, "10:00 27 September" and "10:00 2017-09-27" are.
		if d := dateAt(p.s[p.i:], p.order); d.n == 0 {
			p.i = at
			return
		}
	}
	if !p.date() {
		p.i = at
	}
}
