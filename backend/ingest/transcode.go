package ingest

import (
	"bytes"
	"io"
	"unicode/utf8"
)

// mostTranscoded bounds a file that is held to be read as another encoding, in bytes; exports
// of desks with a quarter of a million rows are smaller.
const mostTranscoded = 128 << 20

// AsUTF8 gives the bytes of a file of rows as UTF-8 where they are something else and nobody
// can doubt what: UTF-16 as spreadsheets and shells write it, or an older Western set.
// encoding "" says that the file is to be read as it is: it is UTF-8, it is no text, or what
// it is stays open, and the rows with such bytes are refused.
func AsUTF8(in io.ReaderAt, size int64) (text, encoding string, err error) {
	head := make([]byte, min(size, 64<<10)&^1)
	if _, err := in.ReadAt(head, 0); err != nil && err != io.EOF { //nolint:errorlint // io.ReaderAt says so
		return "", "", err
	}
	if bytes.HasPrefix(head, []byte("PK\x03\x04")) || size > mostTranscoded {
		return "", "", nil
	}
	_, wide := utf16Of(head)
	if !wide {
		if bytes.IndexByte(head, 0) >= 0 {
			return "", "", nil
		}
		plain, err := isUTF8(io.NewSectionReader(in, 0, size))
		if err != nil || plain {
			return "", "", err
		}
	}
	raw := make([]byte, size)
	if _, err := in.ReadAt(raw, 0); err != nil && err != io.EOF { //nolint:errorlint // as above
		return "", "", err
	}
	if !wide {
		// One damaged byte leaves the file as it is: no text is made of it to be thrown away.
		_, windows, _ := invalidUTF8(raw)
		set, name := olderSet(raw, windows)
		if set == nil {
			return "", "", nil
		}
		text, _ = lineEnds(textOf(raw, set))
		return text, name, nil
	}
	d := decode(raw)
	if d.encoding == encUTF8 || d.line > 0 {
		return "", "", nil
	}
	return d.text, d.encoding, nil
}

// isUTF8 looks a file through piece by piece.
func isUTF8(in io.Reader) (bool, error) {
	piece := make([]byte, 256<<10)
	held := 0
	for {
		n, err := in.Read(piece[held:])
		all := piece[:held+n]
		// A character may stand on the border of two pieces.
		whole := len(all)
		for back := 1; back <= min(utf8.UTFMax-1, len(all)); back++ {
			if last := len(all) - back; utf8.RuneStart(all[last]) {
				if !utf8.FullRune(all[last:]) {
					whole = last
				}
				break
			}
		}
		switch {
		case !utf8.Valid(all[:whole]):
			return false, nil
		case err == io.EOF: //nolint:errorlint // io.Reader says so
			return whole == len(all), nil
		case err != nil:
			return false, err
		}
		held = copy(piece, all[whole:])
	}
}
