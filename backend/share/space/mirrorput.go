package space

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/sharing"
	"secondstory/backend/share/canon"
)

// put writes the record into the folder, where the files do not say the same already.
// What could not be read stays as it is.
func (m *mirrorRun) put(f format, p canon.Place, k *mirrored, list []found, data map[string][]byte, said reading) error {
	var here local
	err := m.Local.View(m.ctx, func(tx Reader) (err error) {
		here, err = f.localOf(tx, p.ID, merge.Absent(f.schema.Kind, p.ID))
		return err
	})
	if err != nil {
		return err
	}
	m.lacks(k, m.shownPictures(f, p, here))
	if here.known && here.snap.Space != m.link.Space {
		return m.write(p, k, list, data, map[string]string{}, pathsOf(said.refused), 0) // it is shown where it is now
	}
	files, problem := f.codec.Emit(here.doc)
	if problem != nil {
		k.Problems = append(k.Problems, sharing.Refusal{Path: problem.Path, Key: problem.Key, Params: problem.Params, Quote: problem.Quote})
		return m.note(p, k, list, here.snap.Rev)
	}
	want := map[string]string{}
	for _, x := range files {
		if here.doc.Live { // of one in the trash nothing is shown, its old questions neither
			want[x.Path] = string(x.Data)
		}
	}
	left := pathsOf(said.refused)
	if said.held {
		return m.note(p, k, list, here.snap.Rev)
	}
	// Files that say the same in other words stay as the person wrote them.
	if len(left) == 0 && !said.mended && said.doc.Equal(here.doc) && len(data) > 0 {
		k.Files = want
		return m.note(p, k, list, here.snap.Rev)
	}
	return m.write(p, k, list, data, want, left, here.snap.Rev)
}

func pathsOf(list []sharing.Refusal) map[string]bool {
	out := map[string]bool{}
	for _, x := range list {
		out[x.Path] = true
	}
	return out
}

// write puts files into the folder. What is about to be written is noted before.
func (m *mirrorRun) write(p canon.Place, k *mirrored, list []found, data map[string][]byte, want map[string]string, left map[string]bool, rev int64) error {
	k.Next, k.Was = want, map[string]string{}
	for path, raw := range data {
		k.Was[path] = sumOf(raw)
	}
	if err := m.writeState(m.noteOf(p.ID), k); err != nil {
		return err
	}
	m.reached("mirror noted")
	wrote, removed := map[string]seen{}, map[string]bool{}
	before := maps.Clone(k.Files)
	for path := range k.Files {
		if _, stays := want[path]; stays || left[path] {
			continue
		}
		ok, err := m.remove(path, data[path])
		if err != nil {
			return err
		}
		if ok {
			delete(k.Files, path)
			removed[path] = true
		} else {
			m.out.Busy = true
		}
	}
	for _, path := range sortedKeys(want) {
		if left[path] {
			continue
		}
		if raw, there := data[path]; there && string(plain(raw)) == want[path] {
			k.Files[path] = want[path]
			continue
		}
		if err := m.keepNotes(k, path, data[path]); err != nil {
			return err
		}
		as, now, err := m.replace(path, data[path], want[path])
		if err != nil {
			return err
		}
		if now != savedOverLast {
			k.Files[path] = want[path]
		}
		if now == ours {
			wrote[path] = as
			m.reached("mirror wrote")
		} else {
			m.out.Busy = true
		}
	}
	var out []string
	for _, path := range sortedKeys(wrote) {
		aside := asideOf(filepath.Join(m.dir, filepath.FromSlash(path)))
		if !fileThere(aside) {
			continue
		}
		now, err := m.lateSave(path, data[path], want[path])
		if err != nil {
			return err
		}
		if now == ours {
			out = append(out, aside)
			continue
		}
		m.out.Busy = true
		delete(wrote, path)
		if now == savedOverOurs {
			continue
		}
		if delete(k.Files, path); before[path] != "" {
			k.Files[path] = before[path]
		}
	}
	k.Next = nil
	if m.out.Busy {
		rev = -1 // once more
	}
	if err := m.note(p, k, look(list, wrote, removed), rev); err != nil {
		return err
	}
	for _, aside := range out {
		if err := os.Remove(aside); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return mirrorFault(err)
		}
	}
	return nil
}

// keptKey says where a file was kept that had to be written anew.
const keptKey = "share.mirror_kept"

// keepNotes keeps a file that is about to be replaced, where something in it is in no
// record, such as a comment: it stays beside it under another name.
func (m *mirrorRun) keepNotes(k *mirrored, path string, raw []byte) error {
	if raw == nil || !slices.ContainsFunc(k.Notes, func(x sharing.Refusal) bool { return x.Path == path }) {
		return nil
	}
	for n := 1; ; n++ {
		name := origOf(path, n)
		at := filepath.Join(m.dir, filepath.FromSlash(name))
		if same, err := unchanged(at, raw); err != nil || same && fileThere(at) {
			return err // kept by a pass that was stopped
		}
		if fileThere(at) {
			continue
		}
		for i := range k.Notes {
			if k.Notes[i].Path == path {
				k.Notes[i].Params = map[string]string{"file": name}
				k.Notes[i].Key = keptKey
			}
		}
		return mirrorFault(putFile(at, raw))
	}
}

func fileThere(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// look gives the files of a record as they were read and as we wrote them. Not as they
// look by now: what somebody saved since would pass for known.
func look(list []found, wrote map[string]seen, removed map[string]bool) []found {
	all := map[string]seen{}
	for _, f := range list {
		if !removed[f.path] {
			all[f.path] = f.seen
		}
	}
	for path, as := range wrote {
		all[path] = as
	}
	var out []found
	for _, path := range sortedKeys(all) {
		out = append(out, found{path: path, seen: all[path]})
	}
	return out
}

// folders makes the folders above a file, and none through a link.
func (m *mirrorRun) folders(name string) error {
	at := m.dir
	parts := strings.Split(name, "/")
	for _, part := range parts[:len(parts)-1] {
		at = filepath.Join(at, part)
		if err := os.Mkdir(at, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
			return mirrorFault(err)
		}
		info, err := os.Lstat(at)
		if err != nil {
			return mirrorFault(err)
		}
		if !info.IsDir() {
			return fault.New(fault.Denied, "share.mirror_in_the_way", "path", at)
		}
	}
	return nil
}

// note keeps what both sides say now.
func (m *mirrorRun) note(p canon.Place, k *mirrored, list []found, rev int64) error {
	k.Rev, k.Next, k.Seen = rev, nil, map[string]seen{}
	for _, f := range list {
		k.Seen[f.path] = f.seen
	}
	if len(k.Files) == 0 && len(k.Seen) == 0 && rev == 0 {
		err := os.Remove(m.noteOf(p.ID))
		if errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
		return mirrorFault(err)
	}
	m.reached("mirror put")
	err := m.writeState(m.noteOf(p.ID), k)
	k.stored = k.stored || err == nil
	return err
}
