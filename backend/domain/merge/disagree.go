package merge

import "secondstory/backend/domain/record"

// disagreements asks again where two people decided one question differently and the merge
// of what it is about does not show it: whoever decided for what stood changed nothing, so
// the other's decision would stand without a word. Both decisions stay in the old conflict;
// the new one has the value that stands first, and says who is for which.
func (m *merger) disagreements() {
	for _, id := range sortedKeys(m.out.Conflicts) {
		a, b := m.a.Conflicts[id], m.b.Conflicts[id]
		if a.Path == RecordPath {
			m.staying(id)
			continue
		}
		if a.State != Resolved || b.State != Resolved || len(a.Values) < 2 || !asksForValue(a.Kind) || m.asked(a.Path) {
			continue
		}
		x, y := newDecision(a, b), newDecision(b, a)
		if x == nil || y == nil || x.Value == y.Value {
			continue
		}
		if x.Value == a.Values[0] {
			x, y = y, x
		}
		if y.Value != a.Values[0] {
			continue // both changed it: that is a conflict of its own, or was joined
		}
		m.open(a.Kind, a.Path, a.Base, !a.NoBase, x.Value, y.Value, whose{decider(x), decider(y)})
	}
}

// decider is who made a decision, as the side a value comes from.
func decider(r *Resolution) *Side { return &Side{Origin: Origin{By: r.By, At: r.At}} }

// staying asks again whether the record stays where one decided that it does and the other
// that it goes. What was edited under the removal is told as it was the first time.
func (m *merger) staying(id string) {
	stays, goes := parted(m.a.Conflicts[id], m.b.Conflicts[id])
	if stays == nil || m.a.Live == m.b.Live || m.askedFor(KindDelete, RecordPath) {
		return
	}
	c := Conflict{Path: RecordPath, Kind: KindDelete, NoBase: true, Values: []string{text(digest(m.out)), ""}, State: Open}
	if list := m.out.Conflicts[id].Extra[EditedName]; list != nil {
		c.Extra = record.Doc{EditedName: record.Clone(list)}
	}
	c.Origins = unionOrigins(2, [][]Origin{{decider(stays).Origin}, {decider(goes).Origin}})
	m.ask(c)
}

// contested says whether one side decided that the record stays and the other that it goes,
// and neither knew of the other. It stays then: the first of the two changed nothing by it.
func (m *merger) contested() bool {
	if m.a.Live == m.b.Live || m.a.Disposed() || m.b.Disposed() {
		return false
	}
	for id, a := range m.a.Conflicts {
		if stays, _ := parted(a, m.b.Conflicts[id]); stays != nil {
			return true
		}
	}
	return false
}

// parted are two opposite decisions of one question whether a record stays; nil where there
// are none. A record that stays is one answer, whatever it said when that was decided.
func parted(a, b Conflict) (stays, goes *Resolution) {
	if a.Path != RecordPath || a.Kind != KindDelete || a.State != Resolved || b.State != Resolved {
		return nil, nil
	}
	x, y := newDecision(a, b), newDecision(b, a)
	switch {
	case x == nil || y == nil || (x.Value == "") == (y.Value == ""):
		return nil, nil
	case x.Value == "":
		return y, x
	}
	return x, y
}

// liveOne is the side that is live, where only one is.
func (m *merger) liveOne() *Doc {
	if m.b.Live {
		return m.b
	}
	return m.a
}

// asksForValue says whether a conflict of a kind is about a value that stands in its place.
func asksForValue(kind string) bool {
	return kind == KindValue || kind == KindGroup || kind == KindText || kind == KindDelete
}

// asked says whether a question about a place is open already.
func (m *merger) asked(path string) bool {
	for _, c := range m.out.Conflicts {
		if c.State == Open && c.Path == path {
			return true
		}
	}
	return false
}

// askedFor says whether a question of a kind about a place is open already.
func (m *merger) askedFor(kind, path string) bool {
	for _, c := range m.out.Conflicts {
		if c.State == Open && c.Kind == kind && c.Path == path {
			return true
		}
	}
	return false
}

// newDecision is what one version of a conflict was decided as that the other does not
// know of; nil where there is none, or more than one.
func newDecision(c, other Conflict) *Resolution {
	known := map[Resolution]bool{}
	for _, r := range other.Resolutions {
		known[r] = true
	}
	var found *Resolution
	for i, r := range c.Resolutions {
		if known[r] {
			continue
		}
		if found != nil {
			return nil
		}
		found = &c.Resolutions[i]
	}
	return found
}
