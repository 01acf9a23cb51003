package importing_test

import (
	"testing"

	"secondstory/backend/domain/intake"
	"secondstory/backend/domain/record"
	"secondstory/backend/service/importing"
)

func TestASectionThatBothEditedInSeveralPlacesKeepsEveryEdit(t *testing.T) {
	for _, c := range []struct {
		name, was, person, source, want string
		conflicts                       int
	}{
		{"edits between edits", "a\nb\nc\nd\ne", "A\nb\nc\nd\nE", "a\nb\nC\nd\ne", "A\nb\nC\nd\nE", 0},
		{"sentences of a paragraph", "It broke. We waited. It came back.", "It burst. We waited. It came back.", "It broke. We waited. It recovered.", "It burst. We waited. It recovered.", 0},
		{"the same sentence", "It broke.", "It burst.", "It stopped.", "It burst.", 1},
		{"two additions at one place", "It broke.", "It broke.\n\nWe saw it.", "It broke.\n\nThey saw it.", "It broke.\n\nWe saw it.", 1},
	} {
		b := open(t)
		b.put("/s.md", "v1", intake.Document{Title: "S", Sections: []intake.Section{{Key: "summary", Text: c.was}}})
		id := b.run(importing.Options{}, "/s.md").Records[0].ID
		b.edit(id, "sections.text", record.SetOp(record.Path{Collection: "sections", Part: "summary", Field: "text"}, c.person))
		b.put("/s.md", "v2", intake.Document{Title: "S", Sections: []intake.Section{{Key: "summary", Text: c.source}}})
		b.run(importing.Options{Update: true}, "/s.md")
		if got := b.get(id).Sections[0].Text; got != c.want || len(b.conflicts(id)) != c.conflicts {
			t.Errorf("%s: %q, conflicts %v", c.name, got, b.conflicts(id))
		}
	}
}
