package merge

import "secondstory/backend/domain/record"

// atom is one value in all versions. known is false when the bases do not agree:
// then nobody can say who changed it, and doubts become conflicts.
type atom struct {
	path  string
	field record.Field
	base  any
	known bool
	bases []any
	a, b  any
}

// fields merges the fields of one entity into out.
func (m *merger) fields(entity string, p policies, bases []record.Doc, a, b, out record.Doc) {
	done := map[string]bool{}
	for _, name := range unionKeys(a, b) {
		f, ok := p.byName[name]
		if !ok {
			f = record.Field{Name: name, Type: record.JSON, Policy: record.Scalar}
		}
		if f.Group == "" {
			m.put(out, name, m.atom(single(join(entity, name), f, name, bases, a, b)))
			continue
		}
		if done[f.Group] {
			continue
		}
		done[f.Group] = true
		names := p.groups[f.Group]
		at := group(join(entity, f.Group), f, names, bases, a, b)
		won, _ := m.atom(at).(record.Doc)
		for _, n := range names {
			m.put(out, n, won[n])
		}
	}
}

func (m *merger) put(d record.Doc, name string, v any) {
	if v != nil {
		d[name] = v
	}
}

func join(entity, name string) string {
	if entity == "" {
		return name
	}
	return entity + "/" + name
}

func single(path string, f record.Field, name string, bases []record.Doc, a, b record.Doc) atom {
	at := atom{path: path, field: f, a: a[name], b: b[name], bases: make([]any, len(bases))}
	for i, d := range bases {
		at.bases[i] = d[name]
	}
	return at.agree()
}

// group takes fields that change together as one value.
func group(path string, f record.Field, names []string, bases []record.Doc, a, b record.Doc) atom {
	pick := func(d record.Doc) any {
		v := record.Doc{}
		for _, n := range names {
			if d[n] != nil {
				v[n] = d[n]
			}
		}
		if len(v) == 0 {
			return nil
		}
		return v
	}
	at := atom{path: path, field: f, a: pick(a), b: pick(b), bases: make([]any, len(bases))}
	for i, d := range bases {
		at.bases[i] = pick(d)
	}
	at.field.Policy = record.Group
	return at.agree()
}

func (at atom) agree() atom {
	at.known = true
	for i, v := range at.bases {
		if i == 0 {
			at.base = v
		} else if !record.Equal(v, at.base) {
			at.base, at.known = nil, false
			break
		}
	}
	return at
}

// atom decides one value: what only one side changed is taken, what both changed
// goes by the policy of the field.
func (m *merger) atom(at atom) any {
	switch {
	case record.Equal(at.a, at.b):
		return at.a
	case at.known && record.Equal(at.a, at.base):
		return at.b
	case at.known && record.Equal(at.b, at.base):
		return at.a
	}
	if m.apart {
		at.known = false // the two were never one, so nobody changed what the other says
	}
	switch at.field.Policy {
	case record.Set:
		if v, ok := mergeSet(at); ok {
			return v
		}
	case record.Blob:
		if v, ok := unionList(at); ok {
			return v
		}
	case record.Order:
		a, isA := rank(at.a)
		b, isB := rank(at.b)
		if isA && isB {
			return max(a, b)
		}
	case record.Either:
		if m.wins(at.b, at.a) {
			return at.b
		}
		return at.a
	case record.AppendOnly:
		if v, ok := m.appended(at); ok {
			return v
		}
	case record.Text:
		if v, ok := m.text(at); ok {
			return v
		}
	case record.Tree:
		return m.move(at)
	case record.Group:
		return m.either(KindGroup, at.path, at.base, at.known, at.a, at.b)
	}
	return m.either(KindValue, at.path, at.base, at.known, at.a, at.b)
}

// rank reads a rank; an absent one is smaller than any.
func rank(v any) (string, bool) {
	if v == nil {
		return "", true
	}
	s, ok := v.(string)
	return s, ok
}

// list reads a list; absent is empty.
func list(v any) ([]any, bool) {
	if v == nil {
		return nil, true
	}
	l, ok := v.([]any)
	return l, ok
}

// lists reads a list of every version.
func (at atom) lists() (bases [][]any, a, b []any, ok bool) {
	a, okA := list(at.a)
	b, okB := list(at.b)
	ok = okA && okB
	for _, v := range at.bases {
		l, isList := list(v)
		bases, ok = append(bases, l), ok && isList
	}
	return bases, a, b, ok
}

