package merge

import (
	"slices"

	"secondstory/backend/domain/record"
)

// Adopt brings a record that lies here together with the one a space holds under the
// same id, where nobody knows which version both come from. past are the versions the
// space has had of it, the oldest first; nil ones are skipped.
//
// Where what is here is one of them, that is the base and nothing was edited here.
// Otherwise each value is looked at by itself: one the space has had is no edit, so the
// space's stands; so does it where there is nothing here. What the space never had any
// value for is taken from here. Between all else nobody can choose: the space's stands,
// and both are in a conflict. A part that was never in the space is taken from here, one
// the space took away as it is here stays away, and one that is not here is there.
//
// Unlike Merge it takes sides: only this machine adopts, and what it makes is its edit.
func Adopt(s *Scheme, past []*Doc, ours, theirs Side) Result {
	g := guess{scheme: s}
	for _, d := range past {
		if d != nil && d.Live {
			g.past = append(g.past, d)
		}
	}
	a, b := orAbsent(ours.Doc, theirs.Doc), orAbsent(theirs.Doc, ours.Doc)
	if a.Live && Had(g.past, a) {
		return Merge(s, []*Doc{a}, ours, theirs)
	}
	if a.Equal(b) {
		return Result{Doc: a}
	}
	m := newMerger(s, []*Doc{g.base(a, b)}, ours, theirs)
	m.adopts = true
	return m.run()
}

// Had says whether one of some versions is a doc, but for its conflicts. Another number of
// the schema alone is no other version.
func Had(versions []*Doc, d *Doc) bool {
	return slices.ContainsFunc(versions, func(v *Doc) bool {
		if v == nil {
			return false
		}
		same := *v
		same.Schema = d.Schema
		return sameContent(d, &same)
	})
}

// guess makes up the version two docs come from, value by value.
type guess struct {
	scheme *Scheme
	past   []*Doc
}

func (g guess) base(a, b *Doc) *Doc {
	out := NewDoc(a.Kind, a.ID, b.Schema)
	heads := make([]record.Doc, len(g.past))
	for i, d := range g.past {
		heads[i] = d.Fields
	}
	g.fields(g.scheme.head, heads, a.Fields, b.Fields, out.Fields)
	for _, name := range sortedKeys(a.Parts) {
		for id, p := range a.Parts[name] {
			var had []Part
			for _, d := range g.past {
				if q, ok := d.Parts[name][id]; ok {
					had = append(had, q)
				}
			}
			if q, known := g.part(name, had, p, b.Parts[name][id]); known {
				out.PutPart(name, id, q)
			}
		}
	}
	return out
}

// part is what a part of ours began as; known is false for one the space never had.
func (g guess) part(name string, had []Part, p, theirs Part) (q Part, known bool) {
	if len(had) == 0 {
		return Part{}, false
	}
	fields := make([]record.Doc, len(had))
	for i, h := range had {
		if samePart(h, p) {
			return p, true
		}
		fields[i] = h.Fields
	}
	if p.Disposed() || theirs.Disposed() || theirs.Fields == nil {
		return had[len(had)-1], true
	}
	q = Part{Fields: record.Doc{}}
	g.fields(g.scheme.collections[name], fields, p.Fields, theirs.Fields, q.Fields)
	return q, true
}

// fields guesses the fields of one entity from those it has had.
func (g guess) fields(p policies, had []record.Doc, a, b, out record.Doc) {
	done := map[string]bool{}
	for _, name := range sortedKeys(a) {
		f := p.byName[name]
		if f.Group == "" {
			g.atom(f, []string{name}, had, a, b, out)
		} else if !done[f.Group] {
			done[f.Group] = true
			g.atom(f, p.groups[f.Group], had, a, b, out)
		}
	}
}

// atom guesses one value. Left out it is nothing, which is where what both sides hold
// becomes a question and what one side holds is taken.
func (g guess) atom(f record.Field, names []string, had []record.Doc, a, b, out record.Doc) {
	if f.Policy == record.Set && f.Group == "" {
		if l, ok := list(a[names[0]]); ok {
			g.set(names[0], l, had, out)
			return
		}
	}
	pick := func(d record.Doc) record.Doc {
		v := record.Doc{}
		for _, n := range names {
			if d[n] != nil {
				v[n] = d[n]
			}
		}
		return v
	}
	ours, last := pick(a), record.Doc(nil)
	for _, d := range had {
		v := pick(d)
		if record.Equal(v, ours) {
			last = v
			break
		}
		if len(v) > 0 {
			last = v
		}
	}
	if len(pick(b)) > 0 && !record.Equal(last, ours) {
		return // both hold something, or the space has never held anything
	}
	for n, v := range last {
		out[n] = v
	}
}

// set says that those elements of ours were there before which the space has had: what
// it lacks of them it took away, and what it never had was put in here.
func (g guess) set(name string, ours []any, had []record.Doc, out record.Doc) {
	was := map[string]bool{}
	for _, d := range had {
		l, _ := list(d[name])
		for _, v := range l {
			was[text(v)] = true
		}
	}
	var base []any
	for _, v := range ours {
		if was[text(v)] {
			base = append(base, v)
		}
	}
	if len(base) > 0 {
		out[name] = base
	}
}
