package space

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/sharing"
	"secondstory/backend/share/canon"
	"secondstory/backend/share/gitstore"
	"secondstory/backend/share/remote"
)

// Pictures keeps the bytes that records name by their sum. They lie beside the workspace
// and not in it: what a record names is kept before the record is.
type Pictures interface {
	Has(sum string) bool
	// Read gives the bytes of a sum and never others: a fault of the code not_found where
	// they have not come yet, another where what lies there is not what it should be.
	Read(sum string) ([]byte, error)
	// Take keeps bytes that came from elsewhere; fits is false where they are not those of
	// the sum, or not what may be shown.
	Take(sum string, data []byte) (fits bool, err error)
}

// keptBytes is what a record says about bytes.
type keptBytes struct{ sum, path string }

var sumForm = regexp.MustCompile(`^[0-9a-f]{64}$`)

// picturesOf lists the bytes a record names, by the fields of its schema that are of the
// policy blob. The format of a part is the ending of its file.
func (f format) picturesOf(doc *merge.Doc, p canon.Place) []keptBytes {
	if doc == nil || !doc.Live {
		return nil
	}
	var out []keptBytes
	for _, c := range f.schema.Collections {
		for _, field := range c.Fields {
			if field.Policy != record.Blob {
				continue
			}
			for _, id := range sortedKeys(doc.Parts[c.Name]) {
				part := doc.Parts[c.Name][id]
				sum, ending := record.Str(part.Fields, field.Name), record.Str(part.Fields, "format")
				format, _ := c.Field("format")
				if sumForm.MatchString(sum) && slices.Contains(format.Values, ending) {
					out = append(out, keptBytes{sum, canon.BlobPath(p.Dir, sum, ending)})
				}
			}
		}
	}
	return out
}

// mostTaken is how many pictures of one record are looked at: two people may have added as
// many as a record takes each, and whoever names more wants to keep us busy.
const mostTaken = 500

// byPath finds the files of a record.
func (in folder) byPath() map[string]entry {
	at := map[string]entry{}
	for _, e := range in.entries {
		at[e.path] = e
	}
	return at
}

// ours gives bytes that are here as they should be; a fault says why they are not. differs
// says that the space does not have them, or something else in their place.
func (r *run) ours(x keptBytes, at map[string]entry) (data []byte, differs bool, err error) {
	if data, err = r.Pictures.Read(x.sum); err != nil {
		return nil, false, err
	}
	e, there := at[x.path]
	return data, !there || e.hash != gitstore.BlobHash(data), nil
}

// addPictures puts the bytes that a record names beside its files, and takes away those
// that it named and names no longer. What is not here is in the space already, or was
// never sent: its place stays as it is. What lies here and cannot be read is told; it
// keeps nothing else from being sent.
func (r *run) addPictures(f format, in folder, was, now *merge.Doc, batch *gitstore.Batch, edits map[string]Hash) (unread []sharing.Refusal) {
	if r.Pictures == nil {
		return nil
	}
	at, stays := in.byPath(), map[string]bool{}
	for _, x := range f.picturesOf(now, in.place) {
		stays[x.path] = true
		data, differs, err := r.ours(x, at)
		_, there := at[x.path]
		switch {
		case differs:
			edits[x.path] = batch.Blob(data)
		case err != nil && !there && !fault.Is(err, fault.NotFound):
			unread = append(unread, sharing.Refusal{Path: x.path, Key: "share.picture_unread"})
		}
	}
	for _, x := range f.picturesOf(was, in.place) {
		if _, there := at[x.path]; there && !stays[x.path] {
			edits[x.path] = gitstore.Zero
		}
	}
	return unread
}

// owes says whether the space lacks bytes of a record that it names and that are here, of
// one that says there what it says here: who took back a removal did not have them perhaps,
// or something else lies in their place. They are sent by who may send something.
func (r *run) owes(f format, in folder, doc *merge.Doc) (bool, error) {
	if r.Pictures == nil {
		return false, nil
	}
	at := in.byPath()
	for _, x := range f.picturesOf(doc, in.place) {
		if _, differs, err := r.ours(x, at); err != nil || !differs {
			continue // what cannot be read here nobody waits for
		}
		if r.peer != nil && !r.askedMay { // once in an exchange
			r.askedMay, r.mayNot = true, r.peer.MayPush(r.ctx)
		}
		if remote.KindOf(r.mayNot) == remote.ReadOnly {
			return false, nil
		}
		return r.mayNot == nil, r.mayNot
	}
	return false, nil
}

