package workspace_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"secondstory/backend/share/gitstore"
	"secondstory/backend/share/remote"
	"secondstory/backend/workspace"
)

// An exchange in a terminal changes no record, and an open window has to know of it.
func TestAnExchangeByAnotherProcessIsNewsOfTheSpaces(t *testing.T) {
	home := filepath.Join(t.TempDir(), "home")
	at := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	opened := func(origin string) *workspace.Workspace {
		ws, err := workspace.Open(t.Context(), home, workspace.Options{Origin: origin, Now: func() time.Time {
			at = at.Add(time.Second)
			return at
		}})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { ws.Close() })
		return ws
	}
	window, terminal := opened("window"), opened("cli")
	dir := filepath.Join(t.TempDir(), "shared.git")
	if err := gitstore.CreateBare(dir); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	tick, news, ended := make(chan struct{}), make(chan workspace.News, 8), make(chan error, 1)
	go func() { ended <- window.Watch(ctx, tick, func(n workspace.News) { news <- n }) }()
	look := func() (list []workspace.News) {
		tick <- struct{}{}
		tick <- struct{}{} // taken when the look before has ended
		for len(news) > 0 {
			list = append(list, <-news)
		}
		return list
	}
	look()
	if _, _, err := terminal.AddSpace(t.Context(), "Team", dir, remote.Access{}); err != nil {
		t.Fatal(err)
	}
	if got := look(); len(got) == 0 || !got[0].Spaces {
		t.Errorf("a new space: %+v", got)
	}
	list, err := terminal.Spaces(t.Context())
	if err != nil || len(list) != 1 {
		t.Fatalf("%+v %v", list, err)
	}
	if _, err := terminal.Syncer().Sync(t.Context(), list[0].Space, remote.Access{}); err != nil {
		t.Fatal(err)
	}
	if got := look(); len(got) == 0 || !got[0].Spaces || len(got[0].Changed) != 0 {
		t.Errorf("an exchange: %+v", got)
	}
	if _, _, err := terminal.Reviews.Create(t.Context(), "Tours were planned twice", ""); err != nil {
		t.Fatal(err)
	}
	if got := look(); len(got) == 0 || got[0].Spaces || len(got[0].Changed) != 1 {
		t.Errorf("a record alone: %+v", got)
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
