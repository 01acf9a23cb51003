package space

import (
	"regexp"
	"strings"

	"secondstory/backend/domain/sharing"
)

// bareHeading begins no section: only one with a key does, for a text may hold headings of
// its own.
var bareHeading = regexp.MustCompile(`^## +([^#{}\\]+?) *$`)

// newHeadings tells of headings without a key that somebody typed into a file: they are text
// of the section above, where a section of its own was perhaps meant. What the file had
// before is no news.
func newHeadings(path, was, now string) (out []sharing.Refusal) {
	if !strings.HasSuffix(path, ".md") {
		return nil
	}
	had := map[string]bool{}
	for line := range strings.SplitSeq(was, "\n") {
		had[strings.TrimRight(line, " \t")] = true
	}
	code := false
	n := 0
	for line := range strings.SplitSeq(now, "\n") {
		n++
		if strings.HasPrefix(line, "```") {
			code = !code
		}
		m := bareHeading.FindStringSubmatch(line)
		if m == nil || code || had[strings.TrimRight(line, " \t")] {
			continue
		}
		out = append(out, sharing.Refusal{Path: path, Line: n, Key: "share.mirror_heading", Quote: quote([]byte(line)),
			Params: map[string]string{"title": m[1], "line": "## " + m[1] + " {#" + keyFor(m[1]) + "}"}})
	}
	return out
}

// keyFor is a key that the words of a heading suggest.
func keyFor(title string) string {
	words := strings.FieldsFunc(strings.ToLower(title), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	if len(words) == 0 {
		return "more"
	}
	return strings.Join(words, "_")
}
