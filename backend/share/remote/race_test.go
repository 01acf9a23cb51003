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
func TestFourProcessesThatPushAtOnceAllLand(t *testing.T) {
	for _, name := range []string{"folder", "http-backend"} {
		t.Run(name, func(t *testing.T) { race(t, peers[name](t), 4, 5) })
	}
}

func TestSoakThirtyTwoProcessesThatPushAtOnceAllLand(t *testing.T) {
	soak.Need(t)
	for _, name := range []string{"folder", "http-backend", "git daemon"} {
		t.Run(name, func(t *testing.T) { race(t, peers[name](t), 32, 50) })
	}
}

func race(t *testing.T, p place, processes, commits int) {
	t.Helper()
	stores := t.TempDir()
	var all sync.WaitGroup
	var mu sync.Mutex
	var tries []int
	for i := range processes {
		name := fmt.Sprintf("d%d", i)
		all.Go(func() {
			cmd := exec.Command(os.Args[0])
			cmd.Env = append(os.Environ(), childVariable+"="+strings.Join([]string{p.address, filepath.Join(stores, name), name, strconv.Itoa(commits)}, "|"))
			var said strings.Builder
			cmd.Stderr = &said
			out, err := cmd.Output()
			if err != nil {
				t.Errorf("%s: %v\n%s", name, err, said.String())
			}
			mu.Lock()
			defer mu.Unlock()
			for _, each := range strings.Fields(string(out)) {
				tries = append(tries, must(strconv.Atoi(each)))
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
	soak.Say(t, "%d commits landed; tries: middle %d, most %d", own, tries[len(tries)/2], tries[len(tries)-1])
}
