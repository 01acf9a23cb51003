package merge

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"secondstory/backend/domain/record"
)

// storied is a record of a space with the versions it has had, the newest last.
func storied(c chooser) (e *editor, past []*Doc) {
	e = newEditor(c)
	d := NewDoc("thing", "T1", 1)
	for range 4 + c.n(12) {
		past = append(past, d)
		if next := e.edit(d); next.Live {
			d = next
		}
	}
	return e, past
}

func TestWhoEditedNothingChangesNothingWhereTheBaseIsNotKnown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawn{t}
		_, past := storied(c)
		theirs := past[len(past)-1]
		ours := past[c.n(len(past))].Clone()
		ours.Conflicts = map[string]Conflict{}
		ours.Schema = 2
		r := Adopt(scheme(), past, side(ours), side(theirs))
		same(t, "the space's", r.Doc, theirs)
		if len(r.Opened) > 0 {
			t.Fatalf("it asks %v", r.Opened)
		}
	})
}

// What was edited outside, from a version nobody kept, is there or is asked about, and
// what the space said stands wherever both said something.
func TestAnAdoptedRecordLosesNothingAndGluesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawn{t}
		e, past := storied(c)
		theirs := past[len(past)-1]
		ours := past[c.n(len(past))]
		for range 1 + c.n(5) {
			if next := e.edit(ours); next.Live {
				ours = next
			}
		}
		shown := make([]*Doc, len(past), len(past)+1)
		copy(shown, past)
		r := Adopt(scheme(), append(shown, nil), side(ours), side(theirs))
		said := map[string]bool{}
		for _, d := range past {
			for w := range kept(d) {
				said[w] = true
			}
		}
		left := kept(r.Doc)
		for w := range kept(ours) {
			if !left[w] && !said[w] {
				t.Fatalf("%s was written here and is gone:\n%s\n%s", w, show(ours), show(r.Doc))
			}
		}
		disposed := map[string]bool{}
		for id, p := range ours.Parts["events"] {
			if p.Disposed() {
				collect(theirs.Parts["events"][id].plain(), disposed)
			}
		}
		for w := range words(theirs.content()) {
			if !left[w] && !disposed[w] {
				t.Fatalf("%s stood in the space and is gone:\n%s\n%s\n%s", w, show(ours), show(theirs), show(r.Doc))
			}
		}
		if at := cyclic(r.Doc); at != "" {
			t.Fatalf("%s is its own ancestor", at)
		}
		whole := func(path string, out, a, b record.Doc) {
			if v := record.Str(out, "text"); v != record.Str(a, "text") && v != record.Str(b, "text") {
				t.Fatalf("%s is glued: %q", path, v)
			}
		}
		whole("text", r.Doc.Fields, ours.Fields, theirs.Fields)
		for _, name := range []string{"events", "sections"} {
			for id, p := range r.Doc.Parts[name] {
				whole(name+"/"+id, p.Fields, ours.Parts[name][id].Fields, theirs.Parts[name][id].Fields)
			}
		}
		for _, id := range r.Opened {
			k := r.Doc.Conflicts[id]
			if names, ok := scheme().Atoms(k.Path); ok && len(names) == 1 && k.Kind == KindValue && k.Path == "title" && record.Str(theirs.Fields, "title") != k.Values[0] {
				t.Fatalf("what the space says does not stand: %+v", k)
			}
		}
	})
}

