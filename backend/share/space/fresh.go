package space

import (
	"slices"

	"secondstory/backend/domain/merge"
)

// merged brings two versions of a record together. What the validators say of it is told
// only where neither side had it before: that an old review lacks something is no news of
// this merge, and would be told again by each.
func (f format) merged(bases []*merge.Doc, a, b merge.Side) merge.Result {
	return f.newsOf(merge.Merge(f.scheme, bases, a, b), a, b)
}

// newsOf leaves out of a merge what was told of a side before.
func (f format) newsOf(result merge.Result, a, b merge.Side) merge.Result {
	if len(result.Notices) == 0 {
		return result
	}
	var before []merge.Notice
	for _, look := range f.scheme.Validators {
		before = append(append(before, look(a.Doc)...), look(b.Doc)...)
	}
	result.Notices = slices.DeleteFunc(slices.Clone(result.Notices), func(n merge.Notice) bool {
		return slices.ContainsFunc(before, func(old merge.Notice) bool { return old.Key == n.Key && old.Path == n.Path })
	})
	return result
}
