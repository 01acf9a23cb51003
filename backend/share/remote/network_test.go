package remote

import (
	"cmp"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"secondstory/backend/domain/fault"
)

// authority signs certificates of servers for the tests.
type authority struct {
	key  *ecdsa.PrivateKey
	cert *x509.Certificate
	file string
}

func newAuthority(t *testing.T) authority {
	t.Helper()
	a := authority{key: must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader)), file: filepath.Join(t.TempDir(), "ca.pem")}
	a.cert = &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test"}, NotBefore: time.Now().Add(-time.Hour),
		NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign}
	der := must(x509.CreateCertificate(rand.Reader, a.cert, a.cert, &a.key.PublicKey, a.key))
	if err := os.WriteFile(a.file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600); err != nil {
		t.Fatal(err)
	}
	return a
}

// serve starts a server of https with a certificate for a name, or an address.
func (a authority) serve(t *testing.T, name string, until time.Time, handler http.Handler) *httptest.Server {
	t.Helper()
	key := must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))
	leaf := &x509.Certificate{SerialNumber: big.NewInt(2), NotBefore: time.Now().Add(-2 * time.Hour), NotAfter: until, DNSNames: []string{name}}
	if ip := net.ParseIP(name); ip != nil {
		leaf.DNSNames, leaf.IPAddresses = nil, []net.IP{ip}
	}
	der := must(x509.CreateCertificate(rand.Reader, leaf, a.cert, &key.PublicKey, a.key))
	server := httptest.NewUnstartedServer(handler)
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.TLS = &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}
	server.StartTLS()
	t.Cleanup(server.Close)
	return server
}

// backendOf is the handler of a repository behind a name and a password.
func backendOf(t *testing.T) (http.Handler, place) {
	t.Helper()
	p, server := httpPeer(t, nil)
	return server.Config.Handler, p
}

func TestACertificateAuthorityOfOnesOwnIsTrusted(t *testing.T) {
	handler, p := backendOf(t)
	a := newAuthority(t)
	later := time.Now().Add(time.Hour)
	good := a.serve(t, "127.0.0.1", later, handler)
	access := Access{User: "ada", Secret: "secret", Host: "127.0.0.1"}
	r := Network{CAFile: a.file}.Remote(must(ParseAddress(good.URL+"/shared.git")), access)
	defer r.Close()
	s := openStore(t)
	head := must(change(s, "ada", 0))
	if _, err := r.Push(t.Context(), s, head); err != nil {
		t.Fatal(err)
	}
	if sight, err := r.Try(t.Context()); err != nil || sight.Tip != head {
		t.Errorf("%+v %v", sight, err)
	}
	fsck(t, p.bare)
	for name, c := range map[string]struct {
		net  Network
		at   *httptest.Server
		want string
	}{
		"an authority nobody knows": {Network{}, good, "share.remote_untrusted"},
		"another name":              {Network{CAFile: a.file}, a.serve(t, "elsewhere.example", later, handler), "share.certificate_name"},
		"expired":                   {Network{CAFile: a.file}, a.serve(t, "127.0.0.1", time.Now().Add(-time.Hour), handler), "share.certificate_expired"},
		"no such file":              {Network{CAFile: a.file + ".gone"}, good, "share.ca_file_bad"},
	} {
		r := c.net.Remote(must(ParseAddress(c.at.URL+"/shared.git")), access)
		_, err := r.Tip(t.Context())
		if f, ok := FaultOf(err); !ok || f.Key != c.want {
			t.Errorf("%s: %v", name, err)
		}
		r.Close()
	}
}

// tunnel is a proxy that leads wherever a call is for to one server, and counts.
type tunnel struct {
	to     string
	status int
	// wants is the value of Proxy-Authorization it lets through with, "" for any; way is
	// what it asks for in place of Basic.
	wants, way string
	calls      atomic.Int32
}

func (p *tunnel) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.calls.Add(1)
	if p.wants != "" && r.Header.Get("Proxy-Authorization") != p.wants {
		w.Header().Set("Proxy-Authenticate", cmp.Or(p.way, `Basic realm="desk"`))
		w.WriteHeader(http.StatusProxyAuthRequired)
		return
	}
	if p.status != 0 {
		w.WriteHeader(p.status)
		return
	}
	if r.Method != http.MethodConnect {
		http.Error(w, "only tunnels", http.StatusBadGateway)
		return
	}
	out, err := net.Dial("tcp", p.to)
	if err != nil {
		http.Error(w, "", http.StatusBadGateway)
		return
	}
	w.WriteHeader(http.StatusOK)
	in, rest, err := w.(http.Hijacker).Hijack()
	if err != nil {
		return
	}
	go func() { _, _ = io.Copy(out, rest); _ = out.Close() }()
	_, _ = io.Copy(in, out)
	_ = in.Close()
}

