package space_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/internal/soak"
	"secondstory/backend/share/space"
)

// told makes sure that a failed exchange says so in words of its own.
func told(t *testing.T, what string, err error) {
	t.Helper()
	if f, ok := fault.As(err); !ok || !strings.HasPrefix(f.Key, "share.") {
		t.Errorf("%s: %v", what, err)
	}
}

// trial is a space of two devices behind something that fails, and the exchanges that are
// tried through it.
type trial struct {
	t    *testing.T
	at   string // the address through what fails
	dir  string
	a, b *device
	id   string
	n    int
}

// tries lets an exchange and a first entry happen while something fails, and looks that
// nothing is lost and the next ones succeed. fail begins a failure and gives its end.
func (w *trial) tries(what string, fail func() (end func())) {
	w.t.Helper()
	w.n++
	ctx, cancel := context.WithTimeout(w.t.Context(), 20*time.Second)
	defer cancel()
	here, there := fmt.Sprintf("Here %d.", w.n), fmt.Sprintf("There %d", w.n)
	w.b.set(w.id, "title", there)
	w.b.sync()
	w.a.set(w.id, "sections/summary/text", here)
	end := fail()
	if _, err := w.a.syncer().Sync(ctx, w.a.id(), access); err != nil {
		told(w.t, what+", an exchange", err)
	}
	end()
	if got := w.a.section(w.id, "summary"); got != here {
		w.t.Errorf("%s: it took %q away", what, got)
	}
	if r := w.a.sync(); r.State != space.Done {
		w.t.Errorf("%s, the next exchange: %+v", what, r)
	}
	if got := w.a.get(w.id); got.Title != there || w.a.section(w.id, "summary") != here || len(w.a.open4(w.id)) != 0 {
		w.t.Errorf("%s: %q %q %+v", what, got.Title, w.a.section(w.id, "summary"), w.a.open4(w.id))
	}
	c := newDevice(w.t, uint64(100+w.n))
	end = fail()
	_, _, err := c.ws.AddSpace(ctx, team, w.at, access)
	end()
	if err != nil {
		told(w.t, what+", a first entry", err)
		if list, lerr := c.ws.Spaces(w.t.Context()); lerr != nil || len(list) > 0 {
			c.sync()
		} else {
			c.joins(w.at)
		}
	}
	if got := c.get(w.id); got.Title != there || c.section(w.id, "summary") != here {
		w.t.Errorf("%s, a first entry: %q %q", what, got.Title, c.section(w.id, "summary"))
	}
	c.whole()
	c.ws.Close()
}

func (w *trial) ends() {
	w.t.Helper()
	settled(w.t, w.dir, w.a, w.b)
	for _, d := range []*device{w.a, w.b} {
		if got := d.get(w.id); len(d.open4(w.id)) != 0 || got.Title != fmt.Sprintf("There %d", w.n) || d.section(w.id, "summary") != fmt.Sprintf("Here %d.", w.n) {
			w.t.Errorf("%+v %+v", got.Title, d.open4(w.id))
		}
	}
}

// cuts breaks connections at many places: of each direction, at the ends, and evenly or
// by chance between them.
func cuts(t *testing.T, serve func(testing.TB) (string, string), places int, dice *rand.Rand) {
	address, dir := serve(t)
	g, at := gated(t, address)
	w := &trial{t: t, at: at, dir: dir}
	w.a, w.b, w.id = pair(t, at)
	g.disarm()
	var most [2]int
	w.tries("nothing fails", func() func() {
		return func() {
			passed, _ := g.disarm()
			for dir := range most {
				most[dir] = max(most[dir], passed[dir])
			}
		}
	})
	happened := 0
	for _, dir := range []way{toServer, fromServer} {
		at := []int{0, most[dir] - 1}
		for i := range places {
			at = append(at, most[dir]*(2*i+1)/(2*places))
			if dice != nil {
				at[len(at)-1] = dice.IntN(most[dir])
			}
		}
		for i, after := range at {
			dead := i%2 == 0
			w.tries(fmt.Sprintf("direction %d cut after %d of %d, dead %v", dir, after, most[dir], dead), func() func() {
				g.arm(dir, after, dead)
				return func() {
					if _, cut := g.disarm(); cut {
						happened++
					}
				}
			})
		}
	}
	if happened < places*2 {
		t.Errorf("only %d exchanges were cut", happened)
	}
	// In pieces of a few bytes everything arrives too.
	g.mu.Lock()
	g.piece = 3
	g.mu.Unlock()
	w.tries("in small pieces", func() func() { return func() { g.disarm() } })
	w.ends()
}

