package space_test

import (
	"slices"
	"strings"
	"testing"

	"secondstory/backend/domain/fault"
	"secondstory/backend/share/space"
)

// lists enters a name to look for.
func (d *device) lists(name string) {
	d.t.Helper()
	d.must(d.ws.Vetting.List(d.t.Context(), name, "Operator"))
}

// held is what the device knows of records that were not shared.
func (d *device) held() []string {
	d.t.Helper()
	list, err := d.ws.Vetting.Held(d.t.Context())
	d.must(err)
	var out []string
	for _, l := range list {
		out = append(out, l.ID)
	}
	return out
}

// replaces puts a role in place of every name of a review.
func (d *device) replaces(id string) {
	d.t.Helper()
	l, err := d.ws.Vetting.Look(d.t.Context(), id, "", words)
	d.must(err)
	var keys []string
	for _, f := range l.Found {
		keys = append(keys, f.Key)
	}
	_, err = d.ws.Vetting.Replace(d.t.Context(), id, keys, "the operator", "")
	d.must(err)
}

func TestARecordWithANameIsHeldBackAndTheOthersGo(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	other := a.makes("Another one")
	a.sync()
	b.sync()
	a.lists("Zoë Lindqvist")
	a.set(id, "sections/summary/text", "Then Zoë came.")
	a.set(id, "severity", "SEV1")
	a.set(other, "severity", "SEV2")
	b.set(id, "title", "Renamed meanwhile")
	b.sync()
	r := a.sync()
	if !slices.Equal(r.Held, []string{id}) || !slices.Equal(r.Went, []string{other}) || r.State != space.Done || !slices.Equal(a.held(), []string{id}) {
		t.Fatalf("%+v %v", r, a.held())
	}
	// It takes part in receiving all the same, and the others keep the last state of it.
	if a.get(id).Title != "Renamed meanwhile" || a.get(id).Severity != "SEV1" {
		t.Errorf("%+v", a.get(id))
	}
	b.sync()
	if got := b.get(id); got.Severity == "SEV1" || b.section(id, "summary") == "Then Zoë came." || b.get(other).Severity != "SEV2" {
		t.Errorf("%+v", got)
	}
	// Held again and again, and told each time.
	if r := a.sync(); !slices.Equal(r.Held, []string{id}) || r.Sent != 0 {
		t.Errorf("%+v", r)
	}
	a.replaces(id)
	if list := a.held(); len(list) != 0 {
		t.Errorf("%v", list)
	}
	if r := a.sync(); len(r.Held) != 0 || !slices.Equal(r.Went, []string{id}) {
		t.Errorf("%+v", r)
	}
	b.sync()
	if b.section(id, "summary") != "Then the operator came." || b.get(id).Severity != "SEV1" || b.get(id).Title != "Renamed meanwhile" {
		t.Errorf("%+v", b.get(id))
	}
	settled(t, dir, a, b)
}

// A forge shows the words of commits to everybody who reads there.
func TestCommitsNameWhatTheyHoldAndNothingThatIsHeldBack(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, _, id := pair(t, dir)
	if got := git(t, dir, "log", "-1", "--format=%B", "main"); !strings.HasPrefix(got, "REV-26-") || !strings.Contains(got, ": The linen line stood still") {
		t.Errorf("%q", got)
	}
	other := a.makes("Another one")
	a.lists("Zoë Lindqvist")
	a.set(id, "title", "What Lindqvist saw")
	if r := a.sync(); !slices.Equal(r.Held, []string{id}) || !slices.Equal(r.Went, []string{other}) {
		t.Fatalf("%+v", r)
	}
	if got := git(t, dir, "log", "--format=%B", "main"); strings.Contains(got, "Lindqvist") || !strings.Contains(got, ": Another one") {
		t.Errorf("%q", got)
	}
}

