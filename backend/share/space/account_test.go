package space_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"secondstory/backend/share/remote"
	"secondstory/backend/share/space"
)

// What came is told with everybody who wrote it: a value that waits beside others for a decision
// was written by somebody too, though a merge put it there. Each review counts once.
func TestWhoWroteOneOfSeveralValuesIsNamedWhereItCame(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	c := newDevice(t, 3)
	c.joins(dir)
	c.sync()
	b.called("Heron")
	c.called("Kite")
	c.set(id, "severity", "SEV4")
	a.set(id, "severity", "SEV3")
	b.set(id, "severity", "SEV2")
	a.sync()
	b.sync()
	c.sync()
	for _, d := range []*device{a, b} {
		r := d.sync()
		if r.Received != 1 || r.Merged > 1 || !slices.Contains(r.By[id], "Kite") || d == b && slices.Contains(r.By[id], "Heron") {
			t.Errorf("%s: %d received, %d joined, by %q", d.ws.Who.Device, r.Received, r.Merged, r.By[id])
		}
	}
}

func TestAReviewInTwoFilesOfAStickIsReceivedOnce(t *testing.T) {
	t.Parallel()
	stick := t.TempDir()
	devices, id := travellers(t, stick, 2)
	devices[0].set(id, "severity", "SEV2")
	devices[1].set(id, "state", "in_review")
	devices[0].sync()
	devices[1].sync()
	late := newDevice(t, 9)
	if r := late.joins(remote.BundlesIn(stick)); r.Received != 1 || len(r.Came) != 1 {
		t.Errorf("%d received: %v", r.Received, r.Came)
	}
}

// What came in stands although nothing may be sent, and is told with who wrote it.
func TestWhatCameIsToldWhereSendingIsRefused(t *testing.T) {
	t.Parallel()
	needGit(t)
	dir := bare(t)
	a, b, id := pair(t, dir)
	other := b.makes("Another one")
	b.must(b.ws.Share(t.Context(), team, other))
	b.called("Kite")
	b.sync()
	a.sync()
	a.set(id, "title", "Typed here")
	b.set(other, "title", "Typed there")
	b.sync()
	hook := filepath.Join(dir, "hooks", "pre-receive")
	write(t, hook, "#!/bin/sh\nexit 1\n")
	a.must(os.Chmod(hook, 0o755))
	r, err := a.syncer().Sync(t.Context(), a.id(), access)
	if err == nil || r.Received != 1 || r.Sent != 0 || !slices.Equal(r.By[other], []string{"Kite"}) {
		t.Errorf("%v: %d received, %d sent, by %q", err, r.Received, r.Sent, r.By)
	}
}

// What goes and what comes is counted, and where somebody answers, waiting for that is told.
func TestWhatGoesAndComesIsCounted(t *testing.T) {
	t.Parallel()
	carried, _ := travellers(t, t.TempDir(), 2)
	one, other, _ := pair(t, bare(t))
	for where, of := range map[string][]*device{"stick": carried, "place": {one, other}} {
		a, b := of[0], of[1]
		a.makes("The flour ran out")
		told := func(d *device) (phases []space.Phase, counts [][2]int) {
			s := d.syncer()
			s.Progress = func(doing space.Phase, done, total int) {
				if done < total || total == 0 {
					phases = append(phases, doing)
				} else {
					phases, counts = append(phases, doing+"!"), append(counts, [2]int{done, total})
				}
			}
			r, err := s.Sync(t.Context(), d.id(), access)
			d.must(err)
			if r.Carried != (where == "stick") {
				t.Errorf("%s: %+v", where, r)
			}
			return slices.Compact(phases), counts
		}
		sent := space.Phase("answer!")
		if where == "stick" {
			sent = "send!"
		}
		if phases, counts := told(a); !slices.Contains(phases, "send") || !slices.Contains(phases, sent) || counts[len(counts)-1][0] == 0 {
			t.Errorf("%s: %v %v", where, phases, counts)
		}
		if phases, _ := told(b); !slices.Contains(phases, "bring") || !slices.Contains(phases, "bring!") {
			t.Errorf("%s: %v", where, phases)
		}
	}
}

// An exchange that is stopped when the other side has just taken what was sent hears nothing
// of that; the next one tells what went, once, and nothing that others wrote.
func TestWhatArrivedAlthoughItWasStoppedIsToldByTheNextExchange(t *testing.T) {
	t.Parallel()
	needGit(t)
	dir := bare(t)
	a, b, id := pair(t, dir)
	other := b.makes("Another one")
	b.sync()
	a.set(id, "title", "Typed here")
	hook := filepath.Join(dir, "hooks", "pre-receive")
	write(t, hook, "#!/bin/sh\nexit 1\n")
	a.must(os.Chmod(hook, 0o755))
	s := a.syncer()
	r, err := s.Sync(t.Context(), a.id(), access)
	if err == nil || r.Sent != 0 || !slices.Equal(r.Came, []string{other}) {
		t.Fatalf("%v %+v", err, r)
	}
	a.must(os.Remove(hook))
	git(t, s.StoreDir(a.id()), "push", "-q", dir, "main") // as if it had been on its way already
	if r := a.sync(); r.Sent != 1 || !slices.Equal(r.Went, []string{id}) || r.Received != 0 {
		t.Errorf("%+v", r)
	}
	if r := a.sync(); r.Sent != 0 {
		t.Errorf("told again: %+v", r)
	}
	// Stopped after it was heard, it is told at once and not again.
	a.set(id, "title", "Typed later")
	ctx, stop := context.WithCancel(t.Context())
	s.Step = func(name string) {
		if name == "pushed" {
			stop()
		}
	}
	if r, _ := s.Sync(ctx, a.id(), access); r.Sent != 1 {
		t.Errorf("%+v", r)
	}
	if r := a.sync(); r.Sent != 0 {
		t.Errorf("told again: %+v", r)
	}
}

// Who may read a place and no more is no failure: what others wrote comes, what was written
// here stays and is counted, and goes with the first exchange that may.
func TestAPlaceThatMayOnlyBeReadIsNoFailureAndKeepsWhatWaits(t *testing.T) {
	t.Parallel()
	address, dir := backend(t)
	to, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	var reads atomic.Bool
	through := httputil.NewSingleHostReverseProxy(&url.URL{Scheme: to.Scheme, Host: to.Host})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if reads.Load() && strings.Contains(r.URL.String(), "git-receive-pack") {
			http.Error(w, "no", http.StatusForbidden)
			return
		}
		through.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	a, b, id := pair(t, server.URL+to.Path)
	b.set(id, "title", "Typed there")
	b.sync()
	a.set(id, "severity", "SEV2")
	reads.Store(true)
	for came := 1; came >= 0; came-- {
		if r := a.sync(); r.State != space.ReadOnly || r.Received != came || r.Sent != 0 {
			t.Errorf("%+v", r)
		}
		list, err := a.ws.Spaces(t.Context())
		if a.must(err); list[0].Unsent != 1 || list[0].SyncedAt.IsZero() {
			t.Errorf("%+v", list)
		}
	}
	reads.Store(false)
	if r := a.sync(); r.State != space.Done || r.Sent != 1 {
		t.Errorf("%+v", r)
	}
	settled(t, dir, a, b)
}
