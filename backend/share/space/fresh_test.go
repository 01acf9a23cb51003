package space_test

import (
	"testing"

	"secondstory/backend/domain/review"
)

// What an old review lacks is told when a merge brings it about, and not by each merge after.
func TestAMergeTellsNothingThatWasSoBefore(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	_, err := a.ws.Reviews.AddPart(t.Context(), id, review.Actions, map[string]any{"title": "Watch the belt", "status": "done"}, "", "")
	a.must(err)
	a.sync()
	b.sync()
	a.set(id, "title", "By the first")
	b.set(id, "severity", "SEV1")
	a.sync()
	r := b.sync()
	if r.Merged != 1 || len(r.Notices) != 0 {
		t.Errorf("%+v", r)
	}
	settled(t, dir, a, b)
}
