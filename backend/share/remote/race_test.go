package remote

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"sync"
	"testing"

	"secondstory/backend/internal/soak"
	"secondstory/backend/share/gitstore"
)

// T1, T7, T8, T22: several processes on one shared repository.
func TestEightProcessesThatPushAtOnceAllLand(t *testing.T) {
	t.Run("folder", func(t *testing.T) { race(t, peers["folder"](t), 8, 10, 4) })
	t.Run("http-backend", func(t *testing.T) { race(t, peers["http-backend"](t), 4, 5, 5) }) // a process of git for each question
}

func TestSoakThirtyTwoProcessesThatPushAtOnceAllLand(t *testing.T) {
	soak.Need(t)
	for _, name := range []string{"folder", "http-backend", "nginx", "git daemon"} {
		t.Run(name, func(t *testing.T) { race(t, peers[name](t), 32, 50, 20) })
	}
}

func race(t *testing.T, p place, processes, commits, steps int) {
	t.Helper()
	stores := t.TempDir()
	var all sync.WaitGroup
	var mu sync.Mutex
	var tries, waited []int
	for i := range processes {
		name := fmt.Sprintf("d%d", i)
		all.Go(func() {
			cmd := exec.Command(os.Args[0])
			cmd.Env = append(os.Environ(), childVariable+"="+strings.Join([]string{p.address, filepath.Join(stores, name), name, strconv.Itoa(commits), strconv.Itoa(steps)}, "|"))
			var said strings.Builder
			cmd.Stderr = &said
			out, err := cmd.Output()
			if err != nil {
				t.Errorf("%s: %v\n%s", name, err, said.String())
			}
			mu.Lock()
			defer mu.Unlock()
			for i, each := range strings.Fields(string(out)) {
				if n := must(strconv.Atoi(each)); i%2 == 0 {
					tries = append(tries, n)
				} else {
					waited = append(waited, n)
				}
			}
		})
	}
	all.Wait()
	s := openStore(t)
	f, err := connectTo(t, p.address).Fetch(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	files := must(s.Files(must(s.Commit(f.After)).Tree))
	if want := processes*commits + 1; len(files) != want { // genesis has one
		t.Fatalf("%d of %d files landed", len(files), want)
	}
	own := 0
	for _, h := range must(s.Since(f.After)) {
		if c := must(s.Commit(h)); c.Message == "Change" {
			own++
		}
	}
	if own != processes*commits {
		t.Fatalf("%d of %d commits landed", own, processes*commits)
	}
	if _, err := s.Ref(gitstore.Tracking); err != nil {
		t.Fatal(err)
	}
	fsck(t, p.bare)
	fsck(t, filepath.Join(stores, "d0"))
	sort.Ints(tries)
	sort.Ints(waited)
	soak.Say(t, "%d commits landed; tries: middle %d, most %d; ms until it was there: middle %d, 95 of 100 within %d, most %d", own,
		tries[len(tries)/2], tries[len(tries)-1], waited[len(waited)/2], waited[len(waited)*95/100], waited[len(waited)-1])
}
