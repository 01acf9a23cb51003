package workspace

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"secondstory/backend/blob"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/review"
	"secondstory/backend/picture"
)

// blobs is where the bytes of pictures lie.
func (w *Workspace) blobs() blob.Store { return blob.Store{Dir: filepath.Join(w.Home, "blobs")} }

// PictureAdded tells of a picture that was added.
type PictureAdded struct {
	ID  string
	Rev int64
	// Known says that it was there already, at the same place.
	Known bool
	// Remarks say in which way it is not what was given.
	Remarks []picture.Remark
}

// AddPicture adds a picture to a review. Of what is given in p only the words and the
// place count: caption, alt, name and about. The bytes are durable before the record
// names them. Faults are those of picture.Take and reviewing.AddPicture.
func (w *Workspace) AddPicture(ctx context.Context, id string, data []byte, p review.Picture, editor string) (PictureAdded, error) {
	made, err := picture.Take(data)
	if err != nil {
		return PictureAdded{}, err
	}
	if w.ReadOnly {
		return PictureAdded{}, fault.New(fault.Denied, "storage.read_only")
	}
	if _, err := w.blobs().Put(made.Data); err != nil {
		return PictureAdded{}, err
	}
	p.Name = pictureName(p.Name)
	p.Sum, p.Format, p.Width, p.Height, p.Bytes = made.Sum, made.Format, made.Width, made.Height, len(made.Data)
	saved, known, err := w.Reviews.AddPicture(ctx, id, p, editor)
	return PictureAdded{ID: saved.ID, Rev: saved.Rev, Known: known, Remarks: made.Remarks}, err
}

// AddPictureFile is AddPicture for a file of this machine; it is named after the file.
func (w *Workspace) AddPictureFile(ctx context.Context, id, path string, p review.Picture, editor string) (PictureAdded, error) {
	data, err := readPictureFile(path)
	if err != nil {
		return PictureAdded{}, err
	}
	p.Name = filepath.Base(path)
	added, err := w.AddPicture(ctx, id, data, p, editor)
	if f, ok := fault.As(err); ok && f.Params["name"] == "" && strings.HasPrefix(f.Key, "picture.") {
		if f.Params == nil {
			f.Params = map[string]string{}
		}
		f.Params["name"] = filepath.Base(path)
	}
	return added, err
}

// readPictureFile reads no more than a picture may be: what is longer is refused by Take.
func readPictureFile(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fileFault(err, filepath.Base(path))
	}
	if !info.Mode().IsRegular() {
		return nil, fault.New(fault.Invalid, "file.not_regular", "name", filepath.Base(path))
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fileFault(err, filepath.Base(path))
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, picture.MaxGiven+1))
	if err != nil {
		return nil, fileFault(err, filepath.Base(path))
	}
	return data, nil
}

// pictureFiles brings the pictures along that lie beside an imported file.
type pictureFiles struct{ w *Workspace }

// Beside reads within the folder of the file: neither a name nor a link leads out of it.
func (f pictureFiles) Beside(file, name string) (p review.Picture, err error) {
	root, err := os.OpenRoot(filepath.Dir(file))
	if err != nil {
		return p, fileFault(err, name)
	}
	defer root.Close()
	info, err := root.Stat(filepath.FromSlash(name))
	if err != nil {
		return p, fileFault(err, name)
	}
	if !info.Mode().IsRegular() {
		return p, fault.New(fault.Invalid, "file.not_regular", "name", name)
	}
	in, err := root.Open(filepath.FromSlash(name))
	if err != nil {
		return p, fileFault(err, name)
	}
	defer in.Close()
	data, err := io.ReadAll(io.LimitReader(in, picture.MaxGiven+1))
	if err != nil {
		return p, fileFault(err, name)
	}
	made, err := picture.Take(data)
	if err != nil {
		return p, err
	}
	if _, err := f.w.blobs().Put(made.Data); err != nil {
		return p, err
	}
	return review.Picture{Sum: made.Sum, Format: made.Format, Width: made.Width, Height: made.Height, Bytes: len(made.Data)}, nil
}

// longestPictureName in characters.
const longestPictureName = 200

// pictureName is a name without folders and signs that cannot be shown.
func pictureName(name string) string {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	name = strings.TrimSpace(strings.Map(func(r rune) rune {
		if r == utf8.RuneError || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, name))
	if runes := []rune(name); len(runes) > longestPictureName {
		name = string(runes[len(runes)-longestPictureName:]) // its ending says the most
	}
	return name
}

// PictureBytes gives the bytes of a picture of a review, also of one that was removed, with
// what the record says about it. Faults: record.part_missing, blob.damaged, blob.missing,
// also of one whose format there is not: what names its bytes was made elsewhere.
func (w *Workspace) PictureBytes(ctx context.Context, id, part string) ([]byte, review.Picture, error) {
	snap, err := w.Records.Get(ctx, id)
	if err != nil {
		return nil, review.Picture{}, err
	}
	p, ok := review.PictureOf(snap.State, part)
	if !ok {
		return nil, p, fault.New(fault.NotFound, "record.part_missing", "path", review.Pictures+"/"+part)
	}
	if p.Format == "" {
		return nil, p, fault.New(fault.NotFound, "blob.missing")
	}
	data, err := w.blobs().Read(p.Sum)
	return data, p, err
}

// HasPicture says whether the bytes of a picture are on this machine.
func (w *Workspace) HasPicture(p review.Picture) bool { return p.Format != "" && w.blobs().Has(p.Sum) }

// PictureFile is the name of a file for a picture of a review, without folders: the same
// for the same picture, whatever it was called where it came from.
func PictureFile(r review.Review, p review.Picture) string {
	name := r.Ref + "-" + p.ID[max(0, len(p.ID)-6):]
	if slices.Contains(review.PictureFormats, p.Format) {
		name += "." + p.Format
	}
	return name
}

// keptPictures are the pictures of this machine as an exchange sees them.
type keptPictures struct{ blob.Store }

// Take keeps a picture that came from elsewhere, where it is one: what came is looked at
// as closely as what a person adds.
func (k keptPictures) Take(sum string, data []byte) (fits bool, err error) {
	if p, err := picture.Check(data); err != nil || p.Sum != sum {
		return false, nil
	}
	_, err = k.Put(data)
	return err == nil, err
}

// BeginsLikePicture says whether a file is a picture as far as its beginning tells, also of
// a sort that is not taken.
func BeginsLikePicture(path string) bool {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return false
	}
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	head, err := io.ReadAll(io.LimitReader(f, 4096))
	return err == nil && picture.Known(head)
}