func TestAProxyIsTakenFromTheEnvironmentOrTheSetting(t *testing.T) {
	handler, _ := backendOf(t)
	a := newAuthority(t)
	server := a.serve(t, "git.example.test", time.Now().Add(time.Hour), handler)
	proxy := &tunnel{to: server.Listener.Addr().String()}
	desk := httptest.NewServer(proxy)
	defer desk.Close()
	for _, name := range []string{"HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy", "ALL_PROXY", "REQUEST_METHOD"} {
		t.Setenv(name, "")
	}
	address := must(ParseAddress("https://git.example.test/shared.git"))
	access := Access{User: "ada", Secret: "secret", Host: "git.example.test"}
	try := func(n Network) error {
		n.CAFile = a.file
		r := n.Remote(address, access)
		defer r.Close()
		_, err := r.Try(t.Context())
		return err
	}
	if err := try(Network{Proxy: desk.URL}); err != nil || proxy.calls.Load() == 0 {
		t.Fatalf("the setting: %v", err)
	}
	proxy.calls.Store(0)
	t.Setenv("HTTPS_PROXY", desk.URL)
	if err := try(Network{}); err != nil || proxy.calls.Load() == 0 {
		t.Fatalf("the environment: %v", err)
	}
	if (Network{Proxy: NoProxy}).proxy() != nil {
		t.Error("none is none, whatever the environment says")
	}
	for status, want := range map[int]string{407: "share.proxy_sign_in", 403: "share.proxy_refused", 502: "share.proxy_refused"} {
		proxy.status = status
		if f, ok := FaultOf(try(Network{})); !ok || f.Key != want {
			t.Errorf("%d: %v", status, f)
		}
	}
	desk.Close()
	if f, ok := FaultOf(try(Network{})); !ok || f.Key != "share.proxy_unreachable" {
		t.Errorf("nobody there: %v", f)
	}
}

func TestSettingsThatCannotBeUsedAreRefused(t *testing.T) {
	a := newAuthority(t)
	empty := filepath.Join(t.TempDir(), "empty.pem")
	if err := os.WriteFile(empty, []byte("nothing"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		net  Network
		want string
	}{
		"nothing":                  {Network{}, ""},
		"a proxy":                  {Network{Proxy: "http://proxy.example:3128"}, ""},
		"none":                     {Network{Proxy: NoProxy}, ""},
		"an authority":             {Network{CAFile: a.file}, ""},
		"a proxy without a scheme": {Network{Proxy: "proxy.example:3128"}, "share.proxy_bad"},
		"a proxy with a secret":    {Network{Proxy: "http://ada:secret@proxy.example"}, "share.proxy_bad"},
		"no certificate":           {Network{CAFile: empty}, "share.ca_file_bad"},
		"no file":                  {Network{CAFile: empty + "x"}, "share.ca_file_bad"},
	} {
		got := ""
		if f, ok := fault.As(c.net.Check()); ok {
			got = f.Key
		}
		if got != c.want {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestARedirectIsFollowedToTheSameHostAndToldOtherwise(t *testing.T) {
	handler, _ := backendOf(t)
	var secrets atomic.Int32
	elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		secrets.Add(1)
		w.WriteHeader(http.StatusTeapot)
	}))
	defer elsewhere.Close()
	other := strings.Replace(elsewhere.URL, "127.0.0.1", "localhost", 1)
	sideways := elsewhere.URL // another program of the same host
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case strings.HasPrefix(r.URL.Path, "/old.git/"):
			http.Redirect(w, r, strings.Replace(r.URL.String(), "/old.git", "/shared.git", 1), http.StatusMovedPermanently)
		case strings.HasPrefix(r.URL.Path, "/away.git/"):
			http.Redirect(w, r, other+r.URL.Path, http.StatusFound)
		case strings.HasPrefix(r.URL.Path, "/aside.git/"):
			http.Redirect(w, r, sideways+r.URL.Path, http.StatusFound)
		default:
			handler.ServeHTTP(w, r)
		}
	}))
	defer server.Close()
	if _, err := connectTo(t, server.URL+"/old.git").Tip(t.Context()); err != nil {
		t.Errorf("the same host: %v", err)
	}
	_, err := connectTo(t, server.URL+"/away.git").Tip(t.Context())
	if f, ok := FaultOf(err); !ok || f.Key != "share.remote_moved" || f.Params["address"] != other+"/away.git" || secrets.Load() != 0 {
		t.Errorf("%v, asked %d times", err, secrets.Load())
	}
	_, err = connectTo(t, server.URL+"/aside.git").Tip(t.Context())
	if f, ok := FaultOf(err); !ok || f.Key != "share.remote_moved" || f.Params["address"] != sideways+"/aside.git" || secrets.Load() != 0 {
		t.Errorf("another port: %v, asked %d times", err, secrets.Load())
	}
}

