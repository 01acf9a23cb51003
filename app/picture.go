package app

import (
	"encoding/json"
	"slices"
	"sync"

	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/review"
	"secondstory/backend/draw"
	"secondstory/backend/workspace"
)

// picture is a drawing of causes with the nodes it shows, as it was sent to the page.
type picture struct {
	stamp string
	scene draw.Scene
	nodes []cause.Placed // depth first
}

// pictures keeps the last few that were sent, so that the next one can be told as
// what became another. A page that names one which is not kept gets all of it.
type pictures struct {
	mu   sync.Mutex
	kept []picture // the newest first
}

// picturesKept is enough for a drawing, the one it came from and another view of it.
const picturesKept = 4

func (k *pictures) find(stamp string) (picture, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	i := slices.IndexFunc(k.kept, func(p picture) bool { return p.stamp == stamp })
	if stamp == "" || i < 0 {
		return picture{}, false
	}
	return k.kept[i], true
}

func (k *pictures) keep(p picture) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.kept = slices.Insert(k.kept, 0, p)
	if len(k.kept) > picturesKept {
		clear(k.kept[picturesKept:])
		k.kept = k.kept[:picturesKept]
	}
}

// sent is a picture on its way to the page. With Base, Scene and Nodes hold only
// what is new or another than in the picture of that stamp.
type sent struct {
	Stamp    string         `json:"stamp"`
	Base     string         `json:"base,omitempty"`
	Scene    any            `json:"scene"` // draw.Scene or draw.ScenePatch
	Nodes    []cause.Placed `json:"nodes"`
	NodeRuns []int32        `json:"nodeRuns,omitempty"` // from, count: so many of the base's; from -1: the next of Nodes
	Asides   []cause.Node   `json:"asides"`
	Counts   causeCounts    `json:"counts"`
	Rev      int64          `json:"rev"`
}

type causeCounts struct {
	Causes int `json:"causes"`
	Open   int `json:"open"`
}

// drawn tells the page of a picture: as little as it needs when it holds an
// earlier one, which it names by its stamp.
func (s *Causes) drawn(r review.Review, tree *cause.Tree, layout draw.Layout, have string) (string, error) {
	now := picture{stamp: s.a.cfg.NewID(), scene: layout.Scene, nodes: tree.DepthFirst()}
	out := sent{Stamp: now.stamp, Scene: now.scene, Nodes: now.nodes, Asides: orEmpty(tree.Asides()), Rev: r.Rev}
	for i := range now.nodes {
		if n := &now.nodes[i]; n.Counted() {
			out.Counts.Causes++
			if n.Status == "hypothesis" || n.Status == "unknown" {
				out.Counts.Open++
			}
		}
	}
	if old, ok := s.pictures.find(have); ok && old.scene.Kind == now.scene.Kind {
		// A patch that replaces most of a picture is longer than the picture.
		if patch := draw.Patch(old.scene, now.scene); 2*patch.Reused() > len(now.scene.Items) {
			out.Base, out.Scene = old.stamp, patch
			out.Nodes, out.NodeRuns = otherNodes(old.nodes, now.nodes)
		}
	}
	raw, err := json.Marshal(out)
	if err != nil {
		return "", err
	}
	s.pictures.keep(now)
	return string(raw), nil
}

// otherNodes gives the nodes that are new or another, and how all come from both.
func otherNodes(old, now []cause.Placed) ([]cause.Placed, []int32) {
	others, runs := []cause.Placed{}, []int32{}
	at := draw.Finder(len(old), func(i int) string { return old[i].ID })
	for i := range now {
		from := int32(-1)
		if j, ok := at(now[i].ID); ok && old[j].Same(&now[i]) {
			from = int32(j)
		} else {
			others = append(others, now[i])
		}
		if n := len(runs); n > 0 && (from < 0 && runs[n-2] < 0 || from >= 0 && runs[n-2] >= 0 && runs[n-2]+runs[n-1] == from) {
			runs[n-1]++
			continue
		}
		runs = append(runs, from, 1)
	}
	return others, runs
}

// figure is how the page wants a drawing.
func (o SceneOptions) figure() workspace.Figure {
	return workspace.Figure{View: workspace.View(o.View), MaxLevel: o.Level, FontSize: o.Font, MaxW: o.MaxW}
}
