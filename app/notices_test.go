package app_test

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"secondstory/app"
	"secondstory/backend/domain/fault"
)

// ringing is a shell with a desktop that takes notices.
type ringing struct {
	*shell
	told chan string
	fail error
}

func (r ringing) Notify(title, text string) error {
	if r.fail != nil {
		return r.fail
	}
	r.told <- title + "|" + text
	return nil
}

func TestWhatIsDueIsToldOnTheDesktopOnceADayAndNamesNobody(t *testing.T) {
	dir := t.TempDir()
	begin := func(fail error) (*app.App, ringing, *app.Workspace) {
		a := app.New(app.Config{Version: "test", Home: filepath.Join(dir, "own"), SampleHome: filepath.Join(dir, "sample"), Sample: true})
		sh := ringing{newShell(), make(chan string, 9), fail}
		a.Start(sh)
		t.Cleanup(a.Close)
		return a, sh, app.NewWorkspace(a)
	}
	a, sh, ws := begin(nil)
	// Off until somebody wants it, but a try shows one at once.
	if err := ws.TryNotice(); err != nil {
		t.Fatal(err)
	}
	first := <-sh.told
	if !strings.HasPrefix(first, "Second Story|") || !strings.Contains(first, "over") {
		t.Fatal(first)
	}
	if err := ws.SetSetting("notices", "on"); err != nil {
		t.Fatal(err)
	}
	due, err := app.NewReviews(a).Due()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range due.Actions {
		if strings.Contains(first, d.Title) || d.Role != "" && strings.Contains(first, d.Role) {
			t.Errorf("a notice everybody can read says %q", first)
		}
	}
	a.Close()

	a, sh, _ = begin(nil)
	select {
	case got := <-sh.told:
		if got != first {
			t.Errorf("%q, tried %q", got, first)
		}
	case <-time.After(time.Minute):
		t.Fatal("nothing was told at the start")
	}
	// It is written down after it was told: closing waits for that.
	a.Close()
	a, sh, ws = begin(nil)
	if err := ws.TryNotice(); err != nil {
		t.Fatal(err)
	}
	a.Close()
	if len(sh.told) != 1 {
		t.Errorf("%d notices on one day beside the one that was tried", len(sh.told)-1)
	}

	_, _, ws = begin(errors.New("no bus"))
	if f, ok := fault.As(ws.TryNotice()); !ok || f.Key != "notice.none" {
		t.Errorf("a desktop without notices: %v", f)
	}
}
