package cli_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	_ "time/tzdata"

	"secondstory/backend/domain/record"
	"secondstory/backend/internal/soak"
	"secondstory/backend/service/recording"
	"secondstory/backend/workspace"
)

// The window's services in this process and the command line in processes of its
// own edit one review at once, 300 edits in all: none is lost, each undo step is
// whole, and the chains hold.
func TestTheWindowAndTheCommandLineEditOneReviewAtOnceAndLoseNothing(t *testing.T) {
	ctx := context.Background()
	home := filepath.Join(t.TempDir(), "home")
	told := struct {
		sync.Mutex
		last map[string]int64
	}{last: map[string]int64{}}
	ws, err := workspace.Open(ctx, home, workspace.Options{Origin: "window", OnChange: func(c recording.Changed) {
		told.Lock()
		defer told.Unlock()
		told.last[c.ID] = max(told.last[c.ID], c.Rev)
	}})
	if err != nil {
		t.Fatal(err)
	}
	defer ws.Close()
	id, _, err := ws.Reviews.Create(ctx, "Edited from two sides", "")
	if err != nil {
		t.Fatal(err)
	}
	ref := record.Ref("REV", id)
	shared, err := ws.Reviews.AddPart(ctx, id, "timeline", map[string]any{"line": "2026-01-01 09:00 UTC shared entry"}, "", "")
	if err != nil {
		t.Fatal(err)
	}
	const fromWindow, fromCommand, processes = 240, 60, 3
	var all sync.WaitGroup
	errs := make(chan error, fromWindow+fromCommand)
	all.Go(func() {
		base := "shared entry"
		for i := range fromWindow {
			var err error
			switch i % 3 {
			case 0:
				_, err = ws.Reviews.AddPart(ctx, id, "timeline", map[string]any{"line": fmt.Sprintf("2026-01-01 10:00 UTC window entry %03d", i)}, "", "")
			case 1:
				_, err = ws.Reviews.SetValue(ctx, id, record.Path{Field: "tags"}, []any{fmt.Sprint(i)}, "")
			default:
				text := fmt.Sprintf("shared entry, as told %d times", i)
				saved, serr := ws.Reviews.SaveText(ctx, id, "timeline/"+shared.ID+"/text", base, text, "field")
				if serr == nil && saved.Conflict != nil {
					serr = fmt.Errorf("nobody else typed there: %+v", saved.Conflict)
				}
				base, err = saved.Text, serr
			}
			if err != nil {
				errs <- fmt.Errorf("window, edit %d: %w", i, err)
			}
		}
	})
	for p := range processes {
		all.Go(func() {
			for i := range fromCommand / processes {
				args := []string{"record", "add", ref, "timeline", fmt.Sprintf("line=2026-01-01 11:00 UTC command entry %d-%03d", p, i)}
				if i%4 == 3 {
					args = []string{"record", "set", ref, "services=from-" + fmt.Sprint(p, "-", i)}
				}
				bin, err := binary()
				if err == nil {
					var out []byte
					if out, err = exec.Command(bin, append([]string{"--home", home}, args...)...).CombinedOutput(); err != nil {
						err = fmt.Errorf("%w: %s", err, out)
					}
				}
				if err != nil {
					errs <- fmt.Errorf("process %d, edit %d: %w", p, i, err)
				}
			}
		})
	}
	all.Wait()
	close(errs)
	for err := range errs {
		t.Error(err)
	}
	r, err := ws.Reviews.Get(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	var window, command int
	for _, e := range r.Timeline {
		switch {
		case strings.HasPrefix(e.Text, "window entry"):
			window++
		case strings.HasPrefix(e.Text, "command entry"):
			command++
		case e.Text != "shared entry, as told 239 times":
			t.Errorf("a stranger in the timeline: %q", e.Text)
		}
	}
	if window != fromWindow/3 || command != fromCommand*3/4 {
		t.Errorf("%d entries of the window, %d of the command line", window, command)
	}
	// Each edit is one entry of the history: 1 creation, 1 shared entry, 300 edits.
	events, more, err := ws.Records.History(ctx, id, 0, 1000)
	if err != nil || more || r.Rev != int64(fromWindow+fromCommand+2) {
		t.Errorf("%d steps at revision %d, more %v, %v", len(events), r.Rev, more, err)
	}
	for _, e := range events {
		if len(e.Changes) == 0 {
			t.Errorf("a step without a change: %+v", e)
		}
	}
	h, err := ws.Examine(ctx)
	if err != nil || !h.Whole() || h.Watermark != h.Rev {
		t.Errorf("%+v %v", h, err)
	}
	told.Lock()
	defer told.Unlock()
	if told.last[id] == 0 {
		t.Error("the window was told of none of its edits")
	}
}

func TestManyFirstStartsAtOnceMakeOneWorkspace(t *testing.T) {
	home := filepath.Join(t.TempDir(), "home")
	bin, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	dir := folder(t, 8, 2)
	var all sync.WaitGroup
	errs := make(chan error, 8)
	for i := range 8 {
		all.Go(func() {
			out, err := exec.Command(bin, "--home", home, "import", filepath.Join(dir, fmt.Sprintf("pm-%03d.md", i)), filepath.Join(dir, "pm-000.md")).CombinedOutput()
			if err != nil {
				errs <- fmt.Errorf("%w: %s", err, out)
			}
		})
	}
	all.Wait()
	close(errs)
	for err := range errs {
		t.Error(err)
	}
	list := parse[struct{ Reviews []struct{ Ref string } }](t, ok(t, "--home", home, "review", "list", "--json"))
	if len(list.Reviews) != 8 {
		t.Errorf("%d reviews of 8 files, one of which everybody imported", len(list.Reviews))
	}
	health := parse[struct {
		Whole  bool
		Chains []any
	}](t, ok(t, "--home", home, "doctor", "--json"))
	if !health.Whole || len(health.Chains) != 2 {
		t.Errorf("%+v", health)
	}
	if backups, _ := filepath.Glob(filepath.Join(home, "before-migration-*")); len(backups) != 0 {
		t.Errorf("a new workspace has nothing to copy: %v", backups)
	}
}

func TestAClosedPipeEndsTheCommandWithoutAWordAndKeepsWhatItSaved(t *testing.T) {
	home := filepath.Join(t.TempDir(), "home")
	ref := parse[imported](t, ok(t, "--home", home, "import", "--json", folder(t, 1, 900))).Records[0].Ref
	for _, args := range [][]string{{"record", "show", ref, "--json"}, {"record", "add", ref, "timeline", "line=2026-01-01 23:00 UTC into a closed pipe"}} {
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		r.Close()
		cmd := command(t, append([]string{"--home", home}, args...)...)
		var errs strings.Builder
		cmd.Stdout, cmd.Stderr = w, &errs
		_ = cmd.Run() //nolint:errcheck // a signal ends it on most systems
		w.Close()
		if strings.Contains(errs.String(), "panic") || strings.Contains(errs.String(), "goroutine") {
			t.Errorf("%q: %s", args, errs.String())
		}
	}
	if !strings.Contains(ok(t, "--home", home, "record", "show", ref, "--json"), "into a closed pipe") {
		t.Error("the edit is lost with its answer")
	}
	if c := run(t, "--home", home, "doctor"); c.status != 0 {
		t.Errorf("%s", c.out)
	}
}

func TestSoakAHundredKillsLoseNothingThatWasShownAsSaved(t *testing.T) {
	soak.Need(t)
	TestAKilledCommandLosesNoEditThatWasShownAsSaved(t)
}
