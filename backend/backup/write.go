package backup

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"
)

// Writer writes a backup, part by part.
type Writer struct {
	zip   *zip.Writer
	at    time.Time
	parts []Part
}

// NewWriter begins a backup. madeAt stands at each part, so that the same parts give the
// same bytes.
func NewWriter(w io.Writer, madeAt time.Time) *Writer {
	return &Writer{zip: zip.NewWriter(w), at: madeAt.UTC()}
}

// Add adds a part. told hears how many bytes were read each time some were; may be nil. It
// ends when the context does.
func (w *Writer) Add(ctx context.Context, name string, r io.Reader, told func(n int64)) error {
	if !IsPart(name) {
		return fmt.Errorf("backup: %q is no part", name)
	}
	// Packs and pictures are packed already.
	method := zip.Deflate
	if strings.HasPrefix(name, BlobFolder+"/") || strings.HasPrefix(name, SpaceFolder+"/") {
		method = zip.Store
	}
	out, err := w.zip.CreateHeader(&zip.FileHeader{Name: name, Method: method, Modified: w.at})
	if err != nil {
		return err
	}
	sum := sha256.New()
	n, err := io.Copy(io.MultiWriter(out, sum), &heard{ctx, r, told})
	if err == nil {
		w.parts = append(w.parts, Part{name, n, hex.EncodeToString(sum.Sum(nil))})
	}
	return err
}

// Close writes the manifest, whose parts it fills in, and ends the backup.
func (w *Writer) Close(m Manifest) (Manifest, error) {
	m.Format, m.Parts = Format, w.parts
	if m.Spaces == nil {
		m.Spaces = []Space{}
	}
	raw, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return m, err
	}
	out, err := w.zip.CreateHeader(&zip.FileHeader{Name: ManifestFile, Method: zip.Deflate, Modified: w.at})
	if err == nil {
		_, err = out.Write(append(raw, '\n'))
	}
	if err != nil {
		return m, err
	}
	return m, w.zip.Close()
}

// heard is a reader that ends with a context and tells how far it is.
type heard struct {
	ctx  context.Context
	from io.Reader
	told func(n int64)
}

func (h *heard) Read(p []byte) (int, error) {
	if err := h.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := h.from.Read(p)
	if n > 0 && h.told != nil {
		h.told(int64(n))
	}
	return n, err
}
