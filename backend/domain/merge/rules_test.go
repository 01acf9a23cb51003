package merge

import (
	"slices"
	"strings"
	"testing"

	"secondstory/backend/domain/record"
)

// doc is a record with fields given as name, value pairs.
func doc(pairs ...any) *Doc { return with(NewDoc("thing", "T1", 1), pairs...) }

func with(d *Doc, pairs ...any) *Doc {
	d = d.Clone()
	for i := 0; i < len(pairs); i += 2 {
		name := pairs[i].(string)
		if p, ok := record.ParsePath(name); ok && p.Part != "" {
			f := cloneFields(d.Parts[p.Collection][p.Part].Fields)
			if f[p.Field] = pairs[i+1]; pairs[i+1] == nil {
				delete(f, p.Field)
			}
			d.PutPart(p.Collection, p.Part, Part{Fields: f})
			continue
		}
		if d.Fields[name] = pairs[i+1]; pairs[i+1] == nil {
			delete(d.Fields, name)
		}
	}
	return d
}

func three(base, a, b *Doc) Result {
	var bases []*Doc
	if base != nil {
		bases = []*Doc{base}
	}
	return Merge(scheme(), bases, side(a), side(b))
}

// only is the one conflict of a result.
func only(t *testing.T, r Result) Conflict {
	t.Helper()
	if len(r.Opened) != 1 || len(r.Doc.Conflicts) != 1 {
		t.Fatalf("%d conflicts opened: %s", len(r.Opened), show(r.Doc))
	}
	return r.Doc.Conflicts[r.Opened[0]]
}

func stone(run string) []record.Doc { return []record.Doc{{"run": run}} }

func TestFieldsOfDifferentPeopleComeTogether(t *testing.T) {
	base := doc("title", "one", "state", "draft", "events/e/text", "It broke.", "events/e/kind", "note")
	r := three(base, with(base, "title", "two", "events/e/kind", "alert"), with(base, "state", "open", "events/e/text", "It burst."))
	want := doc("title", "two", "state", "open", "events/e/text", "It burst.", "events/e/kind", "alert")
	if !r.Doc.Equal(want) || len(r.Opened) > 0 {
		t.Errorf("%s", show(r.Doc))
	}
}

func TestAFieldWithTwoValuesKeepsBothAndTheirAuthors(t *testing.T) {
	base := doc("title", "one")
	r := Merge(scheme(), []*Doc{base}, Side{Doc: with(base, "title", "two"), Origin: Origin{By: "ana", At: "2026-11-01T10:00:00Z", Commit: "c1"}},
		Side{Doc: with(base, "title", "three"), Origin: Origin{By: "bo", Commit: "c2"}})
	c := only(t, r)
	first, second := ordered("two", "three")
	if c.Path != "title" || c.Kind != KindValue || c.Base != "one" || c.NoBase || c.State != Open || !slices.Equal(c.Values, []string{first.(string), second.(string)}) || !c.Genuine() {
		t.Errorf("%+v", c)
	}
	if r.Doc.Fields["title"] != first {
		t.Errorf("%v stands, %v has the smaller hash", r.Doc.Fields["title"], first)
	}
	by := map[string]string{c.Values[0]: c.Origins[0][0].By, c.Values[1]: c.Origins[1][0].By}
	if by["two"] != "ana" || by["three"] != "bo" {
		t.Errorf("%v", by)
	}
}

func TestFieldsOfAGroupAreOneValue(t *testing.T) {
	base := doc("impact", "high", "urgency", "high")
	r := three(base, with(base, "impact", "low"), with(base, "urgency", "low"))
	c := only(t, r)
	if c.Path != "priority" || c.Kind != KindGroup || c.Base != `{"impact":"high","urgency":"high"}` {
		t.Errorf("%+v", c)
	}
	if got := r.Doc.Fields; got["impact"] == got["urgency"] {
		t.Errorf("a pair nobody chose: %v", got)
	}
	v, err := scheme().ValueOf(c.Path, c.Values[1])
	if names, ok := scheme().Atoms(c.Path); err != nil || !ok || !slices.Equal(names, []string{"impact", "urgency"}) || len(v.(record.Doc)) != 2 {
		t.Errorf("%v %v %v", v, names, err)
	}
}

