package remote

import (
	"context"
	"io"
	"net/http"
	"sync"

	"secondstory/backend/share/gitstore"
)

// sending follows a pack on its way out, and tells how many of its objects have gone. What
// the system has taken counts as gone, whether or not it is with the others by then.
type sending struct {
	told  gitstore.Count
	whole []int64 // after how many bytes each object is whole

	mu   sync.Mutex
	done int
	over bool
}

// upTo notes that so many bytes of the pack have gone. A pack may be sent again, where a
// server asks who it is; the count does not fall.
func (s *sending) upTo(bytes int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	before := s.done
	for s.done < len(s.whole) && s.whole[s.done] <= bytes {
		s.done++
	}
	if s.done > before && !s.over {
		s.told(s.done, len(s.whole))
	}
}

// end keeps a connection that is still being written from telling more.
func (s *sending) end() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.over = true
}

// goingOut counts what is read to be sent.
type goingOut struct {
	io.ReadCloser
	at   int64 // of the pack; what stands before it counts below 0
	sent *sending
}

func (g *goingOut) Read(into []byte) (int, error) {
	n, err := g.ReadCloser.Read(into)
	g.at += int64(n)
	g.sent.upTo(g.at)
	return n, err
}

type sendingKey struct{}

// posting counts what a request sends, where its context says so: the library makes the whole
// request in memory first, so that reading the pack says nothing of it.
type posting struct{ http.RoundTripper }

// posted is a pack that is sent by a request, with how long it is.
type posted struct {
	sent *sending
	pack int64
}

func (p posting) RoundTrip(r *http.Request) (*http.Response, error) {
	if each, ok := r.Context().Value(sendingKey{}).(posted); ok && r.Body != nil && r.ContentLength > each.pack {
		r = r.WithContext(r.Context()) // a copy: a request is not to be changed
		r.Body = &goingOut{r.Body, each.pack - r.ContentLength, each.sent}
	}
	return p.RoundTripper.RoundTrip(r)
}

// CloseIdleConnections is what the client calls.
func (p posting) CloseIdleConnections() {
	if t, ok := p.RoundTripper.(interface{ CloseIdleConnections() }); ok {
		t.CloseIdleConnections()
	}
}

// outgoing is a pack to be sent, and the context to send it with. end is called when that is over.
func (w *wire) outgoing(ctx context.Context, pack io.ReadCloser, size int64, whole []int64) (with context.Context, out io.ReadCloser, end func()) {
	told := gitstore.Counted(ctx)
	if told == nil {
		return ctx, pack, func() {}
	}
	told(0, len(whole))
	sent := &sending{told: told, whole: whole}
	if w.posts {
		return context.WithValue(ctx, sendingKey{}, posted{sent, size}), pack, sent.end
	}
	return ctx, &goingOut{ReadCloser: pack, sent: sent}, sent.end
}
