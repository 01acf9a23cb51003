package remote

import (
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/share/gitstore"
)

// T8, T16: each way to fail has its kind, for both directions.
func TestEachWayToFailHasItsKind(t *testing.T) {
	answer := func(status int, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { http.Error(w, body, status) }
	}
	cases := []struct {
		name   string
		serve  http.HandlerFunc
		kind   Kind
		status int
		retry  bool
	}{
		{"nobody is signed in", answer(401, "who"), SignIn, 401, false},
		{"a proxy wants a name", answer(407, ""), SignIn, 407, false},
		{"not allowed", answer(403, ""), Forbidden, 403, false},
		{"no such repository", answer(404, ""), NotFound, 0, false},
		{"gone", answer(410, ""), NotFound, 410, false},
		{"too large", answer(413, ""), TooLarge, 413, false},
		{"too many requests", answer(429, ""), Busy, 429, true},
		{"its own fault", answer(500, "stack trace"), ServerError, 500, true},
		{"in maintenance", answer(503, ""), Busy, 503, true},
		{"a gateway that waited", answer(504, ""), Timeout, 504, true},
		{"a page", answer(200, "<html>Welcome</html>"), NotGit, 0, false},
		{"hangs up", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, Interrupted, 0, true},
	}
	s := openStore(t)
	head := must(change(s, "ada", 0))
	for _, each := range cases {
		t.Run(each.name, func(t *testing.T) {
			server := httptest.NewServer(each.serve)
			defer server.Close()
			r := connectTo(t, server.URL+"/shared.git")
			_, tip := r.Tip(t.Context())
			_, fetch := r.Fetch(t.Context(), s)
			_, push := r.Push(t.Context(), s, head)
			for what, err := range map[string]error{"tip": tip, "fetch": fetch, "push": push} {
				failure, ok := err.(*Failure)
				if !ok || failure.Kind != each.kind || each.status != 0 && failure.Status != each.status || failure.Retry() != each.retry {
					t.Errorf("%s: %#v", what, err)
					continue
				}
				if failure.Fault().Key == "" || strings.Contains(failure.Fault().Params["words"], "stack") {
					t.Errorf("%s: %v", what, failure.Fault())
				}
			}
		})
	}
}

func TestAnAddressWhereNobodyListensIsUnreachable(t *testing.T) {
	probe := must(net.Listen("tcp", "127.0.0.1:0"))
	address := probe.Addr().String()
	_ = probe.Close()
	for _, scheme := range []string{"http", "git", "ssh"} {
		if _, err := connectTo(t, scheme+"://"+address+"/shared.git").Tip(t.Context()); KindOf(err) != Unreachable {
			t.Errorf("%s: %v", scheme, err)
		}
	}
}

func TestACertificateThatIsNotTrustedIsSaid(t *testing.T) {
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	defer server.Close()
	if _, err := connectTo(t, server.URL+"/shared.git").Tip(t.Context()); KindOf(err) != Untrusted {
		t.Fatal(err)
	}
}

// T13, T16: a server that takes the call and stays silent; ssh knows no context by itself.
func TestASilentServerEndsWithTheContextAndNotLater(t *testing.T) {
	silent := must(net.Listen("tcp", "127.0.0.1:0"))
	defer silent.Close()
	go func() {
		for {
			conn, err := silent.Accept()
			if err != nil {
				return
			}
			defer conn.Close()
		}
	}()
	s := openStore(t)
	head := must(change(s, "ada", 0))
	for _, scheme := range []string{"http", "git", "ssh"} {
		r := connectTo(t, scheme+"://"+silent.Addr().String()+"/shared.git")
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		if _, err := r.Fetch(ctx, s); KindOf(err) != Timeout {
			t.Errorf("%s, fetch: %v", scheme, err)
		}
		cancel()
		ctx, cancel = context.WithTimeout(t.Context(), 50*time.Millisecond)
		if _, err := r.Push(ctx, s, head); KindOf(err) != Timeout {
			t.Errorf("%s, push: %v", scheme, err)
		}
		cancel()
		ctx, cancel = context.WithCancel(t.Context())
		time.AfterFunc(20*time.Millisecond, cancel)
		if _, err := r.Fetch(ctx, s); KindOf(err) != Cancelled {
			t.Errorf("%s, cancelled: %v", scheme, err)
		}
	}
}

