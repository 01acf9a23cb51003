package workspace

import (
	"slices"
	"sync"
	"testing"
	"time"
)

func still() time.Time { return time.Date(2026, 11, 20, 16, 4, 0, 0, time.UTC) }

func TestTheSameSeedGivesTheSameIDsInTheSameOrder(t *testing.T) {
	draw := func(seed uint64) []string {
		next, out := SeededULID(still, seed), []string{}
		for range 50 {
			out = append(out, next())
		}
		return out
	}
	a, b, other := draw(1), draw(1), draw(1<<40)
	if !slices.Equal(a, b) {
		t.Errorf("%v\n%v", a, b)
	}
	if slices.Equal(a, other) {
		t.Error("the seed does not matter")
	}
	slices.Sort(a)
	if len(slices.Compact(a)) != 50 {
		t.Error("an id came twice")
	}
}

func TestSeededIDsStayDifferentWhenManyAskAtOnce(t *testing.T) {
	next := SeededULID(still, 1)
	ids := make([]string, 400)
	var wait sync.WaitGroup
	for i := range 8 {
		wait.Go(func() {
			for j := range 50 {
				ids[50*i+j] = next()
			}
		})
	}
	wait.Wait()
	slices.Sort(ids)
	if n := len(slices.Compact(ids)); n != 400 {
		t.Errorf("%d different ids of 400", n)
	}
}

func TestIDsOfAPersonsRecordsAreNeverTheSameAgain(t *testing.T) {
	if a, b := NewULID(still)(), NewULID(still)(); a == b || a[:10] != b[:10] {
		t.Errorf("%s %s", a, b)
	}
}
