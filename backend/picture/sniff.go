package picture

import (
	"bytes"
	"encoding/binary"
	"regexp"
	"slices"
	"strings"
)

// What a file can be.
const (
	png  = "png"
	jpeg = "jpeg"
	gif  = "gif"
	webp = "webp"
	svg  = "svg"
)

// foreign are pictures that are known and not read, by how their files begin.
var foreign = []struct{ name, magic string }{
	{"TIFF", "II*\x00"}, {"TIFF", "MM\x00*"}, {"PDF", "%PDF-"}, {"ICO", "\x00\x00\x01\x00"},
	{"JPEG XL", "\xff\x0a"}, {"JPEG XL", "\x00\x00\x00\x0cJXL "}, {"PSD", "8BPS"},
}

// brands are those of the ISO container that cameras of today write.
var brands = map[string]string{"heic": "HEIC", "heix": "HEIC", "heim": "HEIC", "hevc": "HEIC", "mif1": "HEIC", "msf1": "HEIC", "avif": "AVIF", "avis": "AVIF"}

// sniff says what bytes are; foreign names a sort of picture that is not read, and both
// are empty for what is no picture at all.
func sniff(data []byte) (kind, other string) {
	switch {
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")):
		return png, ""
	case bytes.HasPrefix(data, []byte("\xff\xd8\xff")):
		return jpeg, ""
	case bytes.HasPrefix(data, []byte("GIF87a")), bytes.HasPrefix(data, []byte("GIF89a")):
		return gif, ""
	case len(data) >= 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP":
		return webp, ""
	case len(data) >= 12 && string(data[4:8]) == "ftyp" && brands[string(data[8:12])] != "":
		return "", brands[string(data[8:12])]
	case isBMP(data):
		return "", "BMP"
	case isSVG(data):
		return svg, ""
	}
	for _, f := range foreign {
		if bytes.HasPrefix(data, []byte(f.magic)) {
			return "", f.name
		}
	}
	return "", ""
}

// isBMP looks at the header: a text may begin with the same two letters.
func isBMP(data []byte) bool {
	return len(data) >= 18 && string(data[:2]) == "BM" && string(data[6:10]) == "\x00\x00\x00\x00" &&
		slices.Contains([]uint32{12, 40, 52, 56, 64, 108, 124}, binary.LittleEndian.Uint32(data[14:]))
}

// isSVG looks for the root of a drawing behind what may stand before it. A page that holds
// a drawing is none.
func isSVG(data []byte) bool {
	head := data[:min(len(data), 4096)]
	if bytes.HasPrefix(head, []byte("\x1f\x8b")) { // packed, as .svgz is
		return false
	}
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) {
		head = bytes.ReplaceAll(head[2:], []byte{0}, nil)
	}
	text := strings.ToLower(string(head))
	for {
		text = strings.TrimLeft(text, "\ufeff \t\r\n")
		end := ""
		switch {
		case strings.HasPrefix(text, "<?"):
			end = "?>"
		case strings.HasPrefix(text, "<!--"):
			end = "-->"
		case strings.HasPrefix(text, "<!doctype"):
			end = ">"
			if own, close := strings.IndexByte(text, '['), strings.IndexByte(text, '>'); own >= 0 && own < close {
				end = "]>" // it declares names of its own
			}
		default:
			return svgRoot.MatchString(text)
		}
		var found bool
		if _, text, found = strings.Cut(text, end); !found {
			return false
		}
	}
}

// svgRoot is the first element of a drawing, perhaps with a prefix.
var svgRoot = regexp.MustCompile(`^<(?:[a-z_][a-z0-9_.-]*:)?svg[\s/>]`)

// Known says whether bytes begin like a picture, also like one that is not taken. A
// document is none, though it may be shown as one.
func Known(head []byte) bool {
	kind, other := sniff(head)
	return kind != "" || other != "" && other != "PDF"
}
