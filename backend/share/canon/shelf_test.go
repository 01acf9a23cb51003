package canon

import (
	"fmt"
	"strings"
	"testing"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/review"
)

// The same text is read once and may stand in two files: a problem is told of the file
// it is in, and what one reader does to its values another never sees.
func TestATextThatIsReadAgainSaysTheSameAndNothingElse(t *testing.T) {
	scheme, err := merge.NewScheme(review.Schema, 1)
	if err != nil {
		t.Fatal(err)
	}
	c := New(review.Schema, scheme)
	const id = "01JQZX6V8Y0123456789ABCDEF"
	dir, ok := Folder(review.Schema, id)
	if !ok {
		t.Fatal("no folder")
	}
	head := File{dir + "/review.md", []byte("---\nschema: 1\ntitle: \"Kept\"\n---\n")}
	actions := File{dir + "/actions.yaml", []byte("schema: 1\nactions:\n  01JQZX6V8Y0123456789ABCDEG:\n    title: \"Look\" # a remark\n")}
	first := c.Parse(id, []File{head, actions})
	if first.Doc == nil {
		t.Fatalf("%+v", first.Problems)
	}
	part := first.Doc.Parts["actions"]["01JQZX6V8Y0123456789ABCDEG"]
	part.Fields["title"] = "changed by whoever got it"
	again := c.Parse(id, []File{head, actions})
	if got := again.Doc.Parts["actions"]["01JQZX6V8Y0123456789ABCDEG"].Fields["title"]; got != "Look" {
		t.Errorf("%v", got)
	}
	if fmt.Sprint(first.Problems) != fmt.Sprint(again.Problems) || len(again.Problems) == 0 {
		t.Errorf("%v\n%v", first.Problems, again.Problems)
	}
	// What cannot be read is told each time, with the file it is in now.
	for _, name := range []string{"actions.yaml", "causes.yaml"} {
		said := c.Parse(id, []File{head, {dir + "/" + name, []byte("schema: 1\n&a x: 1\n")}})
		if len(said.Problems) == 0 || !strings.HasSuffix(said.Problems[0].Path, name) {
			t.Errorf("%s: %+v", name, said.Problems)
		}
	}
}

func TestTheShelfOfTextsHoldsNoMoreThanItsRoom(t *testing.T) {
	s := &shelf{}
	for i := range 4000 {
		s.keep([]byte(strings.Repeat("x", 1000)+fmt.Sprint(i)), parsed{})
	}
	s.keep([]byte(strings.Repeat("y", longestKept+1)), parsed{})
	kept := 0
	for _, half := range []map[string]parsed{s.young, s.old} {
		for text := range half {
			kept += len(text)
		}
	}
	if kept == 0 || kept > 2*(roomForTexts+longestKept) {
		t.Errorf("%d bytes are kept", kept)
	}
}
