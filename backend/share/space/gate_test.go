package space_test

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// A gate stands before a server and does what a bad network does.

// way is a direction of bytes.
type way int

const (
	toServer way = iota
	fromServer
)

type gate struct {
	mu     sync.Mutex
	passed [2]int // bytes since it was armed or disarmed
	armed  bool
	dir    way
	after  int  // bytes of that direction that still pass
	dead   bool // nobody is let in any more once it was cut; otherwise one connection breaks
	cut    bool
	piece  int // bytes that pass at once, 0 for as they come
	open   map[net.Conn]bool
}

// gated puts a gate before a server; at is its address with the gate in place.
func gated(t testing.TB, address string) (g *gate, at string) {
	t.Helper()
	scheme, rest, ok := strings.Cut(address, "://")
	if !ok {
		t.Fatal(address)
	}
	host, path, _ := strings.Cut(rest, "/")
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	g = &gate{open: map[net.Conn]bool{}}
	t.Cleanup(func() {
		_ = listener.Close()
		g.mu.Lock()
		defer g.mu.Unlock()
		for c := range g.open {
			_ = c.Close() // what a broken exchange left waiting
		}
	})
	go func() {
		for {
			in, err := listener.Accept()
			if err != nil {
				return
			}
			go g.pass(in, host)
		}
	}()
	return g, scheme + "://" + listener.Addr().String() + "/" + path
}

func (g *gate) pass(in net.Conn, host string) {
	defer in.Close()
	g.mu.Lock()
	shut := g.armed && g.cut && g.dead
	g.mu.Unlock()
	if shut {
		return
	}
	out, err := net.Dial("tcp", host)
	if err != nil {
		return
	}
	defer out.Close()
	both := []net.Conn{in, out}
	g.mu.Lock()
	for _, c := range both {
		g.open[c] = true
	}
	g.mu.Unlock()
	defer func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		for _, c := range both {
			delete(g.open, c)
		}
	}()
	var all sync.WaitGroup
	all.Go(func() { g.copy(out, in, toServer, both); closeWrite(out) })
	all.Go(func() { g.copy(in, out, fromServer, both); closeWrite(in) })
	all.Wait()
}

func closeWrite(c net.Conn) {
	if tcp, ok := c.(*net.TCPConn); ok {
		_ = tcp.CloseWrite()
	}
}

func (g *gate) copy(to io.Writer, from io.Reader, dir way, both []net.Conn) {
	buffer := make([]byte, 8192)
	for {
		n, err := from.Read(buffer)
		allowed, piece, broken := g.take(dir, n)
		for data := buffer[:allowed]; len(data) > 0; {
			some := data
			if piece > 0 && piece < len(data) {
				some = data[:piece]
			}
			if _, err := to.Write(some); err != nil {
				return
			}
			data = data[len(some):]
		}
		if broken {
			for _, c := range both {
				_ = c.Close()
			}
			return
		}
		if err != nil {
			return
		}
	}
}

// take says how many of n bytes pass, and whether the connection breaks then.
func (g *gate) take(dir way, n int) (allowed, piece int, broken bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.passed[dir] += n
	switch {
	case !g.armed, g.cut && !g.dead, dir != g.dir && !g.cut:
		return n, g.piece, false
	case g.cut:
		return 0, 0, true
	case n <= g.after:
		g.after -= n
		return n, g.piece, false
	}
	g.cut = true
	if g.dead {
		for c := range g.open {
			_ = c.SetDeadline(time.Now()) // all break at once
		}
	}
	return g.after, 0, true
}

// arm cuts after so many bytes of a direction from now on.
func (g *gate) arm(dir way, after int, dead bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.armed, g.cut, g.dir, g.after, g.dead = true, false, dir, after, dead
}

// disarm lets everything pass again and says how much passed since, and whether it was cut.
func (g *gate) disarm() (passed [2]int, cut bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	passed, cut = g.passed, g.cut
	g.armed, g.cut, g.passed = false, false, [2]int{}
	return passed, cut
}

// desk stands before a server of http and answers in its place.
type desk struct {
	mu      sync.Mutex
	answer  http.HandlerFunc // nil for the server itself
	after   int              // requests that still reach the server
	refused int
}

// desked puts a desk before a server.
func desked(t testing.TB, address string) (d *desk, at string) {
	t.Helper()
	host, path, _ := strings.Cut(strings.TrimPrefix(address, "http://"), "/")
	d = &desk{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if answer := d.next(); answer != nil {
			answer(w, r)
			return
		}
		on := r.Clone(r.Context())
		on.URL.Scheme, on.URL.Host, on.RequestURI, on.Host = "http", host, "", host
		got, err := http.DefaultTransport.RoundTrip(on)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		defer got.Body.Close()
		for name, values := range got.Header {
			w.Header()[name] = values
		}
		w.WriteHeader(got.StatusCode)
		_, _ = io.Copy(w, got.Body)
	}))
	t.Cleanup(server.Close)
	return d, server.URL + "/" + path
}

func (d *desk) next() http.HandlerFunc {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.answer == nil || d.after > 0 {
		d.after--
		return nil
	}
	d.refused++
	return d.answer
}

// says lets so many requests through and answers all later ones; nil lets all through. It
// gives how many were answered before.
func (d *desk) says(after int, answer http.HandlerFunc) (refused int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	refused = d.refused
	d.after, d.answer, d.refused = after, answer, 0
	return refused
}
