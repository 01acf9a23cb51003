package remote

import (
	"net"
	"net/http"
	"strings"
	"sync"
)

// signing sends the secret to the one host it is for, and to that only once the
// server has asked. It looks at each request by itself, so a redirect to somebody
// else gets nothing.
type signing struct {
	through http.RoundTripper
	access  Access

	mu    sync.Mutex
	asked map[string]bool // by scheme and host
}

// CloseIdleConnections is what the client calls.
func (s *signing) CloseIdleConnections() {
	if t, ok := s.through.(interface{ CloseIdleConnections() }); ok {
		t.CloseIdleConnections()
	}
}

// RoundTrip is one request, and another where the server asks who it is.
func (s *signing) RoundTrip(r *http.Request) (*http.Response, error) {
	if !s.allowed(r) {
		answer, err := s.through.RoundTrip(r)
		if err != nil || answer.StatusCode != http.StatusUnauthorized {
			return answer, err
		}
		switch {
		case readable(r): // nothing that is entered would ever go there
			_ = answer.Body.Close()
			return nil, &Failure{Kind: Open, Status: answer.StatusCode, Details: []string{"host", r.URL.Host}}
		case s.access.User == "" && s.access.Secret == "":
			_ = answer.Body.Close()
			return nil, &Failure{Kind: Stranger, Status: answer.StatusCode}
		}
		return answer, nil
	}
	where := r.URL.Scheme + "://" + r.URL.Host
	s.mu.Lock()
	asked := s.asked[where]
	s.mu.Unlock()
	if asked {
		return s.through.RoundTrip(s.signed(r))
	}
	answer, err := s.through.RoundTrip(r)
	if err != nil || answer.StatusCode != http.StatusUnauthorized || r.Body != nil && r.GetBody == nil {
		return answer, err
	}
	again := s.signed(r)
	if r.Body != nil {
		if again.Body, err = r.GetBody(); err != nil {
			return answer, nil //nolint:nilerr // what it said first is an answer as well
		}
	}
	_ = answer.Body.Close() // its words are those of any server that asks
	s.mu.Lock()
	s.asked[where] = true
	s.mu.Unlock()
	return s.through.RoundTrip(again)
}

func (s *signing) signed(r *http.Request) *http.Request {
	with := r.Clone(r.Context())
	with.SetBasicAuth(s.access.User, s.access.Secret)
	return with
}

// allowed says whether the secret is for the host of a request, and cannot be read
// on the way there.
func (s *signing) allowed(r *http.Request) bool {
	if s.access.Host == "" || s.access.User == "" && s.access.Secret == "" {
		return false
	}
	if readable(r) {
		return false
	}
	name := r.URL.Hostname()
	return strings.EqualFold(s.access.Host, name) || strings.EqualFold(s.access.Host, r.URL.Host)
}

// readable says whether others could read along on the way of a request.
func readable(r *http.Request) bool {
	return r.URL.Scheme != "https" && !loopback(r.URL.Hostname())
}

func loopback(name string) bool {
	ip := net.ParseIP(name)
	return strings.EqualFold(name, "localhost") || ip != nil && ip.IsLoopback()
}
