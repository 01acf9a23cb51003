package gitstore

import (
	"bytes"
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/go-git/go-git/v5/plumbing"

	"secondstory/backend/domain/fault"
)

// Person is an author as git writes one: an alias and an address, for merges and
// devices one at an invalid domain.
type Person struct{ Name, Email string }

// Trailer is a line at the end of a message for programs, such as Op or Audit.
type Trailer struct{ Key, Value string }

// Commit is one state of a space and where it came from. Times are kept to the
// second and in UTC, because git knows no finer and a zone would tell where
// somebody was.
type Commit struct {
	Hash        Hash // filled by reading
	Tree        Hash
	Parents     []Hash
	Author      Person
	Committer   Person
	AuthoredAt  time.Time
	CommittedAt time.Time
	Message     string // without trailers
	Trailers    []Trailer
}

// Commit adds a commit. The same values give the same bytes.
func (b *Batch) Commit(c Commit) Hash { return b.add(plumbing.CommitObject, encodeCommit(c)) }

// Merge adds the commit that joins several: everybody who merges the same
// parents into the same tree gets the same hash, whoever is first, so that
// merges of merges do not go on for ever.
func (b *Batch) Merge(tree Hash, identity Person, version int, parents ...Commit) Hash {
	c := Commit{Tree: tree, Author: identity, Committer: identity, Message: "Merge v" + strconv.Itoa(version)}
	for _, each := range parents {
		c.Parents = append(c.Parents, each.Hash)
		if each.CommittedAt.After(c.CommittedAt) {
			c.CommittedAt = each.CommittedAt
		}
	}
	sort.Slice(c.Parents, func(i, j int) bool { return bytes.Compare(c.Parents[i][:], c.Parents[j][:]) < 0 })
	c.AuthoredAt = c.CommittedAt
	return b.Commit(c)
}

func encodeCommit(c Commit) []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "tree %s\n", c.Tree)
	for _, parent := range c.Parents {
		fmt.Fprintf(&out, "parent %s\n", parent)
	}
	fmt.Fprintf(&out, "author %s\n", signature(c.Author, c.AuthoredAt))
	fmt.Fprintf(&out, "committer %s\n\n", signature(c.Committer, c.CommittedAt))
	out.WriteString(strings.TrimSpace(strings.ReplaceAll(c.Message, "\x00", "")))
	out.WriteString("\n")
	for i, each := range c.Trailers {
		if i == 0 {
			out.WriteString("\n")
		}
		fmt.Fprintf(&out, "%s: %s\n", oneLine(each.Key), oneLine(each.Value))
	}
	return out.Bytes()
}

// signature: git keeps seconds since 1970, and readers refuse what is before.
func signature(who Person, at time.Time) string {
	return fmt.Sprintf("%s <%s> %d +0000", plain(who.Name), plain(who.Email), max(0, at.Unix()))
}

// plain takes out what would end a name or an address.
func plain(text string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < ' ' || r == '<' || r == '>' {
			return -1
		}
		return r
	}, text))
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// roomForCommits is how many small commits are young before they become old: some 2 MB. Who
// made which of thousands of records is asked of the same ones again and again.
const roomForCommits = 4_000

// weight counts a commit as one, and as more for what it says: nobody bounds the words of others.
func weight(c Commit) int {
	n := len(c.Message)
	for _, t := range c.Trailers {
		n += len(t.Key) + len(t.Value) + 32
	}
	return 1 + n/512
}

// Commit reads a commit. Its parents and trailers are shared with other readers and not to
// be changed. unavailable: share.store_damaged.
func (s *Store) Commit(h Hash) (Commit, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c, ok := s.commits.find(h, weight); ok {
		return c, nil
	}
	c, err := s.commit(h)
	if err == nil {
		c.Parents, c.Trailers = slices.Clip(c.Parents), slices.Clip(c.Trailers)
		s.commits.put(h, c, weight(c))
	}
	return c, err
}

// commit reads it from the disk, whatever was read before.
func (s *Store) commit(h Hash) (Commit, error) {
	data, err := s.read(h, plumbing.CommitObject)
	if err != nil {
		return Commit{}, err
	}
	c, err := parseCommit(data)
	c.Hash = h
	if err != nil {
		return c, fault.Wrap(fmt.Errorf("%w: %s: %w", ErrDamaged, h, err), fault.Unavailable, "share.store_damaged")
	}
	return c, nil
}

// parseCommit reads what any git program may have written. Headers it does not
// know, such as signatures, are skipped.
func parseCommit(data []byte) (c Commit, err error) {
	head, body, found := strings.Cut(string(data), "\n\n")
	if !found {
		head = strings.TrimSuffix(head, "\n")
	}
	for line := range strings.Lines(head) {
		key, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		var wrong error
		switch key {
		case "tree":
			c.Tree, wrong = ParseHash(value)
		case "parent":
			var parent Hash
			parent, wrong = ParseHash(value)
			c.Parents = append(c.Parents, parent)
		case "author":
			c.Author, c.AuthoredAt = parseSignature(value)
		case "committer":
			c.Committer, c.CommittedAt = parseSignature(value)
		}
		if wrong != nil {
			return c, wrong
		}
	}
	if c.Tree == Zero {
		return c, fmt.Errorf("a commit without a tree")
	}
	c.Message, c.Trailers = splitTrailers(strings.TrimRight(body, "\n"))
	return c, nil
}

func parseSignature(text string) (Person, time.Time) {
	name, rest, _ := strings.Cut(text, "<")
	email, when, _ := strings.Cut(rest, ">")
	fields := strings.Fields(when)
	at := time.Unix(0, 0)
	if len(fields) > 0 {
		if seconds, err := strconv.ParseInt(fields[0], 10, 64); err == nil {
			at = time.Unix(seconds, 0)
		}
	}
	return Person{strings.TrimSpace(name), strings.TrimSpace(email)}, at.UTC()
}

// splitTrailers takes a last paragraph of "Key: value" lines off a message.
func splitTrailers(message string) (string, []Trailer) {
	cut := strings.LastIndex(message, "\n\n")
	if cut < 0 {
		return message, nil
	}
	var trailers []Trailer
	for line := range strings.SplitSeq(message[cut+2:], "\n") {
		key, value, ok := strings.Cut(line, ": ")
		if !ok || key == "" || strings.ContainsAny(key, " \t") {
			return message, nil
		}
		trailers = append(trailers, Trailer{key, value})
	}
	return message[:cut], trailers
}
