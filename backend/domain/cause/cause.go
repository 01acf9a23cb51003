package cause

import "slices"

// Node is one element of a cause tree. The effect is the one root (Parent "");
// categories, causes and conditions hang below it.
type Node struct {
	ID      string   `json:"id"`
	Parent  string   `json:"parent"`
	Kind    string   `json:"kind"` // Kinds
	Text    string   `json:"text"`
	Note    string   `json:"note,omitempty"`
	Status  string   `json:"status"`         // Statuses
	Classes []string `json:"classes"`        // Classes, in their fixed order
	Side    string   `json:"side,omitempty"` // "", "up", "down": side of a rib; "left", "right": side of a bone; kept once chosen
	Folded  bool     `json:"folded,omitempty"`
	Gate    string   `json:"gate,omitempty"` // how the children combine: "", "and", "or"
	Rank    string   `json:"rank"`           // order among siblings: by rank, then id
	For     int      `json:"evidence_for,omitempty"`
	Against int      `json:"evidence_against,omitempty"`
	Factor  string   `json:"factor,omitempty"` // id of the factor it came from
	// Also lists ids of other nodes this one also contributes to (cross-links).
	Also []string `json:"also,omitempty"`
	// Therefore is the verdict on reading "this, therefore its parent".
	Therefore string `json:"therefore,omitempty"` // Verdicts
}

// Kinds of a node.
var Kinds = []string{"effect", "category", "cause", "condition", "went_well", "luck"}

// Statuses of a cause.
var Statuses = []string{"hypothesis", "supported", "ruled_out", "unknown"}

// Classes of a cause; several are allowed.
var Classes = []string{"technical", "procedural", "human", "organisational", "external"}

// Verdicts of a "therefore" reading; "" means nobody has read it yet.
var Verdicts = []string{"", "holds", "breaks", "open"}

// Counted says whether the node is one of "so many causes": not the effect, a
// category or an aside; one that was ruled out is still a cause looked at.
func (n Node) Counted() bool { return n.Kind == "cause" || n.Kind == "condition" }

// Aside says whether the node stands beside the tree: what held, and luck.
func (n Node) Aside() bool { return n.Kind == "went_well" || n.Kind == "luck" }

// Same says whether two nodes are alike in everything.
func (n *Node) Same(o *Node) bool {
	return n.ID == o.ID && n.Parent == o.Parent && n.Kind == o.Kind && n.Text == o.Text && n.Note == o.Note && n.Status == o.Status &&
		n.Side == o.Side && n.Folded == o.Folded && n.Gate == o.Gate && n.Rank == o.Rank && n.For == o.For && n.Against == o.Against &&
		n.Factor == o.Factor && n.Therefore == o.Therefore && slices.Equal(n.Classes, o.Classes) && slices.Equal(n.Also, o.Also)
}

// Same says whether two nodes are alike and stand in the same place.
func (p *Placed) Same(o *Placed) bool {
	return p.Depth == o.Depth && p.Number == o.Number && p.Children == o.Children && p.Below == o.Below && p.Node.Same(&o.Node)
}
