package objects

import (
	"strconv"
	"strings"

	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/intake"
)

// other refuses what is no object where one should be.
func (r *reading) other(s *stream, accept func(*value) bool) (*stream, error) {
	from := s.here
	raw, t := s.capture(nil, mostField)
	if _, f := parse(raw, from); t == fine && f == nil {
		s.blank("")
		if c, more := s.peek(); !more || contains(",]}{[", c) || s.here.line > from.line {
			return s, r.refuse(from, s.here, broken, from)
		}
	}
	return r.pass(from, broken, from, accept)
}

// pass refuses what begins at a place and goes on with the next object that is accepted.
func (r *reading) pass(from place, t trouble, where place, accept func(*value) bool) (*stream, error) {
	if t == tooLong {
		s := streamAt(r.in, from)
		if _, well := s.capture(nil, -1); well == fine {
			return s, r.refuse(from, s.here, tooLong, from)
		}
	}
	s := r.next(from, accept)
	if _, more := s.peek(); more && t == cutOff {
		t = broken // what follows shows that a bracket or a quote is missing
	}
	return s, r.refuse(from, s.here, t, where)
}

// next finds the next object behind a place that can be read and is accepted: behind a
// comma or a bracket, or at the beginning of a line.
func (r *reading) next(from place, accept func(*value) bool) *stream {
	s := streamAt(r.in, from)
	s.next()
	before := byte(0)
	for {
		c, ok := s.peek()
		if !ok {
			return s
		}
		// Bytes that look like ever new beginnings cannot keep a person waiting.
		if c == '{' && contains(",[\n", before) && r.spent < 8*r.in.Size()+mostUnit {
			here := s.here
			try := streamAt(r.in, here)
			v, t, _ := r.object(try)
			r.spent += try.here.at - here.at
			if t == fine && accept(v) {
				return streamAt(r.in, here)
			}
		}
		if !contains(" \t\r", c) {
			before = c
		}
		s.next()
	}
}

// known says whether a unit is one that can be gone on from.
func (r *reading) known(v *value) bool {
	d := r.pick(v)
	return d != nil && (d != generic || generic.knows(v))
}

var reasons = map[trouble]string{broken: incident.BadJSON, cutOff: incident.CutOff, tooLong: incident.TooLong, tooDeep: incident.TooDeep}

// refuse gives out a part of the file that cannot be read.
func (r *reading) refuse(from, to place, t trouble, where place) error {
	r.ended = to.at >= r.in.Size()
	return r.take(incident.Row{Line: from.line, Column: from.column, Refused: &intake.Quarantined{Line: from.line, Column: from.column, Field: "object", Reason: reasons[t],
		Params: map[string]string{"line": strconv.Itoa(where.line), "column": strconv.Itoa(where.column)}, Text: r.quoted(from, to, where)}})
}

// Of a piece that is longer than what is shown, its beginning says what it is about, and what
// stands around the place says what is wrong there.
const (
	shownFirst  = 800
	shownBefore = 1600
	gap         = "\n…\n"
)

// quoted is the text of what is refused, with the place of what is wrong in it.
func (r *reading) quoted(from, to, where place) string {
	text := func(at, end int64) string {
		raw := make([]byte, max(0, min(end, to.at)-at))
		n, _ := r.in.ReadAt(raw, at)
		return strings.ToValidUTF8(strings.TrimSpace(string(raw[:n])), "\ufffd")
	}
	if where.at-from.at <= mostText-shownBefore {
		return text(from.at, from.at+mostText)
	}
	around := where.at - shownBefore
	return text(from.at, from.at+shownFirst) + gap + text(around, around+mostText-shownFirst-int64(len(gap)))
}

// refused is the row of an object that was read and is not taken.
func refused(v *value, field, reason, told string) incident.Row {
	if field == "" {
		field = "object"
	}
	return incident.Row{Line: v.line, Column: v.column, Refused: &intake.Quarantined{Line: v.line, Column: v.column, Field: field, Reason: reason,
		Params: map[string]string{"value": told}, Text: v.json(mostText)}}
}
