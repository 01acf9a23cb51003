package canon_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/samples/generate"
)

func TestEverySampleReadsBackAsItWasWritten(t *testing.T) {
	c, _ := reviews(t)
	names, docs := sampleDocs(t)
	if len(docs) != 40 {
		t.Fatalf("%d samples", len(docs))
	}
	for i, d := range docs {
		files := fixpoint(t, c, d)
		for _, f := range files {
			if len(f.Path) > 90 || strings.ContainsFunc(f.Path, func(r rune) bool { return r > 0x7e }) {
				t.Errorf("%s: path %s", names[i], f.Path)
			}
			if strings.Contains(string(f.Data), "\\u") || strings.Contains(string(f.Data), "\\x") {
				t.Errorf("%s: %s holds an escape although a person typed it", names[i], f.Path)
			}
			if dir := os.Getenv("CANON_OUT"); dir != "" { // to look at them
				path := dir + "/" + names[i] + "/" + f.Path[strings.Index(f.Path, d.ID)+27:]
				if err := os.MkdirAll(dir+"/"+names[i]+"/conflicts", 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, f.Data, 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

func TestGeneratedReviewsReadBackAsTheyWereWritten(t *testing.T) {
	c, _ := reviews(t)
	newID := generate.IDs(3, clock)
	n := 0
	for r := range generate.Reviews(11, 100) {
		fixpoint(t, c, docOf(t, r, newID))
		n++
	}
	if n != 100 {
		t.Fatalf("%d reviews", n)
	}
}

func TestHostileDocumentsReadBackAsTheyWereWritten(t *testing.T) {
	c, _ := reviews(t)
	for seed := range uint64(500) {
		d := randomDoc(dice(seed))
		files := fixpoint(t, c, d)
		if strings.Contains(show(files), localMarker) {
			t.Fatalf("seed %d: a field that stays here is in a file", seed)
		}
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// Every pair of pieces, in the places that write texts differently.
func TestEveryPairOfHostilePiecesIsKeptInBodyAndBlock(t *testing.T) {
	c, _ := reviews(t)
	for _, a := range hostile {
		d := merge.NewDoc(review.Kind, theID, 1)
		for i, b := range hostile {
			for j, s := range []string{a + b, a + "\n" + b, a + "\n" + b + "\n", "\n" + a + "\n\n" + b + "\n\n"} {
				id := fmt.Sprint(i, "-", j)
				d.PutPart(review.Sections, id, part(record.Doc{"title": a + b, "text": s}))
				d.PutPart(review.Timeline, id, part(record.Doc{"text": s, "x" + a: b, "list": []any{s, []any{s, s}}}))
			}
		}
		fixpoint(t, c, d)
	}
}
