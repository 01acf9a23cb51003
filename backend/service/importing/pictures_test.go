package importing

import (
	"testing"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
)

// Two pictures are one where their bytes are: they have neither words nor times by which
// anything else could be told.
func TestAPictureIsKnownByItsBytesAlone(t *testing.T) {
	doc := func(sum, about string) record.Doc {
		return record.Doc{"sum": sum, "about": about, "format": "png", "caption": "Errors"}
	}
	old := map[string]record.Doc{"one": doc("aaaa", ""), "two": doc("cccc", "timeline/x")}
	now := map[string]record.Part{"p": {Doc: doc("bbbb", "")}, "q": {Doc: doc("cccc", "timeline/y")}}
	if got := match(review.Pictures, old, now); len(got) != 1 || got["q"] != "two" {
		t.Errorf("%v", got)
	}
	empty := map[string]record.Doc{"one": {"rank": "U"}}
	if got := match(review.Evidences, empty, map[string]record.Part{"p": {Doc: record.Doc{"rank": "V"}}}); len(got) != 0 {
		t.Errorf("two that say nothing are taken for one: %v", got)
	}
}

func TestATextShowsAPictureUnderTheIDItHas(t *testing.T) {
	const theirs, ours = "01J8ZQ4T9V0000000000000001", "01J8ZQ4T9V0000000000000002"
	j := join{ours: record.NewState(review.Kind, "01J8ZQ4T9V0000000000000000"), ids: map[string]string{theirs: ours}}
	st := record.NewState(review.Kind, "01J8ZQ4T9V0000000000000009")
	st.Parts[review.Sections] = map[string]record.Part{"summary": {Doc: record.Doc{"text": "See ![it](picture:" + theirs + ") and " + theirs}}}
	st.Parts[review.Pictures] = map[string]record.Part{theirs: {Doc: record.Doc{"sum": "aaaa"}}}
	j.rename(st)
	if got := st.Parts[review.Sections]["summary"].Doc["text"]; got != "See ![it](picture:"+ours+") and "+theirs {
		t.Errorf("%v", got)
	}
	if _, ok := st.Part(review.Pictures, ours); !ok {
		t.Error("the picture has another id still")
	}
}
