package timeline

import (
	"strings"
	"time"
)

// Clock is a time of day as written.
type Clock struct {
	Hour, Minute, Second, Milli int
	Exact                       Precision // Hour, Minute, Second or Millisecond
}

// sinceMidnight is the distance to 00:00.
func (c Clock) sinceMidnight() time.Duration {
	return time.Duration(c.Hour)*time.Hour + time.Duration(c.Minute)*time.Minute +
		time.Duration(c.Second)*time.Second + time.Duration(c.Milli)*time.Millisecond
}

// clockRead is what clockAt found.
type clockRead struct {
	clock  Clock
	n      int  // bytes read; 0 = no time of day here
	wrong  bool // a time by its shape that no clock shows
	half   bool // "am" or "pm" was written
	noHalf bool // "am" or "pm" was written beside a 24-hour time and has no meaning
}

// halfAt reads "am", "PM", "a.m." with the spaces before it.
func halfAt(s string) (half byte, n int) {
	n = spacesAt(s)
	if n > 1 || n >= len(s) {
		return 0, 0
	}
	c := s[n] | 0x20
	if c != 'a' && c != 'p' {
		return 0, 0
	}
	rest := s[n+1:]
	switch {
	case len(rest) >= 1 && rest[0]|0x20 == 'm' && boundary(rest, 1):
		return c, n + 2
	case len(rest) >= 3 && rest[0] == '.' && rest[1]|0x20 == 'm' && rest[2] == '.':
		return c, n + 4
	}
	return 0, 0
}

// apply turns a 12-hour time into a 24-hour one.
func (r *clockRead) apply(half byte) {
	r.half = true
	h := r.clock.Hour
	switch {
	case h > 12 || h == 0:
		// "13:55 PM" says the same twice, "23:00 AM" contradicts itself.
		r.noHalf = half == 'a' && h > 12
	case half == 'p' && h < 12:
		r.clock.Hour += 12
	case half == 'a' && h == 12:
		r.clock.Hour = 0
	}
}

func (r *clockRead) check() clockRead {
	c := r.clock
	if c.Hour > 24 || c.Minute > 59 || c.Second > 59 || c.Hour == 24 && c.sinceMidnight() > 24*time.Hour {
		return clockRead{n: r.n, wrong: true}
	}
	return *r
}

// clockAt reads a time of day at the beginning of s. zoned says whether a zone
// follows at an index; forms without a colon need it.
func clockAt(s string) clockRead {
	d := digitsAt(s)
	switch {
	case s == "":
		return clockRead{}
	case d == 0 || d == 1 && len(s) > 1 && (s[1]|0x20 == 'x' || s[1] == '?'):
		return wordClock(s)
	case (d == 1 || d == 2) && d < len(s) && s[d] == ':':
		return colonClock(s, d)
	case d == 1 || d == 2:
		return shortClock(s, d)
	case d == 4 && atoi(s[:4]) < 2400:
		n := d
		if n < len(s) && s[n] == 'Z' && boundary(s, n+1) || zoneFollows(s[n:]) {
			r := clockRead{clock: Clock{Hour: atoi(s[:2]), Minute: atoi(s[2:4]), Exact: Minute}, n: n}
			return r.check()
		}
		for _, suffix := range []string{"hrs", "h"} {
			if strings.HasPrefix(s[n:], suffix) && boundary(s, n+len(suffix)) {
				r := clockRead{clock: Clock{Hour: atoi(s[:2]), Minute: atoi(s[2:4]), Exact: Minute}, n: n + len(suffix)}
				return r.check()
			}
		}
	}
	return clockRead{}
}

// wordClock reads "noon", "midnight" and times with unknown digits.
func wordClock(s string) clockRead {
	for _, w := range []struct {
		word string
		hour int
	}{{"noon", 12}, {"midnight", 0}} {
		if len(s) >= len(w.word) && strings.EqualFold(s[:len(w.word)], w.word) && boundary(s, len(w.word)) {
			return clockRead{clock: Clock{Hour: w.hour, Exact: Hour}, n: len(w.word)}
		}
	}
	n := 0
	unknown := false
	for n < len(s) && n < 5 {
		c := s[n]
		if c|0x20 == 'x' || c == '?' {
			unknown = true
		} else if !isDigit(c) && !(c == ':' && n >= 1 && n <= 2) {
			break
		}
		n++
	}
	if unknown && n >= 4 && n <= 5 && strings.IndexByte(s[:n], ':') > 0 && boundary(s, n) {
		return clockRead{n: n, wrong: true}
	}
	return clockRead{}
}

