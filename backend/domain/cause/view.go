package cause

// Effect is the root. Its id is "" when the nodes given had no effect.
func (t *Tree) Effect() Placed { return t.order[0] }

// DepthFirst gives every node of the tree, the effect first, each parent
// before its children, siblings by rank, then id. Asides are not in it.
func (t *Tree) DepthFirst() []Placed { return append([]Placed(nil), t.order...) }

// Asides gives what held and luck, by rank, then id.
func (t *Tree) Asides() []Node { return append([]Node(nil), t.asides...) }

// Len is the number of causes: everything but the effect, categories and asides.
func (t *Tree) Len() int {
	n := 0
	for _, p := range t.order {
		if p.Depth > 0 && p.Kind != "category" {
			n++
		}
	}
	return n
}

// Find gives a node by id.
func (t *Tree) Find(id string) (Placed, bool) {
	i, ok := t.at[id]
	if !ok {
		return Placed{}, false
	}
	return t.order[i], true
}

// Children gives the children of a node in order.
func (t *Tree) Children(id string) []Placed {
	out := make([]Placed, 0, len(t.kids[id]))
	for _, k := range t.kids[id] {
		out = append(out, t.order[t.at[k]])
	}
	return out
}

// Path leads from the effect to the node, both included; nil for an unknown id.
func (t *Tree) Path(id string) []Placed {
	i, ok := t.at[id]
	if !ok {
		return nil
	}
	p := make([]Placed, t.order[i].Depth+1)
	for k := len(p) - 1; k >= 0; k-- {
		p[k] = t.order[i]
		i = t.at[t.order[i].Parent]
	}
	return p
}

// Subtree gives the node and all below it, depth first; nil for an unknown id.
func (t *Tree) Subtree(id string) []Placed {
	i, ok := t.at[id]
	if !ok {
		return nil
	}
	return append([]Placed(nil), t.order[i:i+1+t.order[i].Below]...)
}

// Within says whether id is top or stands below it.
func (t *Tree) Within(id, top string) bool {
	i, ok := t.at[id]
	j, found := t.at[top]
	return ok && found && i >= j && i <= j+t.order[j].Below
}

// Leaves gives the causes nothing hangs below, in order: each is one path to
// be read as "therefore" up to the effect.
func (t *Tree) Leaves() []Placed {
	var out []Placed
	for _, p := range t.order {
		if p.Depth > 0 && p.Children == 0 && p.Kind != "category" {
			out = append(out, p)
		}
	}
	return out
}

// WithoutCategories is the same tree without its category level: what hangs
// below a category hangs below the effect, in the order of the outline.
func (t *Tree) WithoutCategories() *Tree {
	var flat []Node
	top := 0
	ranks := RanksBetween("", "zz", len(t.order)) // with an end, so that they stay short
	parent := map[string]string{}
	for _, p := range t.order {
		n := p.Node
		if p.Kind == "category" {
			parent[n.ID] = n.Parent
			if q, ok := parent[n.Parent]; ok {
				parent[n.ID] = q
			}
			continue
		}
		if q, ok := parent[n.Parent]; ok {
			n.Parent = q
		}
		if p.Depth > 0 {
			// Ranks of different parents cannot be compared: number them anew.
			n.Rank = ranks[top]
			top++
		}
		flat = append(flat, n)
	}
	return Build(append(flat, t.asides...))
}
