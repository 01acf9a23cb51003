package bundle

import (
	"bufio"
	"errors"
	"io"
	"sort"
	"strings"

	"secondstory/backend/domain/fault"
	"secondstory/backend/share/gitstore"
)

// Hash names a commit, as in the store.
type Hash = gitstore.Hash

// Header is the readable beginning of a bundle.
type Header struct {
	Refs  map[string]Hash
	Needs []Hash // commits the reader must have already, sorted
	size  int64
}

// spaceRefs begin the refs that say to which space a bundle belongs. A space may have
// several ids, of the time before its beginners had met.
const spaceRefs = "refs/second-story/"

// Limits of a header: what git writes has a line for each ref and each need.
const (
	longestLine = 1024
	mostLines   = 10_000
)

// Tip is the commit a bundle brings; Zero where it brings no branch of a space.
func (h Header) Tip() Hash {
	if tip, ok := h.Refs[gitstore.Main]; ok {
		return tip
	}
	return h.Refs["HEAD"]
}

// Spaces are the ids of the space it belongs to, sorted; none in one that git wrote.
func (h Header) Spaces() []string {
	var ids []string
	for name := range h.Refs {
		if id, ok := strings.CutPrefix(name, spaceRefs); ok {
			ids = append(ids, id)
		}
	}
	sort.Strings(ids)
	return ids
}

// newHeader describes a bundle to be written.
func newHeader(tip Hash, spaces []string, needs []Hash) Header {
	h := Header{Refs: map[string]Hash{gitstore.Main: tip, "HEAD": tip}, Needs: sorted(needs)}
	for _, id := range spaces {
		if namesARef(id) {
			h.Refs[spaceRefs+id] = tip
		}
	}
	return h
}

// namesARef says whether an id can stand in the name of a ref: one that a person wrote
// into a file need not.
func namesARef(id string) bool {
	return id != "" && len(id) <= 64 && !strings.ContainsFunc(id, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-')
	})
}

func (h Header) write(to io.Writer) error {
	var out strings.Builder
	out.WriteString("# v2 git bundle\n")
	for _, need := range h.Needs {
		out.WriteString("-" + need.String() + "\n")
	}
	names := make([]string, 0, len(h.Refs))
	for name := range h.Refs {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		out.WriteString(h.Refs[name].String() + " " + name + "\n")
	}
	out.WriteString("\n")
	_, err := io.WriteString(to, out.String())
	return err
}

// readHeader reads up to the pack. invalid: share.bundle_foreign for what is no
// bundle, share.bundle_newer for one of a kind this program does not read,
// share.bundle_torn for one that ends too soon.
func readHeader(from *bufio.Reader) (Header, error) {
	h := Header{Refs: map[string]Hash{}}
	first, err := h.line(from)
	if err != nil || first != "# v2 git bundle" && first != "# v3 git bundle" {
		if err == nil && strings.HasPrefix(first, "# v") && strings.HasSuffix(first, " git bundle") {
			return h, newer()
		}
		return h, foreign(err)
	}
	for range mostLines {
		line, err := h.line(from)
		switch {
		case errors.Is(err, io.ErrUnexpectedEOF):
			return h, torn(err)
		case err != nil:
			return h, foreign(err)
		case line == "":
			h.Needs = sorted(h.Needs)
			if h.Tip() == gitstore.Zero {
				return h, fault.New(fault.Invalid, "share.bundle_no_main")
			}
			return h, nil
		case line[0] == '@' && first == "# v3 git bundle":
			if line != "@object-format=sha1" { // a part of a history only, or other names of objects
				return h, newer()
			}
		case line[0] == '-':
			name, _, _ := strings.Cut(line[1:], " ")
			need, err := gitstore.ParseHash(name)
			if err != nil {
				return h, foreign(err)
			}
			h.Needs = append(h.Needs, need)
		default:
			name, ref, ok := strings.Cut(line, " ")
			tip, err := gitstore.ParseHash(name)
			if !ok || err != nil {
				return h, foreign(err)
			}
			h.Refs[ref] = tip
		}
	}
	return h, foreign(nil)
}

// line reads one; what is longer than any line of a header is an error.
func (h *Header) line(from *bufio.Reader) (string, error) {
	text, err := from.ReadSlice('\n')
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	if err == nil && len(text) > longestLine {
		err = bufio.ErrBufferFull
	}
	if err != nil {
		return "", err
	}
	h.size += int64(len(text))
	return string(text[:len(text)-1]), nil
}

func foreign(err error) error { return fault.Wrap(err, fault.Invalid, "share.bundle_foreign") }
func torn(err error) error    { return fault.Wrap(err, fault.Invalid, "share.bundle_torn") }
func newer() error            { return fault.New(fault.Invalid, "share.bundle_newer") }

func sorted(list []Hash) []Hash {
	out := append([]Hash(nil), list...)
	sort.Slice(out, func(a, b int) bool { return out[a].String() < out[b].String() })
	return out
}
