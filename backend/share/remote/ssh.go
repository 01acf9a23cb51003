package remote

import (
	"context"
	"errors"
	"io"
	"net"
	"os/user"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/crypto/ssh"
)

// Limits of the phases in which a server could stay silent. The library's handshake
// knows no context (T13): the connection is closed when the context ends.
const (
	dialLimit      = 15 * time.Second
	handshakeLimit = 30 * time.Second
	silenceLimit   = 2 * time.Minute
)

// sshPeer reaches a shared repository through ssh. It runs nothing on this machine
// and reads no configuration of ssh but the files of known hosts.
type sshPeer struct {
	address Address
	access  Access
	net     Network

	shown atomic.Pointer[string] // the fingerprint of the server's key
}

func (p *sshPeer) hostPort() string { return p.address.hostPort() }

// hostPort is where ssh calls.
func (a Address) hostPort() string {
	port := a.port
	if port == 0 {
		port = 22
	}
	return net.JoinHostPort(a.host, strconv.Itoa(port))
}

// user is who knocks: as the address says, or else who sits here.
func (p *sshPeer) user() string {
	if p.address.user != "" {
		return p.address.user
	}
	if me, err := user.Current(); err == nil {
		_, name, found := strings.Cut(me.Username, `\`) // a domain on Windows
		if !found {
			name = me.Username
		}
		return name
	}
	return "git"
}

// command is what the server is asked to run. The path is quoted for its shell; one
// that begins in somebody's home begins there.
func (p *sshPeer) command(service string) string {
	path := p.address.path
	if strings.HasPrefix(path, "/~") {
		path = path[1:]
	}
	return service + " '" + strings.NewReplacer("'", `'\''`, "!", `'\!'`).Replace(path) + "'"
}

// open connects, is let in and starts git at the other side.
func (p *sshPeer) open(ctx context.Context, service string) (*sshSession, error) {
	book, err := p.net.book(p.hostPort(), p.access.AcceptHost)
	if err != nil {
		return nil, &Failure{Kind: BadSetting, Cause: err}
	}
	keys, err := p.keys(ctx)
	if ended := ctx.Err(); err != nil && ended != nil {
		return nil, ended
	}
	if err != nil {
		return nil, err
	}
	defer keys.close()
	line, err := (&net.Dialer{Timeout: dialLimit, KeepAlive: 30 * time.Second}).DialContext(ctx, "tcp", p.hostPort())
	if err != nil {
		return nil, err
	}
	conn := &patient{Conn: line, limit: handshakeLimit}
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
	session, err := p.greet(conn, book, keys, service)
	seen := book.now()
	p.shown.Store(&seen.shown)
	if err != nil {
		stop()
		_ = conn.Close()
		return nil, p.why(ctx, conn, seen, keys, err)
	}
	session.stop = stop
	return session, nil
}

func (p *sshPeer) greet(conn *patient, book *hostBook, keys *keyRing, service string) (*sshSession, error) {
	c, channels, requests, err := ssh.NewClientConn(conn, p.hostPort(), &ssh.ClientConfig{
		User: p.user(), Auth: []ssh.AuthMethod{ssh.PublicKeysCallback(keys.all)},
		HostKeyCallback: book.check, HostKeyAlgorithms: book.algorithms(),
	})
	if err != nil {
		return nil, err
	}
	keys.passed = true
	conn.allow(listLimit)
	client := ssh.NewClient(c, channels, requests)
	running, err := client.NewSession()
	if err != nil {
		return nil, err
	}
	s := &sshSession{conn: conn, client: client, running: running, sends: service == "git-receive-pack"}
	running.Stderr = &s.said
	if s.in, err = running.StdinPipe(); err != nil {
		return nil, err
	}
	if s.out, err = running.StdoutPipe(); err != nil {
		return nil, err
	}
	return s, running.Start(p.command(service))
}

// why names what went wrong before git could answer. The library tells only in words
// that no key was accepted, so the phase in which it was said decides.
func (p *sshPeer) why(ctx context.Context, conn *patient, seen verdict, keys *keyRing, err error) error {
	if ended := ctx.Err(); ended != nil {
		return ended
	}
	if seen.failed != nil {
		return seen.failed
	}
	if broke := conn.broke(); broke != nil && !errors.Is(broke, io.EOF) {
		return broke
	}
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return &Failure{Kind: Interrupted, Cause: err}
	case seen.shown == "": // it speaks something else
		return &Failure{Kind: NotGit, Cause: err}
	case seen.passed && !keys.passed:
		return keys.why(p.address.Host(), err)
	case keys.passed:
		return &Failure{Kind: Refused, Cause: err}
	}
	return err
}

// patient is a connection that is given up when the other side stays silent for too
// long. It remembers why it broke: above it everything looks like its end.
type patient struct {
	net.Conn
	mu    sync.Mutex
	limit time.Duration
	err   error
}

// allow sets how long the other side may stay silent from now on, also for whoever waits for
// a word of it already.
func (c *patient) allow(limit time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.limit = limit
	_ = c.SetReadDeadline(time.Now().Add(limit)) // where it cannot be set, the next reading tells
}

func (c *patient) broke() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.err
}

func (c *patient) note(n int, err error) (int, error) {
	// That it is closed is our own doing, and the reason stands elsewhere.
	if err != nil && !errors.Is(err, net.ErrClosed) {
		c.mu.Lock()
		defer c.mu.Unlock()
		if c.err == nil {
			c.err = err
		}
	}
	return n, err
}

func (c *patient) until() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Now().Add(c.limit)
}

func (c *patient) Read(to []byte) (int, error) {
	if err := c.SetReadDeadline(c.until()); err != nil {
		return c.note(0, err)
	}
	return c.note(c.Conn.Read(to))
}

func (c *patient) Write(from []byte) (int, error) {
	if err := c.SetWriteDeadline(c.until()); err != nil {
		return c.note(0, err)
	}
	return c.note(c.Conn.Write(from))
}
