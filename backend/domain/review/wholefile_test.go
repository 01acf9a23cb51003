package review_test

import (
	"testing"

	"secondstory/assets"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/review"
)

func TestAFileThatCouldNotBeReadIsAskedAboutInWords(t *testing.T) {
	c := merge.Conflict{ID: "01A", Path: "file:timeline.yaml", Kind: merge.KindWhole, NoBase: true, Values: []string{"", "timeline: [broken\n"}, State: merge.Open}
	u := review.UndecidedOf(review.Review{}, review.AskIn(review.Schema, []merge.Conflict{c}, "", false), assets.English().Text)
	if u.Form != review.FormNotice || u.Where != "Timeline (timeline.yaml): a file that could not be read" {
		t.Errorf("%s %q", u.Form, u.Where)
	}
	if len(u.Shown) != 2 || u.Shown[0].From != "here" || u.Shown[0].Text == "" || u.Shown[1].From != "file" || u.Shown[1].Text != "timeline: [broken\n" {
		t.Errorf("%+v", u.Shown)
	}
	c.Path = "file:own.yaml"
	if u := review.UndecidedOf(review.Review{}, review.AskIn(review.Schema, []merge.Conflict{c}, "", false), assets.English().Text); u.Field != "own.yaml" {
		t.Errorf("%q", u.Field)
	}
}
