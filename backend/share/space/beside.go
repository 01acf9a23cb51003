package space

import (
	"slices"

	"secondstory/backend/domain/merge"
)

// withoutStubs leaves out who took the files of a record away to leave a stub: what others
// wrote beside it is told as if the record had stood there all the time.
func withoutStubs(chapters []chapter) []chapter {
	return slices.DeleteFunc(slices.Clone(chapters), func(c chapter) bool { return c.after != nil && !c.after.There() })
}

// besideStubs are the chapters with what others wrote beside a stub told as an edit of what
// stood there before it, was at first: who brought the record back from a trash to edit it has
// not written all of it.
func besideStubs(chapters []chapter, was *merge.Doc) (out []chapter) {
	for _, c := range chapters {
		if c.after != nil && !c.after.There() {
			continue
		}
		c.before = slices.Clone(c.before)
		for i, d := range c.before {
			if d != nil && !d.There() {
				c.before[i] = was
			}
		}
		if out = append(out, c); c.after != nil {
			was = c.after
		}
	}
	return out
}
