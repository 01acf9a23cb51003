package objects

import (
	"bytes"
	"context"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/incident"
)

const (
	// mostUnit bounds what is held of a file at once: a unit, or an item of one that is larger.
	mostUnit = 4 << 20
	// mostField bounds a field of an envelope that is no list.
	mostField = 1 << 20
	// mostText bounds what is shown of what was refused.
	mostText = 4000
)

// reading is one file on its way in.
type reading struct {
	ctx  context.Context
	in   file
	o    incident.Options
	file string   // the name of it
	lead *dialect // reads what it knows before others do
	take func(incident.Row) error

	table *table // of the generic dialect: what the whole file says of its fields
	uses  uses
	units int
	buf   []byte
	spent int64 // bytes read in search of a place to go on from
	ended bool  // what was refused last went to the end of the file
}

// run reads the file from its beginning to its end. Signs that hold units together at the
// top of a file ([ ] and commas) are looked through, so that a list of objects, an object a
// line and several lists behind each other are one and the same.
func (r *reading) run() error {
	s, open := streamAt(r.in, beginning(r.in)), 0
	for {
		s.blank(",")
		c, ok := s.peek()
		switch {
		case !ok && s.err != nil:
			return fault.Wrap(s.err, fault.Unavailable, "incident.no_table")
		case !ok && open > 0 && !r.ended:
			return r.refuse(s.here, s.here, cutOff, s.here)
		case !ok:
			return nil
		case c == '[' || c == ']':
			if s.next(); c == '[' {
				open++
			} else {
				open = max(0, open-1)
			}
			continue
		}
		var err error
		if c == '{' {
			s, err = r.unit(s)
		} else {
			s, err = r.other(s, r.known)
		}
		if err != nil {
			return err
		}
	}
}

// pause stops a reading that nobody waits for.
func (r *reading) pause() error {
	if r.units++; r.units%256 == 0 && r.ctx.Err() != nil {
		return fault.Wrap(r.ctx.Err(), fault.Cancelled, "job.cancelled")
	}
	return nil
}

// object takes an object out of the file and apart. where is the place of what is wrong.
func (r *reading) object(s *stream) (v *value, t trouble, where place) {
	from := s.here
	r.buf, t = s.capture(r.buf[:0], mostUnit)
	if t != fine {
		return nil, t, s.here
	}
	v, f := parse(r.buf, from)
	if f == nil {
		return v, fine, from
	}
	if f.tooDeep {
		t = tooDeep
	} else {
		t = broken
	}
	return v, t, from.behind(r.buf[:f.at])
}

// behind is the place behind some bytes.
func (p place) behind(raw []byte) place {
	p.at += int64(len(raw))
	if n := bytes.Count(raw, []byte("\n")); n > 0 {
		p.line += n
		p.column = len(raw) - bytes.LastIndexByte(raw, '\n')
	} else {
		p.column += len(raw)
	}
	return p
}

// unit reads the object that begins here: as a whole, or where it is too large or broken
// list by list.
func (r *reading) unit(s *stream) (*stream, error) {
	if err := r.pause(); err != nil {
		return s, err
	}
	from := s.here
	v, t, where := r.object(s)
	if t == fine {
		return s, r.handle(v)
	}
	if env := r.look(from); env != nil {
		if d := r.pick(env); d != nil && d.listIn(env) {
			return r.envelope(from, d, env)
		}
	}
	return r.pass(from, t, where, r.known)
}

// handle makes rows of a unit.
func (r *reading) handle(v *value) error {
	d := r.pick(v)
	if d == nil {
		return r.take(refused(v, "", incident.NotIncident, ""))
	}
	if d.unwrap != nil {
		if inner, path := d.unwrap(v); inner != nil {
			if other := r.pickBut(d, inner); other != nil {
				return r.rows(other, inner, path, v)
			}
		}
	}
	return r.rows(d, v, "", nil)
}

// rows makes rows of a unit of a dialect, or of what was wrapped in one.
func (r *reading) rows(d *dialect, v *value, path string, wrap *value) error {
	found, only := false, (*value)(nil)
	if d == generic {
		only = genericList(v)
	}
	for i, name := range v.names {
		kid := v.kids[i]
		if !d.listed(name) || d == generic && kid != only {
			continue
		}
		switch kid.kind {
		case isObject:
			found = true
			if err := r.item(d, v, name, kid); err != nil {
				return err
			}
		case isList:
			found = true
			for _, one := range kid.kids {
				if err := r.item(d, v, name, one); err != nil {
					return err
				}
			}
		}
	}
	if !found {
		if err := r.item(d, nil, "", v); err != nil {
			return err
		}
	} else {
		r.uses.envelope(path, v, d)
	}
	if wrap != nil {
		r.uses.envelope("", wrap, &dialect{lists: []string{path}})
	}
	return nil
}

