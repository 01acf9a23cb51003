package space

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// A file of the mirror belongs to whoever has it open. Between a look at it and its
// replacement an editor may save, so the new text is written and made durable beside it
// first, and the two then change names in one step: what comes out is what really stood
// there, and is compared only then. A save that came in between goes back to its place
// and is taken by the next pass. Where a system cannot exchange two names, the file is
// compared last of all, and only a save between that and the renaming, two calls later,
// could be written over. What came out stays until it is noted what was written, and is compared
// once more then: it tells a pass after a kill which text an edit was made over. Only an
// editor that opened the file before all that and writes into it after cannot be seen.

// asideOf is the name beside a file under which a text waits for its place, and what
// stood there for being compared. It is hidden, so that no scan takes it for a file of
// a record, and always the same, so that the next pass finds what a stopped one left.
func asideOf(path string) string {
	return filepath.Join(filepath.Dir(path), ".second-story-"+filepath.Base(path))
}

// sumOf stands for the bytes of a file in a note.
func sumOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// stands is what a file holds after ours was to take its place.
type stands int

const (
	savedOverLast stands = iota // somebody's text, over what was read
	savedOverOurs               // somebody's text, over ours
	ours
)

// replace writes a file where nobody has changed it since it was read. Where somebody
// has, the next pass takes that first. as is how ours looks.
func (m *mirrorRun) replace(name string, was []byte, text string) (as seen, now stands, err error) {
	path := filepath.Join(m.dir, filepath.FromSlash(name))
	if err := m.folders(name); err != nil {
		return as, savedOverLast, err
	}
	aside := asideOf(path)
	info, err := writeAside(aside, []byte(text))
	if err != nil {
		return as, savedOverLast, mirrorFault(err)
	}
	m.reached("mirror written aside")
	same, err := unchanged(path, was)
	if err != nil || !same {
		_ = os.Remove(aside) // it is ours, and written again by the next pass
		return as, savedOverLast, err
	}
	m.reached("mirror compared")
	if was == nil {
		var ok bool
		if ok, err = appear(aside, path); ok {
			now = ours
		}
	} else {
		now, err = m.swap(path, aside, was, text)
	}
	if now == ours {
		m.out.Written++
	}
	return seenOf(info), now, mirrorFault(err)
}

// writeAside writes a text beside its place, durably.
func writeAside(aside string, data []byte) (info fs.FileInfo, err error) {
	_ = os.Remove(aside) // of a stopped pass; cleared has looked at it
	to, err := os.OpenFile(aside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return nil, err
	}
	_, err = to.Write(data)
	err = errors.Join(err, to.Sync(), to.Close())
	if err == nil {
		info, err = os.Lstat(aside)
	}
	if err != nil {
		_ = os.Remove(aside) // nothing half-written stays
	}
	return info, err
}

// appear gives a file its name where there is none of that name; ok is false where
// there is one by now.
func appear(aside, path string) (ok bool, err error) {
	err = os.Link(aside, path)
	if err != nil && !errors.Is(err, fs.ErrExist) && !fileThere(path) {
		return err == nil, os.Rename(aside, path) // a disk without links
	}
	return err == nil, os.Remove(aside)
}

// swap puts the text that waits aside in the place of what was read there.
func (m *mirrorRun) swap(path, aside string, was []byte, text string) (stands, error) {
	err := exchange(aside, path)
	if errors.Is(err, fs.ErrNotExist) {
		return savedOverLast, os.Remove(aside) // somebody took the file away
	}
	if err != nil {
		same, uerr := unchanged(path, was)
		if uerr != nil || !same {
			_ = os.Remove(aside) // it is ours, and written again by the next pass
			return savedOverLast, uerr
		}
		return ours, os.Rename(aside, path)
	}
	m.reached("mirror swapped")
	same, err := unchanged(aside, was)
	if err != nil {
		return savedOverLast, err // the next pass looks at it
	}
	if same {
		return ours, nil // what came out stays aside until it is noted that ours stands there
	}
	return giveBack(path, aside, text)
}

// nearer says whether what stands in a place has at most as many lines that a text has not,
// or the other way round, as against another text.
func nearer(path, text, than string) bool {
	data, err := os.ReadFile(path)
	if err != nil {
		return false
	}
	apart := func(other string) (n int) {
		count := map[string]int{}
		for line := range strings.Lines(string(plain(data))) {
			count[line]++
		}
		for line := range strings.Lines(other) {
			count[line]--
		}
		for _, c := range count {
			n += max(c, -c)
		}
		return n
	}
	return apart(text) <= apart(than)
}

// giveBack puts what somebody saved back in its place, where the text of ours stands now.
func giveBack(path, aside, text string) (stands, error) {
	// Saved once more, over ours: the last one stands, the other beside it.
	if same, err := unchanged(path, []byte(text)); err == nil && !same && fileThere(path) {
		return savedOverOurs, keepBeside(aside, path)
	}
	err := exchange(aside, path)
	if errors.Is(err, fs.ErrNotExist) {
		ok, err := appearOrStay(aside, path)
		if err != nil || ok {
			return savedOverLast, err
		}
		return savedOverOurs, keepBeside(aside, path)
	}
	if err != nil {
		return savedOverOurs, keepBeside(aside, path)
	}
	same, err := unchanged(aside, []byte(text))
	if err != nil {
		return savedOverLast, err
	}
	if same {
		return savedOverLast, os.Remove(aside)
	}
	if err := exchange(aside, path); err != nil { // it was saved since we looked
		return savedOverLast, err
	}
	return savedOverOurs, keepBeside(aside, path)
}

