package workbook

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
)

// What is wrong with a whole file.
var (
	ErrBroken   = errors.New("workbook: not a workbook, or cut off")
	ErrTooLarge = errors.New("workbook: unpacks to more than a table should")
	ErrOld      = errors.New("workbook: an old format, or locked with a password")
)

// Bounds of what is unpacked, in bytes. A part may have 200 times its packed size, which
// sheets stay far below, and always 64 MB.
const (
	mostParts  = 5000
	mostPart   = 2 << 30
	mostRatio  = 200
	always     = 64 << 20
	mostShared = 256 << 20 // of shared texts, which are held
	mostCell   = 1 << 20
	mostToken  = 8 << 20 // a text or a tag, which the decoder holds whole
	mostCells  = 16384   // of a row, as many as a sheet can have
)

// file is what is read.
type file interface {
	io.ReaderAt
	Size() int64
}

// Book is a workbook that was opened. It holds no row.
type Book struct {
	parts  map[string]*zip.File
	sheets []sheet
	shared []string
	styles []shown
	from04 bool
}

type sheet struct{ name, part string }

// Is says whether a file is a workbook: 0 not, else how surely.
func Is(in file) int {
	var head [8]byte
	if n, err := in.ReadAt(head[:], 0); n < len(head) && err != nil {
		return 0
	}
	if bytes.Equal(head[:], []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}) {
		return 30
	}
	if !bytes.HasPrefix(head[:], []byte("PK\x03\x04")) {
		return 0
	}
	z, err := zip.NewReader(in, in.Size())
	if err != nil {
		return 0
	}
	for _, f := range z.File {
		if strings.EqualFold(path.Base(f.Name), "workbook.xml") {
			return 90
		}
	}
	return 0
}

// Open reads what a workbook says of itself. Errors: ErrBroken, ErrTooLarge, ErrOld.
func Open(in file) (*Book, error) {
	var head [4]byte
	if _, err := in.ReadAt(head[:], 0); err == nil && bytes.Equal(head[:], []byte{0xD0, 0xCF, 0x11, 0xE0}) {
		return nil, ErrOld
	}
	z, err := zip.NewReader(in, in.Size())
	if err != nil {
		return nil, ErrBroken
	}
	if len(z.File) > mostParts {
		return nil, ErrTooLarge
	}
	b := &Book{parts: map[string]*zip.File{}}
	for _, f := range z.File {
		b.parts[strings.ToLower(strings.TrimPrefix(path.Clean(strings.ReplaceAll(f.Name, "\\", "/")), "/"))] = f
	}
	at, err := b.related("_rels/.rels", "officeDocument")
	if err != nil {
		return nil, err
	}
	main := "xl/workbook.xml"
	for _, target := range at {
		main = within("", target)
	}
	if err := b.outline(main); err != nil {
		return nil, err
	}
	return b, nil
}

// Sheets are the names of the sheets that people see, in their order.
func (b *Book) Sheets() []string {
	out := make([]string, len(b.sheets))
	for i, s := range b.sheets {
		out[i] = s.name
	}
	return out
}

