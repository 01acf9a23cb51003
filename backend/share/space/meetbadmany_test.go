package space

import (
	"fmt"
	"runtime"
	"testing"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/review"
	"secondstory/backend/share/canon"
)

// Whoever may push may leave thousands of files that cannot be read. Four times as many are
// some four times the work, not sixteen times.
func TestManyUnreadableFilesAreSetAsideInOnePass(t *testing.T) {
	all, err := newFormats([]Kind{{Schema: review.Schema}}, merge.Version)
	if err != nil {
		t.Fatal(err)
	}
	f := all.byKind[review.Kind]
	const id = "01KZZZZZZZZZZZZZZZZZZZZZZ1"
	d := merge.NewDoc(review.Kind, id, 1)
	d.Fields["title"] = "Payouts"
	good, problem := f.codec.Emit(d)
	if problem != nil {
		t.Fatal(problem)
	}
	spent := func(n int) uint64 {
		v := folder{files: append([]canon.File{}, good...)}
		for i := range n {
			v.files = append(v.files, canon.File{Path: fmt.Sprintf("conflicts/%032x.yaml", i), Data: []byte("path: [")})
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		out, ok := f.aside(id, []folder{v, v, v})
		runtime.ReadMemStats(&after)
		if !ok || len(out.left) != n {
			t.Fatalf("%d are left, %v", len(out.left), ok)
		}
		return after.TotalAlloc - before.TotalAlloc
	}
	few := spent(400)
	if many := spent(1600); many > 8*few {
		t.Errorf("%d bytes for 400 files, %d for 1600", few, many)
	}
}
