package backup

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"secondstory/backend/domain/fault"
)

// What a file may hold at the most. A database packs to a tenth or so of its size; what
// claims to become far more than that is no backup.
const (
	mostParts    = 500_000
	mostManifest = 96 << 20
	mostGrowth   = 200
	smallest     = 1 << 20 // below this many bytes nothing grows too much
)

// File is a backup that is open for reading and whose manifest fits what lies in it.
type File struct {
	Manifest Manifest
	name     string
	on       *os.File
	parts    map[string]*zip.File
}

// Open opens a backup and checks everything that can be known without reading the parts.
// Faults: backup.missing, backup.unreadable, backup.not_one, backup.cut_off, backup.newer,
// backup.strange, backup.damaged_list.
func Open(path string) (_ *File, err error) {
	name := filepath.Base(path)
	on, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.Wrap(err, fault.NotFound, "backup.missing", "name", name)
	}
	if err != nil {
		return nil, fault.Wrap(err, fault.Unavailable, "backup.unreadable", "name", name)
	}
	defer func() {
		if err != nil {
			on.Close()
		}
	}()
	info, err := on.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return nil, fault.Wrap(err, fault.Invalid, "backup.not_one", "name", name)
	}
	z, err := zip.NewReader(on, info.Size())
	if err != nil {
		begin := make([]byte, 4)
		if _, rerr := on.ReadAt(begin, 0); rerr == nil && bytes.Equal(begin, []byte("PK\x03\x04")) {
			return nil, fault.Wrap(err, fault.Invalid, "backup.cut_off", "name", name)
		}
		return nil, fault.Wrap(err, fault.Invalid, "backup.not_one", "name", name)
	}
	f := &File{name: name, on: on, parts: map[string]*zip.File{}}
	if err := f.take(z, info.Size()); err != nil {
		return nil, err
	}
	return f, nil
}

// Close closes the file.
func (f *File) Close() error { return f.on.Close() }

// take reads the manifest and holds it against what lies in the file.
func (f *File) take(z *zip.Reader, size int64) error {
	strange := func() error { return fault.New(fault.Invalid, "backup.strange", "name", f.name) }
	var list *zip.File
	seen := map[string]bool{}
	packed := uint64(0)
	for _, e := range z.File {
		if e.Name == ManifestFile && list == nil {
			list = e
		}
		fold := strings.ToLower(e.Name)
		packed += e.CompressedSize64
		// Bytes that several parts share would be counted once for each.
		if seen[fold] || len(seen) > mostParts || packed > uint64(size) || !e.Mode().IsRegular() ||
			e.Method != zip.Store && e.Method != zip.Deflate {
			if list == nil && !f.has(z, ManifestFile) {
				return fault.New(fault.Invalid, "backup.not_one", "name", f.name)
			}
			return strange()
		}
		seen[fold] = true
		f.parts[e.Name] = e
	}
	if list == nil {
		return fault.New(fault.Invalid, "backup.not_one", "name", f.name)
	}
	delete(f.parts, ManifestFile)
	if err := f.readManifest(list); err != nil {
		return err
	}
	total, grown := uint64(0), uint64(max(size, smallest))*mostGrowth
	for _, p := range f.Manifest.Parts {
		e, ok := f.parts[p.Name]
		switch {
		case !IsPart(p.Name):
			return strange()
		case !ok, p.Size < 0, e.UncompressedSize64 != uint64(p.Size), !sumText.MatchString(p.SHA256):
			return f.damaged(p.Name, nil)
		}
		if total += e.UncompressedSize64; total > grown {
			return strange()
		}
	}
	if len(f.Manifest.Parts) != len(f.parts) {
		return strange()
	}
	if _, ok := f.parts[DatabaseFile]; !ok {
		return f.damaged(DatabaseFile, nil)
	}
	return nil
}

func (*File) has(z *zip.Reader, name string) bool {
	for _, e := range z.File {
		if e.Name == name {
			return true
		}
	}
	return false
}

