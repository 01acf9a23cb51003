package canon

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"secondstory/backend/domain/record"
)

// Mode is what git says a path is.
type Mode uint32

// The modes git knows. An executable file is read like any other.
const (
	Regular    Mode = 0o100644
	Executable Mode = 0o100755
	Symlink    Mode = 0o120000
	Submodule  Mode = 0o160000
)

// Entry is a path of a tree somebody sent.
type Entry struct {
	Path string
	Mode Mode
	Size int64
}

// CheckTree looks at the paths, modes and sizes of a tree before any of its bytes are
// read. Whoever gets problems for a path leaves that path alone: a record with one of
// them keeps the version it had.
func CheckTree(entries []Entry, schemas ...*record.Schema) []Problem {
	var out []Problem
	tell := func(path, key string, params ...string) {
		out = append(out, *problem(path, 0, key, path, params...))
	}
	folded := map[string]string{}
	told := map[string]bool{}
	files := make(map[string]bool, len(entries))
	for _, e := range entries {
		files[e.Path] = true
	}
	sizes := map[string]int64{}
	for _, e := range entries {
		switch e.Mode {
		case Regular, Executable:
		case Symlink:
			tell(e.Path, "canon.symlink")
			continue
		case Submodule:
			tell(e.Path, "canon.submodule")
			continue
		default:
			tell(e.Path, "canon.mode", "mode", strconv.FormatUint(uint64(e.Mode), 8))
			continue
		}
		owned := false
		for _, s := range schemas {
			owned = owned || strings.HasPrefix(e.Path, s.Folder+"/")
		}
		owned = owned || strings.HasPrefix(e.Path, PeopleFolder+"/")
		if key := badPath(e.Path, owned); key != "" {
			tell(e.Path, key, "max", strconv.Itoa(MaxPath))
			continue
		}
		// Every folder of the path may differ from another by case alone, or be a file.
		for i := range len(e.Path) + 1 {
			if i < len(e.Path) && e.Path[i] != '/' {
				continue
			}
			prefix := e.Path[:i]
			fold := foldCase(prefix)
			if other, ok := folded[fold]; ok && other != prefix {
				if !told[e.Path] {
					told[e.Path] = true
					tell(e.Path, "canon.case", "other", other)
				}
				break
			}
			folded[fold] = prefix
			if i < len(e.Path) && files[prefix] {
				tell(e.Path, "canon.file_and_folder", "other", prefix)
				break
			}
		}
		place, ok := Locate(e.Path, schemas...)
		switch {
		case !ok && owned && !strings.HasPrefix(e.Path, PeopleFolder+"/"):
			tell(e.Path, "canon.place")
			continue
		case ok:
			sizes[place.Dir] += e.Size
		}
		limit := int64(MaxFile)
		switch {
		case ok && IsBlob(place.Rest):
			limit = MaxAttachment
		case ok && strings.HasPrefix(place.Rest, conflictFolder+"/"):
			limit = MaxConflict
		}
		if (ok || owned) && e.Size > limit {
			tell(e.Path, "canon.file_large", "max", strconv.FormatInt(limit>>20, 10))
		}
	}
	for _, dir := range sortedKeys(sizes) {
		if sizes[dir] > MaxRecord {
			tell(dir, "canon.record_large", "max", strconv.Itoa(MaxRecord>>20))
		}
	}
	return out
}

// badPath is why a path must not be written to a disk, or "".
func badPath(path string, owned bool) string {
	switch {
	case path == "" || path[0] == '/' || strings.HasSuffix(path, "/") || !utf8.ValidString(path) || len(path) > 1024:
		return "canon.path"
	case owned && len(path) > MaxPath:
		return "canon.path_long"
	}
	for part := range strings.SplitSeq(path, "/") {
		switch {
		case part == "" || part == "." || part == ".." || gitName(part):
			return "canon.path"
		case strings.HasSuffix(part, ".") || strings.HasSuffix(part, " ") || part[0] == ' ' || device(part):
			return "canon.path_windows"
		}
		for _, r := range part {
			switch {
			case r < 0x20 || r == 0x7F || r == '\\' || r == ':' || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Cc, r):
				return "canon.path"
			case strings.ContainsRune(`<>"|?*`, r):
				return "canon.path_windows"
			case owned && r >= utf8.RuneSelf:
				return "canon.path"
			}
		}
	}
	return ""
}

// gitName says whether a part of a path is, or on some disk becomes, git's own folder
// or one of its files that changes what git does.
func gitName(part string) bool {
	clean := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) { // signs without width, which one file system leaves out
			return -1
		}
		return r
	}, part)
	clean = strings.ToLower(strings.TrimRight(clean, " ."))
	clean, _, _ = strings.Cut(clean, ":")
	short := len(clean) == 5 && strings.HasPrefix(clean, "git~") && clean[4] >= '0' && clean[4] <= '9'
	return clean == ".git" || clean == ".gitmodules" || short
}

// device says whether Windows takes a name for one of its devices.
func device(part string) bool {
	name, _, _ := strings.Cut(strings.ToLower(part), ".")
	name = strings.TrimRight(name, " ")
	switch name {
	case "con", "prn", "aux", "nul", "conin$", "conout$":
		return true
	}
	if rest, ok := strings.CutPrefix(name, "com"); ok || strings.HasPrefix(name, "lpt") {
		if !ok {
			rest = name[3:]
		}
		switch rest {
		case "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "¹", "²", "³":
			return true
		}
	}
	return false
}

// foldCase brings names together that some disk does not tell apart.
func foldCase(s string) string {
	return norm.NFC.String(cases.Fold().String(norm.NFC.String(s)))
}
