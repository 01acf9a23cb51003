package space

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	slashpath "path"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strings"
	"unicode"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/sharing"
	"secondstory/backend/share/canon"
)

// Limits of a scan: what lies in the folder beside ours is not ours to read.
const (
	mirrorDepth     = 6
	mostMirrorFiles = 300_000
	mostStrangers   = 50
	mostStrange     = 10_000 // files of no record that are looked at to gather them by folder
)

// found is a file of a record in the folder.
type found struct {
	path string // in the space, with slashes
	seen seen
	// problem says why it is not read.
	problem string
}

// scanned is what is in the folder.
type scanned struct {
	places    map[string]canon.Place // by record
	files     map[string][]found     // by record, by path
	strangers []string               // files that belong to no record
	own       map[string]bool        // folders that are above a file of a record
	heads     []string               // those of strangers that are called like the first file of a record
}

// ownName are the files a record has; others in its folder are somebody's own.
var ownName = regexp.MustCompile(`^([a-z][a-z_]{0,39}\.(yaml|md)|conflicts/[0-9A-Za-z]{1,40}\.yaml)$`)

// passing says whether a file is one that editors and systems make for a moment.
func passing(name string) bool {
	lower := strings.ToLower(name)
	switch {
	case strings.HasPrefix(name, "."), strings.HasSuffix(name, "~"), strings.HasPrefix(name, "~$"), name == "4913",
		strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#"), lower == "desktop.ini", lower == "thumbs.db":
		return true
	}
	for _, end := range []string{".swp", ".swx", ".swo", ".tmp", ".temp", ".bak", ".orig", ".part", ".crdownload"} {
		if strings.HasSuffix(lower, end) {
			return true
		}
	}
	return false
}

// scanMirror lists what is in the folder, without reading a byte. Links are not
// followed.
func (r *run) scanMirror(dir string) (scanned, error) {
	out := scanned{places: map[string]canon.Place{}, files: map[string][]found{}, own: map[string]bool{}}
	first := map[string]bool{}
	for _, s := range r.format.schemas {
		out.own[s.Folder], first[s.Kind+".md"] = true, true
	}
	count := 0
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if path == dir {
			return err
		}
		if err != nil {
			if errors.Is(err, fs.ErrNotExist) {
				return nil // it went away while we looked
			}
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		if entry.IsDir() {
			if strings.HasPrefix(entry.Name(), ".") || strings.Count(name, "/") >= mirrorDepth {
				return fs.SkipDir
			}
			return nil
		}
		if passing(entry.Name()) {
			return nil
		}
		if count++; count > mostMirrorFiles {
			return fault.New(fault.Denied, "share.mirror_crowded")
		}
		p, ours := canon.Locate(name, r.format.schemas...)
		if !ours || !ownName.MatchString(p.Rest) {
			if len(out.strangers) < mostStrange && !strings.HasPrefix(p.Rest, "files/") {
				out.strangers = append(out.strangers, name)
			}
			if !ours && first[entry.Name()] {
				out.heads = append(out.heads, name)
			}
			return nil
		}
		f := found{path: name}
		info, err := entry.Info()
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return err
		case entry.Type()&fs.ModeSymlink != 0:
			f.problem = "canon.symlink"
		case !entry.Type().IsRegular():
			f.problem = "canon.mode"
		case info.Size() > canon.MaxConflict, info.Size() > canon.MaxFile && !strings.HasPrefix(p.Rest, "conflicts/"):
			f.problem = "canon.file_large"
		}
		f.seen = seenOf(info)
		p.Rest = ""
		out.places[p.ID] = p
		out.files[p.ID] = append(out.files[p.ID], f)
		for at := slashpath.Dir(name); at != "."; at = slashpath.Dir(at) {
			out.own[at] = true
		}
		return nil
	})
	for _, list := range out.files {
		sort.Slice(list, func(a, b int) bool { return list[a].path < list[b].path })
	}
	slices.Sort(out.strangers)
	return out, mirrorFault(err)
}

// same says whether the files of a record look as they did.
func (m mirrored) same(list []found) bool {
	if len(list) != len(m.Seen) {
		return false
	}
	for _, f := range list {
		if s, ok := m.Seen[f.path]; !ok || s != f.seen {
			return false
		}
	}
	return true
}

// readFound reads the files of a record. torn says that one is changing just now.
func readFound(dir string, list []found) (data map[string][]byte, problems []sharing.Refusal, torn bool, err error) {
	data = map[string][]byte{}
	for _, f := range list {
		if f.problem != "" {
			problems = append(problems, sharing.Refusal{Path: f.path, Key: f.problem, Params: map[string]string{"mode": "", "max": "4"}})
			continue
		}
		path := filepath.Join(dir, filepath.FromSlash(f.path))
		raw, rerr := os.ReadFile(path)
		info, serr := os.Lstat(path)
		switch {
		case errors.Is(rerr, fs.ErrNotExist), errors.Is(serr, fs.ErrNotExist):
			return nil, nil, true, nil
		case rerr != nil || serr != nil:
			return nil, nil, false, mirrorFault(errors.Join(rerr, serr))
		case !info.Mode().IsRegular() || seenOf(info) != f.seen || int64(len(raw)) != f.seen.Size:
			return nil, nil, true, nil
		}
		data[f.path] = raw
	}
	return data, problems, false, nil
}

// bom is what some editors put before a text.
var bom = []byte("\ufeff")

// plain is a text as we write it: without a mark before it and with our line ends,
// where all of it has those of Windows.
func plain(data []byte) []byte {
	data = bytes.TrimPrefix(data, bom)
	if n := bytes.Count(data, []byte("\r\n")); n > 0 && n == bytes.Count(data, []byte("\n")) && n == bytes.Count(data, []byte("\r")) {
		data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	}
	return data
}

// quote is the beginning of a file as a person can read it.
func quote(data []byte) string {
	text := strings.ToValidUTF8(string(data[:min(len(data), canon.QuoteBytes)]), "\uFFFD")
	return strings.Map(func(r rune) rune {
		if r == '\t' {
			return '⇥' // in sight, for it is often what is wrong
		}
		if unicode.IsControl(r) && r != '\n' {
			return '\uFFFD'
		}
		return r
	}, text)
}