func TestSetsAreMergedElementByElement(t *testing.T) {
	base := doc("tags", []any{"a", "b"}, "pictures", []any{"p"})
	r := three(base, with(base, "tags", []any{"b", "c"}, "pictures", []any{"p", "q"}), with(base, "tags", []any{"a", "b", "d"}, "pictures", nil))
	if !record.Equal(r.Doc.Fields["tags"], []any{"b", "c", "d"}) || !record.Equal(r.Doc.Fields["pictures"], []any{"p", "q"}) || len(r.Opened) > 0 {
		t.Errorf("%s", show(r.Doc))
	}
	other := doc("tags", []any{"b"})
	r = Merge(scheme(), []*Doc{base, other}, side(doc("tags", []any{"a", "x"})), side(doc("tags", []any{"b", "y"})))
	if !record.Equal(r.Doc.Fields["tags"], []any{"a", "x", "y"}) {
		t.Errorf("an element only one base has must stay, one all have may go: %v", r.Doc.Fields["tags"])
	}
}

func TestTheLargerRankStandsWithoutAConflict(t *testing.T) {
	base := doc("events/e/rank", "V")
	r := three(base, with(base, "events/e/rank", "W"), with(base, "events/e/rank", "VX"))
	if r.Doc.Parts["events"]["e"].Fields["rank"] != "W" || len(r.Opened) > 0 {
		t.Errorf("%s", show(r.Doc))
	}
}

func TestTwoNewStatementsOfATimeAreAQuestionAndBothStay(t *testing.T) {
	at := func(s string) record.Doc { return record.Doc{"at": s, "zone": "UTC", "precision": "minute"} }
	base := doc("events/e/times", []any{at("10:00")})
	a, b := with(base, "events/e/times", []any{at("10:00"), at("10:05")}), with(base, "events/e/times", []any{at("10:00"), at("10:07"), at("10:08")})
	r := three(base, a, b)
	c := only(t, r)
	times := r.Doc.Parts["events"]["e"].Fields["times"].([]any)
	if len(times) != 4 || text(times[0]) != text(at("10:00")) || text(times[3]) != c.Values[0] || c.Kind != KindTime || c.Base != text(at("10:00")) {
		t.Errorf("%v %+v", times, c)
	}
	// The one who had seen the other's statement has the last word.
	seen := with(base, "events/e/times", []any{at("10:00"), at("10:05"), at("10:09")})
	if r := three(base, a, seen); len(r.Opened) > 0 || !record.Equal(r.Doc.Parts["events"]["e"].Fields["times"], seen.Parts["events"]["e"].Fields["times"]) {
		t.Errorf("%s", show(r.Doc))
	}
}

func TestARemovalLosesToAnEditAndTakesWhatNobodyTouched(t *testing.T) {
	base := doc("title", "t", "events/e/text", "It broke.", "events/e/kind", "note", "events/f/text", "x")
	gone := base.Clone()
	gone.DropPart("events", "e")
	gone.DropPart("events", "f")
	r := three(base, gone, with(base, "events/e/text", "It burst."))
	c := only(t, r)
	if p, ok := r.Doc.Part("events", "e"); !ok || p.Fields["text"] != "It burst." || p.Fields["kind"] != "note" {
		t.Errorf("the edited part is not whole: %s", show(r.Doc))
	}
	if _, ok := r.Doc.Part("events", "f"); ok {
		t.Error("a part nobody touched came back")
	}
	if c.Path != "events/e" || c.Kind != KindDelete || c.Values[1] != "" || !strings.Contains(c.Values[0], "It burst.") {
		t.Errorf("%+v", c)
	}
}

func TestADisposalWinsOverAnEditAndKeepsItInAConflict(t *testing.T) {
	base := doc("events/e/text", "It broke.", "events/e/kind", "note")
	gone := base.Clone()
	gone.PutPart("events", "e", Part{Tombstones: stone("run 7")})
	r := three(base, gone, with(base, "events/e/text", "It burst."))
	c := only(t, r)
	if p := r.Doc.Parts["events"]["e"]; !p.Disposed() || len(p.Fields) > 0 {
		t.Errorf("%+v", p)
	}
	if c.Kind != KindDispose || c.Values[1] != `{"text":"It burst."}` || strings.Contains(c.Values[1]+c.Base, "note") {
		t.Errorf("the conflict holds the edit and nothing of what was disposed of: %+v", c)
	}
	// What nobody edited, or somebody only removed, goes without a question.
	for _, other := range []*Doc{base, with(doc(), "title", "x")} {
		if r := three(base, gone, other); len(r.Opened) > 0 || !r.Doc.Parts["events"]["e"].Disposed() {
			t.Errorf("%s", show(r.Doc))
		}
	}
	// Two runs leave two stones.
	again := base.Clone()
	again.PutPart("events", "e", Part{Tombstones: stone("run 8")})
	if r := three(base, gone, again); len(r.Doc.Parts["events"]["e"].Tombstones) != 2 {
		t.Errorf("%s", show(r.Doc))
	}
}

