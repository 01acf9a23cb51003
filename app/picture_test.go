package app_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"secondstory/app"
)

type told struct {
	Stamp string
	Base  string
	Scene struct {
		Bounds any
		Items  []map[string]any
		Glyphs map[string]any
		Runs   []int
	}
	Nodes    []map[string]any
	NodeRuns []int
	Counts   any
	Rev      int64
}

// built gives what the page makes of what it is told and of what it has.
func (p told) built(t *testing.T, have told) told {
	t.Helper()
	if p.Base == "" {
		return p
	}
	if p.Base != have.Stamp {
		t.Fatalf("built on %s, the page has %s", p.Base, have.Stamp)
	}
	out := p
	out.Base, out.Scene.Runs, out.NodeRuns = "", nil, nil
	if out.Scene.Glyphs == nil {
		out.Scene.Glyphs = have.Scene.Glyphs
	}
	out.Scene.Items, out.Nodes = []map[string]any{}, []map[string]any{}
	items, nodes := p.Scene.Items, p.Nodes
	for i := 0; i < len(p.Scene.Runs); i += 4 {
		for n := range p.Scene.Runs[i+1] {
			if p.Scene.Runs[i] < 0 {
				out.Scene.Items, items = append(out.Scene.Items, items[0]), items[1:]
				continue
			}
			out.Scene.Items = append(out.Scene.Items, movedItem(have.Scene.Items[p.Scene.Runs[i]+n], p.Scene.Runs[i+2:i+4]))
		}
	}
	for i := 0; i < len(p.NodeRuns); i += 2 {
		for n := range p.NodeRuns[i+1] {
			if p.NodeRuns[i] < 0 {
				out.Nodes, nodes = append(out.Nodes, nodes[0]), nodes[1:]
				continue
			}
			out.Nodes = append(out.Nodes, have.Nodes[p.NodeRuns[i]+n])
		}
	}
	return out
}

func movedItem(it map[string]any, by []int) map[string]any {
	out := map[string]any{}
	for k, v := range it {
		out[k] = v
	}
	var p []any
	for i, v := range it["p"].([]any) {
		isPoint := i < 2 || strings.Contains("line poly curve", it["k"].(string))
		if isPoint {
			v = v.(float64) + float64(by[i%2])
		}
		p = append(p, v)
	}
	out["p"] = p
	return out
}

func TestADrawingIsToldAsWhatBecameAnother(t *testing.T) {
	b := start(t)
	ref := must[app.Created](t)(b.reviews.Create("Orders stopped", "")).Ref
	var lines []string
	for i := range 60 {
		lines = append(lines, strings.Repeat("\t", i%3)+fmt.Sprintf("Something that was so, the %d. time", i))
	}
	first := must[app.Added](t)(b.causes.AddCategory(ref, "Process", ""))
	must[app.Added](t)(b.causes.PasteOutline(ref, first.ID, strings.Join(lines, "\n"), ""))
	second := must[app.Added](t)(b.causes.AddCategory(ref, "People", ""))
	top := must[app.Added](t)(b.causes.PasteOutline(ref, second.ID, strings.Join(lines, "\n"), ""))

	ask := func(view, have string) (p told) {
		t.Helper()
		raw := must[string](t)(b.causes.Scene(ref, app.SceneOptions{View: view, Have: have}))
		if err := json.Unmarshal([]byte(raw), &p); err != nil {
			t.Fatal(err)
		}
		return p
	}
	have := ask("fishbone", "")
	for i, edit := range []func() error{
		func() error { _, err := b.causes.Move(ref, top.ID, "down", ""); return err },
		func() error { _, err := b.causes.Set(ref, top.ID, "status", `"supported"`, ""); return err },
		func() error { _, err := b.causes.Add(ref, top.ID, "before", "Between", ""); return err },
		func() error { _, err := b.causes.Remove(ref, top.ID, ""); return err },
	} {
		if err := edit(); err != nil {
			t.Fatal(err)
		}
		part, whole := ask("fishbone", have.Stamp), ask("fishbone", "")
		if part.Base == "" || len(part.Nodes) > len(whole.Nodes)/2 || len(part.Scene.Items) > len(whole.Scene.Items)/2 {
			t.Errorf("edit %d: %d of %d items were told again", i, len(part.Scene.Items), len(whole.Scene.Items))
		}
		now := part.built(t, have)
		now.Stamp, whole.Stamp = "", ""
		if !reflect.DeepEqual(now, whole) {
			t.Fatalf("edit %d: the page would show another drawing", i)
		}
		now.Stamp = part.Stamp
		have = now
	}
	if p := ask("whys", have.Stamp); p.Base != "" {
		t.Error("another view is told whole")
	}
	for range 9 {
		ask("fishbone", "")
	}
	if p := ask("fishbone", have.Stamp); p.Base != "" {
		t.Error("a drawing that is kept no longer is told whole")
	}
}

func TestADrawingSuitsTheRoomItIsShownIn(t *testing.T) {
	b := start(t)
	ref := must[app.Created](t)(b.reviews.Create("Orders stopped", "")).Ref
	var lines []string
	for i := range 40 {
		lines = append(lines, strings.Repeat("\t", i%3)+fmt.Sprintf("Something that was so, the %d. time it was seen", i))
	}
	first := must[app.Added](t)(b.causes.AddCategory(ref, "Process", ""))
	must[app.Added](t)(b.causes.PasteOutline(ref, first.ID, strings.Join(lines, "\n"), ""))

	small := app.DrawingRoom{View: "fishbone", Width: 480, Height: 200, Least: 0.84, Cut: true}
	large := app.DrawingRoom{View: "fishbone", Width: 3000, Height: 3000, Least: 0.84, Cut: true}
	if fit := must[app.RoomFit](t)(b.causes.Fit(ref, small)); fit.Level != 1 || fit.MaxW <= 0 {
		t.Errorf("a small window: %+v", fit)
	}
	if fit := must[app.RoomFit](t)(b.causes.Fit(ref, large)); fit.Level != 0 {
		t.Errorf("a large window: %+v", fit)
	}
	small.Cut = false
	if fit := must[app.RoomFit](t)(b.causes.Fit(ref, small)); fit.Level != 0 {
		t.Errorf("all levels were asked for: %+v", fit)
	}
	small.View, large.View = "whys", "whys"
	narrow, wide := must[app.RoomFit](t)(b.causes.Fit(ref, small)), must[app.RoomFit](t)(b.causes.Fit(ref, large))
	if narrow.MaxW >= wide.MaxW {
		t.Errorf("lines of %v in a small window, of %v in a large one", narrow.MaxW, wide.MaxW)
	}
}
