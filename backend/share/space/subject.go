package space

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode"

	"secondstory/backend/domain/record"
	"secondstory/backend/share/canon"
	"secondstory/backend/share/gitstore"
)

// What a commit says of itself: forges show it beside each folder, whose name is an
// id. It names only records whose files are in the commit, in words these files hold.
const (
	subjectTitle = 100 // characters of a title
	subjectRefs  = 3   // references in the first line
	subjectLines = 20  // records with a line each
)

// edited is a record that a commit changes.
type edited struct {
	kind, ref, title string
	gone             bool
}

// editedAs tells what a commit holds of a record; the title of one that was taken
// away is that by which the space knows it.
func (f format) editedAs(id string, was, now record.Doc, gone bool) edited {
	e := edited{kind: f.schema.Folder, ref: record.Ref(f.schema.RefPrefix, id), gone: gone}
	if gone {
		now = was
	}
	e.title = aLine(record.Str(now, "title"))
	return e
}

// line is "REV-26-7K3QX2: title". The references are made of ids, and what a person
// wrote never begins the line.
func (e edited) line() string {
	words := e.ref
	if e.gone {
		words += " removed"
	}
	if e.title != "" {
		words += ": " + e.title
	}
	return words
}

// messageOf is the message of a commit of this device.
func messageOf(list []edited, edits map[string]Hash) string {
	var moved []string
	for _, p := range sortedKeys(edits) {
		if dir, name := path.Split(p); canon.IsStub(name) && edits[p] != gitstore.Zero {
			moved = append(moved, path.Base(dir))
		}
	}
	switch {
	case len(list) == 1:
		return list[0].line()
	case len(list) > 0:
		return several(list)
	case len(moved) > 0:
		return "Move to another space"
	}
	return "Say who writes here"
}

// several is a subject with the first references and a body with a line each. The
// dash before each keeps it from being read as a trailer.
func several(list []edited) string {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b edited) int { return strings.Compare(a.ref, b.ref) })
	kind, refs := list[0].kind, []string{}
	var body strings.Builder
	for i, e := range list {
		if e.kind != kind {
			kind = "records"
		}
		if i < subjectRefs {
			refs = append(refs, e.ref)
		}
		if i < subjectLines {
			body.WriteString("- " + e.line() + "\n")
		}
	}
	if more := len(list) - subjectLines; more > 0 {
		fmt.Fprintf(&body, "- and %d more\n", more)
	}
	head := fmt.Sprintf("%d %s: %s", len(list), kind, strings.Join(refs, ", "))
	if more := len(list) - subjectRefs; more > 0 {
		head += fmt.Sprintf(" and %d more", more)
	}
	return head + "\n\n" + body.String()
}

// aLine is a text as one line of a commit: without line breaks, without characters
// that are not seen or turn the direction of reading, and of a bounded length.
func aLine(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) || r == '\u2028' || r == '\u2029':
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r) && r != '\u200d' || r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, s)
	runes := []rune(strings.Join(strings.Fields(s), " "))
	if len(runes) > subjectTitle {
		return strings.TrimSpace(string(runes[:subjectTitle-1])) + "…"
	}
	return string(runes)
}