func TestAWholeRecordFollowsTheSameRules(t *testing.T) {
	base := doc("title", "one", "events/e/text", "It broke.")
	edited := with(base, "title", "two")
	if r := three(base, nil, base); r.Doc.There() || len(r.Opened) > 0 {
		t.Errorf("removed: %s", show(r.Doc))
	}
	r := three(base, nil, edited)
	if c := only(t, r); !r.Doc.Live || r.Doc.Fields["title"] != "two" || c.Path != RecordPath || c.Kind != KindDelete {
		t.Errorf("%s", show(r.Doc))
	}
	gone := Absent("thing", "T1")
	gone.Tombstones = stone("run 7")
	r = three(base, gone, edited)
	if c := only(t, r); r.Doc.Live || !r.Doc.Disposed() || c.Kind != KindDispose || c.Values[1] != `{"fields":{"title":"two"}}` {
		t.Errorf("%s", show(r.Doc))
	}
	if r := three(base, gone, nil); !r.Doc.Disposed() || len(r.Opened) > 0 {
		t.Errorf("disposed and removed: %s", show(r.Doc))
	}
	if r := three(nil, nil, edited); !r.Doc.Equal(edited) {
		t.Errorf("a new record: %s", show(r.Doc))
	}
	// Conflicts stay when the record goes.
	with := base.Clone()
	c := Conflict{ID: "01CONFLICT", Path: "title", Kind: "reimport", Values: []string{"a", "b"}, State: Open}
	with.Conflicts[c.ID] = c
	if r := three(base, nil, with); r.Doc.There() || len(r.Doc.Conflicts) != 1 {
		t.Errorf("%s", show(r.Doc))
	}
}

func TestPartsWrittenOnceStayAsTheyWereWritten(t *testing.T) {
	base := doc("votes/v/title", "for")
	gone := base.Clone()
	gone.DropPart("votes", "v")
	r := three(base, with(gone, "title", "x"), with(base, "votes/w/title", "against"))
	if len(r.Doc.Parts["votes"]) != 2 || len(r.Notices) != 1 || r.Notices[0].Key != "merge.fixed_removed" {
		t.Errorf("%s %v", show(r.Doc), r.Notices)
	}
	r = three(base, with(base, "votes/v/title", "against"), with(base, "title", "x"))
	if c := only(t, r); r.Doc.Parts["votes"]["v"].Fields["title"] != "for" || c.Kind != KindFixed || !strings.Contains(c.Values[1], "against") || len(r.Notices) != 1 {
		t.Errorf("%s", show(r.Doc))
	}
}

func TestADocumentOfANewerSchemaIsMergedWhole(t *testing.T) {
	base := doc("title", "one", "state", "draft")
	a, b := with(base, "title", "two"), with(base, "state", "open")
	a.Schema, b.Schema = 2, 2
	r := three(base, a, b)
	if c := only(t, r); c.Kind != KindWhole || !r.Doc.Clone().Equal(r.Doc) || r.Doc.Schema != 2 || (r.Doc.Fields["title"] == "two") == (r.Doc.Fields["state"] == "open") {
		t.Errorf("%s", show(r.Doc))
	}
	if r := three(base, a, base); !r.Doc.Equal(a) {
		t.Error("a side that did nothing stands in the way")
	}
}

func TestASideWithoutABaseIsAddedTo(t *testing.T) {
	r := three(nil, doc("title", "same", "tags", []any{"a"}, "events/e/text", "x"), doc("title", "same", "tags", []any{"b"}, "events/f/text", "y"))
	if len(r.Opened) > 0 || len(r.Doc.Parts["events"]) != 2 || !record.Equal(r.Doc.Fields["tags"], []any{"a", "b"}) {
		t.Errorf("%s", show(r.Doc))
	}
}

