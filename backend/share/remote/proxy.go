package remote

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"golang.org/x/net/http/httpproxy"
)

// route picks the proxy of a request, nil for none.
type route = func(*http.Request) (*url.URL, error)

// proxy asks the environment each time a remote is made: the library asks it once.
func (n Network) proxy() route {
	pick := n.pick()
	if pick == nil {
		return nil
	}
	var known proxyLogins
	return func(r *http.Request) (*url.URL, error) {
		u, err := pick(r.URL)
		if err != nil || u == nil || n.ProxyLogin == nil {
			return u, err
		}
		// What a person entered for this proxy counts before what the environment says.
		who, err := known.of(r.Context(), siteOfProxy(u), n.ProxyLogin)
		if err != nil || who == nil {
			return u, err
		}
		with := *u
		with.User = who
		return &with, nil
	}
}

func (n Network) pick() func(*url.URL) (*url.URL, error) {
	if n.Proxy == NoProxy {
		return nil
	}
	config := httpproxy.FromEnvironment()
	if n.Proxy != "" {
		config.HTTPProxy, config.HTTPSProxy = n.Proxy, n.Proxy
	}
	return config.ProxyFunc()
}

// ProxySite names the proxy that https goes through, as its login is kept by it: its
// scheme and host, without a name and a password. It is "" where there is none.
func (n Network) ProxySite() string {
	pick := n.pick()
	if pick == nil {
		return ""
	}
	// A name that is nobody's, so that no exception of the environment is made for it.
	u, err := pick(&url.URL{Scheme: "https", Host: "host.invalid"})
	if err != nil || u == nil {
		return ""
	}
	return siteOfProxy(u)
}

func siteOfProxy(u *url.URL) string { return strings.ToLower(u.Scheme + "://" + u.Host) }

// proxyLogins asks once for each proxy: a keyring may be asking a person.
type proxyLogins struct {
	mu  sync.Mutex
	all map[string]*url.Userinfo
}

func (p *proxyLogins) of(ctx context.Context, site string, ask func(context.Context, string) (string, string, error)) (*url.Userinfo, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if who, ok := p.all[site]; ok {
		return who, nil
	}
	user, secret, err := ask(ctx, site)
	if err != nil {
		return nil, err
	}
	if p.all == nil {
		p.all = map[string]*url.Userinfo{}
	}
	p.all[site] = nil
	if user != "" {
		p.all[site] = url.UserPassword(user, secret)
	}
	return p.all[site], nil
}

// proxySaid tells a proxy that does not let through from a server.
func proxySaid(_ context.Context, proxy *url.URL, _ *http.Request, answer *http.Response) error {
	switch answer.StatusCode {
	case http.StatusOK:
		return nil
	case http.StatusProxyAuthRequired:
		return proxyAsks(proxy, answer.Header)
	}
	return &Failure{Kind: Proxy, Status: answer.StatusCode}
}

// proxyAsks tells a proxy that was told no name from one that takes another, and from
// one that asks in a way that is not spoken here.
func proxyAsks(proxy *url.URL, asks http.Header) *Failure {
	f := &Failure{Kind: ProxyStranger, Status: http.StatusProxyAuthRequired, Details: []string{"proxy", proxy.Host}}
	ways := asks.Values("Proxy-Authenticate")
	for _, way := range ways {
		if name, _, _ := strings.Cut(strings.TrimSpace(way), " "); strings.EqualFold(name, "Basic") {
			ways = nil
		}
	}
	switch {
	case len(ways) > 0:
		name, _, _ := strings.Cut(strings.TrimSpace(ways[0]), " ")
		f.Kind, f.Details = ProxyWay, append(f.Details, "way", spoken(name))
	case proxy.User != nil:
		f.Kind = ProxySignIn
	}
	return f
}

// byProxy names the failures of a proxy that hide in an answer or in a broken connection.
type byProxy struct {
	through http.RoundTripper
	pick    route
}

// CloseIdleConnections is what the client calls.
func (b byProxy) CloseIdleConnections() {
	if t, ok := b.through.(interface{ CloseIdleConnections() }); ok {
		t.CloseIdleConnections()
	}
}

// RoundTrip is one request.
func (b byProxy) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := b.through.RoundTrip(r)
	asked := err == nil && answer.StatusCode == http.StatusProxyAuthRequired
	if b.pick == nil || !asked && !socksAsks(err) {
		return answer, err
	}
	proxy, unknown := b.pick(r)
	if unknown != nil || proxy == nil {
		return answer, err
	}
	if asked { // without a tunnel the proxy answers in place of the server
		_ = answer.Body.Close()
		return nil, proxyAsks(proxy, answer.Header)
	}
	f := proxyAsks(proxy, nil)
	f.Cause = err
	return nil, f
}

// socksAsks says whether a proxy of the kind socks5 let nobody in. The library has no
// type for it, only words.
func socksAsks(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && strings.HasPrefix(op.Op, "socks") && strings.Contains(op.Error(), "authentication")
}