func TestAWrongSecretIsAskedForAgainAndNeverShown(t *testing.T) {
	p, _ := httpPeer(t, nil)
	r := New(must(ParseAddress(p.address)), Access{User: "ada", Secret: "hunter2", Host: "127.0.0.1"})
	defer r.Close()
	_, err := r.Tip(t.Context())
	if KindOf(err) != SignIn || strings.Contains(err.Error(), "hunter2") || strings.Contains(err.(*Failure).Fault().Error(), "hunter2") {
		t.Fatal(err)
	}
}

func TestAPushNobodyAllowsAtTheDaemonIsAnAnswer(t *testing.T) {
	p := daemonPeer(t)
	gitAt(t, p.bare, "config", "daemon.receivepack", "false")
	s := openStore(t)
	_, err := connectTo(t, p.address).Push(t.Context(), s, must(change(s, "ada", 0)))
	if KindOf(err) != ReadOnly {
		t.Fatal(err)
	}
	if _, err := connectTo(t, strings.Replace(p.address, "shared", "other", 1)).Tip(t.Context()); KindOf(err) != NotFound {
		t.Fatal(err)
	}
}

// cutting listens before a peer and cuts the answers of each connection after so
// many bytes.
func cutting(t *testing.T, to string, after int64) string {
	t.Helper()
	proxy := must(net.Listen("tcp", "127.0.0.1:0"))
	t.Cleanup(func() { _ = proxy.Close() })
	go func() {
		for {
			in, err := proxy.Accept()
			if err != nil {
				return
			}
			go func() {
				defer in.Close()
				out, err := net.Dial("tcp", to)
				if err != nil {
					return
				}
				defer out.Close()
				go func() { _, _ = io.Copy(out, in) }()
				_, _ = io.CopyN(in, out, after)
			}()
		}
	}()
	return proxy.Addr().String()
}

func TestAConnectionCutAnywhereLosesNothingAndTheNextExchangeSucceeds(t *testing.T) {
	for _, name := range []string{"git daemon", "http-backend", "sshd"} {
		t.Run(name, func(t *testing.T) {
			p := peers[name](t)
			scheme, rest, _ := strings.Cut(p.address, "://")
			host, path, _ := strings.Cut(rest, "/")
			direct := connectTo(t, p.address)
			ada, grace := openStore(t), openStore(t)
			head := must(changeMany(ada, "ada", 0, 100))
			if _, err := direct.Push(t.Context(), ada, head); err != nil {
				t.Fatal(err)
			}
			for n, after := range []int64{0, 3, 100, 300, 700, 2000, 5000} {
				cut := connectTo(t, scheme+"://"+cutting(t, host, after)+"/"+path)
				if _, err := cut.Fetch(t.Context(), grace); err != nil && KindOf(err) == "" {
					if _, isFault := fault.As(err); !isFault {
						t.Errorf("fetch cut after %d: %v", after, err)
					}
				}
				if tracked := must(grace.Ref(gitstore.Tracking)); tracked != gitstore.Zero && tracked != must(direct.Tip(t.Context())) {
					t.Errorf("after %d the ref says %s", after, tracked)
				}
				head = must(change(ada, "ada", n+1))
				if _, err := cut.Push(t.Context(), ada, head); err != nil && KindOf(err) == "" {
					t.Errorf("push cut after %d: %v", after, err)
				}
				if _, err := direct.Push(t.Context(), ada, head); err != nil {
					t.Fatal(err)
				}
			}
			if f, err := direct.Fetch(t.Context(), grace); err != nil || f.After != head {
				t.Fatal(f, err)
			}
			fsck(t, p.bare)
			fsck(t, grace.Dir())
		})
	}
}

