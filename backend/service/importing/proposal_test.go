package importing_test

import (
	"slices"
	"testing"

	"secondstory/assets"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/intake"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/importing"
)

// twoVersions is a review of an imported file that people have worked on, and the
// preview of the next version of the file.
func twoVersions(t *testing.T) (b *bench, id string, p importing.Preview) {
	b = open(t)
	v1 := intake.Document{Title: "Pumps", Severity: "SEV2",
		Sections: []intake.Section{{Key: "summary", Title: "Summary", Text: "The pumps stood.\n\nNobody noticed."}},
		Timeline: []intake.Entry{event("2026-01-01T10:00:00Z", "alarm"), event("2026-01-01T10:05:00Z", "called"), event("2026-01-01T10:10:00Z", "went home"), event("2026-01-01T10:15:00Z", "came back")},
		Factors:  []intake.Factor{{Text: "one valve", Kind: "contributing"}}}
	b.put("/p.md", "v1", v1)
	id = b.run(importing.Options{}, "/p.md").Records[0].ID
	r := b.get(id)
	set := func(collection, part, field string, v any) record.Op {
		return record.SetOp(record.Path{Collection: collection, Part: part, Field: field}, v)
	}
	b.edit(id, "timeline.set", set("timeline", r.Timeline[0].ID, "text", "alarm in the hall"),
		set("timeline", r.Timeline[3].ID, "text", "came back at once"),
		record.RemoveOp(record.Path{Collection: "timeline", Part: r.Timeline[1].ID}))
	v2 := v1
	v2.Severity = "SEV1"
	v2.Sections = []intake.Section{{Key: "summary", Title: "Summary", Text: "The pumps stood.\n\nNobody noticed for an hour."}, {Key: "impact", Title: "Impact", Text: "No water."}}
	v2.Timeline = []intake.Entry{event("2026-01-01T10:00:00Z", "alarm of the pump"), event("2026-01-01T10:05:00Z", "called"), event("2026-01-01T10:15:00Z", "came back"), event("2026-01-01T10:20:00Z", "water again")}
	v2.Factors = []intake.Factor{{Text: "one valve", Kind: "contributing"}, {Text: "no drill", Kind: "contributing"}}
	b.put("/p.md", "v2", v2)
	p, err := b.Preview(ctx, []string{"/p.md"}, importing.Options{}, nil)
	b.Must(err)
	return b, id, p
}

func english(key string, params ...string) string { return assets.English().Text(key, params...) }

func (b *bench) proposed(p importing.Preview) map[string]importing.Piece {
	b.T.Helper()
	list, err := b.Proposal(ctx, p.Items[0], false, english)
	b.Must(err)
	out := map[string]importing.Piece{}
	for _, x := range list {
		out[x.Collection+" "+x.Words] = x
	}
	return out
}

func TestAProposalSaysOfEachPieceWhatWouldBecomeOfIt(t *testing.T) {
	b, id, p := twoVersions(t)
	before := b.get(id)
	got := b.proposed(p)
	for name, want := range map[string]importing.PieceState{
		" Severity": importing.PieceFile, "sections Summary": importing.PieceFile, "sections Impact": importing.PieceNew,
		"timeline alarm in the hall": importing.PieceBoth, "timeline called": importing.PieceRemoved, "timeline went home": importing.PieceGone,
		"timeline came back at once": importing.PieceHere, "timeline water again": importing.PieceNew,
		"factors one valve": importing.PieceSame, "factors no drill": importing.PieceNew, "causes no drill": importing.PieceNew,
	} {
		if x, ok := got[name]; !ok || x.State != want {
			t.Errorf("%s: %q, want %q", name, x.State, want)
		}
	}
	if c := got[" Severity"].Changes; len(c) != 1 || c[0].Here != "SEV2" || c[0].File != "SEV1" || c[0].Becomes != "SEV1" {
		t.Errorf("%+v", c)
	}
	if c := got["timeline alarm in the hall"].Changes; len(c) != 1 || c[0].File != "alarm of the pump" || !c[0].Asked {
		t.Errorf("%+v", c)
	}
	if r := b.get(id); r.Severity != before.Severity || len(r.Timeline) != len(before.Timeline) {
		t.Errorf("a proposal changes nothing: %+v", r)
	}
}

func TestPiecesThatAPersonLeftStayAsTheyAreAndComeNotAgain(t *testing.T) {
	b, id, p := twoVersions(t)
	got := b.proposed(p)
	left := map[string]bool{}
	for _, name := range []string{" Severity", "sections Impact", "timeline alarm in the hall", "timeline went home", "factors no drill"} {
		left[got[name].Key] = true
	}
	a, err := b.Apply(ctx, p, importing.Options{Update: true, Pieces: map[int]map[string]bool{0: left}}, nil)
	if err != nil || a.Updated != 1 {
		t.Fatalf("%+v %v", a, err)
	}
	check := func(when string) {
		t.Helper()
		r := b.get(id)
		var texts []string
		for _, e := range r.Timeline {
			texts = append(texts, e.Text)
		}
		if r.Severity != "SEV2" || len(r.Conflicts) != 0 || len(r.Factors) != 1 ||
			!slices.Equal(texts, []string{"alarm in the hall", "went home", "came back at once", "water again"}) {
			t.Errorf("%s: %s %v %+v", when, r.Severity, texts, r.Conflicts)
		}
		for _, s := range r.Sections {
			if s.Key == "impact" || s.Key == "summary" && s.Text != "The pumps stood.\n\nNobody noticed for an hour." {
				t.Errorf("%s: %+v", when, s)
			}
		}
	}
	check("after the merge")
	// The next version says the same of what was left: it was decided.
	d := b.docs["v2"]
	d.Timeline = append(d.Timeline, event("2026-01-01T10:30:00Z", "all well"))
	b.put("/p.md", "v3", d)
	p, err = b.Preview(ctx, []string{"/p.md"}, importing.Options{}, nil)
	b.Must(err)
	for name, x := range b.proposed(p) {
		if x.State.Changes() != (name == "timeline all well") {
			t.Errorf("%s is %s", name, x.State)
		}
	}
	// The merge is one step.
	if u, err := b.Rec.Undo(ctx, id, ""); err != nil || !u.Done {
		t.Fatal(err)
	}
	if r := b.get(id); len(r.Timeline) != 3 {
		t.Errorf("%+v", r.Timeline)
	}
}

