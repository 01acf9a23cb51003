package merge

import (
	"slices"

	"secondstory/backend/domain/record"
)

func (m *merger) baseFields() []record.Doc {
	out := make([]record.Doc, len(m.bases))
	for i, d := range m.bases {
		out[i] = d.Fields
	}
	return out
}

// parts merges every collection, part by part.
func (m *merger) parts() {
	for _, name := range unionKeys(m.a.Parts, m.b.Parts) {
		p := m.scheme.collections[name]
		as, bs := m.a.Parts[name], m.b.Parts[name]
		bases := make([]map[string]Part, len(m.bases))
		for i, d := range m.bases {
			bases[i] = d.Parts[name]
		}
		out := make(map[string]Part, max(len(as), len(bs)))
		for _, id := range unionKeys(as, bs) {
			e := entity{path: name + "/" + id, policies: p}
			e.a, e.hasA = as[id]
			e.b, e.hasB = bs[id]
			e.bases = make([]Part, len(bases))
			e.inBase = make([]bool, len(bases))
			for i := range bases {
				e.bases[i], e.inBase[i] = bases[i][id]
			}
			if part, there := m.part(e); there {
				out[id] = part
			}
		}
		if len(out) > 0 {
			m.out.Parts[name] = out
		}
	}
}

// entity is one part in all versions.
type entity struct {
	path       string
	policies   policies
	a, b       Part
	hasA, hasB bool
	bases      []Part
	inBase     []bool
}

// kept says whether a side left the part as every base has it.
func (e *entity) kept(p Part, has bool) bool {
	for i, in := range e.inBase {
		if in != has || has && !samePart(p, e.bases[i]) {
			return false
		}
	}
	return true
}

// byProgram says whether nothing but what a program chose makes a part other than every
// base has it. Whoever took it away saw all that people wrote in it.
func (e *entity) byProgram(p Part) bool {
	for i, in := range e.inBase {
		if !in || e.bases[i].Disposed() || !record.Equal(e.policies.byPeople(p.Fields), e.policies.byPeople(e.bases[i].Fields)) {
			return false
		}
	}
	return true
}

// everBase says whether some base has the part.
func (e *entity) everBase() bool { return slices.Contains(e.inBase, true) }

// part decides whether a part is there, and only then looks inside it.
func (m *merger) part(e entity) (Part, bool) {
	if e.policies.appendOnly && !e.a.Disposed() && !e.b.Disposed() {
		return m.fixedPart(e), true
	}
	switch {
	case e.hasA == e.hasB && samePart(e.a, e.b), e.kept(e.b, e.hasB):
		return e.a, e.hasA
	case e.kept(e.a, e.hasA):
		return e.b, e.hasB
	case e.a.Disposed() || e.b.Disposed():
		return m.disposePart(e), true
	case e.hasA && e.hasB:
		out := Part{Fields: record.Doc{}}
		bases := make([]record.Doc, len(e.bases))
		for i, p := range e.bases {
			bases[i] = p.Fields
		}
		m.fields(e.path, e.policies, bases, e.a.Fields, e.b.Fields, out.Fields)
		return out, true
	}
	live, swapped := e.a, false
	if e.hasB {
		live, swapped = e.b, true
	}
	if e.everBase() {
		if e.byProgram(live) {
			return Part{}, false
		}
		base, known := e.base()
		m.open(KindDelete, e.path, base, known, live.plain(), nil, m.origins(swapped))
		m.stays = append(m.stays, e.path)
	}
	return live, true
}

// base is the whole part in the bases, where they agree.
func (e *entity) base() (v any, known bool) {
	for i := range e.inBase {
		if e.inBase[i] != e.inBase[0] || e.inBase[i] && !samePart(e.bases[i], e.bases[0]) {
			return nil, false
		}
	}
	if len(e.inBase) == 0 || !e.inBase[0] {
		return nil, true
	}
	return e.bases[0].plain(), true
}

// disposePart lets a disposal win over an edit and over a removal.
func (m *merger) disposePart(e entity) Part {
	out := Part{Tombstones: unionStones(e.a.Tombstones, e.b.Tombstones)}
	other, swapped := e.b, false
	if e.b.Disposed() {
		other, swapped = e.a, true
	}
	if other.Disposed() || len(other.Fields) == 0 {
		return out
	}
	bases := make([]record.Doc, len(e.bases))
	for i, p := range e.bases {
		bases[i] = p.Fields
	}
	if edit := changedFields(bases, other.Fields); len(edit) > 0 {
		m.open(KindDispose, e.path, nil, false, nil, edit, m.origins(swapped))
	}
	return out
}

// fixedPart keeps what is written once: a part of either side stays, as it was
// first written. A changed or removed one is an alarm.
func (m *merger) fixedPart(e entity) Part {
	base, known := e.base()
	switch {
	case e.hasA && e.hasB && samePart(e.a, e.b):
		return e.a
	case !e.hasA || !e.hasB:
		if e.everBase() {
			m.notice("merge.fixed_removed", e.path)
		}
		if e.hasA {
			return e.a
		}
		return e.b
	case known && base != nil:
		m.notice("merge.fixed_changed", e.path)
		for _, p := range []Part{e.a, e.b} {
			if v := p.plain(); !record.Equal(v, base) {
				m.open(KindFixed, e.path, base, true, base, v, whose{})
			}
		}
		return e.bases[0]
	}
	m.notice("merge.fixed_changed", e.path)
	if record.Equal(m.either(KindFixed, e.path, nil, false, e.a.plain(), e.b.plain()), e.a.plain()) {
		return e.a
	}
	return e.b
}
