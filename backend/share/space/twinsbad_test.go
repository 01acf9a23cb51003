package space_test

import (
	"strings"
	"testing"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/recording"
	"secondstory/backend/service/reviewing"
)

// plants puts a question into a review as somebody could who writes files by hand.
func (d *device) plants(at string, values ...string) (id string) {
	d.t.Helper()
	c := merge.Conflict{Kind: merge.KindTwin, Path: merge.RecordPath + at, Values: values, State: merge.Open}
	c.ID = merge.ConflictID(c.Path, c.Kind, c.Base, c.NoBase, c.Values, c.N)
	_, err := d.ws.Records.Edit(d.t.Context(), at, recording.Edit{Action: "conflicts.set", Needs: []string{review.Conflicts},
		Plan: func(*record.State) ([]record.Op, error) {
			return []record.Op{record.AddOp(review.Conflicts, c.ID, c.Doc())}, nil
		}})
	d.must(err)
	d.exchanges()
	return c.ID
}

func TestAQuestionOfTwinsThatNamesNothingStopsNoExchange(t *testing.T) {
	a, b, _, second := twoImports(t)
	b.plants(second)
	a.exchanges()
	for _, u := range a.asked() {
		if len(u.Values) == 0 && len(u.Choices) > 0 {
			t.Errorf("%+v", u)
		}
	}
}

func TestAQuestionOfTwinsTakesNoReviewIntoItself(t *testing.T) {
	a, b, first, second := twoImports(t)
	id := b.plants(second, second, second)
	a.exchanges()
	if _, err := a.ws.SettleConflict(t.Context(), second, id, reviewing.Choice{Keep: "1"}, ""); err == nil {
		t.Error("it was answered")
	}
	for _, each := range []string{first, second} {
		if gone, err := a.ws.Records.InTrash(t.Context(), each); gone || err != nil {
			t.Error(gone, err)
		}
	}
}

func TestAQuestionOfTwinsBringsNothingPrivateIntoASpace(t *testing.T) {
	a, b, _, second := twoImports(t)
	mine, _, err := a.ws.Reviews.Create(t.Context(), "Secret of a", "")
	a.must(err)
	id := b.plants(second, mine, second)
	a.exchanges()
	for _, keep := range []string{"1", "2"} {
		if _, err := a.ws.SettleConflict(t.Context(), second, id, reviewing.Choice{Keep: keep}, ""); err == nil {
			t.Error("it was answered with", keep)
		}
	}
	if gone, err := a.ws.Records.InTrash(t.Context(), mine); gone || err != nil {
		t.Error(gone, err)
	}
	r := a.look(second)
	for _, c := range r.Conflicts {
		if strings.Contains(strings.Join(c.Values, ""), "Secret") {
			t.Errorf("%+v", c)
		}
	}
}

func TestOfTwoTwinsThePrivateNotesOfBothStay(t *testing.T) {
	a, b, first, second := twoImports(t)
	b.set(second, "private_notes", "ask the night shift")
	b.exchanges()
	a.exchanges()
	b.exchanges()
	b.set(first, "private_notes", "seen on Monday")
	b.decides(b.asked()[0], "1")
	if got := b.look(first).PrivateNotes; got != "seen on Monday\n\nask the night shift" {
		t.Errorf("%q", got)
	}
}

func TestOppositeAnswersAboutTwinsLeaveOneOfThem(t *testing.T) {
	a, b, first, second := twoImports(t)
	for range 2 {
		a.exchanges()
		b.exchanges()
	}
	a.decides(a.asked()[0], "1")
	b.decides(b.asked()[0], "2")
	for range 3 {
		a.exchanges()
		b.exchanges()
	}
	for _, d := range []*device{a, b} {
		x, err := d.ws.Records.InTrash(t.Context(), first)
		d.must(err)
		y, err := d.ws.Records.InTrash(t.Context(), second)
		d.must(err)
		if x && y {
			t.Error("both are in the trash")
		}
		if len(d.questions(merge.Open)) == 0 {
			t.Error("nobody is asked")
		}
	}
}

func TestAnOwnerThatAPersonChangedSurvivesMakingOne(t *testing.T) {
	const text = "# Pumps ran dry\n\n## Action items\n\n| Action | Owner |\n|---|---|\n| Renew the sensor | Ada Example |\n| Train the night shift | Ada Example |\n| Write it down | Ada Example |\n"
	dir := bare(t)
	a, b := newDevice(t, 1), newDevice(t, 2)
	a.joins(dir)
	b.joins(dir)
	b.at = b.at.AddDate(0, 0, 1)
	first, second := a.imports(text), b.imports(strings.ReplaceAll(text, "\n", "\r\n"))
	a.must(a.ws.Share(t.Context(), team, first))
	b.must(b.ws.Share(t.Context(), team, second))
	actions := b.look(second).Actions
	if len(actions) != 3 || actions[0].OwnerActor == "" {
		t.Fatalf("%+v", actions)
	}
	b.set(second, "actions/"+actions[0].ID+"/owner_actor", "01JQ0000000000000000000ANN")
	for range 2 {
		a.exchanges()
		b.exchanges()
	}
	a.decides(a.asked()[0], "1")
	owner := ""
	for _, x := range a.look(first).Actions {
		if x.Title == "Renew the sensor" {
			owner = x.OwnerActor
		}
	}
	if owner != "01JQ0000000000000000000ANN" && len(a.questions(merge.Open)) == 0 {
		t.Errorf("the owner is %q and nobody is asked", owner)
	}
}

func TestAnOwnReviewIsNotMadeOneWithATeamsAtTheTeamsCost(t *testing.T) {
	dir := bare(t)
	a, b := newDevice(t, 1), newDevice(t, 2)
	a.joins(dir)
	b.joins(dir)
	b.at = b.at.AddDate(0, 0, 1)
	mine := b.imports(strings.ReplaceAll(pumps, "\n", "\r\n"))
	theirs := a.imports(pumps)
	a.must(a.ws.Share(t.Context(), team, theirs))
	a.exchanges()
	b.exchanges()
	list := b.asked()
	if len(list) != 1 || len(list[0].Choices) != 2 {
		t.Fatalf("%+v", list)
	}
	keep := list[0].Choices[0]
	b.decides(list[0], keep)
	b.exchanges()
	a.exchanges()
	if gone, err := a.ws.Records.InTrash(t.Context(), theirs); gone || err != nil {
		t.Error("the team's review went", err)
	}
	if gone, err := b.ws.Records.InTrash(t.Context(), mine); !gone || err != nil {
		t.Error("the own one is there still", err)
	}
}
