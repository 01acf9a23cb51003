package asfile

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strings"
)

// places are where the mark of a file stands, by its format: before or behind what. None
// of them can be told by a reader, and none moves what a PDF counts its objects by.
var places = map[string]struct{ before, behind, as string }{
	"pdf":  {behind: "trailer\n<<\n", as: "/ID [<{mark}> <{mark}>]\n"},
	"html": {before: "</head>", as: "<meta name=\"mark\" content=\"{mark}\"/>\n"},
	"json": {behind: "{\n", as: "  \"mark\": \"{mark}\",\n"},
	"md":   {as: "\n<!-- mark {mark} -->\n"},
}

// Marked gives a file that is to go out a mark of its own, the SHA-256 of what it says, by
// which it is known again when somebody has changed it. A PDF carries it as its
// identifier, which programs keep when they save. "" where the file has no place for one.
func Marked(raw []byte, format string) (marked []byte, mark string) {
	place, known := places[format]
	if !known {
		return raw, ""
	}
	at := len(raw)
	switch {
	case place.before != "":
		at = bytes.Index(raw, []byte(place.before))
	case place.behind != "" && format == "pdf":
		if at = bytes.LastIndex(raw, []byte(place.behind)); at >= 0 {
			at += len(place.behind)
		}
	case place.behind != "":
		if at = -1; bytes.HasPrefix(raw, []byte(place.behind)) {
			at = len(place.behind)
		}
	}
	if at < 0 {
		return raw, ""
	}
	sum := sha256.Sum256(raw)
	mark = hex.EncodeToString(sum[:])
	out := append(bytes.Clone(raw[:at]), strings.ReplaceAll(place.as, "{mark}", mark)...)
	return append(out, raw[at:]...), mark
}

var hashes = regexp.MustCompile(`[0-9A-Fa-f]{64}`)

// Marks are what in a file could be a mark, in small letters.
func Marks(raw []byte) map[string]bool {
	out := map[string]bool{}
	for _, m := range hashes.FindAll(raw, -1) {
		out[strings.ToLower(string(m))] = true
	}
	return out
}
