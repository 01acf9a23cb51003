package report

import (
	"regexp"
	"strings"

	"secondstory/backend/domain/review"
)

// property is a line of a label and its value: "**Time zone:** CET".
var property = regexp.MustCompile(`^[-*_ ]*\p{Lu}[\p{L} ]{1,30}[*_]*:[*_]* +\S.{0,119}$`)

// isProperties says that a section is what a source says about itself at its top.
// The facts in it are told as facts, so it does not open the report a second time.
func isProperties(s review.Section) bool {
	switch base(s.Key) {
	case "front_matter":
		return !s.Kept
	case "introduction":
		if s.Kept || s.Title != "" {
			return false
		}
		any := false
		for _, line := range strings.Split(s.Text, "\n") {
			line = strings.TrimSpace(line)
			if line == "" {
				continue
			}
			if !property.MatchString(line) {
				return false
			}
			any = true
		}
		return any
	}
	return false
}

// properties are the words of the source about itself, at the end: nothing of a
// review is left out of its report.
func (b *builder) properties() []Block {
	var out []Block
	for _, s := range b.r.Sections {
		if !isProperties(s) || b.shown[s.Key] {
			continue
		}
		out = append(out, b.undecided(review.Sections+"/"+s.Key)...)
		if base(s.Key) == "front_matter" {
			// As Markdown its lines would run together and the last rule make them a heading.
			out = append(out, Code{Text: strings.TrimSpace(s.Text)})
			continue
		}
		l := List{}
		for _, line := range strings.Split(s.Text, "\n") {
			if item := b.markdown(strings.TrimPrefix(strings.TrimSpace(line), "- ")); len(item) > 0 {
				l.Items = append(l.Items, item)
			}
		}
		out = append(out, l)
	}
	if len(out) == 0 {
		return nil
	}
	return append([]Block{Heading{Level: 1, Text: b.t("section.front_matter")}}, out...)
}
