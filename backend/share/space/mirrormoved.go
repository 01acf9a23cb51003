package space

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/sharing"
	"secondstory/backend/share/canon"
)

// A folder of a record that got another name or place is not a record that was deleted:
// its first file says whose it is. It gets its own name back, for the program finds a
// record by it, and what was edited in it meanwhile is taken as always.

// mostMoved bounds how many files of no record are read to see whose they are.
const mostMoved = 2000

var referenceLine = regexp.MustCompile(`(?m)^reference:[ \t]*"?([A-Z]+-[0-9A-Z-]+)"?[ \t]*$`)

// putBack gives the folders of records that are gone from their place, and lie in another,
// their place again. Of records that stay where they are as they were, for it cannot be
// said which of several folders is theirs or something is in its way, it gives the ids.
func (m *mirrorRun) putBack(places map[string]canon.Place, known map[string]*mirrored, there scanned) (back, stay map[string]bool, err error) {
	back, stay = map[string]bool{}, map[string]bool{}
	var gone []canon.Place
	for _, id := range sortedKeys(known) {
		if known[id].shown() && len(there.files[id]) == 0 {
			gone = append(gone, places[id])
		}
	}
	if len(gone) == 0 {
		return back, stay, nil
	}
	owners := m.strayed(there.heads, gone)
	for _, p := range gone {
		from := owners[p.ID]
		if len(from) == 0 {
			continue
		}
		said := sharing.Refusal{Path: from[0], Key: "share.mirror_put_back", Params: map[string]string{"folder": from[0]}}
		if len(from) == 1 && from[0] != "." && !there.own[from[0]] {
			ok, err := m.rename(from[0], p.Dir)
			if err != nil {
				return back, stay, err
			}
			if ok {
				back[p.ID] = true
				m.out.Told = append(m.out.Told, Refused{p.ID, said})
				continue
			}
		}
		stay[p.ID] = true
		said.Key = "share.mirror_copied"
		m.out.Told = append(m.out.Told, Refused{p.ID, said})
	}
	return back, stay, nil
}

// strayed finds the folders that hold one of the records, by record.
func (m *mirrorRun) strayed(heads []string, gone []canon.Place) map[string][]string {
	out := map[string][]string{}
	for _, name := range heads[:min(len(heads), mostMoved)] {
		dir, base := path.Dir(name), path.Base(name)
		says := m.referenceIn(name)
		for _, p := range gone {
			if base == p.Schema.Kind+".md" && (path.Base(dir) == p.ID || says == record.Ref(p.Schema.RefPrefix, p.ID)) {
				out[p.ID] = append(out[p.ID], dir)
			}
		}
	}
	return out
}

// referenceIn is the reference that the head of a file says; "" for none and for a file
// that cannot be read.
func (m *mirrorRun) referenceIn(name string) string {
	path := filepath.Join(m.dir, filepath.FromSlash(name))
	info, err := os.Lstat(path)
	if err != nil || !info.Mode().IsRegular() || info.Size() > canon.MaxFile {
		return ""
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	head, _, _ := strings.Cut(strings.TrimPrefix(string(plain(data)), "---\n"), "\n---")
	if found := referenceLine.FindStringSubmatch(head); found != nil {
		return found[1]
	}
	return ""
}

// rename gives a folder the place of a record; ok is false where something is in the way.
func (m *mirrorRun) rename(from, to string) (ok bool, err error) {
	if err := m.folders(to); err != nil {
		return false, err
	}
	old, place := filepath.Join(m.dir, filepath.FromSlash(from)), filepath.Join(m.dir, filepath.FromSlash(to))
	switch info, err := os.Lstat(place); {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil || !info.IsDir() || os.Remove(place) != nil:
		return false, nil //nolint:nilerr // something lies there
	}
	if err := os.Rename(old, place); err != nil {
		return false, nil //nolint:nilerr // the record stays as it was, which is told
	}
	for dir := filepath.Dir(old); within(dir, m.dir) && dir != m.dir; dir = filepath.Dir(dir) {
		if os.Remove(dir) != nil {
			break // something is in it
		}
	}
	return true, nil
}

// gathered tells a folder in which nothing is of a record as one, however many files are in it.
func gathered(strangers []string, own map[string]bool) (out []sharing.Refusal) {
	count, order := map[string]int{}, []string{}
	one := map[string]string{}
	for _, name := range strangers {
		at := name
		for dir := path.Dir(name); dir != "." && !own[dir]; dir = path.Dir(dir) {
			at = dir
		}
		if count[at]++; count[at] == 1 {
			order = append(order, at)
			one[at] = name
		}
	}
	slices.Sort(order)
	for _, at := range order[:min(len(order), mostStrangers)] {
		x := sharing.Refusal{Path: one[at], Key: "share.mirror_stranger"}
		if count[at] > 1 {
			x = sharing.Refusal{Path: at, Key: "share.mirror_strangers"}
		}
		out = append(out, x)
	}
	return out
}
