package pdf

import (
	"bytes"
	"regexp"
	"strconv"
)

// The library writes no language of a document. A screen reader needs it to know
// how to say the words, and the title is what a viewer should name its window by.
var (
	catalogHead = []byte("/Type /Catalog\n")
	startXref   = []byte("startxref\n")
	languageTag = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)
)

// withLanguage adds the language to the catalogue of a document. The catalogue is
// the last object of the file, so that nothing moves but the table behind it; a
// document that looks otherwise stays as it is.
func withLanguage(raw []byte, language string) []byte {
	at, tail := bytes.LastIndex(raw, catalogHead), bytes.LastIndex(raw, startXref)
	if !languageTag.MatchString(language) || at < 0 || tail < at {
		return raw
	}
	end := bytes.IndexByte(raw[tail+len(startXref):], '\n')
	table, err := strconv.Atoi(string(raw[tail+len(startXref):][:max(end, 0)]))
	if err != nil || table < at || table > tail || bytes.Contains(raw[at:table], []byte(" 0 obj")) {
		return raw
	}
	entry := []byte("/Lang (" + language + ")\n/ViewerPreferences <</DisplayDocTitle true>>\n")
	out := make([]byte, 0, len(raw)+len(entry)+2)
	out = append(out, raw[:at+len(catalogHead)]...)
	out = append(out, entry...)
	out = append(out, raw[at+len(catalogHead):tail+len(startXref)]...)
	out = strconv.AppendInt(out, int64(table+len(entry)), 10)
	return append(out, raw[tail+len(startXref)+end:]...)
}