func (f *File) readManifest(e *zip.File) error {
	torn := func(err error) error {
		return fault.Wrap(err, fault.Invalid, "backup.damaged_list", "name", f.name)
	}
	r, err := e.Open()
	if err != nil {
		return torn(err)
	}
	defer r.Close()
	raw, err := io.ReadAll(io.LimitReader(r, mostManifest+1))
	if err != nil || len(raw) > mostManifest {
		return torn(err)
	}
	// A later format may say everything else in another way.
	var head struct {
		Format int `json:"format"`
	}
	if err := json.Unmarshal(raw, &head); err != nil || head.Format < 1 {
		return torn(err)
	}
	if head.Format > Format {
		return fault.New(fault.Denied, "backup.newer", "name", f.name)
	}
	if err := json.Unmarshal(raw, &f.Manifest); err != nil {
		return torn(err)
	}
	return nil
}

// damaged names the part in words: the database, a picture, the files of a space.
func (f *File) damaged(part string, err error) error {
	key, more := "backup.damaged_list", ""
	switch id := spaceOf(part); {
	case part == DatabaseFile:
		key = "backup.damaged_database"
	case strings.HasPrefix(part, BlobFolder+"/"):
		key = "backup.damaged_picture"
	case id != "":
		key, more = "backup.damaged_space", id
		for _, s := range f.Manifest.Spaces {
			if s.ID == id {
				more = s.Name
			}
		}
	}
	return fault.Wrap(err, fault.Invalid, key, "name", f.name, "space", more)
}

// Check reads all parts and holds them against their sums. told hears of bytes; may be nil.
func (f *File) Check(ctx context.Context, told func(n int64)) error {
	for _, p := range f.Manifest.Parts {
		if err := f.read(ctx, p, io.Discard, told); err != nil {
			return err
		}
	}
	return nil
}

// Extract unpacks all parts below a folder that is empty, each of them checked and on the
// disk before it returns. When it fails, what is there is of no use.
func (f *File) Extract(ctx context.Context, dir string, told func(n int64)) error {
	folders := map[string]bool{dir: true}
	for _, p := range f.Manifest.Parts {
		if p.Name == ReadmeFile {
			continue
		}
		at := filepath.Join(dir, filepath.FromSlash(p.Name))
		if err := os.MkdirAll(filepath.Dir(at), 0o700); err != nil {
			return err
		}
		for d := filepath.Dir(at); !folders[d]; d = filepath.Dir(d) {
			folders[d] = true
		}
		out, err := os.OpenFile(at, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if err != nil {
			return err
		}
		err = f.read(ctx, p, out, told)
		if err == nil {
			err = out.Sync()
		}
		if cerr := out.Close(); err == nil {
			err = cerr
		}
		if err != nil {
			return err
		}
	}
	for d := range folders {
		SyncFolder(d)
	}
	return nil
}

// failed tells a disk that could not take the bytes from a backup that could not give them.
type failed struct{ error }

func (f failed) Unwrap() error { return f.error }

type target struct{ io.Writer }

func (t target) Write(p []byte) (int, error) {
	n, err := t.Writer.Write(p)
	if err != nil {
		err = failed{err}
	}
	return n, err
}

func (f *File) read(ctx context.Context, p Part, to io.Writer, told func(n int64)) error {
	r, err := f.parts[p.Name].Open()
	if err != nil {
		return f.damaged(p.Name, err)
	}
	defer r.Close()
	sum := sha256.New()
	n, err := io.Copy(io.MultiWriter(target{to}, sum), &heard{ctx, io.LimitReader(r, p.Size+1), told})
	var disk failed
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &disk):
		return disk.error
	case err != nil || n != p.Size || hex.EncodeToString(sum.Sum(nil)) != p.SHA256:
		return f.damaged(p.Name, err)
	}
	return nil
}

// Sum is the SHA-256 of the whole file, as other programs give it.
func (f *File) Sum(ctx context.Context) (string, error) {
	if _, err := f.on.Seek(0, io.SeekStart); err != nil {
		return "", err
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, &heard{ctx, f.on, nil}); err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// SyncFolder makes names in a folder durable. A system that cannot do that for folders
// has none to wait for.
func SyncFolder(dir string) {
	if d, err := os.Open(dir); err == nil {
		_ = d.Sync() //nolint:errcheck // as said
		d.Close()
	}
}
