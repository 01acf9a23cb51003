package searching

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"secondstory/backend/domain/search"
)

func TestTheFirstOfAnOrderAreThoseOfTheWholeOrder(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 2))
	for range 40 {
		f := &finder{}
		size := 1 + rng.IntN(1200)
		for n := range size {
			f.entries = append(f.entries, search.Entry{ID: fmt.Sprintf("%05d", n), Date: fmt.Sprintf("202%d", rng.IntN(3))})
			f.base = append(f.base, float64(rng.IntN(20))) // many are equal
			f.matched = append(f.matched, int64(n))
		}
		whole := slices.Clone(f.matched)
		slices.SortFunc(whole, func(a, b int64) int {
			return f.compare(ranked{n: a, score: search.Score{Total: f.base[a]}}, ranked{n: b, score: search.Score{Total: f.base[b]}})
		})
		for _, n := range []int{0, 1, 20, 80, fewRanked, fewRanked + 1, size, size + 9} {
			var got []int64
			for _, r := range f.first(n) {
				got = append(got, r.n)
			}
			if want := whole[:min(n, size)]; !slices.Equal(got, want) {
				t.Fatalf("the first %d of %d: %v, want %v", n, size, got, want)
			}
		}
	}
}