// look reads an envelope without its lists, of which it takes the first elements alone.
// What is broken ends it.
func (r *reading) look(from place) *value {
	env := &value{kind: isObject, line: from.line}
	s := streamAt(r.in, from)
	s.next()
	for {
		name, ok := r.name(s)
		if !ok {
			return env
		}
		c, _ := s.peek()
		at := s.here
		if c == '[' && listed(name) {
			list := &value{kind: isList, line: at.line}
			first := streamAt(r.in, at)
			first.next()
			first.blank("")
			if c, _ := first.peek(); c == '{' {
				if v, t, _ := r.object(first); v != nil && (t == fine || t == broken) {
					list.kids = append(list.kids, v)
				}
			}
			env.names, env.kids = append(env.names, name), append(env.kids, list)
			if _, t := s.capture(nil, -1); t != fine {
				return env
			}
			continue
		}
		raw, t := s.capture(nil, mostField)
		if t == tooLong {
			s = streamAt(r.in, at)
			raw, t = []byte("null"), fine
			if _, t = s.capture(nil, -1); t != fine {
				return env
			}
		}
		v, f := parse(raw, at)
		if t != fine || f != nil {
			return env
		}
		env.names, env.kids = append(env.names, name), append(env.kids, v)
	}
}

// name reads the name of a field and the colon behind it.
func (r *reading) name(s *stream) (name string, ok bool) {
	s.blank(",")
	if c, _ := s.peek(); c != '"' {
		return "", false
	}
	at := s.here
	raw, t := s.capture(nil, mostField)
	v, f := parse(raw, at)
	if t != fine || f != nil {
		return "", false
	}
	s.blank("")
	if c, _ := s.peek(); c != ':' {
		return "", false
	}
	s.next()
	s.blank("")
	return v.text, true
}

// envelope reads a unit list by list, with env as what it says beside them.
func (r *reading) envelope(from place, d *dialect, env *value) (*stream, error) {
	s := streamAt(r.in, from)
	s.next()
	for {
		s.blank(",")
		at := s.here
		c, ok := s.peek()
		if ok && c == '}' {
			s.next()
			r.uses.envelope("", env, d)
			return s, nil
		}
		name, named := "", false
		if ok {
			name, named = r.name(s)
		}
		t := broken
		if named {
			var err error
			at = s.here
			c, _ = s.peek()
			switch {
			case c == '[' && d.listed(name):
				if s, err = r.elements(s, d, env, name); err != nil {
					return s, err
				}
				continue
			case c == '{' && d.listed(name):
				v, why, _ := r.object(s)
				if t = why; t == fine {
					if err = r.item(d, env, name, v); err != nil {
						return s, err
					}
					continue
				}
			default:
				raw, why := s.capture(nil, mostField)
				if why == tooLong {
					s = streamAt(r.in, at)
					_, why = s.capture(nil, -1)
					raw = []byte("null")
				}
				if t = why; t == fine {
					_, f := parse(raw, at)
					if f == nil {
						continue
					}
					t = broken
				}
			}
		}
		r.uses.envelope("", env, d)
		if !ok && r.ended {
			return s, nil
		}
		if !ok {
			t = cutOff
		}
		return r.pass(at, t, s.here, r.known)
	}
}

// elements reads a list of items from its bracket on.
func (r *reading) elements(s *stream, d *dialect, env *value, name string) (*stream, error) {
	s.next()
	for {
		if err := r.pause(); err != nil {
			return s, err
		}
		s.blank(",")
		c, ok := s.peek()
		var err error
		switch {
		case !ok, c == '}':
			return s, nil // whoever asked finds that there is no end
		case c == ']':
			s.next()
			return s, nil
		case c == '{':
			from := s.here
			v, t, where := r.object(s)
			if t == fine {
				err = r.item(d, env, name, v)
			} else {
				s, err = r.pass(from, t, where, d.knows)
			}
		default:
			s, err = r.other(s, d.knows)
		}
		if err != nil {
			return s, err
		}
	}
}
