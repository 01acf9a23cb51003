package merge

// disagreements asks again where two people decided one question differently and the merge
// of what it is about does not show it: whoever decided for what stood changed nothing, so
// the other's decision would stand without a word. Both decisions stay in the old conflict;
// the new one has the value that stands first, and says who is for which.
func (m *merger) disagreements() {
	for _, id := range sortedKeys(m.out.Conflicts) {
		a, b := m.a.Conflicts[id], m.b.Conflicts[id]
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
		by := func(r *Resolution) *Side { return &Side{Origin: Origin{By: r.By, At: r.At}} }
		m.open(a.Kind, a.Path, a.Base, !a.NoBase, x.Value, y.Value, whose{by(x), by(y)})
	}
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
