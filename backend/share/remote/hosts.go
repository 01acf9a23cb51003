package remote

import (
	"bufio"
	"bytes"
	"crypto/hmac"
	"crypto/sha1" //nolint:gosec // the format of hashed names is what it is
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"io/fs"
	"net"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/knownhosts"
)

// hostLine is one line of a file of known hosts.
type hostLine struct {
	marker string // "", "@cert-authority", "@revoked"
	names  string
	key    ssh.PublicKey
	file   string
	line   int
}

// readHosts reads files of known hosts. One that is not there holds none; a line that
// cannot be read is passed over, as ssh does: it may be of a newer version.
func readHosts(files ...string) ([]hostLine, error) {
	var all []hostLine
	for _, file := range files {
		if file == "" {
			continue
		}
		data, err := os.ReadFile(file)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		scan := bufio.NewScanner(bytes.NewReader(data))
		scan.Buffer(nil, 1<<20)
		for n := 1; scan.Scan(); n++ {
			if l, ok := readHostLine(scan.Text()); ok {
				l.file, l.line = file, n
				all = append(all, l)
			}
		}
		if err := scan.Err(); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func readHostLine(text string) (l hostLine, ok bool) {
	words := strings.Fields(text)
	if len(words) > 0 && strings.HasPrefix(words[0], "@") {
		l.marker, words = words[0], words[1:]
	}
	if len(words) < 3 || strings.HasPrefix(words[0], "#") {
		return l, false
	}
	l.names = words[0]
	blob, err := base64.StdEncoding.DecodeString(words[2])
	if err != nil {
		return l, false
	}
	l.key, err = ssh.ParsePublicKey(blob)
	return l, err == nil && l.key.Type() == words[1]
}

// of says whether a line is about a host: "name", or "[name]:port" where the port is
// not that of ssh.
func (l hostLine) of(host string) bool {
	host = strings.ToLower(host)
	if rest, hashed := strings.CutPrefix(l.names, "|1|"); hashed {
		salt, sum, _ := strings.Cut(rest, "|")
		key, err := base64.StdEncoding.DecodeString(salt)
		if err != nil {
			return false
		}
		want, err := base64.StdEncoding.DecodeString(sum)
		if err != nil {
			return false
		}
		mac := hmac.New(sha1.New, key)
		mac.Write([]byte(host))
		return subtle.ConstantTimeCompare(mac.Sum(nil), want) == 1
	}
	found := false
	for name := range strings.SplitSeq(strings.ToLower(l.names), ",") {
		name, not := strings.CutPrefix(name, "!")
		if !matchesHost(name, host) {
			continue
		}
		if not {
			return false
		}
		found = true
	}
	return found
}

// matchesHost knows "*" and "?"; brackets stand for themselves.
func matchesHost(pattern, host string) bool {
	pattern = strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`).Replace(pattern)
	ok, err := path.Match(pattern, host)
	return err == nil && ok
}

// hostBook is what is known of one host.
type hostBook struct {
	host   string // as the files name it
	lines  []hostLine
	accept string // a fingerprint
	own    string // the file for what is accepted

	mu sync.Mutex // the library asks from a goroutine of its own, and again when it changes keys
	verdict
}

// verdict is what came of looking at the key of a server.
type verdict struct {
	shown  string // its fingerprint
	passed bool
	failed *Failure
}

func (b *hostBook) now() verdict {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.verdict
}

func (n Network) book(hostPort, accept string) (*hostBook, error) {
	b := &hostBook{host: knownhosts.Normalize(hostPort), accept: strings.TrimSpace(accept), own: n.OwnHosts}
	all, err := readHosts(append([]string{n.OwnHosts}, n.Hosts...)...)
	for _, l := range all {
		if l.of(b.host) {
			b.lines = append(b.lines, l)
		}
	}
	return b, err
}

// algorithms asks the server for the kind of key that is known first (T12). Keys of
// other kinds stay in the list, so that a server which has lost the known one is seen
// as changed and not as one we have nothing in common with.
func (b *hostBook) algorithms() []string {
	var certified, known, rest []string
	signed := slices.ContainsFunc(b.lines, func(l hostLine) bool { return l.marker == "@cert-authority" })
	for _, a := range ssh.SupportedAlgorithms().HostKeys {
		switch {
		case strings.Contains(a, "-cert-"):
			if signed {
				certified = append(certified, a)
			}
		case slices.ContainsFunc(b.lines, func(l hostLine) bool { return l.marker == "" && l.key.Type() == keyOf(a) }):
			known = append(known, a)
		default:
			rest = append(rest, a)
		}
	}
	return slices.Concat(certified, known, rest)
}

// keyOf is the kind of key an algorithm signs with: one of RSA has several.
func keyOf(algorithm string) string {
	if algorithm == ssh.KeyAlgoRSASHA256 || algorithm == ssh.KeyAlgoRSASHA512 {
		return ssh.KeyAlgoRSA
	}
	return algorithm
}

// check is the question of the library about the key that a server shows.
func (b *hostBook) check(address string, from net.Addr, key ssh.PublicKey) error {
	judge := ssh.CertChecker{
		IsHostAuthority: func(by ssh.PublicKey, _ string) bool { return b.holds("@cert-authority", by) },
		IsRevoked: func(c *ssh.Certificate) bool {
			return b.holds("@revoked", c.Key) || b.holds("@revoked", c.SignatureKey)
		},
		HostKeyFallback: func(_ string, _ net.Addr, key ssh.PublicKey) error { return b.plain(key) },
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.shown = ssh.FingerprintSHA256(key)
	if err := judge.CheckHostKey(address, from, key); err != nil {
		if !errors.As(err, &b.failed) { // something is wrong with a certificate
			b.failed = &Failure{Kind: HostChanged, Details: b.details(key), Cause: err}
		}
		return b.failed
	}
	b.passed = true
	return nil
}

// plain looks for a key in the lines. Another key than the known one is no stranger:
// somebody may sit in between, and no answer of a person lets it pass (T12).
func (b *hostBook) plain(key ssh.PublicKey) error {
	if b.holds("", key) && !b.holds("@revoked", key) {
		return nil
	}
	for _, l := range b.lines {
		if l.marker == "" || l.marker == "@revoked" && equalKeys(l.key, key) {
			return &Failure{Kind: HostChanged, Details: append(b.details(key), "known", ssh.FingerprintSHA256(l.key),
				"file", b.called(l.file), "line", strconv.Itoa(l.line))}
		}
	}
	if b.accept == "" || b.accept != ssh.FingerprintSHA256(key) {
		return &Failure{Kind: HostUnknown, Details: b.details(key)}
	}
	return b.write(key)
}

func (b *hostBook) details(key ssh.PublicKey) []string {
	kind := strings.TrimPrefix(key.Type(), "ssh-")
	if strings.HasPrefix(kind, "ecdsa-") {
		kind = "ecdsa"
	}
	return []string{"host", b.host, "kind", strings.ToUpper(kind), "fingerprint", ssh.FingerprintSHA256(key)}
}

// called is a file of ssh as the person knows it; "" for our own, which nobody edits.
func (b *hostBook) called(file string) string {
	if file == b.own {
		return ""
	}
	if home, err := os.UserHomeDir(); err == nil {
		if rest, err := filepath.Rel(home, file); err == nil && filepath.IsLocal(rest) {
			return "~/" + filepath.ToSlash(rest)
		}
	}
	return file
}

func (b *hostBook) holds(marker string, key ssh.PublicKey) bool {
	return slices.ContainsFunc(b.lines, func(l hostLine) bool { return l.marker == marker && equalKeys(l.key, key) })
}

func equalKeys(a, b ssh.PublicKey) bool { return bytes.Equal(a.Marshal(), b.Marshal()) }

// write adds the key to our own file, in one piece, so that another program that
// does the same takes nothing away.
func (b *hostBook) write(key ssh.PublicKey) error {
	if b.own == "" {
		return &Failure{Kind: HostUnknown, Details: b.details(key)}
	}
	f, err := os.OpenFile(b.own, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return &Failure{Kind: BadSetting, Cause: err}
	}
	_, err = f.WriteString(knownhosts.Line([]string{b.host}, key) + "\n")
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return &Failure{Kind: BadSetting, Cause: err}
	}
	return nil
}
