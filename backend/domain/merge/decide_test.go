package merge

import (
	"testing"

	"secondstory/backend/domain/record"
)

func TestADecisionIsAnEditOfWhatTheConflictIsAbout(t *testing.T) {
	base := doc("title", "one", "impact", "high", "text", "first\nsame\nlast", "events/e/text", "It broke.", "nodes/n/title", "x")
	gone := with(base, "title", "two", "impact", "low", "text", "first\nleft\nlast")
	gone.DropPart("events", "e")
	r := three(base, gone, with(base, "title", "three", "impact", nil, "urgency", "low", "text", "first\nright\nlast", "events/e/text", "It burst."))
	if len(r.Opened) != 4 {
		t.Fatalf("%s", show(r.Doc))
	}
	for _, id := range r.Opened {
		c := r.Doc.Conflicts[id]
		for i, value := range c.Values {
			st := scheme().state(r.Doc)
			ops, ok := scheme().Decide(c, st, value)
			if !ok || i == 0 && len(ops) > 0 || i == 1 && len(ops) == 0 {
				t.Errorf("%s %q: %d edits, %v", c.Path, value, len(ops), ok)
				continue
			}
			if _, err := record.Apply(thing, st, ops...); err != nil {
				t.Errorf("%s: %v", c.Path, err)
			}
			if i == 0 {
				continue
			}
			switch c.Kind {
			case KindDelete:
				if !st.Parts["events"]["e"].Removed {
					t.Error("the part is still there")
				}
			case KindGroup:
				if got := text(record.Doc{"impact": st.Head["impact"], "urgency": st.Head["urgency"]}); got != `{"impact":"low","urgency":null}` && got != `{"impact":null,"urgency":"low"}` {
					t.Errorf("%s", got)
				}
			case KindText:
				if got := st.Head["text"]; got != "first\n"+value+"\nlast" {
					t.Errorf("%q", got)
				}
			default:
				if st.Head[c.Path] != value {
					t.Errorf("%s is %v", c.Path, st.Head[c.Path])
				}
			}
		}
	}
}

func TestADecisionThatHasNoPlaceAnyMoreIsLeftToAPerson(t *testing.T) {
	st := scheme().state(doc("text", "a\nleft\nb\nleft", "title", "x"))
	for name, c := range map[string]Conflict{
		"the lines stand there twice":  {Path: "text", Kind: KindText, Values: []string{"left", "right"}},
		"the lines are gone":           {Path: "text", Kind: KindText, Values: []string{"other", "right"}},
		"the part is gone":             {Path: "events/e/kind", Kind: KindValue, Values: []string{"a", "b"}},
		"it was disposed of":           {Path: "events/e", Kind: KindDispose, Values: []string{"", "{}"}},
		"nobody knows the field":       {Path: "later", Kind: KindValue, Values: []string{"1", "2"}},
		"a time is put right by hand":  {Path: "title", Kind: KindTime, Values: []string{"{}", "{}"}},
		"the record has no such place": {Path: "a/b/c/d", Kind: KindValue, Values: []string{"1", "2"}},
	} {
		if ops, ok := scheme().Decide(c, st, c.Values[1]); ok {
			t.Errorf("%s: %v", name, ops)
		}
	}
}

func TestAnUndoneDecisionIsANewConflictAndNoneIsTakenAway(t *testing.T) {
	base := doc("title", "one")
	m := three(base, with(base, "title", "two"), with(base, "title", "three")).Doc
	id := sortedKeys(m.Conflicts)[0]
	shared := m.Clone()
	shared.Conflicts[id] = m.Conflicts[id].Resolve(Resolution{Value: "two", By: "ana"})
	shared.Conflicts["01OTHER"] = Conflict{ID: "01OTHER", Path: "state", Kind: "reimport", Values: []string{"a", "b"}, State: Open}

	undone := m.Clone()
	KeepConflicts(shared, undone)
	if len(undone.Conflicts) != 3 || undone.Conflicts[id].State != Resolved || len(undone.Conflicts[id].Resolutions) != 1 {
		t.Fatalf("%s", show(undone))
	}
	open := 0
	for k, c := range undone.Conflicts {
		if c.State == Open && c.Path == "title" && k != id && c.Values[0] == m.Conflicts[id].Values[0] {
			open++
		}
	}
	if open != 1 {
		t.Errorf("%s", show(undone))
	}
	before := show(undone)
	KeepConflicts(undone, undone)
	if show(undone) != before {
		t.Error("a second look changes it again")
	}
}
