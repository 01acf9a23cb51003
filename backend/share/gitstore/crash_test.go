package gitstore

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"secondstory/backend/internal/soak"
)

// steps are the moments after which a writer may die; each is reached by the
// child of the tests within its first rounds.
var steps = []string{"objects.folders", "objects.renamed", "objects.durable", "pack.written", "pack.half", "pack.renamed",
	"tidy.packed", "tidy.half", "ref.locked", "ref.written", "ref.durable", "ref.renamed", "ref.done",
	"delete.locked", "packed.locked", "packed.written", "packed.renamed"}

// T1, T3, T21.
func TestAKillAtAnyStepLosesNothingThatWasDone(t *testing.T) {
	for _, step := range steps {
		t.Run(step, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "space.git")
			last := runUntilItDies(t, dir, step, nil)
			mustBeWhole(t, dir, last)
			fsck(t, dir)
		})
	}
}

// T1, T3, T21; the long run is below.
func TestThirtyKillsAtRandomLoseNothingThatWasDone(t *testing.T) {
	killAtRandom(t, filepath.Join(t.TempDir(), "space.git"), rand.New(rand.NewPCG(1, 30)), 30-len(steps))
}

func TestSoakFiveHundredKillsLoseNothingThatWasDone(t *testing.T) {
	soak.Need(t)
	soak.Each(t, 1, 20, func(t *testing.T, seed int64) {
		killAtRandom(t, filepath.Join(t.TempDir(), "space.git"), rand.New(rand.NewPCG(uint64(seed), 500)), 25)
	})
}

// killAtRandom kills writers of one repository again and again; each goes on
// where the last one died, without anybody's help.
func killAtRandom(t *testing.T, dir string, dice *rand.Rand, kills int) {
	t.Helper()
	last := Zero
	for range kills {
		after := time.Duration(dice.IntN(60)) * time.Millisecond
		if h := runUntilItDies(t, dir, "", func(child *os.Process) {
			time.Sleep(after) // where it is hit is left to chance
			_ = child.Kill()
		}); h != Zero {
			last = h
		}
		last = mustBeWhole(t, dir, last)
	}
	fsck(t, dir)
}

// runUntilItDies starts a writer, lets it be killed and returns the last commit
// that it said was done. It is killed once its first commit is done or by itself.
func runUntilItDies(t *testing.T, dir, step string, kill func(*os.Process)) (last Hash) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childVariable+"="+dir+"|"+step)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	killing := false
	for lines.Scan() {
		h, err := ParseHash(lines.Text())
		if err != nil {
			t.Fatalf("the writer said %q", lines.Text())
		}
		last = h
		if kill != nil && !killing {
			killing = true
			go kill(cmd.Process)
		}
	}
	if err := cmd.Wait(); err == nil {
		t.Fatal("the writer ended by itself")
	}
	if cmd.ProcessState.ExitCode() > 0 {
		t.Fatalf("the writer failed: %v", cmd.ProcessState)
	}
	return last
}

// mustBeWhole opens the store as the next start does. The head is what was said
// last, or one commit on: that one was done and not said any more.
func mustBeWhole(t *testing.T, dir string, last Hash) Hash {
	t.Helper()
	s, err := Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	known := map[string]Hash{}
	if last != Zero {
		known[Main] = last
	}
	if found := must(s.Examine(t.Context(), known)); len(found) != 0 {
		t.Fatalf("a kill needed a doctor: %+v", found)
	}
	head := must(s.Ref(Main))
	if head == Zero {
		return head
	}
	if err := s.Connected(head); err != nil {
		t.Fatal(err)
	}
	if last != Zero {
		if more := must(s.Since(head, last)); len(more) > 1 || !must(s.IsAncestor(last, head)) {
			t.Fatalf("%d commits beyond the last that was said", len(more))
		}
	}
	left, err := filepath.Glob(filepath.Join(dir, "objects", "*", "tmp_obj_own_*"))
	locks, err2 := filepath.Glob(filepath.Join(dir, "refs", "*", "*.lock"))
	if _, there := os.Stat(filepath.Join(dir, packedRefs+".lock")); there == nil {
		locks = append(locks, packedRefs)
	}
	if err != nil || err2 != nil || len(left)+len(locks) > 0 {
		t.Fatalf("left behind: %v %v", left, locks)
	}
	if err := forget(s, head); err != nil {
		t.Fatalf("the next deletion: %v", err)
	}
	next, err := growBy(s, head, 1000, 1)
	if err != nil {
		t.Fatalf("the next commit: %v", err)
	}
	if fmt.Sprint(must(s.Ref(Main))) != next.String() {
		t.Fatal("the next commit is not the head")
	}
	return next
}
