package record_test

import (
	"strconv"

	"pgregory.net/rapid"

	"secondstory/backend/domain/record"
)

// A small schema with every merge policy that an edit treats differently.
var schema = &record.Schema{
	Kind: "thing", Version: 1, RefPrefix: "THG",
	Fields: []record.Field{
		{Name: "title", Type: record.String, Policy: record.Scalar, Required: true, MaxRunes: 40},
		{Name: "text", Type: record.Markdown, Policy: record.Text},
		{Name: "tags", Type: record.Strings, Policy: record.Set},
		{Name: "notes", Type: record.Markdown, Policy: record.Text, Local: true},
	},
	Collections: []record.Collection{
		{Name: "sections", Inline: true, Fields: []record.Field{
			{Name: "text", Type: record.Markdown, Policy: record.Text},
			{Name: "done", Type: record.Bool, Policy: record.Scalar},
		}},
		{Name: "nodes", Fields: []record.Field{
			{Name: "text", Type: record.Markdown, Policy: record.Text},
			{Name: "size", Type: record.Number, Policy: record.Scalar},
			{Name: "parent", Type: record.ID, Policy: record.Tree},
		}},
	},
}

// prose draws texts with repeated words, line breaks, joined emoji and letters
// of several bytes, so that common starts and ends are often cut inside one.
func prose() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		words := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "aa", "é", "è", "ab ", "\n", "漢", "漣", "👩‍🚒", "x", ""}), 0, 12).Draw(t, "words")
		out := ""
		for _, w := range words {
			out += w
		}
		return out
	})
}

// plain draws JSON values as encoding/json decodes them.
func plain(depth int) *rapid.Generator[any] {
	leaf := rapid.OneOf(
		rapid.Just[any](nil), rapid.Map(rapid.Bool(), func(v bool) any { return v }),
		rapid.Map(rapid.String(), func(v string) any { return v }),
		rapid.Map(rapid.Float64(), func(v float64) any { return v }),
		rapid.Map(rapid.Int32(), func(v int32) any { return float64(v) }),
	)
	if depth == 0 {
		return leaf
	}
	return rapid.OneOf(leaf,
		rapid.Map(rapid.SliceOfN(plain(depth-1), 0, 4), func(v []any) any { return v }),
		rapid.Map(rapid.MapOfN(rapid.String(), plain(depth-1), 0, 4), func(v map[string]any) any { return v }),
	)
}

// step draws the edits of one gesture on a state, the way services make them: a
// part comes or goes at most once in a step, and what goes is not edited before.
func step(t *rapid.T, s *record.State, fresh *int) []record.Op {
	var ops []record.Op
	gone := map[string]bool{}
	for range rapid.IntRange(1, 4).Draw(t, "ops") {
		collection := rapid.SampledFrom([]string{"", "", "sections", "nodes"}).Draw(t, "collection")
		if collection == "" {
			name := rapid.SampledFrom([]string{"title", "text", "tags", "notes"}).Draw(t, "field")
			ops = append(ops, record.SetOp(record.Path{Field: name}, headValue(t, name)))
			continue
		}
		live := s.Live(collection)
		switch kind := rapid.IntRange(0, 3).Draw(t, "kind"); {
		case kind == 0 || len(live) == 0:
			*fresh++
			id := "p" + strconv.Itoa(*fresh)
			ops = append(ops, record.AddOp(collection, id, record.Doc{"text": prose().Draw(t, "text")}),
				record.SetOp(record.Path{Collection: collection, Part: id, Field: "text"}, prose().Draw(t, "text again")))
		case kind == 1:
			id := rapid.SampledFrom(live).Draw(t, "id")
			if key := collection + "/" + id; !gone[key] {
				gone[key] = true
				ops = append(ops, record.RemoveOp(record.Path{Collection: collection, Part: id}))
			}
		default:
			id := rapid.SampledFrom(live).Draw(t, "id")
			if key := collection + "/" + id; gone[key] {
				continue
			}
			gone[collection+"/"+id] = true // edited: it does not go in this step
			ops = append(ops, record.SetOp(record.Path{Collection: collection, Part: id, Field: "text"}, prose().Draw(t, "text")))
		}
	}
	return ops
}

func headValue(t *rapid.T, name string) any {
	switch name {
	case "title":
		return rapid.SampledFrom([]string{"one", "two", "three"}).Draw(t, "title")
	case "tags":
		return rapid.SampledFrom([]any{nil, []any{}, []any{"a"}, []any{"a", "b"}}).Draw(t, "tags")
	}
	if rapid.IntRange(0, 4).Draw(t, "absent") == 0 {
		return nil
	}
	return prose().Draw(t, "value")
}