// takePictures keeps the bytes that a record of the space names, before the record is
// written. What is not there or is something else is told; the record comes all the same.
// owed says that there are bytes here which the space does not have.
func (r *run) takePictures(f format, in folder, said *merge.Doc) (unseen []sharing.Refusal, owed bool, err error) {
	if r.Pictures == nil {
		return nil, false, nil
	}
	at := in.byPath()
	for i, x := range f.picturesOf(said, in.place) {
		if i >= mostTaken {
			unseen = append(unseen, sharing.Refusal{Path: x.path, Key: "share.picture_other"})
			continue
		}
		if _, differs, err := r.ours(x, at); err == nil {
			owed = owed || differs
			continue
		}
		e, there := at[x.path]
		if !there || !e.regular() {
			unseen = append(unseen, sharing.Refusal{Path: x.path, Key: "share.picture_missing"})
			continue
		}
		data, err := r.store.Blob(e.hash)
		if err != nil {
			return nil, false, err
		}
		fits, err := r.Pictures.Take(x.sum, data)
		if err != nil {
			return nil, false, err
		}
		if !fits {
			unseen = append(unseen, sharing.Refusal{Path: x.path, Key: "share.picture_other"})
		}
	}
	return unseen, owed, nil
}

// ownPicture are the files of pictures that we write into a mirror folder.
var ownPicture = regexp.MustCompile(`^[0-9a-f]{32}\.[a-z]{2,5}$`)

// shownPictures are those that belong beside the files of a record in the folder.
func (m *mirrorRun) shownPictures(f format, p canon.Place, here local) []keptBytes {
	if m.Pictures == nil || !here.known || here.snap.Space != m.link.Space {
		return nil
	}
	return f.picturesOf(here.doc, p)
}

func (m *mirrorRun) inFolder(x keptBytes) string {
	return filepath.Join(m.dir, filepath.FromSlash(x.path))
}

// lacks notes which of the pictures do not lie in the folder.
func (m *mirrorRun) lacks(k *mirrored, list []keptBytes) {
	k.Lacks = nil
	for _, x := range list {
		if !fileThere(m.inFolder(x)) {
			k.Lacks = append(k.Lacks, x.sum)
		}
	}
}

// came says whether a picture that the folder lacks is here by now: it may arrive by a later
// exchange than its record, which has not changed since.
func (m *mirrorRun) came(k *mirrored) bool {
	return m.Pictures != nil && (!k.Looked || slices.ContainsFunc(k.Lacks, m.Pictures.Has))
}

// pictures lays the pictures of a record beside its files in the folder, and takes away
// those it has no longer, as long as they are what we wrote. They are not read back: who
// wants another picture adds it in the window. One that cannot be laid there, for something
// has its place, is told and stops nothing.
func (m *mirrorRun) pictures(f format, p canon.Place, k *mirrored) error {
	if m.Pictures == nil {
		return nil
	}
	m.reached("mirror pictures")
	var here local
	err := m.Local.View(m.ctx, func(tx Reader) (err error) {
		here, err = f.localOf(tx, p.ID, merge.Absent(f.schema.Kind, p.ID))
		return err
	})
	if err != nil {
		return err
	}
	shown, stays := m.shownPictures(f, p, here), map[string]bool{}
	var damaged []string // it would not help that they are here
	for _, x := range shown {
		stays[filepath.Base(x.path)] = true
		at := m.inFolder(x)
		if fileThere(at) || !m.Pictures.Has(x.sum) {
			continue
		}
		data, err := m.Pictures.Read(x.sum)
		if err != nil {
			damaged = append(damaged, x.sum) // it is told where it is looked at
			continue
		}
		if err := m.folders(x.path); fault.Is(err, fault.Denied) {
			way, _ := fault.As(err)
			m.out.Problems = append(m.out.Problems, Refused{p.ID, sharing.Refusal{Path: x.path, Key: way.Key, Params: way.Params}})
			break
		} else if err != nil {
			return err
		}
		if err := putFile(at, data); err != nil {
			return mirrorFault(err)
		}
	}
	if was, looked := k.Lacks, k.Looked; k.stored {
		m.lacks(k, shown)
		k.Lacks = slices.DeleteFunc(k.Lacks, func(sum string) bool { return slices.Contains(damaged, sum) })
		if k.Looked = true; !looked || !slices.Equal(was, k.Lacks) {
			if err := m.writeState(m.noteOf(p.ID), k); err != nil {
				return err
			}
		}
	}
	dir := filepath.Join(m.dir, filepath.FromSlash(p.Dir), "files")
	if info, err := os.Lstat(dir); err == nil && !info.IsDir() {
		return nil // somebody's, and none of ours in it
	}
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return mirrorFault(err)
	}
	for _, e := range entries {
		if stays[e.Name()] || !e.Type().IsRegular() || !ownPicture.MatchString(e.Name()) {
			continue
		}
		at := filepath.Join(dir, e.Name())
		data, err := os.ReadFile(at)
		if err != nil {
			continue // it went away, or is nobody's to read
		}
		if sum := sumOf(data); strings.HasPrefix(sum, e.Name()[:32]) && m.Pictures.Has(sum) {
			if err := os.Remove(at); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return mirrorFault(err)
			}
		}
	}
	_ = os.Remove(dir) //nolint:errcheck // it stays while something is in it
	return nil
}