func (b *Book) outline(main string) error {
	folder := path.Dir(main)
	links, err := b.related(path.Join(folder, "_rels", path.Base(main)+".rels"), "")
	if err != nil {
		return err
	}
	err = b.tokens(main, func(d *decoder, t xml.StartElement) error {
		switch t.Name.Local {
		case "workbookPr":
			b.from04 = truth(attr(t, "date1904"))
		case "sheet":
			if part := links[attr(t, "id")]; part != "" && attr(t, "state") == "" || attr(t, "state") == "visible" {
				b.sheets = append(b.sheets, sheet{attr(t, "name"), within(folder, part)})
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if len(b.sheets) == 0 {
		return ErrBroken
	}
	if err := b.readStyles(within(folder, "styles.xml")); err != nil {
		return err
	}
	return b.readShared(within(folder, "sharedStrings.xml"))
}

// related gives what a part leads to, by id; of one kind, where one is named. A part that
// is not there leads nowhere.
func (b *Book) related(part, kind string) (map[string]string, error) {
	out := map[string]string{}
	if b.parts[strings.ToLower(part)] == nil {
		return out, nil
	}
	err := b.tokens(part, func(_ *decoder, t xml.StartElement) error {
		if t.Name.Local == "Relationship" && strings.HasSuffix(attr(t, "Type"), "/"+kind) || kind == "" && t.Name.Local == "Relationship" {
			out[attr(t, "Id")] = attr(t, "Target")
		}
		return nil
	})
	return out, err
}

// within is the name of a part that another one in a folder leads to.
func within(folder, target string) string {
	if strings.HasPrefix(target, "/") {
		return strings.TrimPrefix(path.Clean(target), "/")
	}
	return path.Join(folder, target)
}

func attr(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func truth(s string) bool { return s == "1" || strings.EqualFold(s, "true") }

// bounded stops a part that unpacks to too much, and one whose text or tag alone is too
// much: the decoder holds those whole.
type bounded struct {
	in    io.Reader
	left  int64
	since int // bytes since the last token
}

// decoder reads tokens, none of them longer than mostToken.
type decoder struct {
	*xml.Decoder
	in *bounded
}

// RawToken is that of the decoder within the bound.
func (d *decoder) RawToken() (xml.Token, error) {
	d.in.since = 0
	return d.Decoder.RawToken()
}

func (r *bounded) Read(p []byte) (int, error) {
	if r.left <= 0 || r.since > mostToken {
		return 0, ErrTooLarge
	}
	n, err := r.in.Read(p[:min(int64(len(p)), r.left)])
	r.left -= int64(n)
	r.since += n
	return n, err
}

func (b *Book) open(part string) (io.ReadCloser, *decoder, error) {
	f := b.parts[strings.ToLower(part)]
	if f == nil {
		return nil, nil, ErrBroken
	}
	in, err := f.Open()
	if err != nil {
		return nil, nil, ErrBroken
	}
	most := min(int64(mostPart), max(always, int64(min(f.CompressedSize64, mostPart))*mostRatio))
	counted := &bounded{in: in, left: most}
	return in, &decoder{xml.NewDecoder(counted), counted}, nil
}

// tokens gives each element of a part as it begins.
func (b *Book) tokens(part string, f func(d *decoder, t xml.StartElement) error) error {
	in, d, err := b.open(part)
	if err != nil {
		return err
	}
	defer in.Close() //nolint:errcheck // it was only read
	for {
		t, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return wrong(err)
		}
		if start, ok := t.(xml.StartElement); ok {
			if err := f(d, start); err != nil {
				return err
			}
		}
	}
}

// wrong is what an error of reading a part means for the whole file.
func wrong(err error) error {
	if errors.Is(err, ErrTooLarge) {
		return ErrTooLarge
	}
	return ErrBroken
}

// readShared reads the texts that cells share.
func (b *Book) readShared(part string) error {
	if b.parts[strings.ToLower(part)] == nil {
		return nil
	}
	held := 0
	return b.tokens(part, func(d *decoder, t xml.StartElement) error {
		if t.Name.Local != "si" {
			return nil
		}
		text, err := textOf(d, "si")
		if err != nil {
			return err
		}
		// A text without letters takes room too.
		if held += len(text) + 16; held > mostShared {
			return ErrTooLarge
		}
		b.shared = append(b.shared, text)
		return nil
	})
}

// textOf reads the text of an element up to its end: the runs of a text one after the
// other, without how it is spoken.
func textOf(d *decoder, end string) (string, error) {
	var out strings.Builder
	in, spoken := false, false
	for {
		t, err := d.RawToken()
		if err != nil {
			return "", wrong(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			in = t.Name.Local == "t"
			spoken = spoken || t.Name.Local == "rPh"
		case xml.CharData:
			if in && !spoken && out.Len() <= mostCell {
				out.Write(t[:min(len(t), mostCell+1-out.Len())])
			}
		case xml.EndElement:
			in = false
			if t.Name.Local == "rPh" {
				spoken = false
			}
			if t.Name.Local == end {
				return unescaped(out.String()), nil
			}
		}
	}
}