func TestWhatEverybodyHasIsHeldBackFromNobody(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	b.set(id, "sections/summary/text", "Then Zoë came.")
	b.sync()
	a.sync()
	a.lists("Zoë Lindqvist")
	a.set(id, "severity", "SEV1")
	if r := a.sync(); len(r.Held) != 0 || r.Sent != 1 {
		t.Errorf("%+v", r)
	}
	a.set(id, "title", "What Lindqvist saw")
	if r := a.sync(); !slices.Equal(r.Held, []string{id}) {
		t.Errorf("%+v", r)
	}
	l, err := a.ws.Vetting.Look(t.Context(), id, "", words)
	if err != nil || l.Shared != 1 || l.Holding != 1 {
		t.Errorf("%+v %v", l, err)
	}
	if err := a.ws.Vetting.Allow(t.Context(), id, []string{l.Found[0].Key}, "She asked for it"); err != nil {
		t.Fatal(err)
	}
	if r := a.sync(); len(r.Held) != 0 || r.Sent != 1 {
		t.Errorf("%+v", r)
	}
	b.sync()
	settled(t, dir, a, b)
}

func TestAPrivateReviewWithANameDoesNotGoIntoASpace(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a := newDevice(t, 1)
	a.joins(dir)
	a.lists("Zoë Lindqvist")
	id, _, err := a.ws.Reviews.Create(t.Context(), "Zoë saw it", "")
	if err != nil {
		t.Fatal(err)
	}
	if err := a.ws.Share(t.Context(), team, id); !fault.Is(err, fault.Denied) {
		t.Fatal(err)
	}
	if got := a.get(id); got.Space == a.id() {
		t.Error("it went into the space")
	}
	// A name learnt between sharing and the exchange is found by the exchange.
	a.set(id, "title", "Somebody saw it")
	a.must(a.ws.Share(t.Context(), team, id))
	a.set(id, "title", "Zoë saw it")
	if r := a.sync(); !slices.Equal(r.Held, []string{id}) || r.Sent != 0 {
		t.Errorf("%+v", r)
	}
	a.replaces(id)
	if r := a.sync(); len(r.Held) != 0 || r.Sent != 1 {
		t.Errorf("%+v", r)
	}
}

func TestBothSidesOfADisagreementAreLookedThrough(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	a.lists("Zoë Lindqvist")
	a.set(id, "title", "What Zoë saw")
	b.set(id, "title", "What was seen")
	b.sync()
	if r := a.sync(); !slices.Equal(r.Held, []string{id}) {
		t.Fatalf("%+v", r)
	}
	// The disagreement is here, with the name in it, and has gone to nobody.
	if len(a.open4(id)) != 1 {
		t.Fatalf("%+v", a.open4(id))
	}
	a.set(id, "title", "What the operator saw")
	if r := a.sync(); !slices.Equal(r.Held, []string{id}) {
		t.Errorf("the disagreement still names her: %+v", r)
	}
	b.sync()
	if len(b.open4(id)) != 0 || b.get(id).Title != "What was seen" {
		t.Errorf("%+v", b.open4(id))
	}
}

// Nobody has the disagreement yet, so its words can still be others.
func TestANameInADisagreementIsReplacedLikeAnyOther(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	a.lists("Zoë Lindqvist")
	a.set(id, "title", "What Zoë saw")
	b.set(id, "title", "What was seen")
	b.sync()
	if r := a.sync(); !slices.Equal(r.Held, []string{id}) {
		t.Fatalf("%+v", r)
	}
	a.replaces(id)
	open := a.open4(id)
	if len(open) != 1 || !slices.Equal(sorted(open[0].Values), []string{"What the operator saw", "What was seen"}) {
		t.Fatalf("%+v", open)
	}
	if r := a.sync(); len(r.Held) != 0 || r.Sent != 1 {
		t.Errorf("%+v", r)
	}
	b.sync()
	if got := b.open4(id); len(got) != 1 || got[0].ID != open[0].ID {
		t.Errorf("%+v", got)
	}
	_, err := b.ws.Reviews.SettleConflict(t.Context(), id, open[0].ID, choice("1"), "")
	b.must(err)
	b.sync()
	a.sync()
	if len(a.open4(id)) != 0 {
		t.Errorf("%+v", a.open4(id))
	}
	settled(t, dir, a, b)
	// What everybody has is fixed.
	a.lists("Seen Operator")
	l, err := a.ws.Vetting.Look(t.Context(), id, "-", words)
	a.must(err)
	for _, f := range append(l.Found, l.Allowed...) {
		if strings.HasPrefix(f.Path, "conflicts/") && !f.Fixed {
			t.Errorf("%+v", f)
		}
	}
}
