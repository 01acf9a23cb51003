package cli_test

import (
	"bytes"
	"fmt"
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
