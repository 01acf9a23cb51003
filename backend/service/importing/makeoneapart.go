package importing

import (
	"cmp"
	"slices"
	"strings"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
)

// likelyPeople tells which pseudonym of one import is which of another: the one that stands
// for it most often in the same pieces, so that an owner whom a person changed in one of
// them does not pass for the one of the text.
func likelyPeople(theirs, ours *record.State) map[string]string {
	count := map[[2]string]int{}
	for _, at := range actorFields {
		for id, p := range theirs.Parts[at.collection] {
			here, _ := ours.Part(at.collection, id)
			if a, b := record.Str(p.Doc, at.field), record.Str(here.Doc, at.field); a != "" && b != "" {
				count[[2]string{a, b}]++
			}
		}
	}
	pairs := make([][2]string, 0, len(count))
	for pair := range count {
		pairs = append(pairs, pair)
	}
	slices.SortFunc(pairs, func(x, y [2]string) int {
		return cmp.Or(count[y]-count[x], strings.Compare(x[0], y[0]), strings.Compare(x[1], y[1]))
	})
	out, taken := map[string]string{}, map[string]bool{}
	for _, pair := range pairs {
		if _, known := out[pair[0]]; known || taken[pair[1]] {
			continue
		}
		out[pair[0]], taken[pair[1]] = pair[1], true
	}
	return out
}

// level takes out of a state what differs without a person having changed it: two imports
// of one text note different moments and pseudonyms.
func (j *join) level(st *record.State) {
	for _, f := range review.Schema.Fields {
		if f.Type == record.Statement && record.Equal(bareTime(st.Head[f.Name]), bareTime(j.ours.Head[f.Name])) {
			st.Head[f.Name] = j.ours.Head[f.Name]
		}
	}
	st.Head[record.SourcesField] = j.ours.Head[record.SourcesField]
	for _, at := range actorFields {
		for _, p := range st.Parts[at.collection] {
			if actor := record.Str(p.Doc, at.field); j.actors[actor] != "" {
				p.Doc[at.field] = j.actors[actor]
			}
		}
	}
	for name, parts := range st.Parts {
		for id, p := range parts {
			here, ok := j.ours.Part(name, id)
			if !ok {
				continue
			}
			if list, ok := p.Doc["times"].([]any); ok {
				p.Doc["times"] = sameMoments(list, here.Doc["times"])
			}
		}
	}
}

// sameMoments has the statements of a list as ours says them, where they say the same.
func sameMoments(list []any, here any) []any {
	ours, _ := here.([]any)
	out := slices.Clone(list)
	for i, v := range out {
		for _, w := range ours {
			if record.Equal(bareTime(v), bareTime(w)) {
				out[i] = w
				break
			}
		}
	}
	return out
}
