package remote

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/fault"
)

func plainEnvironment(t *testing.T) {
	t.Helper()
	for _, name := range []string{"HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy", "ALL_PROXY", "REQUEST_METHOD"} {
		t.Setenv(name, "")
	}
}

func basic(user, secret string) string {
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(user+":"+secret))
}

// logins are kept for one proxy, and asked for by others.
type logins struct {
	site, user, secret string
	asked              []string
	err                error
}

func (l *logins) of(_ context.Context, site string) (user, secret string, err error) {
	l.asked = append(l.asked, site)
	if l.err != nil || site != l.site {
		return "", "", l.err
	}
	return l.user, l.secret, nil
}

func TestAProxyThatAsksGetsItsOwnNameAndPassword(t *testing.T) {
	plainEnvironment(t)
	handler, p := backendOf(t)
	a := newAuthority(t)
	server := a.serve(t, "git.example.test", time.Now().Add(time.Hour), http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Proxy-Authorization") != "" {
			t.Error("the server learns the password of the proxy")
		}
		handler.ServeHTTP(w, r)
	}))
	proxy := &tunnel{to: server.Listener.Addr().String(), wants: basic("desk", "p:ss wörd")}
	desk := httptest.NewServer(proxy)
	defer desk.Close()
	address := must(ParseAddress("https://git.example.test/shared.git"))
	remoteBy := func(n Network, kept *logins) *Remote {
		n.CAFile = a.file
		if kept != nil {
			n.ProxyLogin = kept.of
		}
		return n.Remote(address, Access{User: "ada", Secret: "secret", Host: "git.example.test"})
	}
	try := func(n Network, kept *logins) string {
		r := remoteBy(n, kept)
		defer r.Close()
		_, err := r.Try(t.Context())
		if f, ok := FaultOf(err); ok {
			return f.Key + " " + f.Params["proxy"] + f.Params["way"]
		}
		if f, ok := fault.As(err); ok {
			return f.Key
		}
		if err != nil {
			return err.Error()
		}
		return ""
	}
	right := func() *logins { return &logins{site: desk.URL, user: "desk", secret: "p:ss wörd"} }
	host := strings.TrimPrefix(desk.URL, "http://")
	own := Network{Proxy: desk.URL}
	if got := try(own, nil); got != "share.proxy_sign_in "+host {
		t.Errorf("nothing given: %s", got)
	}
	if got := try(own, &logins{site: "http://elsewhere:3128", user: "desk", secret: "p:ss wörd"}); got != "share.proxy_sign_in "+host {
		t.Errorf("that of another proxy: %s", got)
	}
	if got := try(own, &logins{site: desk.URL, user: "desk", secret: "old"}); got != "share.proxy_login_refused "+host {
		t.Errorf("a wrong one: %s", got)
	}
	if got := try(own, &logins{err: fault.New(fault.Denied, "share.logins_locked")}); got != "share.logins_locked" {
		t.Errorf("what is kept is sealed: %s", got)
	}
	kept := right()
	if got := try(own, kept); got != "" || len(kept.asked) != 1 {
		t.Errorf("the right one: %s, asked for %v", got, kept.asked)
	}
	// The environment says which proxy; what was entered for it counts before its own.
	t.Setenv("HTTPS_PROXY", strings.Replace(desk.URL, "http://", "http://desk:old@", 1))
	if got := try(Network{}, nil); got != "share.proxy_login_refused "+host {
		t.Errorf("the environment's: %s", got)
	}
	if got := try(Network{}, right()); got != "" || (Network{}).ProxySite() != desk.URL {
		t.Errorf("before that of the environment: %s at %s", got, Network{}.ProxySite())
	}
	// Sending goes the same way.
	r := remoteBy(own, right())
	defer r.Close()
	s := openStore(t)
	if _, err := r.Push(t.Context(), s, must(change(s, "ada", 0))); err != nil {
		t.Error(err)
	}
	fsck(t, p.bare)
	proxy.way = "NTLM"
	if got := try(own, &logins{site: desk.URL, user: "desk", secret: "old"}); got != "share.proxy_way "+host+"NTLM" {
		t.Errorf("another way of asking: %s", got)
	}
}