func TestAnAdoptedRecordKeepsToWhatTheSpaceDecided(t *testing.T) {
	put := func(d *Doc, id, text string) { d.PutPart("events", id, Part{Fields: record.Doc{"text": text}}) }
	first := NewDoc("thing", "T1", 1)
	first.Fields = record.Doc{"title": "As it began", "state": "open", "impact": "high", "tags": []any{"a", "b"}, "text": "It stood still."}
	put(first, "gone", "Taken away in the space")
	put(first, "both", "Edited here, taken away there")
	second := first.Clone()
	second.Fields["title"], second.Fields["tags"] = "As the space says", []any{"b", "c"}
	second.Fields["text"] = "The line stood still."
	delete(second.Fields, "impact")
	second.DropPart("events", "gone")
	second.DropPart("events", "both")
	put(second, "new", "Put in by the space")
	ours := first.Clone()
	ours.Fields["state"], ours.Fields["tags"], ours.Fields["urgency"] = "done", []any{"a", "b", "d"}, "now"
	ours.Fields["text"] = "It stood still.\n\nNobody noticed."
	put(ours, "both", "Edited here")
	put(ours, "own", "Put in here")
	r := Adopt(scheme(), []*Doc{first, second}, side(ours), side(second))
	f := r.Doc.Fields
	if f["title"] != "As the space says" || f["state"] != "open" || f["text"] != "The line stood still." || !record.Equal(f["tags"], []any{"b", "c", "d"}) || f["impact"] != nil {
		t.Errorf("%v", f)
	}
	if got := sortedKeys(r.Doc.Parts["events"]); !slices.Equal(got, []string{"both", "new", "own"}) {
		t.Errorf("%v", got)
	}
	asked := map[string][]string{}
	for _, id := range r.Opened {
		asked[r.Doc.Conflicts[id].Path] = r.Doc.Conflicts[id].Values
	}
	if len(asked) != 4 || !slices.Equal(asked["state"], []string{"open", "done"}) || len(asked["events/both"]) != 2 || len(asked["priority"]) != 2 ||
		!slices.Equal(asked["text"], []string{"The line stood still.", "It stood still.\n\nNobody noticed."}) {
		t.Errorf("%v", asked)
	}
}

// Two people who each brought the same record into a space were never one: nothing of
// theirs is put together.
func TestTwoVersionsWithoutACommonPastAreAskedAboutAndNeverGlued(t *testing.T) {
	a, b := NewDoc("thing", "T1", 1), NewDoc("thing", "T1", 1)
	a.Fields, b.Fields = record.Doc{"title": "One", "text": "One text.", "state": "open"}, record.Doc{"title": "Two", "text": "Another text."}
	a.PutPart("events", "e", Part{Fields: record.Doc{"text": "The first words"}})
	b.PutPart("events", "e", Part{Fields: record.Doc{"text": "The other words"}})
	for _, bases := range [][]*Doc{nil, {nil}} {
		m := Merge(scheme(), bases, side(a), side(b)).Doc
		if s := record.Str(m.Fields, "text"); s != "One text." && s != "Another text." {
			t.Errorf("%q", s)
		}
		if s := record.Str(m.Parts["events"]["e"].Fields, "text"); s != "The first words" && s != "The other words" {
			t.Errorf("%q", s)
		}
		if len(m.Conflicts) != 3 || m.Fields["state"] != "open" {
			t.Errorf("%v %v", m.Conflicts, m.Fields)
		}
		for _, c := range m.Conflicts {
			if !c.NoBase {
				t.Errorf("nobody began with nothing: %+v", c)
			}
		}
	}
}

// A decision that a part goes stands, though something still hangs on it, until
// somebody hangs something new there.
func TestAPartThatWasDecidedAwayStaysAway(t *testing.T) {
	base := forest("r", "", "a", "r")
	asked := Merge(scheme(), []*Doc{base}, side(drops(base, "a")), side(moves(base, "new", "a"))).Doc
	decided := drops(asked, "a")
	for id, c := range decided.Conflicts {
		decided.Conflicts[id] = c.Resolve(Resolution{By: "ana"})
	}
	elsewhere := asked.Clone()
	elsewhere.Fields["title"] = "Something else"
	worded := asked.Clone()
	set(worded, "nodes", "new", "title", "In other words")
	for _, other := range []*Doc{elsewhere, worded} {
		m := Merge(scheme(), []*Doc{asked}, side(decided), side(other))
		if _, back := m.Doc.Part("nodes", "a"); back || len(m.Opened) > 0 {
			t.Errorf("it is asked again: %v", m.Opened)
		}
		if _, there := m.Doc.Part("nodes", "new"); !there {
			t.Error("what hung on it is lost")
		}
	}
	grown := moves(asked, "more", "a")
	if _, back := Merge(scheme(), []*Doc{asked}, side(decided), side(grown)).Doc.Part("nodes", "a"); !back {
		t.Error("what somebody needs who knew of no decision is gone")
	}
}