// T8: the branch itself says what became of a push whose answer was lost.
func TestALostAnswerIsNoLostPush(t *testing.T) {
	var lose atomic.Bool
	p, _ := httpPeer(t, func(w http.ResponseWriter, r *http.Request, backend http.Handler) {
		if r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "receive-pack") && lose.Swap(false) {
			backend.ServeHTTP(httptest.NewRecorder(), r)
			panic(http.ErrAbortHandler)
		}
		backend.ServeHTTP(w, r)
	})
	s := openStore(t)
	r := connectTo(t, p.address)
	for n := range 3 {
		lose.Store(true)
		head := must(change(s, "ada", n))
		if pushed, err := r.Push(t.Context(), s, head); err != nil || pushed.To != head || lose.Load() {
			t.Fatalf("%+v, %v", pushed, err)
		}
	}
	fsck(t, p.bare)
}

// T8, the other way round: an answer is not believed against the branch.
func TestAPushThatDidNotHappenIsNotBelieved(t *testing.T) {
	p, _ := httpPeer(t, func(w http.ResponseWriter, r *http.Request, backend http.Handler) {
		if r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "receive-pack") {
			w.Header().Set("Content-Type", "application/x-git-receive-pack-result")
			return // an empty answer, which the library takes for success
		}
		backend.ServeHTTP(w, r)
	})
	s := openStore(t)
	if pushed, err := connectTo(t, p.address).Push(t.Context(), s, must(change(s, "ada", 0))); KindOf(err) != Interrupted {
		t.Fatalf("%+v, %v", pushed, err)
	}
}

func TestAnAddressIsReadOrRefusedWithAReason(t *testing.T) {
	for text, want := range map[string]string{
		"/srv/reviews.git":                   "/srv/reviews.git",
		"file:///srv/reviews.git/":           "/srv/reviews.git",
		"https://git.example.com/team/r":     "https://git.example.com/team/r",
		"HTTPS://git.example.com:8443/r":     "https://git.example.com:8443/r",
		"http://[::1]:80/r":                  "http://[::1]:80/r",
		"https://git.example.com/a b/r.git":  "https://git.example.com/a%20b/r.git",
		"git://git.example.com/r.git":        "git://git.example.com/r.git",
		"":                                   "share.address_invalid",
		"reviews.git":                        "share.address_invalid",
		"https://":                           "share.address_invalid",
		"https://git.example.com":            "share.address_invalid",
		"https://git.example.com/r?token=x":  "share.address_invalid",
		"file://host/share":                  "share.address_invalid",
		"https://ada:t@git.example.com/r":    "share.address_secret",
		"https://ada@git.example.com/r":      "share.address_secret",
		"git@git.example.com:team/r.git":     "git@git.example.com:team/r.git",
		"ssh://git.example.com/r":            "ssh://git.example.com/r",
		"ssh://git@git.example.com:2222/~/r": "ssh://git@git.example.com:2222/~/r",
		"git+ssh://git@git.example.com/r":    "ssh://git@git.example.com/r",
		"ssh://git:secret@git.example.com/":  "share.address_secret",
		"ssh://git@git.example.com":          "share.address_invalid",
		"git@git.example.com:/":              "share.address_invalid",
		"git@git.example.com:a\nb":           "share.address_invalid",
		"ssh://git.example.com/a%0Ab":        "share.address_invalid",
		"ext::sh -c id":                      "share.address_unsupported",
		`C:\team`:                            "share.address_drive",
		`\\server\share`:                     "share.address_drive",
		"smb://server/share":                 "share.address_drive",
	} {
		a, err := ParseAddress(text)
		got := a.String()
		if f, ok := fault.As(err); ok {
			got = f.Key
		}
		if got != want {
			t.Errorf("%q: want %s, got %s", text, want, got)
		}
	}
}
