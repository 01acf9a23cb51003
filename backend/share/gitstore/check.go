package gitstore

import (
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Reason is why a path of somebody else's tree is refused.
type Reason string

// The closed set of reasons.
const (
	BadName     Reason = "bad_name"     // not a name: empty, "..", a separator, a control sign, not UTF-8, not in normal form
	GitName     Reason = "git_name"     // a name that is git's own on some file system
	WindowsName Reason = "windows_name" // a name Windows cannot hold
	CaseTwin    Reason = "case_twin"    // differs from its neighbour in upper and lower case only
	Link        Reason = "link"         // a symbolic link
	Nested      Reason = "nested"       // another repository inside
	BadMode     Reason = "bad_mode"     // an entry of a kind nobody knows
	Unordered   Reason = "unordered"    // a tree not in git's order, or with a name twice
	TooDeep     Reason = "too_deep"
	TooLong     Reason = "too_long"
	TooLarge    Reason = "too_large"
	TooMany     Reason = "too_many"
)

// Refusal is one path that is not used. For a folder nothing below it is.
type Refusal struct {
	Path   string
	Reason Reason
	Detail string // the other name, the size …
}

// Limits bound what is read from others.
type Limits struct {
	Depth    int
	Path     int // bytes
	Size     int64
	Children int // entries of one folder
	Entries  int // entries looked at in one check
	Refusals int // how many are listed before the check gives up
}

// UsualLimits are far above what this program writes and far below what would
// hurt it.
var UsualLimits = Limits{Depth: 16, Path: 240, Size: 25 << 20, Children: 50_000, Entries: 1_000_000, Refusals: 1000}

// Check looks at every path of a tree that the accepted tree, Zero for none, does
// not have, and lists what must not be used. It never fails because of what
// somebody wrote: an error means that objects are missing.
func (s *Store) Check(tree, accepted Hash, limits Limits) ([]Refusal, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := &check{store: s, limits: limits}
	err := c.folder(tree, accepted, "", 1)
	return c.refusals, err
}

type check struct {
	store    *Store
	limits   Limits
	entries  int
	refusals []Refusal
	full     bool
}

func (c *check) refuse(path string, reason Reason, detail string) {
	if c.full {
		return
	}
	if len(c.refusals) >= c.limits.Refusals {
		c.full = true
		path, reason, detail = "", TooMany, strconv.Itoa(c.limits.Refusals)
	}
	c.refusals = append(c.refusals, Refusal{strings.ToValidUTF8(path, "\uFFFD"), reason, detail})
}

func (c *check) folder(tree, accepted Hash, at string, depth int) error {
	if tree == accepted || c.full {
		return nil
	}
	if depth > c.limits.Depth {
		c.refuse(strings.TrimSuffix(at, "/"), TooDeep, strconv.Itoa(c.limits.Depth))
		return nil
	}
	entries, err := c.store.tree(tree)
	if err != nil {
		return err
	}
	c.entries += len(entries)
	if len(entries) > c.limits.Children || c.entries > c.limits.Entries {
		c.refuse(strings.TrimSuffix(at, "/"), TooMany, strconv.Itoa(len(entries)))
		c.full = c.full || c.entries > c.limits.Entries
		return nil
	}
	old, err := c.old(accepted)
	if err != nil {
		return err
	}
	if !inOrder(entries) {
		c.refuse(strings.TrimSuffix(at, "/"), Unordered, "")
		return nil
	}
	twins := caseTwins(entries, old)
	for _, each := range entries {
		before := old[each.Name]
		if before == each {
			continue // it was taken once; whoever has it since did not bring it
		}
		if reason, detail := c.entry(each, at, twins); reason != "" {
			c.refuse(at+each.Name, reason, detail)
			continue
		}
		switch {
		case each.isFolder():
			inner := Zero
			if before.isFolder() {
				inner = before.Hash
			}
			if err := c.folder(each.Hash, inner, at+each.Name+"/", depth+1); err != nil {
				return err
			}
		default:
			size, err := c.store.size(each.Hash)
			if err != nil {
				return err
			}
			if size > c.limits.Size {
				c.refuse(at+each.Name, TooLarge, strconv.FormatInt(size, 10))
			}
		}
	}
	return nil
}

func (c *check) old(tree Hash) (map[string]Entry, error) {
	entries, err := c.store.tree(tree)
	byName := make(map[string]Entry, len(entries))
	for _, each := range entries {
		byName[each.Name] = each
	}
	return byName, err
}

func (c *check) entry(each Entry, at string, twins map[string]string) (Reason, string) {
	switch each.Mode {
	case File, Executable, Folder, 0o100664, 0o100600:
	case Symlink:
		return Link, ""
	case Submodule:
		return Nested, ""
	default:
		return BadMode, strconv.FormatUint(uint64(each.Mode), 8)
	}
	if reason := nameReason(each.Name); reason != "" {
		return reason, ""
	}
	if len(at)+len(each.Name) > c.limits.Path {
		return TooLong, strconv.Itoa(len(at) + len(each.Name))
	}
	if twin, ok := twins[each.Name]; ok {
		return CaseTwin, twin
	}
	return "", ""
}

// inOrder also finds names that are there twice, as a file and a folder included.
func inOrder(entries []Entry) bool {
	seen := make(map[string]bool, len(entries))
	for i, each := range entries {
		if seen[each.Name] || i > 0 && entries[i-1].key() >= each.key() {
			return false
		}
		seen[each.Name] = true
	}
	return true
}

// caseTwins finds names that are one name on Windows and macOS. One that was there
// before stays, else the first of them in order, so that everybody refuses the same.
func caseTwins(entries []Entry, old map[string]Entry) map[string]string {
	fold := cases.Fold()
	first, twins := map[string]string{}, map[string]string{}
	names := make([]string, len(entries))
	for i, each := range entries {
		names[i] = each.Name
	}
	sort.Slice(names, func(i, j int) bool {
		_, a := old[names[i]]
		_, b := old[names[j]]
		if a != b {
			return a
		}
		return names[i] < names[j]
	})
	for _, name := range names {
		key := name
		if !isLower(name) {
			key = fold.String(norm.NFKC.String(name))
		}
		if other, ok := first[key]; ok {
			twins[name] = other
		} else {
			first[key] = name
		}
	}
	return twins
}

func isLower(name string) bool {
	for i := range len(name) {
		if name[i] >= utf8.RuneSelf || name[i] >= 'A' && name[i] <= 'Z' {
			return false
		}
	}
	return true
}

// nameReason says what is wrong with one part of a path, "" when nothing is.
func nameReason(name string) Reason {
	if name == "" || name == "." || name == ".." || !utf8.ValidString(name) || !norm.NFC.IsNormalString(name) {
		return BadName
	}
	for _, r := range name {
		switch {
		case r == '/' || r == '\\' || r < ' ' || r == 0x7f:
			return BadName
		case strings.ContainsRune(`<>:"|?*`, r):
			return WindowsName
		}
	}
	bare := strings.ToLower(strings.Map(func(r rune) rune {
		if ignorable(r) {
			return -1
		}
		return r
	}, name))
	bare = strings.TrimRight(bare, ". ")
	if bare == ".git" || shortGitName(bare) {
		return GitName
	}
	if strings.HasSuffix(name, ".") || strings.HasSuffix(name, " ") || isDevice(bare) {
		return WindowsName
	}
	return ""
}

// shortGitName: Windows may give .git the short name git~1.
func shortGitName(bare string) bool {
	rest, ok := strings.CutPrefix(bare, "git~")
	if !ok || rest == "" {
		return false
	}
	_, err := strconv.Atoi(rest)
	return err == nil
}

// ignorable are the signs that HFS+ leaves out of names when it compares them.
func ignorable(r rune) bool {
	return r >= 0x200c && r <= 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x206a && r <= 0x206f || r == 0xfeff
}

func isDevice(bare string) bool {
	stem, _, _ := strings.Cut(bare, ".")
	stem = strings.TrimRight(stem, " ")
	switch stem {
	case "con", "prn", "aux", "nul", "conin$", "conout$":
		return true
	}
	rest, ok := strings.CutPrefix(stem, "com")
	if !ok {
		rest, ok = strings.CutPrefix(stem, "lpt")
	}
	return ok && (len(rest) == 1 && rest >= "0" && rest <= "9" || rest == "¹" || rest == "²" || rest == "³")
}