// lateSave looks once more at what came out of its place: an editor that had the file
// open may have gone on writing into it.
func (m *mirrorRun) lateSave(name string, was []byte, text string) (now stands, err error) {
	path := filepath.Join(m.dir, filepath.FromSlash(name))
	aside := asideOf(path)
	same, err := unchanged(aside, was)
	if err != nil || same {
		return ours, err
	}
	now, err = giveBack(path, aside, text)
	return now, mirrorFault(err)
}

// appearOrStay is appear for a file that must not go away when its place is taken.
func appearOrStay(aside, path string) (ok bool, err error) {
	if fileThere(path) {
		return false, nil
	}
	if err := os.Link(aside, path); err == nil {
		return true, os.Remove(aside)
	} else if errors.Is(err, fs.ErrExist) {
		return false, nil
	}
	return true, os.Rename(aside, path)
}

// keepBeside keeps what somebody saved under a name of its own.
func keepBeside(aside, path string) error {
	for n := 1; ; n++ {
		ok, err := appearOrStay(aside, origOf(path, n))
		if ok || err != nil {
			return err
		}
	}
}

// origOf is the name of the n-th file that is kept beside another.
func origOf(path string, n int) string {
	if n == 1 {
		return path + ".orig"
	}
	return path + "." + strconv.Itoa(n) + ".orig"
}

// remove takes a file away that is as we left it, and the folders that are empty then.
// It is renamed first and compared then, for the same reason as above.
func (m *mirrorRun) remove(name string, was []byte) (ok bool, err error) {
	path := filepath.Join(m.dir, filepath.FromSlash(name))
	if was == nil {
		return true, nil // it is gone already
	}
	if err := m.folders(name); err != nil {
		return false, err
	}
	if same, err := unchanged(path, was); err != nil || !same {
		return false, err
	}
	m.reached("mirror compared")
	aside := asideOf(path)
	switch err := os.Rename(path, aside); {
	case errors.Is(err, fs.ErrNotExist):
		return true, nil
	case err != nil:
		return false, mirrorFault(err)
	}
	m.reached("mirror swapped")
	same, err := unchanged(aside, was)
	if err != nil {
		return false, err // the next pass looks at it
	}
	if !same {
		back, err := appearOrStay(aside, path)
		if err == nil && !back {
			err = keepBeside(aside, path)
		}
		return false, mirrorFault(err)
	}
	if err := os.Remove(aside); err != nil {
		return false, mirrorFault(err)
	}
	m.out.Written++
	for dir := filepath.Dir(path); within(dir, m.dir) && dir != m.dir; dir = filepath.Dir(dir) {
		if os.Remove(dir) != nil {
			break // something is in it
		}
	}
	return true, nil
}

// cleared looks after what a pass that was stopped left beside the files. What is
// neither ours nor known was saved by somebody at that moment, and gets its place back;
// then moved is true.
func (m *mirrorRun) cleared(id string, k *mirrored) (moved bool, err error) {
	paths := map[string]bool{}
	for _, list := range []map[string]string{k.Files, k.Next, k.Was} {
		for path := range list {
			paths[path] = true
		}
	}
	for _, name := range sortedKeys(paths) {
		path := filepath.Join(m.dir, filepath.FromSlash(name))
		aside := asideOf(path)
		data, err := os.ReadFile(aside)
		if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) { // a file has the place of the folder
			continue
		}
		if err != nil {
			return moved, mirrorFault(err)
		}
		text, next := k.Next[name]
		untouched, err := unchanged(path, []byte(text))
		if err != nil {
			return moved, err
		}
		untouched = untouched && next
		half := next && !untouched && bytes.HasPrefix([]byte(text), data) // of a text that was never in place
		known := sumOf(data) == k.Was[name]
		waited := next && string(data) == text
		// What came out for ours tells that what stands there now is said over ours. Only
		// where that was saved at the last moment may it have its place back already.
		if next && (known || !untouched && !half && !waited && nearer(path, text, k.Files[name])) {
			if err := m.saidOver(id, k, name, text); err != nil {
				return moved, err
			}
		}
		if known || waited || half {
			if err := os.Remove(aside); err != nil {
				return moved, mirrorFault(err)
			}
			continue
		}
		moved = true
		if untouched {
			now, err := giveBack(path, aside, text)
			if err == nil && now == savedOverOurs {
				err = m.saidOver(id, k, name, text)
			}
			if err != nil {
				return moved, mirrorFault(err)
			}
			continue
		}
		back, err := appearOrStay(aside, path)
		if err == nil && !back {
			err = keepBeside(aside, path)
		}
		if err != nil {
			return moved, mirrorFault(err)
		}
	}
	return moved, nil
}

// saidOver notes what a file was when somebody edited it.
func (m *mirrorRun) saidOver(id string, k *mirrored, name, text string) error {
	k.Files[name] = text
	return m.writeState(m.noteOf(id), k)
}

// unchanged says whether a file still holds what was read; nil for one that was not there.
func unchanged(path string, was []byte) (bool, error) {
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return was == nil, nil
	}
	if err != nil {
		return false, mirrorFault(err)
	}
	if was == nil || !info.Mode().IsRegular() {
		return false, nil
	}
	now, err := os.ReadFile(path)
	return err == nil && bytes.Equal(now, was), mirrorFault(err)
}