func TestAnExchangeThatIsCutAnywhereLosesNothing(t *testing.T) {
	t.Parallel()
	cuts(t, backend, fewer(3, 1), nil)
}

func TestSoakAnExchangeThatIsCutAnywhereLosesNothing(t *testing.T) {
	soak.Need(t)
	soak.Each(t, 1, 24, func(t *testing.T, seed int64) {
		serve := []func(testing.TB) (string, string){daemon, backend}[seed%2]
		cuts(t, serve, 20, rand.New(rand.NewPCG(uint64(seed), 404)))
	})
}

// A busy server drops a connection now and then, also in the middle of a push.
func TestAnExchangeGoesOnFromBrokenConnectionsAndTellsOfAServerThatDropsAll(t *testing.T) {
	t.Parallel()
	address, dir := backend(t)
	to, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	var drops atomic.Int32
	through := httputil.NewSingleHostReverseProxy(&url.URL{Scheme: to.Scheme, Host: to.Host})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/git-receive-pack") && drops.Add(-1) >= 0 {
			panic(http.ErrAbortHandler)
		}
		through.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	a, b, id := pair(t, server.URL+to.Path)
	a.set(id, "title", "Three were dropped")
	drops.Store(3)
	if r := a.sync(); r.State != space.Done || r.Rounds != 4 || drops.Load() > 0 {
		t.Errorf("%+v, %d left", r, drops.Load())
	}
	a.set(id, "title", "All were dropped")
	drops.Store(1000)
	_, err = a.syncer().Sync(t.Context(), a.id(), access)
	if f, ok := fault.As(err); !ok || f.Key != "share.remote_interrupted" || drops.Load() != 996 {
		t.Errorf("%v after %d", err, 1000-drops.Load())
	}
	drops.Store(0)
	settled(t, dir, a, b)
	if got := b.get(id).Title; got != "All were dropped" {
		t.Errorf("%q", got)
	}
}

// What a server of http may answer in place of the repository, at each request of an
// exchange and of a first entry.
func TestAnExchangeThatIsAnsweredOtherwiseLosesNothing(t *testing.T) {
	t.Parallel()
	status := func(code int) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "no", code) }
	}
	elsewhere := func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://elsewhere.invalid"+r.URL.Path, http.StatusFound)
	}
	page := func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("<html>Sign in to this network</html>"))
	}
	for name, answer := range map[string]http.HandlerFunc{"401": status(401), "403": status(403), "500": status(500), "a redirect": elsewhere, "a page": page} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			address, dir := backend(t)
			d, at := desked(t, address)
			w := &trial{t: t, at: at, dir: dir}
			w.a, w.b, w.id = pair(t, at)
			refused := 0
			places := []int{0, 3, 1, 4}[:fewer(4, 2)]
			for _, after := range places {
				w.tries(fmt.Sprint(name, " after ", after), func() func() {
					d.says(after, answer)
					return func() { refused += d.says(0, nil) }
				})
			}
			if refused < len(places) {
				t.Errorf("only %d requests were answered otherwise", refused)
			}
			w.ends()
		})
	}
}

// A server that takes the call and stays silent, at each request: the exchange ends with
// its context, and holds nothing that the next one needs.
func TestAServerThatFallsSilentLosesNothing(t *testing.T) {
	t.Parallel()
	address, dir := backend(t)
	d, at := desked(t, address)
	a, b, id := pair(t, at)
	for after := range 5 {
		b.set(id, "title", fmt.Sprintf("There %d", after))
		b.sync()
		a.set(id, "sections/summary/text", fmt.Sprintf("Here %d.", after))
		ctx, cancel := context.WithCancel(t.Context())
		d.says(after, func(http.ResponseWriter, *http.Request) {
			cancel() // nobody waits for an answer any longer, and there is none
			panic(http.ErrAbortHandler)
		})
		if _, err := a.syncer().Sync(ctx, a.id(), access); err == nil && ctx.Err() != nil {
			t.Error("it came to its end all the same")
		} else if err != nil {
			told(t, "silence", err)
		}
		cancel()
		d.says(0, nil)
		a.sync()
		if got := a.get(id); got.Title != fmt.Sprintf("There %d", after) || a.section(id, "summary") != fmt.Sprintf("Here %d.", after) {
			t.Errorf("after %d: %q %q", after, got.Title, a.section(id, "summary"))
		}
	}
	settled(t, dir, a, b)
}
