package space_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"secondstory/backend/internal/soak"
	"secondstory/backend/workspace"
)

// The test binary is also the program that is killed: with this variable set it
// syncs a home and kills itself at a step.
const childVariable = "SPACE_CHILD"

func TestMain(m *testing.M) {
	if job := os.Getenv(childVariable); job != "" {
		if err := child(strings.Split(job, "|")); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// child syncs: the home, the space, the step at which it dies, "" for none.
func child(job []string) error {
	ctx := context.Background()
	ws, err := workspace.Open(ctx, job[0], workspace.Options{Origin: "cli"})
	if err != nil {
		return err
	}
	defer ws.Close()
	s := ws.Syncer()
	s.Step = func(name string) {
		if name == job[2] {
			if self, err := os.FindProcess(os.Getpid()); err == nil {
				_ = self.Kill()
			}
			time.Sleep(time.Hour) // it does not come to this
		}
		fmt.Println(name)
	}
	_, err = s.Sync(ctx, job[1], access)
	tellPeak()
	return err
}

// dies lets another process sync the home of a device and says whether it was killed.
func (d *device) dies(step string, kill func(*os.Process)) (killed bool) {
	d.t.Helper()
	return d.diesAt(d.id(), step, kill)
}

// diesIn is dies for a space by its name.
func (d *device) diesIn(space, step string) bool {
	d.t.Helper()
	return d.diesAt(d.idOf(space), step, nil)
}

func (d *device) diesAt(id, step string, kill func(*os.Process)) (killed bool) {
	d.t.Helper()
	d.ws.Close()
	defer d.open()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childVariable+"="+strings.Join([]string{d.home, id, step}, "|"))
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		d.t.Fatal(err)
	}
	if kill != nil {
		kill(cmd.Process)
	}
	err := cmd.Wait()
	if cmd.ProcessState.ExitCode() > 0 {
		d.t.Fatalf("the sync failed: %v", cmd.ProcessState)
	}
	return err != nil
}

// steps are the moments between two durable ones.
var steps = []string{"merged for writing back", "received", "caught up", "snapshot", "written", "committed", "settled", "fetched", "met", "written back", "pushed"}

func TestAKillBetweenAnyTwoStepsCostsNothing(t *testing.T) {
	t.Parallel()
	for _, step := range steps {
		t.Run(step, func(t *testing.T) {
			t.Parallel()
			dir := bare(t)
			a, b, id := pair(t, dir)
			a.set(id, "severity", "SEV1")
			a.sync()
			b.set(id, "title", "Written before the kill")
			b.set(id, "sections/summary/text", "The line stood still.\n\nSomebody noticed.")
			if !b.dies(step, nil) {
				t.Fatalf("the sync came to its end without reaching %q", step)
			}
			// The next edit of the same field is no disagreement with oneself.
			b.set(id, "title", "Written after the kill")
			b.sync()
			a.sync()
			for _, d := range []*device{a, b} {
				got := d.get(id)
				if got.Title != "Written after the kill" || got.Severity != "SEV1" || !strings.Contains(d.section(id, "summary"), "Somebody noticed.") {
					t.Errorf("%+v", got)
				}
				if list := d.open4(id); len(list) != 0 {
					t.Errorf("it disagrees with itself: %+v", list)
				}
			}
			settled(t, dir, a, b)
		})
	}
}

func TestAKillWhileASpaceBeginsCostsNothing(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a := newDevice(t, 1)
	a.joins(dir)
	id := a.makes("Kept")
	a.sync()
	b := newDevice(t, 2)
	b.joins(dir)
	// As if its private repository had not been made yet.
	if err := os.RemoveAll(b.syncer().StoreDir(b.id())); err != nil {
		t.Fatal(err)
	}
	b.set(id, "title", "Written without a repository")
	if !b.dies("begun", nil) {
		t.Fatal("it did not begin")
	}
	b.sync()
	a.sync()
	if a.get(id).Title != "Written without a repository" || len(a.open4(id)) != 0 {
		t.Errorf("%+v", a.get(id))
	}
	settled(t, dir, a, b)
}

func TestKillsAtRandomCostNothing(t *testing.T) {
	t.Parallel()
	killAtRandom(t, 1, 12)
}

func TestSoakKillsAtRandomCostNothing(t *testing.T) {
	soak.Need(t)
	soak.Each(t, 1, 50, func(t *testing.T, seed int64) { killAtRandom(t, seed, 20) })
}

// unlock does what a person has to do: a push that was killed between lock
// and rename leaves the lock of the shared folder behind, as git itself does, and
// nobody who comes later can know that its owner is gone.
func unlock(t *testing.T, dir string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".lock") {
			return os.Remove(path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// killAtRandom writes and syncs on two devices, of which one is killed again and
// again wherever it happens to be.
func killAtRandom(t *testing.T, seed int64, kills int) {
	dice := rand.New(rand.NewPCG(uint64(seed), 9))
	dir := bare(t)
	a, b, id := pair(t, dir)
	for i := range kills {
		a.set(id, "severity", []string{"SEV1", "SEV2", "SEV3"}[i%3])
		a.sync()
		b.set(id, "title", fmt.Sprintf("Title %d", i))
		after := time.Duration(dice.IntN(80)) * time.Millisecond
		b.dies("", func(p *os.Process) {
			time.Sleep(after) // where it is hit is left to chance
			_ = p.Kill()
		})
		unlock(t, dir)
	}
	settled(t, dir, a, b)
	for _, d := range []*device{a, b} {
		if got := d.get(id); got.Title != fmt.Sprintf("Title %d", kills-1) || len(d.open4(id)) != 0 {
			t.Errorf("%s %+v", got.Title, d.open4(id))
		}
	}
	left, err := filepath.Glob(filepath.Join(b.syncer().StoreDir(b.id()), "objects", "*", "tmp_obj_own_*"))
	if err != nil || len(left) > 0 {
		t.Errorf("%v %v", left, err)
	}
}