// colonClock reads 22:09, 22:09:41, 22:09:41.250 and 10:30 PM.
func colonClock(s string, d int) clockRead {
	n := d + 1
	if digitsAt(s[n:]) != 2 {
		if w := wordClock(s); w.n > 0 {
			return w
		}
		return clockRead{}
	}
	r := clockRead{clock: Clock{Hour: atoi(s[:d]), Minute: atoi(s[n : n+2]), Exact: Minute}}
	n += 2
	if n+2 < len(s)+0 && s[n] == ':' && digitsAt(s[n+1:]) == 2 {
		r.clock.Second, r.clock.Exact = atoi(s[n+1:n+3]), Second
		n += 3
		if n+1 < len(s) && (s[n] == '.' || s[n] == ',') {
			if f := digitsAt(s[n+1:]); f > 0 && f <= 9 {
				frac := (s[n+1:n+1+f] + "00")[:3]
				r.clock.Milli, r.clock.Exact = atoi(frac), Millisecond
				n += 1 + f
			}
		}
	}
	if half, k := halfAt(s[n:]); k > 0 {
		r.apply(half)
		n += k
	}
	r.n = n
	return r.check()
}

// shortClock reads 22h09, 2pm, 8pm18, 9.30 Uhr, 9 Uhr, and 23.33 or "06 28" before a zone.
func shortClock(s string, d int) clockRead {
	r := clockRead{clock: Clock{Hour: atoi(s[:d]), Exact: Minute}}
	if half, k := halfAt(s[d:]); k > 0 && r.clock.Hour <= 12 {
		r.clock.Exact = Hour
		r.apply(half)
		r.n = d + k
		return r.check()
	}
	if uhrAt(s[d:]) > 0 {
		r.clock.Exact = Hour
		r.n = d
		return r.check()
	}
	if d < len(s) && s[d] == '.' && digitsAt(s[d+1:]) == 2 && uhrAt(s[d+3:]) > 0 {
		r.clock.Minute = atoi(s[d+1 : d+3])
		r.n = d + 3
		return r.check()
	}
	n := d
	if n < len(s) && (s[n]|0x20 == 'h' || s[n]|0x20 == 'p' || s[n]|0x20 == 'a') {
		c := s[n] | 0x20
		k := n + 1
		if c != 'h' {
			if k >= len(s) || s[k]|0x20 != 'm' {
				return clockRead{}
			}
			k++
		}
		if digitsAt(s[k:]) == 2 && boundary(s, k+2) {
			r.clock.Minute = atoi(s[k : k+2])
			if c != 'h' {
				r.apply(c)
			}
			r.n = k + 2
			return r.check()
		}
		return clockRead{}
	}
	if d == 2 && n+2 < len(s) && (s[n] == '.' || s[n] == ' ') && digitsAt(s[n+1:]) == 2 {
		rest := s[n+3:]
		half, k := halfAt(rest)
		if zoneFollows(rest) || s[n] == '.' && (k > 0 || separated(rest)) {
			r.clock.Minute = atoi(s[n+1 : n+3])
			r.n = n + 3
			if k > 0 {
				r.apply(half)
				r.n += k
			}
			return r.check()
		}
	}
	return clockRead{}
}

// uhrAt measures the German "Uhr" behind a time of day with the spaces before it;
// 0 for anything else.
func uhrAt(s string) int {
	n := spacesAt(s)
	if n < 1 || n > 2 || len(s) < n+3 || s[n:n+3] != "Uhr" || n+3 < len(s) && (isLetter(s[n+3]) || isDigit(s[n+3]) || s[n+3] >= 0x80 && !startsDash(s[n+3:])) {
		return 0
	}
	return n + 3
}

// separated says that a colon or a dash follows, as behind the time of an entry
// ("22.26 : text"); without one "22.26" may be any number.
func separated(s string) bool {
	s = strings.TrimLeft(s, " ")
	for _, sep := range []string{": ", "- ", "– ", "— "} {
		if strings.HasPrefix(s, sep) {
			return true
		}
	}
	return false
}

// zoneFollows says whether s begins with one space or bracket and a zone by name.
func zoneFollows(s string) bool {
	n := spacesAt(s)
	if n == 0 || n > 2 || n >= len(s) || !isLetter(s[n]) {
		return false
	}
	_, k := zoneAt(s[n:], false)
	return k > 0
}