func TestATextThatWasEmptyAndThatTwoPeopleFillIsAQuestionAndBothStand(t *testing.T) {
	base := doc("title", "one")
	a, b := with(base, "text", "After 4 minutes."), with(base, "text", "After 9 minutes.")
	a0, b0 := a.Clone(), b.Clone()
	r := Merge(scheme(), []*Doc{base}, Side{Doc: a, Origin: Origin{By: "ana", At: "1"}}, Side{Doc: b, Origin: Origin{By: "bo", At: "2"}})
	c := only(t, r)
	text := record.Str(r.Doc.Fields, "text")
	if c.Kind != KindText || len(c.Values) != 3 || c.Values[0] != text || text != c.Values[1]+"\n\n"+c.Values[2] || c.NoBase || len(r.Notices) != 0 {
		t.Fatalf("%s", show(r.Doc))
	}
	for i, v := range c.Values[1:] {
		if by := c.Origins[i+1][0].By; (by == "ana") != (v == "After 4 minutes.") {
			t.Errorf("%q is by %s", v, by)
		}
	}
	st := scheme().state(r.Doc)
	if ops, ok := scheme().Decide(c, st, c.Values[2]); !ok || len(ops) != 1 {
		t.Errorf("one of the two cannot be taken: %v", ops)
	}
	// What one of them adds to a text that has words already is no question.
	full := with(base, "text", "It failed.")
	if r := three(full, with(full, "text", "It failed.\nA."), with(full, "text", "It failed.\nB.")); len(r.Opened) != 0 || len(r.Notices) != 1 {
		t.Errorf("%s", show(r.Doc))
	}
	if !a.Equal(a0) || !b.Equal(b0) {
		t.Error("a side was changed")
	}
}

func TestDecisionsOfAConflictAreJoinedAndResolvedWins(t *testing.T) {
	base := doc("title", "one")
	m := three(base, with(base, "title", "two"), with(base, "title", "three")).Doc
	id := sortedKeys(m.Conflicts)[0]
	a, b, c := m.Clone(), m.Clone(), with(m, "state", "open")
	a.Conflicts[id] = a.Conflicts[id].Resolve(Resolution{Value: "two", By: "ana"})
	a.Fields["title"] = "two"
	b.Conflicts[id] = b.Conflicts[id].Resolve(Resolution{Value: "four", By: "bo"})
	b.Fields["title"] = "four"
	if r := three(m, a, c); r.Doc.Conflicts[id].State != Resolved || len(r.Opened) > 0 || r.Doc.Fields["title"] != "two" {
		t.Errorf("%s", show(r.Doc))
	}
	r := three(m, a, b)
	if k := r.Doc.Conflicts[id]; k.State != Resolved || len(k.Resolutions) != 2 {
		t.Errorf("%+v", k)
	}
	standing := r.Doc.Fields["title"]
	open := conflictsOf(r.Doc, KindValue)
	if len(open) != 2 && !(len(open) == 1 && (standing == "two" || standing == "four")) {
		t.Errorf("two decisions are one more question: %s", show(r.Doc))
	}
	again := Reopen(r.Doc.Conflicts, r.Doc.Conflicts[id])
	if again.ID == id || again.State != Open || !slices.Equal(again.Values, r.Doc.Conflicts[id].Values) || !again.Genuine() {
		t.Errorf("%+v", again)
	}
}

func TestAQuestionAskedAgainStillTellsWhatWasEdited(t *testing.T) {
	c := Conflict{Path: "", Kind: KindDelete, Values: []string{"a", "b"}, State: Resolved, Extra: record.Doc{EditedName: []any{"title"}, "unknown": "of the decision"}}
	c.ID = ConflictID(c.Path, c.Kind, c.Base, c.NoBase, c.Values, 0)
	again := Reopen(map[string]Conflict{c.ID: c}, c)
	if got := EditedOf(again); !slices.Equal(got, []string{"title"}) || len(again.Extra) != 1 || again.State != Open {
		t.Errorf("%+v", again)
	}
}

func TestAConflictEditedByHandIsKnownByItsID(t *testing.T) {
	base := doc("title", "one")
	m := three(base, with(base, "title", "two"), with(base, "title", "three")).Doc
	id := sortedKeys(m.Conflicts)[0]
	forged := m.Clone()
	c := forged.Conflicts[id]
	c.Values = []string{"two", "anything"}
	forged.Conflicts[id] = c
	if c.Genuine() {
		t.Error("the values are not part of the id")
	}
	if r := three(m, with(m, "state", "open"), forged); !slices.Equal(r.Doc.Conflicts[id].Values, m.Conflicts[id].Values) {
		t.Errorf("%+v", r.Doc.Conflicts[id])
	}
}

