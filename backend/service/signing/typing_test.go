package signing_test

import (
	"testing"
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/policy"
	"secondstory/backend/domain/record"
	"secondstory/backend/service/keeping"
	"secondstory/backend/service/signing"
)

func TestTypedTextIsMergedIntoWhatOthersWroteAndNothingIsDropped(t *testing.T) {
	d := newDesk(t)
	const begun = "Call the service.\n\nThen call the owner."
	id := d.rule(func(t *policy.Terms) { t.Text = begun })
	_, err := d.as("ana").SaveText(ctx, id, begun, "Call the service on call.\n\nThen call the owner.", "")
	d.b.Must(err)
	saved, err := d.as("bea").SaveText(ctx, id, begun, "Call the service.\n\nThen call the owner at home.", "")
	d.b.Must(err)
	const both = "Call the service on call.\n\nThen call the owner at home."
	if got := d.read(id).Draft.Text; got != both || saved.Text != both || saved.Conflict != nil {
		t.Fatalf("%q %+v", got, saved)
	}
	saved, err = d.as("bea").SaveText(ctx, id, begun, "Call nobody.", "")
	d.b.Must(err)
	h := d.read(id)
	if saved.Conflict == nil || saved.Conflict.Theirs != both || h.Draft.Text != "Call nobody." || h.DraftState() != policy.Undecided {
		t.Errorf("%+v %+v", saved, h.Draft)
	}
}

func TestValuesAreNotWrittenOverOnesThatNobodySaw(t *testing.T) {
	d := newDesk(t)
	id := d.rule(nil)
	title := func(base, value string) error {
		_, err := d.as("ana").SetFrom(ctx, id, []keeping.Change{{Path: record.Path{Field: "title"}, Base: base, Value: value}}, "")
		return err
	}
	d.b.Must(title("Who is called", "Who is called at night"))
	d.wants("from another window", "record.changed_since", title("Who is called", "Who calls"))
	if got := d.read(id).Draft.Title; got != "Who is called at night" {
		t.Error(got)
	}
}

func TestADayOfReviewThatIsOverIsRefusedWhereItIsSet(t *testing.T) {
	d := newDesk(t)
	id := d.rule(nil)
	_, err := d.as("ana").Edit(ctx, id, signing.Patch{Fields: record.Doc{"review_by": "2020-01-01"}}, "")
	d.wants("by a patch", "policy.review_past", err)
	_, err = d.as("ana").SetFrom(ctx, id, []keeping.Change{{Path: record.Path{Field: "review_by"}, Value: "2020-01-01"}}, "")
	d.wants("in the window", "policy.review_past", err)
	if got := d.read(id).Draft.ReviewBy; !got.IsZero() {
		t.Error(got)
	}
	_, err = d.as("ana").Edit(ctx, id, signing.Patch{Fields: record.Doc{"review_by": "2030-01-01"}}, "")
	d.b.Must(err)
}

func TestWhoSignsForASecondRoleIsToldThatTheFirstCountsNoMore(t *testing.T) {
	d := newDesk(t)
	id := d.rule(nil)
	d.proposed(id)
	sign := func(role string) string {
		saved, err := d.as("ana").Sign(ctx, id, signing.Mark{Decision: policy.Approve, Role: role}, "")
		d.b.Must(err)
		return saved.Replaced
	}
	if first, again, second := sign("Owner"), sign("owner"), sign("Operations"); first != "" || again != "" || second != "Owner" {
		t.Errorf("%q %q %q", first, again, second)
	}
}

func TestUndoStopsAtASignatureAndGoesOnBehindIt(t *testing.T) {
	d := newDesk(t)
	id := d.rule(nil)
	ana := d.as("ana")
	_, err := ana.Edit(ctx, id, signing.Patch{Settings: []policy.Setting{{Name: "SEV1", Value: "5 min"}}}, "")
	d.b.Must(err)
	d.proposed(id)
	if u, err := ana.Rec.UndoWork(ctx, id, ""); err != nil || u.Done || u.Stop != "policy.propose" {
		t.Fatalf("%+v %v", u, err)
	}
	d.b.Must(d.sign(id, "ana", "Owner"))
	_, err = ana.Edit(ctx, id, signing.Patch{Settings: []policy.Setting{{Name: "SEV1", Value: "6 min"}}}, "")
	d.b.Must(err)
	if u, err := ana.Rec.UndoWork(ctx, id, ""); err != nil || !u.Done || u.What != "SEV1" {
		t.Fatalf("%+v %v", u, err)
	}
	for range 2 {
		if u, err := ana.Rec.UndoWork(ctx, id, ""); err != nil || u.Done || u.Stop != "policy.sign" {
			t.Fatalf("%+v %v", u, err)
		}
	}
	h := d.read(id)
	if v, ok := h.Pending(); !ok || h.Tally(v).Have != 1 {
		t.Fatalf("%+v", h.Draft)
	}
	// What is signed since is not brought out of its content by redo either.
	d.b.Must(d.sign(id, "bea", "Operations"))
	if u, err := ana.Rec.Redo(ctx, id, ""); err != nil || u.Done {
		t.Errorf("%+v %v", u, err)
	}
}

func TestAnExceptionGrantedAfterItsFirstDaySaysSo(t *testing.T) {
	d := newDesk(t)
	id := d.rule(nil)
	madrid, err := calendar.FindZone("Europe/Madrid")
	d.b.Must(err)
	today := calendar.DateOf(d.b.Clock, madrid)
	for i, from := range []calendar.Date{today.AddDays(-3), today} {
		asked, err := d.as("bea").Ask(ctx, id, policy.Exception{Procedure: "Call tree", Justification: "The new system is not there before April.", Risk: "Nobody answers",
			Control: "The duty manager looks hourly", From: from, To: today}, "")
		d.b.Must(err)
		_, err = d.as("ana").Answer(ctx, id, asked.ID, signing.Reply{Answer: policy.Granted}, "")
		d.b.Must(err)
		d.b.Clock = d.b.Clock.Add(time.Second)
		h := d.read(id)
		found := false
		for _, e := range h.Page(d.b.Clock, "ana", nil).Exceptions {
			if e.ID != asked.ID {
				continue
			}
			if found = true; e.Retroactive != (i == 0) {
				t.Errorf("from %s: %+v", from, e)
			}
		}
		if !found {
			t.Error("the exception is not told")
		}
	}
}