func TestLeavingAllPiecesChangesNothing(t *testing.T) {
	b, id, p := twoVersions(t)
	left := map[string]bool{}
	for _, x := range b.proposed(p) {
		left[x.Key] = true
	}
	before, err := b.Rec.Get(ctx, id)
	b.Must(err)
	_, err = b.Apply(ctx, p, importing.Options{Update: true, Pieces: map[int]map[string]bool{0: left}}, nil)
	b.Must(err)
	after, err := b.Rec.Get(ctx, id)
	b.Must(err)
	if after.Rev != before.Rev {
		t.Errorf("revision %d, was %d", after.Rev, before.Rev)
	}
}

func TestOnlyANewerVersionHasAProposal(t *testing.T) {
	b := open(t)
	b.put("/p.md", "v1", intake.Document{Title: "Pumps"})
	p, err := b.Preview(ctx, []string{"/p.md"}, importing.Options{}, nil)
	b.Must(err)
	if _, err := b.Proposal(ctx, p.Items[0], false, english); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
}

func TestAFieldWithoutANameIsCalledAsItIsStored(t *testing.T) {
	b, _, p := twoVersions(t)
	list, err := b.Proposal(ctx, p.Items[0], false, func(key string, _ ...string) string { return key })
	b.Must(err)
	named := 0
	for _, x := range list {
		if x.Key == "severity" {
			named++
			if x.Words != "severity" || x.Changes[0].Field != "severity" {
				t.Errorf("%+v", x)
			}
		}
	}
	if named != 1 {
		t.Fatal(named)
	}
}

func TestNobodyIsNamedHereByAPieceThatWasLeft(t *testing.T) {
	b := open(t)
	act := func(title, owner string) intake.Action { return intake.Action{Title: title, OwnerName: owner} }
	b.put("/p.md", "v1", intake.Document{Title: "Pumps", Actions: []intake.Action{act("buy a valve", "Ines")}})
	id := b.run(importing.Options{}, "/p.md").Records[0].ID
	b.put("/p.md", "v2", intake.Document{Title: "Pumps", Actions: []intake.Action{act("buy a valve", "Ines"), act("drill it", "Olaf"), act("write it down", "Petra")}})
	p, err := b.Preview(ctx, []string{"/p.md"}, importing.Options{}, nil)
	b.Must(err)
	left := map[string]bool{b.proposed(p)["actions drill it"].Key: true}
	_, err = b.Apply(ctx, p, importing.Options{Update: true, Pieces: map[int]map[string]bool{0: left}}, nil)
	b.Must(err)
	snap, err := b.Rec.Get(ctx, id)
	b.Must(err)
	var names []string
	for _, name := range review.Names(snap.State) {
		names = append(names, name)
	}
	slices.Sort(names)
	if r := b.get(id); !slices.Equal(names, []string{"Ines", "Petra"}) || len(r.Actions) != 2 || r.Actions[1].OwnerName != "Petra" {
		t.Errorf("%v %+v", names, r.Actions)
	}
}

func TestAnotherOwnerWhoWasLeftIsNotAskedAboutAgain(t *testing.T) {
	b := open(t)
	version := func(owner, summary string) intake.Document {
		return intake.Document{Title: "Pumps", Actions: []intake.Action{{Title: "buy a valve", OwnerName: owner}, {Title: summary}}}
	}
	b.put("/p.md", "v1", version("Ines", "one"))
	id := b.run(importing.Options{}, "/p.md").Records[0].ID
	b.put("/p.md", "v2", version("Olaf", "one"))
	p, err := b.Preview(ctx, []string{"/p.md"}, importing.Options{}, nil)
	b.Must(err)
	left := map[string]bool{b.proposed(p)["actions buy a valve"].Key: true}
	_, err = b.Apply(ctx, p, importing.Options{Update: true, Pieces: map[int]map[string]bool{0: left}}, nil)
	b.Must(err)
	for _, next := range []string{"two", "three"} {
		b.put("/p.md", "v "+next, version("Olaf", next))
		p, err = b.Preview(ctx, []string{"/p.md"}, importing.Options{}, nil)
		b.Must(err)
		if x := b.proposed(p)["actions buy a valve"]; x.State.Changes() {
			t.Errorf("%s: the owner who was left is offered again: %+v", next, x)
		}
		_, err = b.Apply(ctx, p, importing.Options{Update: true}, nil)
		b.Must(err)
		if r := b.get(id); r.Actions[0].OwnerName != "Ines" || len(r.Conflicts) != 0 {
			t.Errorf("%s: %+v %+v", next, r.Actions, r.Conflicts)
		}
	}
	// Another one again is new.
	b.put("/p.md", "v last", version("Petra", "three"))
	p, err = b.Preview(ctx, []string{"/p.md"}, importing.Options{}, nil)
	b.Must(err)
	if x := b.proposed(p)["actions buy a valve"]; !x.State.Changes() {
		t.Errorf("%+v", x)
	}
}
