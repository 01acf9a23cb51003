package space

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/share/gitstore"
)

const aReview = "01J8ZQ4T9V3M7K2X5N6P8R1S4W"

func titled(id, title string) edited {
	return format{schema: review.Schema}.editedAs(id, record.Doc{}, record.Doc{"title": title}, false)
}

func TestACommitOfOneRecordIsCalledByItsTitleOnOneLine(t *testing.T) {
	for title, want := range map[string]string{
		"Tours planned twice":               "REV-24-3M7K2X: Tours planned twice",
		"":                                  "REV-24-3M7K2X",
		"Line\nSigned-off-by: x\r\n\tafter": "REV-24-3M7K2X: Line Signed-off-by: x after",
		"bell\x07 nul\x00 esc\x1b[31m":      "REV-24-3M7K2X: bell nul esc[31m",
		"turned \u202eround\u2028next":      "REV-24-3M7K2X: turned round next",
		"the siren 🧯 was heard":             "REV-24-3M7K2X: the siren 🧯 was heard",
	} {
		if got := messageOf([]edited{titled(aReview, title)}, nil); got != want {
			t.Errorf("%q: %q instead of %q", title, got, want)
		}
	}
	long := messageOf([]edited{titled(aReview, strings.Repeat("ö", 5000))}, nil)
	if n := utf8.RuneCountInString(long); n != len("REV-24-3M7K2X: ")+subjectTitle || !strings.HasSuffix(long, "…") {
		t.Errorf("%d characters: %q", n, long)
	}
}

func TestARecordThatWasTakenAwayIsCalledByWhatTheSpaceKnew(t *testing.T) {
	e := format{schema: review.Schema}.editedAs(aReview, record.Doc{"title": "As it was shared"}, record.Doc{"title": "Never shared"}, true)
	if got := messageOf([]edited{e}, nil); got != "REV-24-3M7K2X removed: As it was shared" {
		t.Error(got)
	}
}

func TestACommitOfSeveralRecordsHasABoundedListThatIsNoTrailer(t *testing.T) {
	var list []edited
	for i := range 25 {
		list = append(list, titled(fmt.Sprintf("01J8ZQ4T9V%016d", 24-i), fmt.Sprintf("Op: %d", i)))
	}
	got := messageOf(list, nil)
	head, body, _ := strings.Cut(got, "\n\n")
	if want := "25 reviews: REV-24-000000, REV-24-000000, REV-24-000000 and 22 more"; head != want {
		t.Errorf("%q", head)
	}
	if lines := strings.Split(strings.TrimSpace(body), "\n"); len(lines) != subjectLines+1 || lines[20] != "- and 5 more" {
		t.Errorf("%d %q", len(lines), lines)
	}
	store, err := gitstore.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	b := store.Batch()
	empty, err := b.Edit(gitstore.Zero, map[string]Hash{"a": b.Blob(nil)})
	if err != nil {
		t.Fatal(err)
	}
	at := b.Commit(gitstore.Commit{Tree: empty, Message: got, Trailers: []gitstore.Trailer{{Key: "Audit", Value: "x"}}})
	if err := b.Write(); err != nil {
		t.Fatal(err)
	}
	c, err := store.Commit(at)
	if err != nil || c.Message != strings.TrimSpace(got) || len(c.Trailers) != 1 {
		t.Errorf("%+v %v", c, err)
	}
}

func TestACommitWithoutRecordsTellsWhatItIsFor(t *testing.T) {
	if got := messageOf(nil, map[string]Hash{"people/1.yaml": {1}}); got != "Say who writes here" {
		t.Error(got)
	}
	if got := messageOf(nil, map[string]Hash{"reviews/2026/11/" + aReview + "/moved.yaml": {1}}); got != "Move to another space" {
		t.Error(got)
	}
}
