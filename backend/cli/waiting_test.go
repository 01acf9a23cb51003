package cli_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"secondstory/backend/cli"
)

// hearing tells when a word was written.
type hearing struct {
	mu    sync.Mutex
	all   bytes.Buffer
	word  string
	heard func()
}

func (h *hearing) Write(data []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	n, err := h.all.Write(data)
	if strings.Contains(h.all.String(), h.word) {
		h.heard()
	}
	return n, err
}

// Who waits for a server is told so; and where only the first exchange fails, the space is
// there, which is told as well.
func TestWhoWaitsForAServerIsToldAndASpaceThatWasEnteredToo(t *testing.T) {
	d := newDesk(t)
	said := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		<-said
		if r.URL.Query().Get("service") != "git-upload-pack" { // an empty place that takes nothing
			w.WriteHeader(http.StatusForbidden)
			return
		}
		w.Header().Set("Content-Type", "application/x-git-upload-pack-advertisement")
		line := strings.Repeat("0", 40) + " capabilities^{}\x00agent=test\n"
		_, _ = fmt.Fprintf(w, "001e# service=git-upload-pack\n0000%04x%s0000", len(line)+4, line)
	}))
	defer server.Close()
	env, _, _ := d.env("--home", d.home, "space", "add", "Team", server.URL+"/team.git")
	errs := &hearing{word: "Team: still waiting for an answer. Ctrl+C ends this; nothing is lost by it.\n", heard: sync.OnceFunc(func() { close(said) })}
	env.Err, env.Patience = errs, time.Millisecond
	status := cli.Run(env)
	if told := errs.all.String(); status != cli.Failed || strings.Count(told, "still waiting") != 1 || !strings.Contains(told, "The space \"Team\" is entered all the same") {
		t.Errorf("%d %s", status, told)
	}
	if out := d.ok("space", "list"); !strings.Contains(out, "Team") {
		t.Error(out)
	}
	if c := d.do("sync"); c.status != cli.Failed || strings.Contains(c.err, "waiting") {
		t.Errorf("%+v", c)
	}
}

// A space that takes longer than somebody wants to wait is left, and one that is not there
// keeps none from being exchanged; each has its account where it was named.
func TestASpaceThatTakesTooLongIsLeft(t *testing.T) {
	a, _, folder := twoDesks(t)
	a.ok("space", "add", "Payments", folder)
	a.ok("import", a.file("payout.md", "# Payouts were sent twice\n\n## Timeline\n\n- 2026-03-01 10:00 UTC alarm\n"))
	ref := parse[struct{ Reviews []struct{ Ref string } }](t, a.ok("review", "list", "--json")).Reviews[0].Ref
	a.ok("space", "share", "Payments", ref)
	c := a.do("sync", "Payments", "--at-most", "1ns", "--json")
	if s := parse[syncDoc](t, c.out).Spaces; c.status != cli.Failed || len(s) != 1 || s[0].State != "failed" || s[0].Error.Key != "cli.sync_left" || !strings.Contains(s[0].Error.Message, "after 1ns") {
		t.Errorf("%+v", c)
	}
	c = a.do("sync", "Nowhere", "Payments", "--json")
	if s := parse[syncDoc](t, c.out).Spaces; c.status != cli.Failed || len(s) != 2 || s[0].Error == nil || s[0].Error.Key != "share.space_missing" || s[1].Sent != 1 {
		t.Errorf("%+v", c)
	}
}

// Who sends over a slow line is told how much of it has gone, and that an answer is waited for.
func TestWhoSendsIsToldHowFarItIs(t *testing.T) {
	d := newDesk(t)
	said := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			_, _ = io.Copy(io.Discard, r.Body)
			<-said
			w.WriteHeader(http.StatusForbidden)
			return
		}
		service := r.URL.Query().Get("service")
		w.Header().Set("Content-Type", "application/x-"+service+"-advertisement")
		head := "# service=" + service + "\n"
		line := strings.Repeat("0", 40) + " capabilities^{}\x00report-status agent=test\n"
		_, _ = fmt.Fprintf(w, "%04x%s0000%04x%s0000", len(head)+4, head, len(line)+4, line)
	}))
	defer server.Close()
	env, _, _ := d.env("--home", d.home, "space", "add", "Team", server.URL+"/team.git")
	errs := &hearing{word: "Team: handed over, waiting for the answer · ", heard: sync.OnceFunc(func() { close(said) })}
	env.Err, env.Patience = errs, time.Millisecond
	status := cli.Run(env)
	_, count, _ := strings.Cut(errs.all.String(), errs.word)
	var done, total int
	if _, err := fmt.Sscanf(count, "%d of %d parts\n", &done, &total); err != nil || status != cli.Failed || done == 0 || done != total || strings.Count(errs.all.String(), errs.word) != 1 {
		t.Errorf("%d %v %s", status, err, errs.all.String())
	}
}
