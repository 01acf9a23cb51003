package app

import (
	"testing"

	"secondstory/assets"
	"secondstory/backend/domain/search"
	"secondstory/backend/service/searching"
)

func TestEveryPlaceOfTheSearchHasAName(t *testing.T) {
	text := assets.English()
	named := func(class, key, want string) {
		t.Helper()
		p := searching.PlaceHit{Class: class, Key: key}
		if label := p.Label(); label != want || !text.Has(label) {
			t.Errorf("%s at %s is called %s (%q)", class, key, label, text.Text(label))
		}
	}
	for _, class := range search.Classes {
		named(class.Name(), "x/y", "search.place."+class.Name())
	}
	for _, key := range search.Sections {
		named("sections", "sections/"+key, "section."+key)
		named("sections", "sections/"+key+"-2", "section."+key)
	}
	named("sections", "sections/anything-else", "search.place.sections")
}
