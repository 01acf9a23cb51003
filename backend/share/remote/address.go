package remote

import (
	"net/url"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"github.com/go-git/go-git/v5/plumbing/transport"

	"secondstory/backend/domain/fault"
)

// Address is where a shared repository is. It never holds a secret.
type Address struct {
	scheme string // "folder", "bundles", "http", "https", "git", "ssh"
	folder string
	user   string // of ssh, "" where none is named
	host   string
	port   int
	path   string
	short  bool // written as user@host:path
}

// bundlesPrefix begins the address of a folder through which files are carried, on a
// stick or a shared drive, in place of a repository in it.
const bundlesPrefix = "bundles:"

// scpForm is git's short form for ssh: user@host:path.
var scpForm = regexp.MustCompile(`^([A-Za-z0-9._-]+)@([A-Za-z0-9._-]+):(.+)$`)

// driveForm is a folder of Windows or of a file server by its name there, which is no path here.
var driveForm = regexp.MustCompile(`^([A-Za-z]:[\\/]|\\\\|//[^/]|(?i:smb|afp|cifs)://)`)

// ParseAddress reads what a person typed: the path of a folder or a URL.
// invalid: share.address_invalid, share.address_secret, share.address_unsupported, share.address_drive.
func ParseAddress(text string) (Address, error) {
	text = strings.TrimSpace(text)
	if filepath.IsAbs(text) {
		return Address{scheme: "folder", folder: filepath.Clean(text)}, nil
	}
	if driveForm.MatchString(text) {
		return Address{}, fault.New(fault.Invalid, "share.address_drive", "folder", text)
	}
	if dir, ok := strings.CutPrefix(text, bundlesPrefix); ok {
		if !filepath.IsAbs(dir) {
			return Address{}, fault.New(fault.Invalid, "share.address_invalid")
		}
		return Address{scheme: "bundles", folder: filepath.Clean(dir)}, nil
	}
	if m := scpForm.FindStringSubmatch(text); m != nil {
		if strings.ContainsFunc(m[3], unicode.IsControl) || strings.Trim(m[3], "/") == "" {
			return Address{}, fault.New(fault.Invalid, "share.address_invalid")
		}
		return Address{scheme: "ssh", user: m[1], host: m[2], path: m[3], short: true}, nil
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme == "" {
		return Address{}, fault.Wrap(err, fault.Invalid, "share.address_invalid")
	}
	a := Address{scheme: strings.ToLower(u.Scheme), host: u.Hostname(), path: u.Path}
	if a.scheme == "git+ssh" || a.scheme == "ssh+git" {
		a.scheme = "ssh"
	}
	// For ssh the name is a part of the address; a password is one of none.
	if _, secret := u.User.Password(); u.User != nil && (secret || a.scheme != "ssh") {
		return Address{}, fault.New(fault.Invalid, "share.address_secret")
	}
	a.user = u.User.Username()
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
	case "http", "https", "git", "ssh":
	default:
		return Address{}, fault.New(fault.Invalid, "share.address_unsupported", "scheme", a.scheme)
	}
	if port := u.Port(); port != "" {
		a.port, err = strconv.Atoi(port)
	}
	if err != nil || a.host == "" || strings.Trim(a.path, "/") == "" || u.RawQuery != "" || u.Fragment != "" ||
		strings.ContainsFunc(a.path+a.user, unicode.IsControl) {
		return Address{}, fault.Wrap(err, fault.Invalid, "share.address_invalid")
	}
	return a, nil
}

// String is the address as it may be shown and stored.
func (a Address) String() string {
	switch a.scheme {
	case "folder":
		return a.folder
	case "bundles":
		return bundlesPrefix + a.folder
	}
	if a.short {
		return a.user + "@" + a.host + ":" + a.path
	}
	u := url.URL{Scheme: a.scheme, Host: a.Host(), Path: a.path}
	if a.user != "" {
		u.User = url.User(a.user)
	}
	return u.String()
}

// BundlesIn is the address of a folder through which files are carried.
func BundlesIn(dir string) string { return bundlesPrefix + dir }

// Bundles is the folder through which files are carried; ok is false for every other
// kind of address, which is a repository.
func (a Address) Bundles() (dir string, ok bool) { return a.folder, a.scheme == "bundles" }

// Host is the name of the host, with its port where one is given; "" for a folder.
func (a Address) Host() string {
	host := a.host
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if a.port != 0 {
		host += ":" + strconv.Itoa(a.port)
	}
	return host
}

// Site names who is asked to let somebody in, as logins are kept by it: the same for
// all repositories of a host. It is "" where nobody is asked.
func (a Address) Site() string {
	switch a.scheme {
	case "http", "https", "ssh":
		return a.scheme + "://" + strings.ToLower(a.Host())
	}
	return ""
}

// IsSSH says whether a key opens the door, and not a name and a token.
func (a Address) IsSSH() bool { return a.scheme == "ssh" }

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

// ParseSite reads who asks for a login: an address, or only its host as in
// "https://git.example.com" and "git@git.example.com".
func ParseSite(text string) (Address, error) {
	text = strings.TrimSpace(text)
	a, err := ParseAddress(text)
	if f, ok := fault.As(err); ok && f.Key == "share.address_secret" {
		return Address{}, err
	}
	for _, more := range []string{"/x", ":x"} {
		if err != nil {
			a, err = ParseAddress(strings.TrimRight(text, "/") + more)
		}
	}
	if err != nil || a.Site() == "" {
		return Address{}, fault.Wrap(err, fault.Invalid, "share.site_invalid")
	}
	// A secret is never sent where others can read it, so there is none to keep for it.
	if a.scheme == "http" && !loopback(a.host) {
		return Address{}, fault.New(fault.Invalid, "share.site_open")
	}
	return a, nil
}
