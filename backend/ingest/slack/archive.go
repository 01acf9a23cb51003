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

var errNoExport = errors.New("slack: no export")

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
func folder(root string) (archive, error) {
	a := archive{sizes: map[string]int64{}, close: func() error { return nil }}
	a.open = func(name string) (io.ReadCloser, error) {
		return os.Open(filepath.Join(root, filepath.FromSlash(name)))
	}
	return a, a.list(root, "", true)
}

func (a archive) list(root, below string, deeper bool) error {
	found, err := os.ReadDir(filepath.Join(root, below))
	if err != nil {
		return err
	}
	for _, d := range found {
		switch {
		case strings.HasPrefix(d.Name(), "."):
		case d.IsDir() && deeper:
			_ = a.list(root, d.Name(), false) // a folder that may not be read holds no channel
		case d.Type().IsRegular() && isJSON(d.Name()) && len(a.sizes) < mostEntries:
			if info, err := d.Info(); err == nil {
				a.sizes[strings.TrimPrefix(below+"/"+d.Name(), "/")] = info.Size()
			}
		}
	}
	return nil
}

func isJSON(name string) bool { return strings.HasSuffix(strings.ToLower(name), ".json") }
