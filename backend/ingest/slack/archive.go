package slack

import (
	"archive/zip"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Bounds of an export that is opened at all.
const (
	mostZip     = 512 << 20 // bytes of the zip itself
	mostEntries = 200_000   // files in it
	mostTable   = 32 << 20  // bytes of users.json and its like
)

var (
	errNoExport = errors.New("slack: no export")
	errStopped  = errors.New("slack: stopped")
)

// Seen hears of each file that is looked at, and says whether to go on.
type Seen func() bool

// archive is the JSON files of an export while it is open, by their path with
// slashes. Sizes are what the archive declares, in bytes.
type archive struct {
	sizes map[string]int64
	open  func(name string) (io.ReadCloser, error)
	close func() error
}

// read gives at most the declared size of a file. Bytes that came before an error
// are given with it.
func (a archive) read(name string) ([]byte, error) {
	size, known := a.sizes[name]
	if !known {
		return nil, fs.ErrNotExist
	}
	r, err := a.open(name)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, size+1))
	if int64(len(data)) > size {
		return data[:size], errors.New("slack: unpacks to more than it declares")
	}
	return data, err
}

// zipped opens an export in a zip. Names that lead out of it are not taken.
func zipped(in io.ReaderAt, size int64, shut func() error) (archive, error) {
	if size > mostZip {
		return archive{}, errNoExport
	}
	z, err := zip.NewReader(in, size)
	if err != nil || len(z.File) > mostEntries {
		return archive{}, errNoExport
	}
	files := map[string]*zip.File{}
	a := archive{sizes: map[string]int64{}, close: shut}
	for _, f := range z.File {
		_, twice := files[f.Name]
		if twice || !f.Mode().IsRegular() || !fs.ValidPath(f.Name) || strings.Contains(f.Name, `\`) || !isJSON(f.Name) || f.UncompressedSize64 > 1<<40 {
			continue
		}
		files[f.Name] = f
		a.sizes[f.Name] = int64(f.UncompressedSize64) //nolint:gosec // bounded above
	}
	a.open = func(name string) (io.ReadCloser, error) { return files[name].Open() }
	return a, nil
}

// folder opens an export that was unpacked; links are not followed. Two floors are
// looked at: the export and its channels.
func folder(root string, seen Seen) (archive, error) {
	a := unlisted(root)
	return a, a.list(root, "", true, seen)
}

// some opens a few files of an unpacked export, with the sizes they have now: a folder of
// many thousands is not looked through for each of its channels.
func some(root string, names []string) (archive, error) {
	a := unlisted(root)
	for _, name := range names {
		info, err := os.Lstat(filepath.Join(root, filepath.FromSlash(name)))
		if err == nil && info.Mode().IsRegular() {
			a.sizes[name] = info.Size()
		}
	}
	return a, nil
}

func unlisted(root string) archive {
	return archive{sizes: map[string]int64{}, close: func() error { return nil }, open: func(name string) (io.ReadCloser, error) {
		return os.Open(filepath.Join(root, filepath.FromSlash(name)))
	}}
}

func (a archive) list(root, below string, deeper bool, seen Seen) error {
	found, err := os.ReadDir(filepath.Join(root, below))
	if err != nil {
		return err
	}
	for _, d := range found {
		if seen != nil && !seen() {
			return errStopped
		}
		switch {
		case strings.HasPrefix(d.Name(), "."):
		case d.IsDir() && deeper:
			// A folder that may not be read holds no channel.
			if err := a.list(root, d.Name(), false, seen); errors.Is(err, errStopped) {
				return err
			}
		case d.Type().IsRegular() && isJSON(d.Name()) && len(a.sizes) < mostEntries:
			if info, err := d.Info(); err == nil {
				a.sizes[strings.TrimPrefix(below+"/"+d.Name(), "/")] = info.Size()
			}
		}
	}
	return nil
}

func isJSON(name string) bool { return strings.HasSuffix(strings.ToLower(name), ".json") }