func TestAFileNobodyCanReadIsMergedWhole(t *testing.T) {
	b := func(s string) []byte { return []byte(s) }
	for _, c := range []struct {
		name       string
		f          File
		want       string
		conflicted bool
	}{
		{"one side", File{Bases: [][]byte{b("x")}, A: b("x"), B: b("y")}, "y", false},
		{"removed", File{Bases: [][]byte{b("x")}, A: nil, B: b("x")}, "", false},
		{"added", File{Bases: [][]byte{nil}, A: b("x")}, "x", false},
		{"added without a base", File{A: nil, B: b("x")}, "x", false},
		{"removed and changed", File{Bases: [][]byte{b("x")}, A: nil, B: b("y")}, "y", true},
		{"bases do not agree", File{Bases: [][]byte{b("x"), b("y")}, A: b("x"), B: b("z")}, "*", true},
		{"both", File{Bases: [][]byte{b("x")}, A: b("1"), B: b("2")}, "*", true},
	} {
		c.f.Path = "file:odd.yaml"
		got, k, conflicted := Whole(c.f, nil)
		back, j, _ := Whole(File{Path: c.f.Path, Bases: c.f.Bases, A: c.f.B, B: c.f.A}, nil)
		if conflicted != c.conflicted || c.want != "*" && string(got) != c.want || string(back) != string(got) || j.ID != k.ID {
			t.Errorf("%s: %q %+v", c.name, got, k)
		}
		if conflicted && (k.Values[0] != string(got) || !k.Genuine() || k.Path != c.f.Path) {
			t.Errorf("%s: %+v", c.name, k)
		}
	}
}

func TestValidatorsSpeakAfterTheMergeAndNeverReject(t *testing.T) {
	s, err := NewScheme(thing, Version, func(d *Doc) []Notice {
		if d.Fields["state"] == "done" && len(d.Parts["proofs"]) == 0 {
			return []Notice{{Key: "done_without_proof", Path: "state"}}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	base := doc("state", "open", "nodes/n/title", "x", "proofs/p/node", "n")
	without := base.Clone()
	without.DropPart("proofs", "p")
	r := Merge(s, []*Doc{base}, side(with(base, "state", "done")), side(without))
	if len(r.Notices) != 1 || r.Notices[0].Key != "done_without_proof" || len(r.Opened) > 0 {
		t.Errorf("%+v", r)
	}
}

// laid is a schema with a field that a program chooses.
var laid = &record.Schema{Kind: "thing", Version: 1, Collections: []record.Collection{{Name: "nodes", Fields: []record.Field{
	{Name: "title", Type: record.String, Policy: record.Scalar},
	{Name: "parent", Type: record.ID, Policy: record.Tree},
	{Name: "side", Type: record.Enum, Policy: record.Either, Values: []string{"up", "down"}},
}}}}

func TestWhatAProgramChoseIsNoQuestion(t *testing.T) {
	s, err := NewScheme(laid, Version)
	if err != nil {
		t.Fatal(err)
	}
	base := doc("nodes/n/title", "Valve", "nodes/n/side", "up", "nodes/m/title", "Pump", "nodes/m/side", "up")
	down, none := with(base, "nodes/n/side", "down"), with(base, "nodes/n/side", nil)
	var hashes []string
	for _, bases := range [][]*Doc{{base}, {}, {base, doc("nodes/n/title", "Valve", "nodes/n/side", "down")}} {
		for _, sides := range [][2]*Doc{{down, none}, {none, down}} {
			r := Merge(s, bases, side(sides[0]), side(sides[1]))
			if len(r.Opened) > 0 || len(r.Doc.Conflicts) > 0 {
				t.Errorf("%d bases: a person is asked which side the program chose: %s", len(bases), show(r.Doc))
			}
			if side := r.Doc.Parts["nodes"]["n"].Fields["side"]; side != "down" && side != nil {
				t.Errorf("%v is of neither", side)
			}
			hashes = append(hashes, r.Doc.Hash())
		}
		if n := len(hashes); hashes[n-1] != hashes[n-2] {
			t.Errorf("%d bases: it depends on who merges", len(bases))
		}
	}
}

// Whoever took a part away saw all that people had written in it.
func TestAPartThatOnlyTheProgramTouchedGoes(t *testing.T) {
	s, err := NewScheme(laid, Version)
	if err != nil {
		t.Fatal(err)
	}
	base := doc("nodes/n/title", "Valve", "nodes/m/title", "Pump")
	gone := base.Clone()
	gone.DropPart("nodes", "n")
	laidOut := with(base, "nodes/n/side", "down", "nodes/m/side", "up")
	for _, sides := range [][2]*Doc{{laidOut, gone}, {gone, laidOut}} {
		r := Merge(s, []*Doc{base}, side(sides[0]), side(sides[1]))
		if _, there := r.Doc.Part("nodes", "n"); there || len(r.Opened) > 0 || r.Doc.Parts["nodes"]["m"].Fields["side"] != "up" {
			t.Errorf("%s", show(r.Doc))
		}
	}
	if r := Merge(s, []*Doc{base}, side(with(laidOut, "nodes/n/title", "Old valve")), side(gone)); len(r.Opened) != 1 {
		t.Errorf("what a person wrote beside it is asked about: %s", show(r.Doc))
	}
}
