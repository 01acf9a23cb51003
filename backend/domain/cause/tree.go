package cause

import (
	"sort"
	"strconv"
)

// Finding is one repair Build made to show a tree that does not fit.
type Finding struct {
	Kind string   `json:"kind"` // FindingKinds
	IDs  []string `json:"ids"`  // the nodes concerned, the moved one first
}

// Kinds of findings: what was wrong with the nodes given.
const (
	NoEffect      = "no_effect"      // no node of kind effect: an empty one stands in, its id is ""
	SecondEffect  = "second_effect"  // a further effect hangs below the first
	MissingParent = "missing_parent" // the parent is not here: hangs below the effect
	Cycle         = "cycle"          // a ring of parents: its first node hangs below the effect
	RepeatedID    = "repeated_id"    // a second node with an id that is taken: shown as "<id>#2"
	BelowAside    = "below_aside"    // hangs below an aside: shown below the effect
)

// Placed is a node with its place in the tree.
type Placed struct {
	Node
	Depth    int    `json:"depth"`    // 0 for the effect
	Number   string `json:"number"`   // "1.2.1"; "" for the effect
	Children int    `json:"children"` // direct children
	Below    int    `json:"below"`    // all descendants
}

// Tree is a read-only view of nodes as one tree. Parents are as repaired.
type Tree struct {
	Findings []Finding
	root     string
	order    []Placed // depth first, the effect first
	at       map[string]int
	kids     map[string][]string
	asides   []Node
}

// before is the order among siblings.
func before(a, b *Node) bool {
	if a.Rank != b.Rank {
		return a.Rank < b.Rank
	}
	return a.ID < b.ID
}

// Build makes the tree of the nodes, in any order. It never fails and never
// loses a node: DepthFirst and Asides together hold each of them once.
func Build(nodes []Node) *Tree {
	b := builder{t: &Tree{kids: map[string][]string{}, at: map[string]int{}}}
	b.take(nodes)
	b.chooseRoot()
	b.placeOrphans()
	b.breakCycles()
	b.number()
	return b.t
}

type builder struct {
	t     *Tree
	nodes []*Node // all but the asides, sorted by rank then id
	byID  map[string]*Node
}

func (b *builder) find(kind string, ids ...string) {
	b.t.Findings = append(b.t.Findings, Finding{Kind: kind, IDs: ids})
}

// take copies the nodes, sorts them and gives repeated ids a name of their own.
func (b *builder) take(nodes []Node) {
	own := make([]Node, len(nodes))
	copy(own, nodes)
	all := make([]*Node, len(own))
	for i := range own {
		all[i] = &own[i]
	}
	sort.SliceStable(all, func(i, j int) bool { return before(all[i], all[j]) })
	b.byID = make(map[string]*Node, len(all))
	for _, n := range all {
		id := n.ID
		if _, taken := b.byID[id]; taken || id == "" {
			for k := 2; ; k++ {
				id = n.ID + "#" + strconv.Itoa(k)
				if _, taken := b.byID[id]; !taken {
					break
				}
			}
			b.find(RepeatedID, id)
			n.ID = id
		}
		b.byID[id] = n
		if n.Aside() {
			b.t.asides = append(b.t.asides, *n)
			continue
		}
		b.nodes = append(b.nodes, n)
	}
}

func (b *builder) chooseRoot() {
	var root *Node
	for _, n := range b.nodes {
		if n.Kind == "effect" && (root == nil || root.Parent != "" && n.Parent == "") {
			root = n
		}
	}
	if root == nil {
		root = &Node{Kind: "effect"}
		b.byID[""] = root
		b.nodes = append([]*Node{root}, b.nodes...)
		b.find(NoEffect)
	}
	root.Parent = ""
	b.t.root = root.ID
}

func (b *builder) placeOrphans() {
	for _, n := range b.nodes {
		if n.ID == b.t.root {
			continue
		}
		p, ok := b.byID[n.Parent]
		switch {
		case n.Kind == "effect":
			b.find(SecondEffect, n.ID)
			n.Kind, n.Parent = "cause", b.t.root
		case n.Parent == "" && b.t.root == "":
		case n.Parent == "" || !ok:
			b.find(MissingParent, n.ID)
			n.Parent = b.t.root
		case p.Aside():
			b.find(BelowAside, n.ID)
			n.Parent = b.t.root
		}
	}
}

// breakCycles hangs the first node (by rank, then id) of each ring below the
// effect.
func (b *builder) breakCycles() {
	const (
		unseen = iota
		onPath
		fine
	)
	state := make(map[string]int, len(b.nodes))
	state[b.t.root] = fine
	for _, n := range b.nodes {
		var path []*Node
		c := n
		for state[c.ID] == unseen {
			state[c.ID] = onPath
			path = append(path, c)
			c = b.byID[c.Parent]
		}
		if state[c.ID] == onPath {
			start := 0
			for path[start] != c {
				start++
			}
			ring := append([]*Node(nil), path[start:]...)
			sort.Slice(ring, func(i, j int) bool { return before(ring[i], ring[j]) })
			ids := make([]string, len(ring))
			for i, r := range ring {
				ids[i] = r.ID
			}
			b.find(Cycle, ids...)
			ring[0].Parent = b.t.root
		}
		for _, p := range path {
			state[p.ID] = fine
		}
	}
}

func (b *builder) number() {
	t := b.t
	for _, n := range b.nodes {
		if n.ID != t.root {
			t.kids[n.Parent] = append(t.kids[n.Parent], n.ID) // nodes are sorted already
		}
	}
	t.order = make([]Placed, 0, len(b.nodes))
	// A stack of its own: trees may be as deep as they have nodes.
	type todo struct {
		id, number string
		depth      int
	}
	stack := []todo{{t.root, "", 0}}
	for len(stack) > 0 {
		x := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		kids := t.kids[x.id]
		t.at[x.id] = len(t.order)
		t.order = append(t.order, Placed{Node: *b.byID[x.id], Depth: x.depth, Number: x.number, Children: len(kids)})
		for i := len(kids) - 1; i >= 0; i-- {
			num := strconv.Itoa(i + 1)
			if x.number != "" {
				num = x.number + "." + num
			}
			stack = append(stack, todo{kids[i], num, x.depth + 1})
		}
	}
	for i := len(t.order) - 1; i > 0; i-- {
		p := &t.order[t.at[t.order[i].Parent]]
		p.Below += t.order[i].Below + 1
	}
}
