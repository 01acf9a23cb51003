package remote

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/go-git/go-git/v5/plumbing/transport/file"
	gitproto "github.com/go-git/go-git/v5/plumbing/transport/git"
	githttp "github.com/go-git/go-git/v5/plumbing/transport/http"

	"secondstory/backend/domain/fault"
)

// NoProxy in place of the address of a proxy goes without one, whatever the
// environment says.
const NoProxy = "none"

// Network is how this machine reaches shared repositories. The zero value takes its
// proxy from the environment, trusts what the machine trusts and knows no host.
type Network struct {
	// Proxy for http and https, without a name and a password: "" takes that of the
	// environment, NoProxy none.
	Proxy string
	// ProxyLogin tells the name and the password for a proxy, by its site; the name is ""
	// where none is kept. It is asked when something goes through that proxy, and nil
	// where nobody is to be asked.
	ProxyLogin func(ctx context.Context, site string) (user, secret string, err error)
	// CAFile holds certificate authorities that are trusted beside those of the machine.
	CAFile string
	// OwnHosts is where keys of hosts are written that a person accepted here; Hosts are
	// further files of that form, which are only read.
	OwnHosts string
	Hosts    []string
	// Keys are files of private keys that are tried where no other is named.
	Keys []string
}

// Check says what is wrong with the settings. invalid: share.proxy_bad, share.ca_file_bad.
func (n Network) Check() error {
	if n.Proxy != "" && n.Proxy != NoProxy {
		u, err := url.Parse(n.Proxy)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "socks5" || u.Hostname() == "" || u.User != nil {
			return fault.New(fault.Invalid, "share.proxy_bad")
		}
	}
	if _, err := n.authorities(); err != nil {
		return fault.Wrap(err, fault.Invalid, "share.ca_file_bad", "file", filepath.Base(n.CAFile))
	}
	return nil
}

// Remote makes a remote. Nothing is connected yet.
func (n Network) Remote(address Address, access Access) *Remote {
	r := &Remote{address: address, access: access, pieceCommits: 500, pieceBytes: 64 << 20}
	w := &wire{endpoint: address.endpoint(), transport: gitproto.DefaultClient}
	r.peer = w
	switch address.scheme {
	case "folder":
		r.peer = &folder{dir: address.folder, git: &wire{endpoint: address.endpoint(), transport: file.DefaultClient}}
	case "ssh":
		r.ssh = &sshPeer{address: address, access: access, net: n}
		w.ssh = r.ssh
	case "http", "https":
		r.client = n.httpClient()
		r.client.Transport = &signing{through: r.client.Transport, access: access, asked: map[string]bool{}}
		w.transport, w.posts = githttp.NewClient(r.client), true
	}
	return r
}

// httpClient has a limit for each phase in which a server could stay silent;
// the library has none (T16). How long the whole may take is the context's.
func (n Network) httpClient() *http.Client {
	pick := n.proxy()
	through := &http.Transport{
		Proxy:                  pick,
		OnProxyConnectResponse: proxySaid,
		DialContext:            (&net.Dialer{Timeout: dialLimit, KeepAlive: 30 * time.Second}).DialContext,
		TLSHandshakeTimeout:    15 * time.Second,
		ResponseHeaderTimeout:  2 * time.Minute,
		IdleConnTimeout:        30 * time.Second,
		ForceAttemptHTTP2:      true,
	}
	roots, err := n.authorities()
	if err != nil {
		bad := &Failure{Kind: BadSetting, Cause: fault.Wrap(err, fault.Invalid, "share.ca_file_bad", "file", filepath.Base(n.CAFile))}
		return &http.Client{Transport: refusing{bad}}
	}
	if roots != nil {
		through.TLSClientConfig = &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}
	}
	return &http.Client{Transport: prompt{byProxy{posting{through}, pick}, listLimit, silenceLimit}, CheckRedirect: stay}
}

// refusing answers every request with what is wrong here.
type refusing struct{ with error }

func (r refusing) RoundTrip(*http.Request) (*http.Response, error) { return nil, r.with }

// authorities are those of the machine and of the file, nil where there is no file.
func (n Network) authorities() (*x509.CertPool, error) {
	if n.CAFile == "" {
		return nil, nil
	}
	data, err := os.ReadFile(n.CAFile)
	if err != nil {
		return nil, err
	}
	roots, err := x509.SystemCertPool()
	if err != nil {
		roots = x509.NewCertPool() // a machine that trusts nobody by itself
	}
	if !roots.AppendCertsFromPEM(data) {
		return nil, errors.New("no certificate in the file")
	}
	return roots, nil
}

// stay lets a server send to another place of its own. What is shared goes to no host
// that nobody named, and to no other program of that host: another one is told instead
// of followed. From the usual port of http a server may lead to that of https.
func stay(next *http.Request, before []*http.Request) error {
	from := before[0].URL
	same := next.URL.Scheme == from.Scheme && portOf(next.URL) == portOf(from)
	safer := portOf(from) == "80" && next.URL.Scheme == "https" && portOf(next.URL) == "443"
	if strings.EqualFold(next.URL.Hostname(), from.Hostname()) && (same || safer) {
		return nil
	}
	to := url.URL{Scheme: next.URL.Scheme, Host: next.URL.Host, Path: strings.TrimSuffix(next.URL.Path, "/info/refs")}
	return &Failure{Kind: Moved, Words: spoken(to.String())}
}

// portOf is the port of a URL, also where none is written.
func portOf(u *url.URL) string {
	switch port := u.Port(); {
	case port != "":
		return port
	case u.Scheme == "https":
		return "443"
	}
	return "80"
}
