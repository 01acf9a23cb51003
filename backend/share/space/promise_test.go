package space_test

import (
	"slices"
	"strings"
	"testing"

	"secondstory/backend/domain/review"
	"secondstory/backend/service/reviewing"
)

// takes takes a step of an action, or moves its date.
func (d *device) takes(id, action string, s reviewing.ActionStep) {
	d.t.Helper()
	_, err := d.ws.Reviews.StepAction(d.t.Context(), id, action, "", s, "")
	d.must(err)
}

// Two people move one promised date while they are apart, each with a reason and the word of
// the owner. Both moves stay and are counted, the date is asked, and nobody is told to have
// agreed to a date that they did not.
func TestTwoPeopleMoveAndAcceptOnePromiseApart(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	saved, err := a.ws.Reviews.AddPart(t.Context(), id, review.Actions, map[string]any{"title": "Oil the line each week", "owner_role": "Line lead",
		"due": "2090-01-10", "criterion": "A month without a stop", "measure": "Stops in a month"}, "", "")
	a.must(err)
	action := saved.ID
	a.takes(id, action, reviewing.ActionStep{To: "committed", Accepted: true})
	a.sync()
	b.sync()
	move := func(d *device, day, why string) {
		d.takes(id, action, reviewing.ActionStep{Fields: map[string]any{"due": day}, Accepted: true, Because: why})
	}
	move(a, "2090-02-10", "The oil is late")
	move(b, "2090-03-10", "The line is rebuilt first")
	a.sync()
	b.sync()
	a.sync()

	told := func(d *device) (review.Action, []string) {
		r := d.look(id)
		var whys []string
		for _, m := range r.MovesOf(action) {
			whys = append(whys, m.From+" "+m.To+" "+m.Reason)
		}
		slices.Sort(whys)
		return r.Actions[slices.IndexFunc(r.Actions, func(x review.Action) bool { return x.ID == action })], whys
	}
	want := "2090-01-10 2090-02-10 The oil is late|2090-01-10 2090-03-10 The line is rebuilt first"
	dueOf := func(d *device) (u review.Undecided, asked bool) {
		list := d.open4(id)
		at := slices.IndexFunc(list, func(u review.Undecided) bool { return u.Path == "actions/"+action+"/due" })
		if at < 0 {
			return u, false
		}
		return list[at], true
	}
	for i, d := range []*device{a, b} {
		x, whys := told(d)
		if got := strings.Join(whys, "|"); got != want {
			t.Errorf("%d: %s", i, got)
		}
		if u, asked := dueOf(d); !asked || !slices.Equal(sorted(u.Values), []string{"2090-02-10", "2090-03-10"}) {
			t.Errorf("%d: the date is not asked: %+v", i, d.open4(id))
		}
		if x.Acceptance() == review.Accepted && x.AcceptedDue != x.Due {
			t.Errorf("%d: agreed to %s, due %s", i, x.AcceptedDue, x.Due)
		}
		if x.Status != "committed" {
			t.Errorf("%d: %s", i, x.Status)
		}
	}
	// Every question is decided on one machine; the other follows.
	for range 4 {
		open := b.open4(id)
		if len(open) == 0 {
			break
		}
		b.decides(open[0], "1")
	}
	for _, d := range []*device{b, a, a, b} {
		d.sync()
	}
	for i, d := range []*device{a, b} {
		x, whys := told(d)
		if len(d.open4(id)) != 0 || len(whys) != 2 {
			t.Errorf("%d: %+v %v", i, d.open4(id), whys)
		}
		if got := x.Acceptance(); (got == review.Accepted) != (x.AcceptedDue == x.Due) || got == review.NotAccepted {
			t.Errorf("%d: %q: agreed to %s, due %s", i, got, x.AcceptedDue, x.Due)
		}
	}
	settled(t, dir, a, b)
}
