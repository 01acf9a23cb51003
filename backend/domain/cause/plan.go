package cause

import (
	"secondstory/backend/domain/fault"
)

// Change sets one field of one node. Fields are named as in the JSON of Node:
// "parent", "rank", "kind", "side".
type Change struct {
	ID    string `json:"id"`
	Field string `json:"field"`
	Value string `json:"value"`
}

// Plan is what a kernel wants done, as data: one step of the journal. An empty
// plan means there is nothing to do (the first sibling cannot move up).
type Plan struct {
	New     []Node   `json:"new,omitempty"`
	Changes []Change `json:"changes,omitempty"`
	Remove  []string `json:"remove,omitempty"` // parents before their children
	Select  string   `json:"select,omitempty"` // the node that should hold the focus afterwards
}

// Empty says that the plan changes nothing.
func (p Plan) Empty() bool { return len(p.New)+len(p.Changes)+len(p.Remove) == 0 }

// Apply gives the nodes as they are after the plan; the nodes given stay as
// they are. Changes of unknown nodes or fields are ignored.
func (p Plan) Apply(nodes []Node) []Node {
	gone := make(map[string]bool, len(p.Remove))
	for _, id := range p.Remove {
		gone[id] = true
	}
	out := make([]Node, 0, len(nodes)+len(p.New))
	at := make(map[string]int, len(nodes)+len(p.New))
	for _, list := range [][]Node{nodes, p.New} {
		for _, n := range list {
			if !gone[n.ID] {
				at[n.ID] = len(out)
				out = append(out, n)
			}
		}
	}
	for _, c := range p.Changes {
		i, ok := at[c.ID]
		if !ok {
			continue
		}
		switch c.Field {
		case "parent":
			out[i].Parent = c.Value
		case "rank":
			out[i].Rank = c.Value
		case "kind":
			out[i].Kind = c.Value
		case "side":
			out[i].Side = c.Value
		}
	}
	return out
}

func (p *Plan) set(n Placed, field, value string) {
	was := map[string]string{"parent": n.Parent, "rank": n.Rank, "kind": n.Kind, "side": n.Side}[field]
	if was != value {
		p.Changes = append(p.Changes, Change{n.ID, field, value})
	}
}

func unknownNode() error { return fault.New(fault.NotFound, "cause.unknown_node") }
func effectFixed() error { return fault.New(fault.Invalid, "cause.effect_fixed") }

// movable finds a node that may be moved or removed.
func (t *Tree) movable(id string) (Placed, error) {
	n, ok := t.Find(id)
	switch {
	case !ok:
		return n, unknownNode()
	case n.Depth == 0:
		return n, effectFixed()
	}
	return n, nil
}

// rankAt finds a rank for position pos among kids. Where the stored ranks
// leave no room (two people inserted at the same place), the next few
// siblings get new ranks too; those changes go into the plan.
func (t *Tree) rankAt(p *Plan, kids []Placed, pos int) string {
	lo := ""
	if pos > 0 {
		lo = kids[pos-1].Rank
	}
	for end := pos; ; end++ {
		hi := ""
		if end < len(kids) {
			hi = kids[end].Rank
			if hi <= lo { // equal ranks, or an empty one
				continue
			}
		}
		ranks := RanksBetween(lo, hi, end-pos+1)
		if ranks == nil {
			continue
		}
		for i := pos; i < end; i++ {
			p.set(kids[i], "rank", ranks[i-pos+1])
		}
		return ranks[0]
	}
}

// without gives kids without id, and the position id had (or len).
func without(kids []Placed, id string) ([]Placed, int) {
	out := make([]Placed, 0, len(kids))
	pos := -1
	for _, k := range kids {
		if k.ID == id {
			pos = len(out)
			continue
		}
		out = append(out, k)
	}
	if pos < 0 {
		pos = len(out)
	}
	return out, pos
}

func newNode(id, parent, kind, rank string) Node {
	return Node{ID: id, Parent: parent, Kind: kind, Rank: rank, Status: "hypothesis", Classes: []string{}}
}

// freshID refuses an id that is empty or taken.
func (t *Tree) freshID(id string) error {
	if _, taken := t.at[id]; id == "" || taken {
		return fault.New(fault.Internal, "cause.id_taken")
	}
	return nil
}

// InsertAfter makes a new sibling after a node (Enter); after the effect it
// makes its last child. Beside a category it makes a category.
func (t *Tree) InsertAfter(id, newID string) (Plan, error) { return t.insertBeside(id, newID, 1) }

// InsertBefore makes a new sibling before a node (Shift+Enter).
func (t *Tree) InsertBefore(id, newID string) (Plan, error) { return t.insertBeside(id, newID, 0) }

func (t *Tree) insertBeside(id, newID string, shift int) (Plan, error) {
	n, ok := t.Find(id)
	if !ok {
		return Plan{}, unknownNode()
	}
	if n.Depth == 0 {
		return t.AddChild(id, newID)
	}
	if err := t.freshID(newID); err != nil {
		return Plan{}, err
	}
	kind := "cause"
	if n.Kind == "category" {
		kind = "category"
	}
	kids := t.Children(n.Parent)
	_, pos := without(kids, id)
	p := Plan{Select: newID}
	rank := t.rankAt(&p, kids, pos+shift)
	p.New = []Node{newNode(newID, n.Parent, kind, rank)}
	return p, nil
}

// AddChild makes a new last cause below a node (Tab in navigation mode).
func (t *Tree) AddChild(id, newID string) (Plan, error) { return t.addLast(id, newID, "cause") }

// AddCategory makes a new last category below the effect.
func (t *Tree) AddCategory(newID string) (Plan, error) { return t.addLast(t.root, newID, "category") }

func (t *Tree) addLast(id, newID, kind string) (Plan, error) {
	if _, ok := t.Find(id); !ok {
		return Plan{}, unknownNode()
	}
	if err := t.freshID(newID); err != nil {
		return Plan{}, err
	}
	kids := t.Children(id)
	p := Plan{Select: newID}
	p.New = []Node{newNode(newID, id, kind, t.rankAt(&p, kids, len(kids)))}
	return p, nil
}

// InsertParent puts a new cause between a node and its parent (Ctrl+Enter):
// the missing step of a "therefore" that breaks. The subtree comes along.
func (t *Tree) InsertParent(id, newID string) (Plan, error) {
	n, err := t.movable(id)
	if err != nil {
		return Plan{}, err
	}
	if n.Kind == "category" {
		return Plan{}, fault.New(fault.Invalid, "cause.category_level")
	}
	if err := t.freshID(newID); err != nil {
		return Plan{}, err
	}
	between := newNode(newID, n.Parent, "cause", n.Rank)
	between.Side = n.Side // the bone keeps its place in the picture
	p := Plan{New: []Node{between}, Select: newID}
	p.set(n, "parent", newID)
	p.set(n, "side", "")
	return p, nil
}

// Remove takes a node away with everything below it.
func (t *Tree) Remove(id string) (Plan, error) {
	n, err := t.movable(id)
	if err != nil {
		return Plan{}, err
	}
	p := Plan{}
	for _, s := range t.Subtree(id) {
		p.Remove = append(p.Remove, s.ID)
	}
	rest, pos := without(t.Children(n.Parent), id)
	switch {
	case pos < len(rest):
		p.Select = rest[pos].ID
	case pos > 0:
		p.Select = rest[pos-1].ID
	default:
		p.Select = n.Parent
	}
	return p, nil
}
