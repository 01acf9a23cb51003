package soak

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// Environment variables of the long runs. The first asks for them, the second
// takes one seed only, to look at a failure.
const (
	Asked = "SECONDSTORY_SOAK"
	Seed  = "SECONDSTORY_SOAK_SEED"
)

// lineEvery is how often a run says how far it is.
const lineEvery = 15 * time.Second

// Need skips a test that is a long run where none is asked for.
func Need(t *testing.T) {
	t.Helper()
	if os.Getenv(Asked) == "" {
		t.Skip("a long run: make soak")
	}
}

// Each tries count seeds from first on, each as a test of its own, as many at
// once as there are cores. After a failure it begins no more; the seed stands in
// the name of the test that failed.
func Each(t *testing.T, first int64, count int, try func(t *testing.T, seed int64)) {
	t.Helper()
	if one := os.Getenv(Seed); one != "" {
		seed, err := strconv.ParseInt(one, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		first, count = seed, 1
	}
	workers := runtime.GOMAXPROCS(0)
	Say(t, "seeds %d to %d, %d at once", first, first+int64(count)-1, workers)
	var next, done, failed atomic.Int64
	stop := progress(t, count, &done)
	var all sync.WaitGroup
	for range workers {
		all.Go(func() {
			for failed.Load() == 0 {
				i := next.Add(1) - 1
				if i >= int64(count) {
					return
				}
				seed := first + i
				if !t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) { try(t, seed) }) {
					failed.Add(1)
					Say(t, "seed %d failed; again with %s=%d", seed, Seed, seed)
				}
				done.Add(1)
			}
		})
	}
	all.Wait()
	stop()
	if failed.Load() > 0 {
		t.Fatalf("%d of %d seeds tried, %d failed", done.Load(), count, failed.Load())
	}
}

// progress tells how far a run is until the function it gives is called.
func progress(t *testing.T, count int, done *atomic.Int64) (stop func()) {
	began := time.Now()
	ticker := time.NewTicker(lineEvery)
	over := make(chan struct{})
	var told sync.WaitGroup
	told.Go(func() {
		for {
			select {
			case <-over:
				return
			case <-ticker.C:
				n := done.Load()
				Say(t, "%d of %d after %s", n, count, time.Since(began).Round(time.Second))
			}
		}
	})
	return func() {
		ticker.Stop()
		close(over)
		told.Wait()
		Say(t, "%d of %d, %s", done.Load(), count, time.Since(began).Round(100*time.Millisecond))
	}
}

// Say writes a line past the test's own output, which appears at its end only.
func Say(t *testing.T, format string, args ...any) {
	fmt.Fprintf(os.Stderr, "%s: %s\n", t.Name(), fmt.Sprintf(format, args...))
}
