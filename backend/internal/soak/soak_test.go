package soak_test

import (
	"sync"
	"testing"

	"secondstory/backend/internal/soak"
)

func TestEverySeedIsTriedOnce(t *testing.T) {
	var mu sync.Mutex
	tried := map[int64]int{}
	soak.Each(t, 100, 57, func(_ *testing.T, seed int64) {
		mu.Lock()
		defer mu.Unlock()
		tried[seed]++
	})
	if len(tried) != 57 {
		t.Errorf("%d seeds", len(tried))
	}
	for seed := int64(100); seed < 157; seed++ {
		if tried[seed] != 1 {
			t.Errorf("seed %d was tried %d times", seed, tried[seed])
		}
	}
}

func TestOneSeedIsTriedAloneWhenItIsNamed(t *testing.T) {
	t.Setenv(soak.Seed, "4711")
	var tried []int64
	soak.Each(t, 100, 57, func(_ *testing.T, seed int64) { tried = append(tried, seed) })
	if len(tried) != 1 || tried[0] != 4711 {
		t.Errorf("%v", tried)
	}
}

func TestALongRunIsSkippedWhereNoneIsAskedFor(t *testing.T) {
	t.Setenv(soak.Asked, "")
	ran := t.Run("long", func(t *testing.T) {
		soak.Need(t)
		t.Error("it ran")
	})
	if !ran {
		t.Error("it failed")
	}
}
