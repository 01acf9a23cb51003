package importing_test

import (
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/intake"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/importing"
	"secondstory/backend/service/recording"
)

func TestAWhyThatOnlyTheNewVersionTellsIsNotLost(t *testing.T) {
	b := open(t)
	v1 := intake.Document{Title: "Pumps", Causes: []intake.Cause{{Parent: -1, Text: "sensor wrong"}, {Parent: 0, Text: "not calibrated"}}}
	b.put("/p.md", "v1", v1)
	id := b.run(importing.Options{}, "/p.md").Records[0].ID
	r := b.get(id)
	b.edit(id, "causes.note", record.SetOp(record.Path{Field: "severity"}, "SEV2"))
	v2 := intake.Document{Title: "Pumps", Causes: []intake.Cause{{Parent: -1, Text: "sensor wrong"}, {Parent: 0, Text: "not calibrated"}, {Parent: 1, Text: "nobody owns it"}, {Parent: -1, Text: "alarm too late"}}}
	b.put("/p.md", "v2", v2)
	b.run(importing.Options{Update: true}, "/p.md")
	outline := func(r review.Review) string {
		out, depth := "", map[string]int{"": -1}
		for _, n := range r.Causes {
			depth[n.ID] = depth[n.Parent] + 1
			out += strings.Repeat(" ", depth[n.ID]) + n.Text + "\n"
		}
		return out
	}
	after := b.get(id)
	if got := outline(after); got != "Pumps\n sensor wrong\n  not calibrated\n   nobody owns it\n alarm too late\n" {
		t.Errorf("got\n%s", got)
	}
	if after.Causes[1].ID != r.Causes[1].ID || len(after.Analyses) != 1 {
		t.Error("the tree people work on was made anew")
	}
	// A third version without a change of the chain adds nothing again.
	v3 := v2
	v3.Services = []string{"water"}
	b.put("/p.md", "v3", v3)
	b.run(importing.Options{Update: true}, "/p.md")
	if got := b.get(id); len(got.Causes) != len(after.Causes) || len(got.Services) != 1 {
		t.Errorf("again:\n%s", outline(got))
	}
}

func TestAWhyThatAPersonRemovedStaysRemoved(t *testing.T) {
	b := open(t)
	v1 := intake.Document{Title: "Pumps", Causes: []intake.Cause{{Parent: -1, Text: "sensor wrong"}, {Parent: 0, Text: "not calibrated"}}}
	b.put("/p.md", "v1", v1)
	id := b.run(importing.Options{}, "/p.md").Records[0].ID
	gone := b.get(id).Causes[2].ID
	_, err := b.Rec.Edit(ctx, id, recording.Edit{Action: "causes.remove", Needs: []string{"causes"}, Plan: func(*record.State) ([]record.Op, error) {
		return []record.Op{record.RemoveOp(record.Path{Collection: "causes", Part: gone})}, nil
	}})
	b.Must(err)
	v2 := intake.Document{Title: "Pumps", Causes: append(v1.Causes, intake.Cause{Parent: 1, Text: "nobody owns it"})}
	b.put("/p.md", "v2", v2)
	b.run(importing.Options{Update: true}, "/p.md")
	var list []string
	for _, n := range b.get(id).Causes {
		list = append(list, n.Text)
	}
	if got := strings.Join(list, " | "); got != "Pumps | sensor wrong | nobody owns it" {
		t.Fatalf("%s", got)
	}
}

func TestAChainOfWhysThatOnlyTheNewVersionHasBecomesTheTree(t *testing.T) {
	b := open(t)
	whys := []intake.Cause{{Parent: -1, Text: "sensor wrong"}, {Parent: 0, Text: "not calibrated"}}
	b.put("/a.md", "a1", intake.Document{Title: "A"})
	b.put("/b.md", "b1", intake.Document{Title: "B"})
	a := b.run(importing.Options{}, "/a.md").Records[0].ID
	own := b.run(importing.Options{}, "/b.md").Records[0].ID
	b.edit(own, "causes.add", record.AddOp("analyses", "01KZZZZZZZZZZZZZZZZZZZZZZ1", record.Doc{"title": "ours"}),
		record.AddOp("causes", "01KZZZZZZZZZZZZZZZZZZZZZZ2", record.Doc{"analysis": "01KZZZZZZZZZZZZZZZZZZZZZZ1", "kind": "effect", "text": "B"}),
		record.AddOp("causes", "01KZZZZZZZZZZZZZZZZZZZZZZ3", record.Doc{"analysis": "01KZZZZZZZZZZZZZZZZZZZZZZ1", "kind": "cause", "parent": "01KZZZZZZZZZZZZZZZZZZZZZZ2", "text": "Sensor  wrong"}))
	b.put("/a.md", "a2", intake.Document{Title: "A", Causes: whys})
	b.put("/b.md", "b2", intake.Document{Title: "B", Causes: whys})
	b.run(importing.Options{Update: true}, "/a.md", "/b.md")
	list := func(id string) string {
		var out []string
		for _, n := range b.get(id).Causes {
			out = append(out, n.Text)
		}
		return strings.Join(out, " | ")
	}
	if got := list(a); got != "A | sensor wrong | not calibrated" {
		t.Errorf("%s", got)
	}
	if got := list(own); got != "B | Sensor  wrong | not calibrated" || len(b.get(own).Analyses) != 1 {
		t.Errorf("what a person wrote already is not said twice: %s", got)
	}
}

func TestATreeThatAPersonLeftComesNotAgainUntilTheFileSaysMore(t *testing.T) {
	b := open(t)
	doc := intake.Document{Title: "Pumps"}
	b.put("/p.md", "v1", doc)
	id := b.run(importing.Options{}, "/p.md").Records[0].ID
	whys := []intake.Cause{{Parent: -1, Text: "sensor wrong"}, {Parent: 0, Text: "not calibrated"}}
	for i, step := range []struct {
		severity string
		whys     []intake.Cause
		offered  bool
	}{
		{"SEV3", whys, true}, {"SEV2", whys, false}, {"SEV1", append(whys, intake.Cause{Parent: 1, Text: "nobody owns it"}), true},
	} {
		doc.Severity, doc.Causes = step.severity, step.whys
		b.Clock = b.Clock.Add(time.Minute)
		b.put("/p.md", "v1 and "+step.severity, doc)
		p, err := b.Preview(ctx, []string{"/p.md"}, importing.Options{}, nil)
		b.Must(err)
		left := map[string]bool{}
		for _, x := range b.proposed(p) {
			if x.Collection == review.Causes && x.State.Changes() {
				left[x.Key] = true
			}
		}
		if (len(left) > 0) != step.offered {
			t.Errorf("version %d offers %v", i+2, left)
		}
		_, err = b.Apply(ctx, p, importing.Options{Update: true, Pieces: map[int]map[string]bool{0: left}}, nil)
		b.Must(err)
		if r := b.get(id); r.Severity != step.severity || len(r.Causes) != 0 {
			t.Errorf("version %d: %s %+v", i+2, r.Severity, r.Causes)
		}
	}
}
