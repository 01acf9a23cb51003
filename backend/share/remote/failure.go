package remote

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/format/pktline"
	"github.com/go-git/go-git/v5/plumbing/transport"
	githttp "github.com/go-git/go-git/v5/plumbing/transport/http"

	"secondstory/backend/domain/fault"
)

// Kind is the class of a failure: it decides whether trying again helps and what
// a person can do.
type Kind string

// The closed set of kinds.
const (
	Stale       Kind = "stale"       // somebody was faster: fetch, merge, push again
	Busy        Kind = "busy"        // the server is in the middle of something: try again
	Rejected    Kind = "rejected"    // the server said no, in its own words
	SignIn      Kind = "sign_in"     // it knows nobody of the name and token that were given
	Stranger    Kind = "stranger"    // it wants to know who asks, and no name was given
	Open        Kind = "open"        // it wants to know, over a connection that others can read
	Forbidden   Kind = "forbidden"   // it knows, and does not allow it
	NotFound    Kind = "not_found"   // there is no such repository, or none it shows
	Unreachable Kind = "unreachable" // nobody answers there
	Interrupted Kind = "interrupted" // the connection broke
	Timeout     Kind = "timeout"
	Cancelled   Kind = "cancelled"
	TooLarge    Kind = "too_large"   // the server does not take that much at once
	Untrusted   Kind = "untrusted"   // its certificate is not one this machine trusts
	ServerError Kind = "server"      // it failed by itself; Status says how
	NotGit      Kind = "not_git"     // somebody answers, and does not speak git
	CheckedOut  Kind = "checked_out" // a folder somebody works in
	FolderGone  Kind = "folder_gone" // with the disk it is on, as a rule
	Full        Kind = "full"        // the disk of a folder
	Moved       Kind = "moved"       // it sends to another host; Words say where
	Refused     Kind = "refused"     // ssh let somebody in, and nothing began; Words may say why
	ReadOnly    Kind = "read_only"   // it may be read, and nothing may be sent
	Proxy       Kind = "proxy"       // the proxy on the way does not let through
	// It wants to know who asks, and no name was given; it takes another one; it asks in
	// a way that is not spoken here.
	ProxyStranger Kind = "proxy_stranger"
	ProxySignIn   Kind = "proxy_sign_in"
	ProxyWay      Kind = "proxy_way"
	LockLeft      Kind = "lock_left"   // a killed program keeps everybody from sending to a folder
	BadSetting    Kind = "bad_setting" // a setting or a file of this machine is in the way
	HostUnknown   Kind = "host_unknown"
	HostChanged   Kind = "host_changed" // it shows another key than the known one
	KeyNone       Kind = "key_none"     // there is no key to show
	KeyRefused    Kind = "key_refused"  // none of the keys was accepted
	KeyMissing    Kind = "key_missing"  // the file is not there
	KeyLocked     Kind = "key_locked"   // it needs its passphrase, or another one
	KeyBad        Kind = "key_bad"      // the file holds no private key
)

// Failure is why an exchange did not happen. Nothing of ours is lost by one.
type Failure struct {
	Kind   Kind
	Words  string // what the server said, for a person to read
	Status int    // of http, where there was one
	// Details are for the sentence, as names and values.
	Details []string
	Cause   error
}

func (f *Failure) Error() string {
	return strings.TrimSpace(fmt.Sprintf("%s %s: %v", f.Kind, f.Words, f.Cause))
}

// Unwrap gives the underlying error.
func (f *Failure) Unwrap() error { return f.Cause }

// Retry says whether the same exchange may succeed without anybody's help.
func (f *Failure) Retry() bool {
	switch f.Kind {
	case Stale, Busy, Unreachable, Interrupted, Timeout:
		return true
	case ServerError:
		return f.Status >= 500
	}
	return false
}

// Fault is the failure in words for a person.
func (f *Failure) Fault() *fault.Error {
	switch f.Kind {
	case HostUnknown, HostChanged, KeyNone, KeyRefused, KeyMissing, KeyLocked, KeyBad, Refused, ReadOnly, Proxy, ProxyStranger, ProxySignIn, ProxyWay, BadSetting, Moved, LockLeft:
		return f.connecting()
	case Stale:
		return fault.Wrap(f, fault.Conflict, "share.ref_moved")
	case Busy:
		return fault.Wrap(f, fault.Unavailable, "share.remote_busy")
	case Rejected:
		return fault.Wrap(f, fault.Denied, "share.remote_rejected", "words", f.Words)
	case SignIn:
		return fault.Wrap(f, fault.Denied, "share.remote_sign_in")
	case Stranger:
		return fault.Wrap(f, fault.Denied, "share.remote_stranger")
	case Open:
		return fault.Wrap(f, fault.Denied, "share.remote_open", f.Details...)
	case Forbidden:
		return fault.Wrap(f, fault.Denied, "share.remote_forbidden")
	case NotFound:
		return fault.Wrap(f, fault.NotFound, "share.remote_missing")
	case Unreachable:
		return fault.Wrap(f, fault.Unavailable, whyUnreachable(f.Cause))
	case Interrupted:
		return fault.Wrap(f, fault.Unavailable, "share.remote_interrupted")
	case Timeout:
		return fault.Wrap(f, fault.Unavailable, "share.remote_timeout")
	case Cancelled:
		return fault.Wrap(f, fault.Cancelled, "share.cancelled")
	case TooLarge:
		return fault.Wrap(f, fault.Denied, "share.remote_too_large")
	case Untrusted:
		return fault.Wrap(f, fault.Denied, whyUntrusted(f.Cause))
	case FolderGone:
		return fault.Wrap(f, fault.NotFound, "share.folder_gone", f.Details...)
	case Full:
		return fault.Wrap(f, fault.Unavailable, "share.remote_full", f.Details...)
	case CheckedOut:
		return fault.Wrap(f, fault.Denied, "share.remote_checked_out")
	case ServerError:
		return fault.Wrap(f, fault.Unavailable, "share.remote_failed", "status", fmt.Sprint(f.Status))
	}
	return fault.Wrap(f, fault.Unavailable, "share.remote_not_git")
}