func TestOnlyTheSamePlaceAndItsSaferSideAreFollowed(t *testing.T) {
	for _, c := range []struct {
		from, to string
		fine     bool
	}{
		{"http://git.example.org/a", "http://GIT.example.org:80/b", true},
		{"http://git.example.org/a", "https://git.example.org/a", true},
		{"https://git.example.org/a", "https://git.example.org:443/b", true},
		{"https://git.example.org/a", "http://git.example.org/a", false},
		{"https://git.example.org/a", "https://git.example.org:8443/a", false},
		{"http://git.example.org:8080/a", "https://git.example.org/a", false},
		{"https://git.example.org/a", "https://git.example.com/a", false},
	} {
		from, to := must(http.NewRequest(http.MethodGet, c.from, nil)), must(http.NewRequest(http.MethodGet, c.to, nil)) //nolint:noctx // nobody sends them
		if err := stay(to, []*http.Request{from}); (err == nil) != c.fine {
			t.Errorf("%s to %s: %v", c.from, c.to, err)
		}
	}
}

func TestWhyNobodyAnswersIsSaid(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
	}{
		{&url.Error{Op: "Get", Err: &net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: "x", IsNotFound: true}}}, "share.remote_name_unknown"},
		{&net.OpError{Op: "dial", Err: &net.DNSError{Err: "server misbehaving", Name: "x", IsTemporary: true}}, "share.remote_unreachable"},
		{&net.OpError{Op: "dial", Err: &net.DNSError{Err: "timeout", Name: "x", IsTimeout: true}}, "share.remote_timeout"},
		{context.DeadlineExceeded, "share.remote_timeout"},
	} {
		if f, ok := FaultOf(classify(context.Background(), c.err)); !ok || f.Key != c.want {
			t.Errorf("%v: %v", c.err, f)
		}
	}
	probe := must(net.Listen("tcp", "127.0.0.1:0"))
	address := probe.Addr().String()
	_ = probe.Close()
	for _, scheme := range []string{"http", "https", "git", "ssh"} {
		_, err := connectTo(t, scheme+"://"+address+"/shared.git").Tip(t.Context())
		if f, ok := FaultOf(err); !ok || f.Key != "share.remote_not_listening" {
			t.Errorf("%s: %v", scheme, err)
		}
	}
}

func TestReadingAloneIsSaidBeforeAnythingIsSent(t *testing.T) {
	for _, status := range []int{http.StatusForbidden, http.StatusNotFound} {
		p, _ := httpPeer(t, func(w http.ResponseWriter, r *http.Request, backend http.Handler) {
			if strings.Contains(r.URL.RawQuery, "receive-pack") {
				w.WriteHeader(status)
				return
			}
			backend.ServeHTTP(w, r)
		})
		if _, err := connectTo(t, p.address).Try(t.Context()); KindOf(err) != ReadOnly {
			t.Errorf("%d: %v", status, err)
		}
		s := openStore(t)
		if _, err := connectTo(t, p.address).Push(t.Context(), s, must(change(s, "ada", 0))); KindOf(err) != ReadOnly {
			t.Errorf("push, %d: %v", status, err)
		}
	}
	f := folderPeer(t)
	if _, err := connectTo(t, f.address).Try(t.Context()); err != nil {
		t.Error(err)
	}
	if err := os.RemoveAll(filepath.Join(f.bare, "objects")); err != nil {
		t.Fatal(err)
	}
	_, err := connectTo(t, f.address).Try(t.Context())
	var failure *Failure
	if !errors.As(err, &failure) {
		t.Errorf("%v", err)
	}
}
