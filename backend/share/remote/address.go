package remote

import (
	"net/url"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/go-git/go-git/v5/plumbing/transport"

	"secondstory/backend/domain/fault"
)

// Address is where a shared repository is. It never holds a secret.
type Address struct {
	scheme string // "folder", "http", "https", "git"
	folder string
	host   string
	port   int
	path   string
}

// scpForm is git's short form for ssh: user@host:path.
var scpForm = regexp.MustCompile(`^[A-Za-z0-9._-]+@[A-Za-z0-9._-]+:`)

// ParseAddress reads what a person typed: the path of a folder or a URL.
// invalid: share.address_invalid, share.address_secret, share.address_unsupported.
func ParseAddress(text string) (Address, error) {
	text = strings.TrimSpace(text)
	if filepath.IsAbs(text) {
		return Address{scheme: "folder", folder: filepath.Clean(text)}, nil
	}
	if scpForm.MatchString(text) {
		return Address{}, fault.New(fault.Invalid, "share.address_unsupported", "scheme", "ssh")
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme == "" {
		return Address{}, fault.Wrap(err, fault.Invalid, "share.address_invalid")
	}
	if u.User != nil {
		return Address{}, fault.New(fault.Invalid, "share.address_secret")
	}
	a := Address{scheme: strings.ToLower(u.Scheme), host: u.Hostname(), path: u.Path}
	switch a.scheme {
	case "file":
		folder := filepath.FromSlash(u.Path)
		if len(folder) > 2 && folder[0] == filepath.Separator && filepath.VolumeName(folder[1:]) != "" {
			folder = folder[1:] // /C:/… on Windows
		}
		if u.Host != "" || !filepath.IsAbs(folder) {
			return Address{}, fault.New(fault.Invalid, "share.address_invalid")
		}
		return Address{scheme: "folder", folder: filepath.Clean(folder)}, nil
	case "http", "https", "git":
	default:
		return Address{}, fault.New(fault.Invalid, "share.address_unsupported", "scheme", a.scheme)
	}
	if port := u.Port(); port != "" {
		a.port, err = strconv.Atoi(port)
	}
	if err != nil || a.host == "" || strings.Trim(a.path, "/") == "" || u.RawQuery != "" || u.Fragment != "" {
		return Address{}, fault.Wrap(err, fault.Invalid, "share.address_invalid")
	}
	return a, nil
}

// String is the address as it may be shown and stored.
func (a Address) String() string {
	if a.scheme == "folder" {
		return a.folder
	}
	host := a.host
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if a.port != 0 {
		host += ":" + strconv.Itoa(a.port)
	}
	return (&url.URL{Scheme: a.scheme, Host: host, Path: a.path}).String()
}

func (a Address) endpoint() *transport.Endpoint {
	if a.scheme == "folder" {
		return &transport.Endpoint{Protocol: "file", Path: a.folder}
	}
	host, path := a.host, (&url.URL{Path: a.path}).EscapedPath()
	switch {
	case a.scheme == "git":
		path = a.path
	case strings.Contains(host, ":"):
		host = "[" + host + "]"
	}
	return &transport.Endpoint{Protocol: a.scheme, Host: host, Port: a.port, Path: path}
}
