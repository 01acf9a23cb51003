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
)

// Pictures keeps the bytes that records name by their sum. They lie beside the workspace
// and not in it: what a record names is kept before the record is.
type Pictures interface {
	Has(sum string) bool
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

// addPictures puts the bytes that a record names beside its files, and takes away those
// that it named and names no longer. What is not here is in the space already, or was
// never sent: its place stays as it is.
func (r *run) addPictures(f format, in folder, was, now *merge.Doc, batch *gitstore.Batch, edits map[string]Hash) error {
	if r.Pictures == nil {
		return nil
	}
	there, stays := map[string]bool{}, map[string]bool{}
	for _, e := range in.entries {
		there[e.path] = true
	}
	for _, x := range f.picturesOf(now, in.place) {
		stays[x.path] = true
		if there[x.path] || !r.Pictures.Has(x.sum) {
			continue
		}
		data, err := r.Pictures.Read(x.sum)
		if fault.Is(err, fault.NotFound) {
			continue
		}
		if err != nil {
			return err
		}
		edits[x.path] = batch.Blob(data)
	}
	for _, x := range f.picturesOf(was, in.place) {
		if there[x.path] && !stays[x.path] {
			edits[x.path] = gitstore.Zero
		}
	}
	return nil
}

// takePictures keeps the bytes that a record of the space names, before the record is
// written. What is not there or is something else is told; the record comes all the same.
func (r *run) takePictures(f format, in folder, said *merge.Doc) (unseen []sharing.Refusal, err error) {
	if r.Pictures == nil {
		return nil, nil
	}
	at := map[string]entry{}
	for _, e := range in.entries {
		at[e.path] = e
	}
	for _, x := range f.picturesOf(said, in.place) {
		if r.Pictures.Has(x.sum) {
			continue
		}
		e, there := at[x.path]
		if !there || !e.regular() {
			unseen = append(unseen, sharing.Refusal{Path: x.path, Key: "share.picture_missing"})
			continue
		}
		data, err := r.store.Blob(e.hash)
		if err != nil {
			return nil, err
		}
		fits, err := r.Pictures.Take(x.sum, data)
		if err != nil {
			return nil, err
		}
		if !fits {
			unseen = append(unseen, sharing.Refusal{Path: x.path, Key: "share.picture_other"})
		}
	}
	return unseen, nil
}

// ownPicture are the files of pictures that we write into a mirror folder.
var ownPicture = regexp.MustCompile(`^[0-9a-f]{32}\.[a-z]{2,5}$`)

// pictures lays the pictures of a record beside its files in the folder, and takes away
// those it has no longer, as long as they are what we wrote. They are not read back: who
// wants another picture adds it in the window.
func (m *mirrorRun) pictures(f format, p canon.Place) error {
	if m.Pictures == nil {
		return nil
	}
	var here local
	err := m.Local.View(m.ctx, func(tx Reader) (err error) {
		here, err = f.localOf(tx, p.ID, merge.Absent(f.schema.Kind, p.ID))
		return err
	})
	if err != nil {
		return err
	}
	stays := map[string]bool{}
	if here.known && here.snap.Space == m.link.Space {
		for _, x := range f.picturesOf(here.doc, p) {
			stays[filepath.Base(x.path)] = true
			at := filepath.Join(m.dir, filepath.FromSlash(x.path))
			if fileThere(at) || !m.Pictures.Has(x.sum) {
				continue
			}
			data, err := m.Pictures.Read(x.sum)
			if err != nil {
				continue // it is told where it is looked at
			}
			if err := m.folders(x.path); err != nil {
				return err
			}
			if err := putFile(at, data); err != nil {
				return mirrorFault(err)
			}
		}
	}
	dir := filepath.Join(m.dir, filepath.FromSlash(p.Dir), "files")
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
