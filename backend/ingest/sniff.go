package ingest

import (
	"bytes"

	"secondstory/backend/domain/intake"
)

// signs are what files of other kinds begin with.
var signs = []struct {
	begin, format, reason string
}{
	{"\x89PNG\r\n\x1a\n", "PNG", ReasonPicture},
	{"\xff\xd8\xff", "JPEG", ReasonPicture},
	{"GIF87a", "GIF", ReasonPicture},
	{"GIF89a", "GIF", ReasonPicture},
	{"%PDF-", "PDF", ReasonOther},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Microsoft Office", ReasonOther},
	{"\x1f\x8b\x08", "gzip", ReasonOther},
	{"PK\x03\x04", "zip", ReasonOther},
}

// inArchive are the files by which an archive is known to be a document.
var inArchive = []struct{ holds, format string }{
	{"word/", "Word"}, {"xl/", "Excel"}, {"ppt/", "PowerPoint"}, {"opendocument.text", "OpenDocument"},
}

// otherFile refuses a picture, a PDF and what else is known by its first bytes, so
// that nobody is asked to save it in another character set.
func otherFile(name string, data []byte) (intake.Outcome, bool) {
	for _, s := range signs {
		if !bytes.HasPrefix(data, []byte(s.begin)) {
			continue
		}
		format := s.format
		if format == "zip" {
			for _, a := range inArchive {
				if bytes.Contains(data, []byte(a.holds)) {
					format = a.format
					break
				}
			}
		}
		return quarantine(name, 0, s.reason, map[string]string{"format": format}, ""), true
	}
	return intake.Outcome{}, false
}
