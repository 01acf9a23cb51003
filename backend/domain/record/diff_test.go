package record_test

import (
	"testing"

	"pgregory.net/rapid"

	"secondstory/backend/domain/record"
)

func TestADifferenceTakenBackGivesTheStateItStartedFrom(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before, fresh := record.NewState("thing", "01"), 0
		for range rapid.IntRange(0, 3).Draw(t, "steps before") {
			if _, err := record.Apply(schema, before, step(t, before, &fresh)...); err != nil {
				t.Fatal(err)
			}
		}
		after := before.Clone()
		for range rapid.IntRange(0, 4).Draw(t, "steps") {
			if _, err := record.Apply(schema, after, step(t, after, &fresh)...); err != nil {
				t.Fatal(err)
			}
		}
		// A merge that takes a part away leaves it in the trash as it was.
		for name, parts := range after.Parts {
			for id, p := range parts {
				if was, there := before.Part(name, id); there && p.Removed {
					parts[id] = record.Part{Doc: record.Clone(was.Doc).(record.Doc), Removed: true}
				}
			}
		}
		changes := record.Diff(schema, before, after)
		if (len(changes) == 0) != (shown(t, before) == shown(t, after)) {
			t.Fatalf("%d changes from\n%s\nto\n%s", len(changes), shown(t, before), shown(t, after))
		}
		entities := map[string]bool{}
		for i, c := range changes {
			changes[i] = written(t, c)
			if key := c.Entity; entities[key] && key != "" {
				t.Fatalf("%s twice", key)
			}
			entities[c.Entity] = true
		}
		was := shown(t, before)
		revert(t, after, changes)
		if got := shown(t, after); got != was {
			t.Fatalf("got  %s\nwant %s", got, was)
		}
	})
}

func TestADifferenceTellsLocalFieldsApartAndKeepsItsOrder(t *testing.T) {
	before := record.NewState("thing", "01")
	after := before.Clone()
	after.Head["title"], after.Local["notes"] = "one", "mine"
	after.Parts["sections"] = map[string]record.Part{"b": {Doc: record.Doc{"done": true}}, "a": {Doc: record.Doc{"done": true}}, "c": {Doc: record.Doc{"text": "x"}, Removed: true}}
	after.Parts["later"] = map[string]record.Part{"z": {Doc: record.Doc{"unknown": "kept"}}}
	got := ""
	for _, c := range record.Diff(schema, before, after) {
		got += c.Entity + "|"
		if c.Local {
			got += "local|"
		}
	}
	if got != "||local|later/z|sections/a|sections/b|" {
		t.Error(got)
	}
}
