package review_test

import (
	"testing"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/search"
)

// What people say of a picture is found, at the picture.
func TestTheWordsOfPicturesAreFound(t *testing.T) {
	s := record.NewState(review.Kind, "01J8ZQ4T9V0000000000000000")
	const id = "01J8ZQ4T9V0000000000000001"
	s.Parts[review.Pictures] = map[string]record.Part{id: {Doc: record.Doc{"sum": "ab", "caption": "Orders that **waited**", "alt": "A line rises", "name": "graph.png"}}}
	row := review.IndexRow(record.Snapshot{Row: record.Row{ID: s.ID, Kind: s.Kind}, State: s})
	for _, p := range row.Places {
		if p.Class == search.InPicture {
			if p.Key != review.Pictures+"/"+id || p.Text != "Orders that waited ·\nA line rises ·\ngraph.png" {
				t.Errorf("%+v", p)
			}
			return
		}
	}
	t.Error("no place")
}
