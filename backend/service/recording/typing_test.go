package recording_test

import (
	"context"
	"testing"

	"secondstory/backend/domain/record"
)

// What a sync brings differs from the base of an open editor in many places at once.
func TestTypingBetweenManyPlacesThatChangedMeanwhileKeepsAll(t *testing.T) {
	b := open(t)
	ctx := context.Background()
	const base = "one\n\ntwo\n\nthree\n\nfour\n\nfive"
	id := b.create("A")
	b.Must(b.edit(id, "sections.add", nil, record.AddOp("sections", "summary", record.Doc{"text": base})))
	other := *b.Service
	other.Origin = "cli"
	_, err := other.SaveText(ctx, id, path("sections/summary/text"), base, "ONE\n\ntwo\n\nthree\n\nfour\n\nFIVE", "sections.text", "")
	b.Must(err)
	saved, err := b.SaveText(ctx, id, path("sections/summary/text"), base, "one\n\ntwo\n\nthree, typed\n\nfour\n\nfive", "sections.text", "")
	b.Must(err)
	if saved.Text != "ONE\n\ntwo\n\nthree, typed\n\nfour\n\nFIVE" || saved.Conflict != nil {
		t.Fatalf("%+v", saved)
	}
	// At one place there is no order to guess: the typed text stands, theirs is kept.
	_, err = other.SaveText(ctx, id, path("sections/summary/text"), saved.Text, saved.Text+"\n\nseven", "sections.text", "")
	b.Must(err)
	again, err := b.SaveText(ctx, id, path("sections/summary/text"), saved.Text, saved.Text+"\n\nsix", "sections.text", "")
	b.Must(err)
	if again.Conflict == nil || again.Text != saved.Text+"\n\nsix" || again.Conflict.Theirs != saved.Text+"\n\nseven" {
		t.Fatalf("%+v", again)
	}
}
