package review

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/record"
)

func TestACauseIsDecodedAsEveryOtherPart(t *testing.T) {
	names := []string{"parent", "kind", "text", "note", "status", "side", "gate", "rank", "factor", "therefore", "classes", "also", "folded", "analysis", "id", "evidence_for", "of a later version"}
	text := rapid.SampledFrom([]string{"", "a", "cause", "ruled_out"})
	value := rapid.OneOf(
		text.AsAny(), rapid.Bool().AsAny(), rapid.Just[any](nil), rapid.Just[any](1.5),
		rapid.Custom(func(t *rapid.T) any {
			list := []any{}
			for _, s := range rapid.SliceOfN(text, 0, 3).Draw(t, "list") {
				list = append(list, s)
			}
			if rapid.IntRange(0, 4).Draw(t, "odd") == 0 {
				list = append(list, 7.0)
			}
			return list
		}),
	)
	rapid.Check(t, func(t *rapid.T) {
		doc := record.Doc(rapid.MapOfN(rapid.SampledFrom(names), value, 0, 8).Draw(t, "doc"))
		var want cause.Node
		refused := into(doc, &want)
		got, err := causeNode(doc)
		if (err == nil) != (refused == nil) {
			t.Fatalf("%v: %v, want %v", doc, err, refused)
		}
		if err == nil && !reflect.DeepEqual(got, want) {
			t.Fatalf("%v: %+v, want %+v", doc, got, want)
		}
	})
}
