package cause

import (
	"sort"
	"strings"

	"secondstory/backend/domain/fault"
)

// place moves n below parent, before position pos among kids (which do not
// hold n). The side is chosen anew where the parent changes.
func (t *Tree) place(n Placed, parent string, kids []Placed, pos int) Plan {
	p := Plan{Select: n.ID}
	p.set(n, "parent", parent)
	lo, hi := "", ""
	if pos > 0 {
		lo = kids[pos-1].Rank
	}
	if pos < len(kids) {
		hi = kids[pos].Rank
	}
	// A node that already sorts into the gap keeps its rank.
	if n.Parent != parent || !(lo < n.Rank && (hi == "" && pos == len(kids) || n.Rank < hi)) {
		p.set(n, "rank", t.rankAt(&p, kids, pos))
	}
	if n.Parent != parent {
		p.set(n, "side", "")
	}
	if len(p.Changes) == 0 {
		return Plan{}
	}
	return p
}

// Indent makes a node the last child of the sibling before it (Tab).
func (t *Tree) Indent(id string) (Plan, error) {
	n, err := t.movable(id)
	if err != nil {
		return Plan{}, err
	}
	if n.Kind == "category" {
		return Plan{}, fault.New(fault.Invalid, "cause.category_level")
	}
	rest, pos := without(t.Children(n.Parent), id)
	if pos == 0 {
		return Plan{}, nil
	}
	parent := rest[pos-1].ID
	kids := t.Children(parent)
	return t.place(n, parent, kids, len(kids)), nil
}

// Outdent makes a node the sibling after its parent (Shift+Tab). What followed
// it stays where it is; a cause straight below the effect stays too.
func (t *Tree) Outdent(id string) (Plan, error) {
	n, err := t.movable(id)
	if err != nil {
		return Plan{}, err
	}
	parent, _ := t.Find(n.Parent)
	if parent.Depth == 0 {
		return Plan{}, nil
	}
	kids := t.Children(parent.Parent)
	_, pos := without(kids, parent.ID)
	return t.place(n, parent.Parent, kids, pos+1), nil
}

// MoveUp swaps a node with the sibling before it; its subtree comes along.
func (t *Tree) MoveUp(id string) (Plan, error) { return t.step(id, -1) }

// MoveDown swaps a node with the sibling after it.
func (t *Tree) MoveDown(id string) (Plan, error) { return t.step(id, 1) }

func (t *Tree) step(id string, by int) (Plan, error) {
	n, err := t.movable(id)
	if err != nil {
		return Plan{}, err
	}
	rest, pos := without(t.Children(n.Parent), id)
	if pos+by < 0 || pos+by > len(rest) {
		return Plan{}, nil
	}
	return t.place(n, n.Parent, rest, pos+by), nil
}

// MoveTo moves a node and its subtree below parent, right after the sibling
// named after ("" = first). It refuses a parent inside the subtree, and a
// category anywhere but below the effect.
func (t *Tree) MoveTo(id, parent, after string) (Plan, error) {
	n, err := t.movable(id)
	if err != nil {
		return Plan{}, err
	}
	if _, ok := t.Find(parent); !ok {
		return Plan{}, unknownNode()
	}
	if t.Within(parent, id) {
		return Plan{}, fault.New(fault.Invalid, "cause.move_cycle")
	}
	if n.Kind == "category" && parent != t.root {
		return Plan{}, fault.New(fault.Invalid, "cause.category_level")
	}
	rest, pos := without(t.Children(parent), id)
	if after == id {
		return t.place(n, parent, rest, pos), nil
	}
	pos = 0
	if after != "" {
		i := 0
		for i < len(rest) && rest[i].ID != after {
			i++
		}
		if i == len(rest) {
			return Plan{}, unknownNode()
		}
		pos = i + 1
	}
	return t.place(n, parent, rest, pos), nil
}

// ToCategory moves a cause to the end of a category (keys 1 to 9); "" takes it
// out of all categories, below the effect.
func (t *Tree) ToCategory(id, category string) (Plan, error) {
	n, err := t.movable(id)
	if err != nil {
		return Plan{}, err
	}
	if n.Kind == "category" {
		return Plan{}, fault.New(fault.Invalid, "cause.category_level")
	}
	to := t.root
	if category != "" {
		c, ok := t.Find(category)
		if !ok || c.Kind != "category" {
			return Plan{}, unknownNode()
		}
		to = category
	}
	if n.Parent == to {
		return Plan{}, nil
	}
	kids := t.Children(to)
	return t.place(n, to, kids, len(kids)), nil
}

// ToNewCategory moves a cause into a category that is made for it below the
// effect, or into the one that has this name already.
func (t *Tree) ToNewCategory(id, newID, name string) (Plan, error) {
	if n, err := t.movable(id); err != nil {
		return Plan{}, err
	} else if n.Kind == "category" {
		return Plan{}, fault.New(fault.Invalid, "cause.category_level")
	}
	if there, ok := t.CategoryNamed(name); ok {
		return t.ToCategory(id, there.ID)
	}
	nodes := t.Asides()
	for _, n := range t.order {
		nodes = append(nodes, n.Node)
	}
	p, err := t.AddCategory(newID)
	if err != nil {
		return Plan{}, err
	}
	p.New[0].Text = name
	moved, err := Build(p.Apply(nodes)).ToCategory(id, newID)
	if err != nil {
		return Plan{}, err
	}
	p.Changes = append(p.Changes, moved.Changes...)
	p.Select = id
	return p, nil
}

// Target is one place a node may move to.
type Target struct {
	ID      string `json:"id"`
	Number  string `json:"number"`
	Kind    string `json:"kind"`
	Text    string `json:"text"`
	Path    string `json:"path"`    // texts of the ancestors below the effect, joined by " / "
	Current bool   `json:"current"` // it already hangs there
}

// Targets lists where a node may be moved to, for the type-ahead list and for
// dropping alike: everything outside its own subtree, the effect included.
// Every word of the query must occur in the number or the text, in any case of
// letters; texts that begin with the query come first. A category may only
// hang below the effect.
func (t *Tree) Targets(id, query string) []Target {
	n, ok := t.Find(id)
	if !ok || n.Depth == 0 {
		return nil
	}
	q := strings.ToLower(strings.TrimSpace(query))
	words := strings.Fields(q)
	var out []Target
	starts := map[string]bool{}
	for _, p := range t.order {
		if t.Within(p.ID, id) || n.Kind == "category" && p.Depth > 0 {
			continue
		}
		text := strings.ToLower(p.Text)
		if !holdsAll(p.Number+" "+text, words) {
			continue
		}
		starts[p.ID] = strings.HasPrefix(text, q) || p.Number != "" && p.Number == q
		path := t.Path(p.Parent)
		names := make([]string, 0, len(path))
		for i, a := range path {
			if i > 0 {
				names = append(names, a.Text)
			}
		}
		out = append(out, Target{p.ID, p.Number, p.Kind, p.Text, strings.Join(names, " / "), p.ID == n.Parent})
	}
	sort.SliceStable(out, func(i, j int) bool { return starts[out[i].ID] && !starts[out[j].ID] })
	return out
}

func holdsAll(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}
