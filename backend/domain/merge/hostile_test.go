package merge

import (
	"testing"

	"pgregory.net/rapid"

	"secondstory/backend/domain/record"
)

// anything draws plain values of every form, whatever a field is meant to hold.
func anything(depth int) *rapid.Generator[any] {
	leaf := rapid.OneOf(
		rapid.Map(rapid.Bool(), func(v bool) any { return v }),
		rapid.Map(rapid.SampledFrom([]string{"", "a", "b\na", "n1", "n2", "\xff", "{}"}), func(v string) any { return v }),
		rapid.Map(rapid.Int32(), func(v int32) any { return float64(v) }),
	)
	if depth == 0 {
		return leaf
	}
	return rapid.OneOf(leaf,
		rapid.Map(rapid.SliceOfN(anything(depth-1), 0, 3), func(v []any) any { return v }),
		rapid.Map(rapid.MapOfN(rapid.SampledFrom([]string{"at", "x", "$disposed"}), anything(depth-1), 0, 3), func(v map[string]any) any { return v }),
	)
}

// odd draws a doc whose fields hold anything: what a hand edit can make of a file.
func odd(t *rapid.T, name string) *Doc {
	fieldsOf := func(list []record.Field) record.Doc {
		f := record.Doc{}
		for _, x := range list {
			if rapid.Bool().Draw(t, name+x.Name) {
				f[x.Name] = anything(2).Draw(t, "value")
			}
		}
		return f
	}
	d := NewDoc("thing", "T1", rapid.IntRange(0, 2).Draw(t, "schema"))
	d.Fields = fieldsOf(thing.Fields)
	for _, c := range thing.Collections {
		for _, id := range []string{"n1", "n2", "n3"} {
			switch rapid.IntRange(0, 5).Draw(t, id) {
			case 0:
			case 1:
				d.PutPart(c.Name, id, Part{Tombstones: []record.Doc{{"run": anything(1).Draw(t, "run")}}})
			default:
				f := fieldsOf(c.Fields)
				if c.Name == "nodes" {
					f["parent"] = rapid.SampledFrom([]any{"n1", "n2", "n3", "gone", float64(1)}).Draw(t, "parent")
				}
				d.PutPart(c.Name, id, Part{Fields: f})
			}
		}
	}
	for _, id := range []string{"c1", "00112233445566778899aabbccddeeff"} {
		if rapid.Bool().Draw(t, id) {
			d.Conflicts[id] = ConflictOf(id, record.Doc{"path": anything(0).Draw(t, "path"), "values": anything(1).Draw(t, "values"),
				"state": rapid.SampledFrom([]any{"open", "resolved", 1.0}).Draw(t, "state"), "n": anything(0).Draw(t, "n"), "origins": anything(2).Draw(t, "origins")})
		}
	}
	if rapid.Bool().Draw(t, "normal") {
		scheme().Normalise(d)
	}
	return d
}

func TestDocumentsOfAnyContentAreMergedBothWaysAlike(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base, a, b := odd(t, "base"), odd(t, "a"), odd(t, "b")
		for _, bases := range [][]*Doc{{base}, nil, {base, a}, {nil}} {
			x, y := Merge(scheme(), bases, side(a), side(b)), Merge(scheme(), bases, side(b), side(a))
			if x.Doc.Hash() != y.Doc.Hash() {
				t.Fatalf("%s\n%s", show(x.Doc), show(y.Doc))
			}
			if again := Merge(scheme(), []*Doc{b}, side(x.Doc), side(b)).Doc; again.Hash() != x.Doc.Hash() {
				t.Fatal("not absorbed")
			}
			for id := range a.Conflicts {
				if _, ok := x.Doc.Conflicts[id]; !ok {
					t.Fatalf("conflict %s is gone", id)
				}
			}
			scheme().state(x.Doc)
			for _, c := range x.Doc.Conflicts {
				for _, v := range c.Values {
					scheme().Decide(c, scheme().state(x.Doc), v)
				}
			}
		}
	})
}
