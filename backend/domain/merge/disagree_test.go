package merge

import "testing"

func TestWhoDecidedForWhatStoodIsHeardWhenSomebodyElseDecidedOtherwise(t *testing.T) {
	base := doc("title", "one")
	asked := three(base, with(base, "title", "two"), with(base, "title", "three"))
	if len(asked.Opened) != 1 {
		t.Fatal(show(asked.Doc))
	}
	id := asked.Opened[0]
	c := asked.Doc.Conflicts[id]
	decide := func(value, by string) *Doc {
		d := with(asked.Doc, "title", value)
		d.Conflicts[id] = c.Resolve(Resolution{Value: value, By: by, At: "2026-11-22T10:00:00Z", Why: by + " says"})
		return d
	}
	kept, changed := decide(c.Values[0], "ines"), decide(c.Values[1], "tomas")
	r := three(asked.Doc, kept, changed)
	if len(r.Opened) != 1 {
		t.Fatalf("nobody is asked:\n%s", show(r.Doc))
	}
	again := r.Doc.Conflicts[r.Opened[0]]
	if again.Path != "title" || again.State != Open || again.Values[0] != c.Values[1] || again.Values[1] != c.Values[0] ||
		again.Origins[0][0].By != "tomas" || again.Origins[1][0].By != "ines" {
		t.Errorf("%+v", again)
	}
	old := r.Doc.Conflicts[id]
	if old.State != Resolved || len(old.Resolutions) != 2 {
		t.Errorf("%+v", old)
	}
	if got := scheme().state(r.Doc).Head["title"]; got != c.Values[1] {
		t.Errorf("%v stands", got)
	}
	if other := three(asked.Doc, changed, kept); !other.Doc.Equal(r.Doc) {
		t.Errorf("it depends on the side:\n%s\n%s", show(r.Doc), show(other.Doc))
	}
	// A third version that has seen only one decision opens nothing more.
	if later := three(changed, r.Doc, with(changed, "impact", "low")); len(later.Opened) != 0 {
		t.Errorf("%s", show(later.Doc))
	}
	// Decided alike, nobody is asked.
	if same := three(asked.Doc, decide(c.Values[1], "ines"), changed); len(same.Opened) != 0 {
		t.Errorf("%s", show(same.Doc))
	}
}

func TestOneQuestionIsAskedWhereBothDecisionsChangedThePlace(t *testing.T) {
	base := doc("title", "one")
	asked := three(base, with(base, "title", "two"), with(base, "title", "three"))
	id := asked.Opened[0]
	decide := func(value, by string) *Doc {
		d := with(asked.Doc, "title", value)
		d.Conflicts[id] = asked.Doc.Conflicts[id].Resolve(Resolution{Value: value, By: by, At: "2026-11-22T10:00:00Z"})
		return d
	}
	r := three(asked.Doc, decide("four", "ines"), decide("five", "tomas"))
	if len(r.Opened) != 1 {
		t.Errorf("%s", show(r.Doc))
	}
}

// Whether a record stays is asked again like any value, and it stays meanwhile: the one who
// decided for that changed nothing, so the removal would stand without a word.
func TestARecordStaysWhileTwoDisagreeWhetherItDoes(t *testing.T) {
	base := doc("title", "one")
	asked := three(base, nil, with(base, "title", "two"))
	id := asked.Opened[0]
	c := asked.Doc.Conflicts[id]
	stays, goes := asked.Doc.Clone(), Absent("thing", "T1")
	stays.Conflicts[id] = c.Resolve(Resolution{Value: c.Values[0], By: "ines", At: "2026-11-22T10:00:00Z", Why: "we need it"})
	goes.Conflicts[id] = c.Resolve(Resolution{Value: "", By: "tomas", At: "2026-11-22T10:01:00Z"})
	r := three(asked.Doc, stays, goes)
	if !r.Doc.Live || len(r.Opened) != 1 {
		t.Fatal(show(r.Doc))
	}
	again := r.Doc.Conflicts[r.Opened[0]]
	if again.Path != RecordPath || again.Kind != KindDelete || again.Values[0] != c.Values[0] || again.Values[1] != "" ||
		again.Origins[0][0].By != "ines" || again.Origins[1][0].By != "tomas" || len(EditedOf(again)) != 1 {
		t.Errorf("%+v", again)
	}
	if other := three(asked.Doc, goes, stays); !other.Doc.Equal(r.Doc) {
		t.Errorf("it depends on the side:\n%s\n%s", show(r.Doc), show(other.Doc))
	}
	// Whoever decides with both answers known decides.
	gone := Absent("thing", "T1")
	for id, c := range r.Doc.Conflicts {
		gone.Conflicts[id] = c
	}
	gone.Conflicts[again.ID] = again.Resolve(Resolution{By: "ines", At: "2026-11-22T11:00:00Z"})
	if last := three(r.Doc, r.Doc, gone); last.Doc.Live || len(last.Opened) != 0 {
		t.Errorf("%s", show(last.Doc))
	}
	// One who has heard of one decision only opens nothing more, and what was edited after
	// deciding that it stays is asked about once.
	if later := three(goes, r.Doc, goes); !later.Doc.Live || len(later.Opened) != 0 {
		t.Errorf("%s", show(later.Doc))
	}
	if edited := three(asked.Doc, with(stays, "title", "three"), goes); !edited.Doc.Live || len(edited.Opened) != 1 {
		t.Errorf("%s", show(edited.Doc))
	}
	// What was disposed of stays so, and where both went on with it nobody is asked.
	disposed := goes.Clone()
	disposed.Tombstones = stone("run 7")
	if r := three(asked.Doc, stays, disposed); !r.Doc.Disposed() {
		t.Errorf("%s", show(r.Doc))
	}
	restored := stays.Clone()
	restored.Conflicts[id] = goes.Conflicts[id]
	if r := three(asked.Doc, stays, restored); !r.Doc.Live || len(r.Opened) != 0 {
		t.Errorf("%s", show(r.Doc))
	}
}
