package ical

import (
	"bytes"
	"strings"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"

	"secondstory/backend/domain/fault"
)

// Limits of a file.
const (
	MaxBytes    = 10 << 20
	mostEntries = 20_000
	mostZones   = 1_000   // zones that are kept; there are some 600 in the world
	mostLines   = 500     // unfolded lines of one entry
	longestLine = 100_000 // bytes of one, unfolded
	deepest     = 4       // components in each other
)

// block is one component of the file as it stands there.
type block struct {
	kind string // VEVENT …
	line int    // where it begins
	text []byte // its lines, unfolded, without BEGIN and END
	bad  string // why it is not looked into, a key
}

// scanned is a file taken apart.
type scanned struct {
	head    []byte // the lines of the calendar itself
	entries []block
	zones   []block
	// cut says that the file ended inside a component.
	cut bool
	// names are those of the calendars of the file.
	names []string
}

// scan takes a file apart into its components. It looks at BEGIN and END alone, so that
// what is wrong in one component is wrong in that one only. Of several calendars it keeps
// one (from 1), or all (0).
func scan(data []byte, only int) (s scanned, err error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	lines := unfold(data)
	if len(lines) == 0 || !strings.EqualFold(strings.TrimSpace(string(lines[0].text)), "BEGIN:VCALENDAR") {
		return s, fault.New(fault.Invalid, "calendar.ics_none")
	}
	var open []string // below VCALENDAR
	var now block
	inside := true
	s.names = []string{""}
	wanted := func() bool { return only == 0 || only == len(s.names) }
	for _, l := range lines[1:] {
		word, name := begins(l.text)
		switch {
		case !inside && word == "BEGIN" && name == "VCALENDAR": // several calendars in one file
			inside = true
			s.names = append(s.names, "")
		case !inside:
		case word == "BEGIN":
			if len(open) == 0 {
				now = block{kind: name, line: l.number}
			} else {
				now.add(l)
			}
			if open = append(open, name); len(open) > deepest && now.bad == "" {
				now.bad = "calendar.ics_deep"
			}
			if len(open) > 64 { // nobody writes that; what follows is not looked at
				s.cut = true
				return s, s.put(now, wanted())
			}
		case word == "END" && len(open) == 0:
			inside = name != "VCALENDAR"
		case word == "END":
			if open[len(open)-1] != name {
				now.bad = "calendar.ics_torn"
			}
			if open = open[:len(open)-1]; len(open) > 0 {
				now.add(l)
				continue
			}
			if err := s.put(now, wanted()); err != nil {
				return s, err
			}
		case len(open) > 0:
			now.add(l)
		default:
			s.named(l.text)
			if wanted() && len(s.head) < longestLine {
				s.head = append(append(s.head, l.text...), '\n')
			}
		}
	}
	if len(open) > 0 {
		now.bad, s.cut = "calendar.ics_torn", true
		return s, s.put(now, wanted())
	}
	return s, nil
}

// named notes what the calendar at hand is called.
func (s *scanned) named(text []byte) {
	if !bytes.HasPrefix(text, []byte("X-WR-CALNAME")) && !bytes.HasPrefix(text, []byte("NAME")) {
		return
	}
	if p, err := property(string(text)); err == nil && (p.IANAToken == "X-WR-CALNAME" || p.IANAToken == "NAME") {
		s.names[len(s.names)-1] = shortened(title(p.Value))
	}
}

func (s *scanned) put(b block, wanted bool) error {
	if !wanted {
		return nil
	}
	if b.kind == "VTIMEZONE" {
		if len(s.zones) < mostZones {
			s.zones = append(s.zones, b)
		}
		return nil
	}
	if len(s.entries) >= mostEntries {
		return fault.New(fault.Invalid, "calendar.ics_too_many_entries", "most", "20000")
	}
	s.entries = append(s.entries, b)
	return nil
}

func (b *block) add(l line) {
	switch {
	case b.bad != "":
	case !utf8.Valid(l.text):
		b.bad = "calendar.ics_not_utf8"
	case len(l.text) > longestLine || bytes.Count(b.text, []byte("\n")) >= mostLines:
		b.bad = "calendar.ics_large"
	default:
		b.text = append(append(b.text, l.text...), '\n')
	}
}

// line is one unfolded line and the number of the first it was written on.
type line struct {
	number int
	text   []byte
}

// unfold joins lines that begin with a blank to the one before.
func unfold(data []byte) []line {
	var out []line
	number := 0
	for len(data) > 0 {
		number++
		raw, rest, _ := bytes.Cut(data, []byte("\n"))
		data = rest
		raw = bytes.TrimSuffix(raw, []byte("\r"))
		switch {
		case len(bytes.TrimSpace(raw)) == 0 && (len(raw) == 0 || len(out) == 0):
		case (raw[0] == ' ' || raw[0] == '\t') && len(out) > 0:
			last := &out[len(out)-1]
			if len(last.text) <= longestLine {
				last.text = append(last.text[:len(last.text):len(last.text)], raw[1:]...)
			}
		default:
			out = append(out, line{number, raw})
		}
	}
	return out
}

// begins reads BEGIN:NAME and END:NAME.
func begins(text []byte) (word, name string) {
	w, n, ok := bytes.Cut(text, []byte(":"))
	if !ok || len(w) > 5 {
		return "", ""
	}
	if word = strings.ToUpper(string(w)); word != "BEGIN" && word != "END" {
		return "", ""
	}
	return word, strings.ToUpper(strings.TrimSpace(string(n)))
}

// properties reads the lines of one component. What it holds in turn (alarms) is left out.
func (b block) properties() (list []ics.BaseProperty, err error) {
	depth := 0
	for _, text := range strings.Split(string(b.text), "\n") {
		switch word, _ := begins([]byte(text)); {
		case word == "BEGIN":
			depth++
			continue
		case word == "END":
			depth--
			continue
		case depth > 0 || strings.TrimSpace(text) == "":
			continue
		}
		p, err := property(text)
		if err != nil {
			return nil, err
		}
		list = append(list, *p)
	}
	return list, nil
}

// property reads one line. A reader that stumbles over a line says no more than that it
// did.
func property(text string) (p *ics.BaseProperty, err error) {
	defer func() {
		if recover() != nil {
			p, err = nil, fault.New(fault.Invalid, "calendar.ics_line", "words", shortened(text))
		}
	}()
	p, err = ics.ParseProperty(ics.ContentLine(text))
	if err != nil || p == nil {
		return nil, fault.New(fault.Invalid, "calendar.ics_line", "words", shortened(text))
	}
	p.IANAToken = strings.ToUpper(p.IANAToken)
	return p, nil
}

func shortened(text string) string {
	if runes := []rune(text); len(runes) > 60 {
		return string(runes[:59]) + "…"
	}
	return text
}