func TestWhoGoesThroughNoProxyIsAskedForNoPassword(t *testing.T) {
	plainEnvironment(t)
	p, _ := httpPeer(t, nil)
	kept := &logins{}
	r := Network{Proxy: "http://desk.example:3128", ProxyLogin: kept.of}.Remote(must(ParseAddress(p.address)), Access{})
	defer r.Close()
	if _, err := r.Tip(t.Context()); len(kept.asked) != 0 {
		t.Errorf("%v %v", kept.asked, err)
	}
	for proxy, want := range map[string]string{"": "", NoProxy: "", "http://Desk.example:3128": "http://desk.example:3128"} {
		if got := (Network{Proxy: proxy}).ProxySite(); got != want {
			t.Errorf("%q: %q", proxy, got)
		}
	}
}

// Without a tunnel the answer of the proxy comes in place of the server's.
func TestAProxyThatAsksIsNotTakenForTheServer(t *testing.T) {
	plainEnvironment(t)
	desk := httptest.NewServer(&tunnel{wants: basic("desk", "right")})
	defer desk.Close()
	for user, want := range map[string]string{"": "share.proxy_sign_in", "desk": "share.proxy_login_refused"} {
		kept := &logins{site: desk.URL, user: user, secret: "wrong"}
		r := Network{Proxy: desk.URL, ProxyLogin: kept.of}.Remote(must(ParseAddress("http://git.example.test/shared.git")), Access{})
		_, err := r.Tip(t.Context())
		if f, ok := FaultOf(err); !ok || f.Key != want {
			t.Errorf("%q: %v", user, err)
		}
		r.Close()
	}
}

// socks is a proxy of the kind socks5 that lets through to one server with one login.
func socks(t *testing.T, to, user, secret string) string {
	t.Helper()
	listener := must(net.Listen("tcp", "127.0.0.1:0"))
	t.Cleanup(func() { _ = listener.Close() })
	greet := func(c net.Conn) error {
		head := make([]byte, 2)
		if _, err := io.ReadFull(c, head); err != nil {
			return err
		}
		ways := make([]byte, head[1])
		if _, err := io.ReadFull(c, ways); err != nil {
			return err
		}
		if !bytes.Contains(ways, []byte{2}) {
			_, _ = c.Write([]byte{5, 0xff})
			return errors.New("no way in common")
		}
		_, _ = c.Write([]byte{5, 2})
		given := make([]byte, 2+len(user)+1+len(secret))
		if _, err := io.ReadFull(c, given); err != nil {
			return err
		}
		if want := "\x01" + string(rune(len(user))) + user + string(rune(len(secret))) + secret; string(given) != want {
			_, _ = c.Write([]byte{1, 1})
			return errors.New("somebody else")
		}
		_, _ = c.Write([]byte{1, 0})
		ask := make([]byte, 5)
		if _, err := io.ReadFull(c, ask); err != nil {
			return err
		}
		if _, err := io.ReadFull(c, make([]byte, int(ask[4])+2)); err != nil { // a name and a port
			return err
		}
		_, err := c.Write([]byte{5, 0, 0, 1, 127, 0, 0, 1, 0, 0})
		return err
	}
	go func() {
		for {
			in, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer in.Close() //nolint:errcheck // the test is over
				if greet(in) != nil {
					return
				}
				out, err := net.Dial("tcp", to)
				if err != nil {
					return
				}
				go func() { _, _ = io.Copy(out, in); _ = out.Close() }()
				_, _ = io.Copy(in, out)
			}()
		}
	}()
	return "socks5://" + listener.Addr().String()
}

func TestAProxyOfAnotherKindAsksToo(t *testing.T) {
	plainEnvironment(t)
	handler, _ := backendOf(t)
	a := newAuthority(t)
	server := a.serve(t, "git.example.test", time.Now().Add(time.Hour), handler)
	site := socks(t, server.Listener.Addr().String(), "desk", "right")
	for _, c := range []struct{ user, secret, want string }{
		{"", "", "share.proxy_sign_in"}, {"desk", "wrong", "share.proxy_login_refused"}, {"desk", "right", ""},
	} {
		kept := &logins{site: site, user: c.user, secret: c.secret}
		r := Network{Proxy: site, CAFile: a.file, ProxyLogin: kept.of}.Remote(must(ParseAddress("https://git.example.test/shared.git")),
			Access{User: "ada", Secret: "secret", Host: "git.example.test"})
		_, err := r.Try(t.Context())
		if f, ok := FaultOf(err); ok != (c.want != "") || ok && f.Key != c.want {
			t.Errorf("%+v: %v", c, err)
		}
		r.Close()
	}
}
