package ingest

import (
	"path"
	"strconv"
	"strings"
	"unicode/utf8"

	"secondstory/backend/domain/intake"
)

// ReaderVersion is raised when the same bytes would be read differently.
const ReaderVersion = 6

// MaxBytes is the largest file that is read.
const MaxBytes = 16 << 20

// Format is what a file is taken for.
type Format string

// The formats told apart. Foreign is text of a kind that is no post-mortem
// (program code, data); Binary is no text.
const (
	Markdown Format = "markdown"
	Text     Format = "text"
	Foreign  Format = "foreign"
	Binary   Format = "binary"
)

// Reasons of quarantine.
const (
	ReasonEmpty    = "ingest.empty"
	ReasonNoPage   = "ingest.empty_page" // what a wiki shows for a page it does not have
	ReasonBinary   = "ingest.binary"
	ReasonPicture  = "ingest.picture"          // {format}
	ReasonOther    = "ingest.other_file"       // {format}
	ReasonNotUTF8  = "ingest.not_utf8"         // {line}
	ReasonLatin    = "ingest.not_utf8_windows" // {line}
	ReasonTooLarge = "ingest.too_large"        // {bytes, limit}
	ReasonTemplate = "ingest.empty_template"   // nothing but headings and placeholders
	ReasonForeign  = "ingest.not_an_incident"  // no timeline, no incident heading, no time
	ReasonNotRead  = "ingest.format_not_read"  // {format}
)

var extensions = map[string]Format{
	".md": Markdown, ".markdown": Markdown, ".mdown": Markdown, ".mkd": Markdown, ".mdx": Markdown,
	".txt": Text, ".text": Text, ".log": Text, "": "",
	".go": Foreign, ".py": Foreign, ".js": Foreign, ".ts": Foreign, ".tsx": Foreign, ".java": Foreign,
	".c": Foreign, ".h": Foreign, ".cpp": Foreign, ".rs": Foreign, ".rb": Foreign, ".sh": Foreign,
	".css": Foreign, ".sql": Foreign, ".json": Foreign, ".csv": Foreign, ".tsv": Foreign, ".xml": Foreign,
	".html": Foreign, ".htm": Foreign, ".yaml": Foreign, ".yml": Foreign, ".toml": Foreign, ".ini": Foreign,
	".ics": Foreign, ".php": Foreign, ".pl": Foreign,
}

// dataFormats are foreign formats that carry data and no program.
var dataFormats = map[string]bool{".json": true, ".csv": true, ".tsv": true, ".xml": true, ".html": true, ".htm": true, ".yaml": true, ".yml": true, ".toml": true, ".ini": true, ".ics": true}

// Detect says what a file is from its name and its first bytes. The content
// decides where the name says nothing.
func Detect(name string, head []byte) Format {
	if looksBinary(head) {
		return Binary
	}
	ext := strings.ToLower(path.Ext(baseName(name)))
	if f, ok := extensions[ext]; ok && f != "" && f != Text {
		return f
	}
	text := string(head)
	markdown := 0
	fence := false
	for i, line := range strings.Split(text, "\n") {
		t := strings.TrimSpace(line)
		if strings.HasPrefix(t, "```") {
			fence = !fence
			markdown++
		}
		if fence {
			continue
		}
		switch {
		case i == 0 && (t == "---" || t == "\ufeff---"):
			markdown += 2
		case strings.HasPrefix(line, "#") && strings.HasPrefix(strings.TrimLeft(line, "#"), " "):
			markdown += 2
		case strings.HasPrefix(t, "|") && strings.Count(t, "|") >= 3:
			markdown++
		case strings.HasPrefix(t, "**") && strings.Count(t, "**") >= 2:
			markdown++
		}
	}
	if markdown >= 2 {
		return Markdown
	}
	return Text
}

// looksBinary finds bytes that no text has.
func looksBinary(head []byte) bool {
	n := min(len(head), 8192)
	odd := 0
	for _, c := range head[:n] {
		if c == 0 {
			return true
		}
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1b {
			odd++
		}
	}
	return n > 0 && odd*50 > n
}

// TooLarge is the outcome for a file over MaxBytes, which is not read at all.
func TooLarge(name string, size int64) intake.Outcome {
	return quarantine(name, 0, ReasonTooLarge, map[string]string{
		"bytes": strconv.FormatInt(size, 10), "limit": strconv.FormatInt(MaxBytes, 10),
	}, "")
}

func quarantine(name string, line int, reason string, params map[string]string, text string) intake.Outcome {
	if len(text) > 400 {
		text = text[:400]
		for !utf8.ValidString(text) && text != "" {
			text = text[:len(text)-1]
		}
	}
	return intake.Outcome{Quarantined: &intake.Quarantined{File: name, Line: line, Reason: reason, Params: params, Text: text}}
}

// nothing is the outcome for input without content.
func nothing(name, reason string) intake.Outcome {
	out := quarantine(name, 0, reason, nil, "")
	out.Quarantined.Nothing = true
	return out
}

// invalidUTF8 finds the first byte that is no UTF-8. windows says that the rest
// reads well as Windows-1252.
func invalidUTF8(data []byte) (line int, windows, bad bool) {
	line = 1
	odd, undefined := 0, 0
	first := 0
	for i := 0; i < len(data); {
		c := data[i]
		if c == '\n' {
			line++
		}
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			if !bad {
				bad, first = true, line
			}
			odd++
			switch c {
			case 0x81, 0x8d, 0x8f, 0x90, 0x9d:
				undefined++
			}
		}
		i += size
	}
	return first, bad && undefined == 0 && odd*10 <= len(data), bad
}

func baseName(name string) string {
	return path.Base(strings.ReplaceAll(name, `\`, "/"))
}