// FaultOf gives a failure of this package its words; ok is false for other errors.
func FaultOf(err error) (f *fault.Error, ok bool) {
	var failure *Failure
	if !errors.As(err, &failure) {
		return nil, false
	}
	return failure.Fault(), true
}

// KindOf is the kind of an error of this package, "" for others.
func KindOf(err error) Kind {
	var failure *Failure
	if errors.As(err, &failure) {
		return failure.Kind
	}
	return ""
}

// classify names what went wrong, by type wherever the library has one. Faults
// of the store stay what they are.
func classify(ctx context.Context, err error) error {
	var hidden *plumbing.UnexpectedError
	for errors.As(err, &hidden) { // it does not unwrap by itself
		err = hidden.Err
	}
	if err == nil {
		return nil
	}
	var known *Failure
	if errors.As(err, &known) {
		return known
	}
	// The end of the context shows as some broken connection or other.
	if ended := ctx.Err(); ended != nil {
		err = errors.Join(ended, err)
	}
	kind, status, words := kindOf(err)
	if _, ours := fault.As(err); ours && kind != Cancelled && kind != Timeout {
		return err
	}
	return &Failure{Kind: kind, Status: status, Words: words, Cause: err}
}

func kindOf(err error) (kind Kind, status int, words string) {
	var (
		answer *githttp.Err
		line   *pktline.ErrorLine
		netErr net.Error
		dns    *net.DNSError
		op     *net.OpError
		reach  *url.Error
	)
	switch {
	case errors.Is(err, context.Canceled):
		return Cancelled, 0, ""
	case errors.Is(err, context.DeadlineExceeded):
		return Timeout, 0, ""
	case errors.Is(err, transport.ErrAuthenticationRequired), errors.Is(err, transport.ErrInvalidAuthMethod):
		return SignIn, http.StatusUnauthorized, ""
	case errors.Is(err, transport.ErrAuthorizationFailed):
		return Forbidden, http.StatusForbidden, ""
	case errors.Is(err, transport.ErrRepositoryNotFound):
		return NotFound, 0, ""
	case errors.As(err, &answer):
		return kindOfStatus(answer.StatusCode()), answer.StatusCode(), ""
	case errors.As(err, &line):
		return Rejected, 0, spoken(line.Text)
	case isUntrusted(err):
		return Untrusted, 0, ""
	case errors.As(err, &op) && op.Op == "proxyconnect":
		return Proxy, 0, ""
	case errors.As(err, &dns) && dns.IsNotFound:
		return Unreachable, 0, ""
	case errors.As(err, &netErr) && netErr.Timeout():
		return Timeout, 0, ""
	case errors.As(err, &dns), errors.As(err, &op) && op.Op == "dial":
		return Unreachable, 0, ""
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.ErrClosedPipe), errors.As(err, &op),
		errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE), errors.Is(err, net.ErrClosed):
		return Interrupted, 0, ""
	case errors.As(err, &reach):
		return Unreachable, 0, ""
	}
	return NotGit, 0, ""
}

func kindOfStatus(status int) Kind {
	switch status {
	case http.StatusRequestEntityTooLarge:
		return TooLarge
	case http.StatusProxyAuthRequired:
		return SignIn
	case http.StatusGone:
		return NotFound
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		return Busy
	case http.StatusRequestTimeout, http.StatusGatewayTimeout:
		return Timeout
	}
	return ServerError
}

func isUntrusted(err error) bool {
	var (
		unknown *x509.UnknownAuthorityError
		host    *x509.HostnameError
		invalid *x509.CertificateInvalidError
		verify  *tls.CertificateVerificationError
	)
	return errors.As(err, &verify) || errors.As(err, &unknown) || errors.As(err, &host) || errors.As(err, &invalid)
}

// spoken makes a server's words fit for a sentence: no control signs, not long.
func spoken(text string) string {
	text = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > 500 {
		text = string(runes[:500]) + "…"
	}
	return text
}