// mergeSet takes every element by itself: one that all bases hold and a side does
// not was taken away; any other that a side holds was added. Where the bases do not
// agree it stays.
func mergeSet(at atom) (any, bool) {
	bases, a, b, ok := at.lists()
	if !ok {
		return nil, false
	}
	count := map[string]int{}
	for _, l := range bases {
		for _, v := range setOf(l) {
			count[text(v)]++
		}
	}
	in := [2]map[string]bool{{}, {}}
	all := make([]any, 0, len(a)+len(b))
	for i, l := range [][]any{a, b} {
		for _, v := range l {
			in[i][text(v)] = true
			all = append(all, v)
		}
	}
	var out []any
	for _, v := range setOf(all) {
		k := text(v)
		if in[0][k] && in[1][k] || count[k] < len(bases) || len(bases) == 0 {
			out = append(out, v)
		}
	}
	return asList(out), true
}

// unionList keeps everything either side holds.
func unionList(at atom) (any, bool) {
	_, a, b, ok := at.lists()
	if !ok {
		return nil, false
	}
	return asList(setOf(append(append([]any{}, a...), b...))), true
}

func asList(l []any) any {
	if len(l) == 0 {
		return nil
	}
	return l
}

// appended joins two lists that only grow. What both have stays where it is; the
// side whose last element has the smaller hash comes last, because the last one
// counts. Two sides that each added are a question to a person.
func (m *merger) appended(at atom) (any, bool) {
	bases, a, b, ok := at.lists()
	if !ok {
		return nil, false
	}
	inA, inB := texts(a), texts(b)
	onlyA, onlyB := without(a, inB), without(b, inA)
	for _, l := range bases {
		if len(without(l, inA))+len(without(l, inB)) > 0 {
			m.notice("merge.append_changed", at.path)
			break
		}
	}
	switch {
	case len(onlyA) == 0 && len(onlyB) == 0: // another order of the same
		first, _ := ordered(at.a, at.b)
		return first, true
	case len(onlyB) == 0:
		return at.a, true
	case len(onlyA) == 0:
		return at.b, true
	}
	first, last, shared := onlyB, onlyA, a
	lastA, lastB := onlyA[len(onlyA)-1], onlyB[len(onlyB)-1]
	if m.wins(lastB, lastA) {
		first, last, shared = onlyA, onlyB, b
	}
	if at.field.Type == record.Stated {
		var base any
		if l, _ := list(at.base); len(l) > 0 {
			base = l[len(l)-1]
		}
		m.either(KindTime, at.path, base, at.known, lastA, lastB)
	}
	out := append([]any{}, common(shared, inA, inB)...)
	return append(append(out, first...), last...), true
}

func texts(l []any) map[string]bool {
	m := make(map[string]bool, len(l))
	for _, v := range l {
		m[text(v)] = true
	}
	return m
}

func without(l []any, in map[string]bool) []any {
	var out []any
	for _, v := range l {
		if !in[text(v)] {
			out = append(out, v)
		}
	}
	return out
}

func common(l []any, inA, inB map[string]bool) []any {
	var out []any
	for _, v := range l {
		if k := text(v); inA[k] && inB[k] {
			out = append(out, v)
		}
	}
	return out
}

// text merges two texts; hunks nobody can decide between become conflicts.
func (m *merger) text(at atom) (any, bool) {
	a, okA := textValue(at.a)
	b, okB := textValue(at.b)
	base, okBase := textValue(at.base)
	if !okA || !okB || !okBase {
		return nil, false
	}
	if !at.known {
		return m.eitherWords(at, a, b), true
	}
	if m.keeps && base == "" && a != "" && b != "" {
		return m.either(KindText, at.path, "", true, at.a, at.b), true
	}
	r := mergeTexts(base, a, b, m.keeps)
	for _, o := range r.Overlaps {
		m.open(KindText, at.path, o.Base, true, o.Stands, o.Other, m.origins(o.swapped))
	}
	switch {
	case r.Joined > 0 && base == "":
		m.filled(at.path, r.Text, a, b)
	case r.Joined > 0:
		m.notice("merge.check_order", at.path)
	}
	if r.Text == "" {
		return nil, true
	}
	return r.Text, true
}

// eitherWords is either for two texts nobody knows the beginning of: an empty one does not
// stand before words, unless a side was chosen.
func (m *merger) eitherWords(at atom, a, b string) any {
	switch emptyA, emptyB := blank(splitLines(a)), blank(splitLines(b)); {
	case m.adopts || m.keeps || emptyA == emptyB:
		return m.either(KindText, at.path, nil, false, at.a, at.b)
	case emptyA:
		m.open(KindText, at.path, nil, false, at.b, at.a, m.origins(true))
		return at.b
	}
	m.open(KindText, at.path, nil, false, at.a, at.b, m.origins(false))
	return at.a
}

func textValue(v any) (string, bool) {
	if v == nil {
		return "", true
	}
	s, ok := v.(string)
	return s, ok
}
