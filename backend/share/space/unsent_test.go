package space_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"secondstory/backend/domain/policy"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/keeping"
)

func (d *device) removes(id string) {
	d.t.Helper()
	_, err := d.ws.Records.Remove(d.t.Context(), id, "review.remove", "")
	d.must(err)
}

// Whichever device comes first, what was typed before a removal that does not hold is there
// with what the other typed.
func TestWhatWasEditedBeforeARemovalComesBackWithTheRecord(t *testing.T) {
	t.Parallel()
	for name, order := range map[string][]int{"the remover first": {0, 1, 0, 1}, "the editor first": {1, 0, 1}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := bare(t)
			a, b, id := pair(t, dir)
			a.set(id, "title", "The linen line stood for an hour")
			a.set(id, "sections/summary/text", "The line stood still.\n\nNobody noticed.\n\nThe mill was cold.")
			a.removes(id)
			b.set(id, "severity", "SEV1")
			b.set(id, "sections/summary/text", "At noon the line stood still.\n\nNobody noticed.")
			for _, i := range order {
				[]*device{a, b}[i].sync()
			}
			for i, d := range []*device{a, b} {
				got, text := d.get(id), d.section(id, "summary")
				if got.Trashed || got.Title != "The linen line stood for an hour" || got.Severity != "SEV1" ||
					text != "At noon the line stood still.\n\nNobody noticed.\n\nThe mill was cold." {
					t.Errorf("%d: %+v %q", i, got, text)
				}
				if list := d.open4(id); len(list) != 1 || list[0].Path != "/" {
					t.Errorf("%d: only whether it goes is a question: %+v", i, list)
				}
			}
			a.goesBack(id)
			settled(t, dir, a, b)
		})
	}
}

func TestWhatBothEditedBeforeARemovalIsOffered(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	a.set(id, "title", "One")
	a.removes(id)
	b.set(id, "title", "Two")
	for _, d := range []*device{a, b, a, a, b} {
		d.sync()
	}
	for i, d := range []*device{a, b} {
		at := slices.IndexFunc(d.open4(id), func(u review.Undecided) bool { return u.Path == "title" })
		if at < 0 || !slices.Equal(sorted(d.open4(id)[at].Values), []string{"One", "Two"}) {
			t.Errorf("%d: %+v", i, d.open4(id))
		}
	}
	settled(t, dir, a, b)
}

func TestWhatWasEditedOfAPartBeforeItsRemovalComesBackWithIt(t *testing.T) {
	t.Parallel()
	for name, between := range map[string]bool{"at once": false, "after others edited the rest": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := bare(t)
			a, b, id := pair(t, dir)
			saved, err := a.ws.Reviews.AddPart(t.Context(), id, review.Actions, map[string]any{"title": "Oil the line"}, "", "")
			a.must(err)
			path := "actions/" + saved.ID
			a.sync()
			b.sync()
			a.set(id, path+"/title", "Oil the line each week")
			_, err = a.ws.Reviews.RemovePart(t.Context(), id, path, "")
			a.must(err)
			a.sync()
			b.set(id, path+"/criterion", "A month without a stop")
			if between {
				c := newDevice(t, 3)
				c.joins(dir)
				c.set(id, "severity", "SEV2")
				c.sync()
				a.sync()
			}
			for _, d := range []*device{b, a, a, b} {
				d.sync()
			}
			for i, d := range []*device{a, b} {
				snap, err := d.ws.Records.Get(t.Context(), id)
				d.must(err)
				p, ok := snap.State.Part(review.Actions, saved.ID)
				list := d.open4(id)
				found := record.Str(p.Doc, "title") == "Oil the line each week" && len(list) == 1
				if between { // from what it began is not known any more
					found = len(list) == 2 && slices.ContainsFunc(list, func(u review.Undecided) bool {
						return u.Path == path+"/title" && slices.Contains(u.Values, "Oil the line each week")
					})
				}
				if !ok || p.Removed || !found || record.Str(p.Doc, "criterion") != "A month without a stop" {
					t.Errorf("%d: %+v %+v", i, p, list)
				}
			}
			a.goesBack(id)
			settled(t, dir, a, b)
		})
	}
}

// What lies in the trash because somebody else removed it is no edit, however old it is.
func TestWhatOthersRemovedComesBackAsItIsInTheSpace(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	c := newDevice(t, 3)
	c.joins(dir)
	b.set(id, "title", "Newer than in the first one's trash")
	b.sync()
	c.sync()
	c.set(id, "severity", "SEV3")
	b.removes(id)
	b.sync()
	a.sync()
	if !a.get(id).Trashed || a.get(id).Title != "The linen line stood still" {
		t.Fatalf("%+v", a.get(id))
	}
	c.sync()
	if r := a.sync(); r.Opened != 0 {
		t.Errorf("%+v", r)
	}
	if got := a.get(id); got.Trashed || got.Title != "Newer than in the first one's trash" || got.Severity != "SEV3" || len(a.open4(id)) != 1 {
		t.Errorf("%+v %+v", got, a.open4(id))
	}
	if r := a.sync(); r.Sent != 0 {
		t.Errorf("nothing was edited there: %+v", r)
	}
	settled(t, dir, a, b, c)
}

func TestWhatWasEditedBeforeARemovalOutlivesThePrivateRepository(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	a.set(id, "title", "Only in the trash")
	a.removes(id)
	a.sync()
	b.set(id, "severity", "SEV1")
	b.sync()
	a.must(os.RemoveAll(a.syncer().StoreDir(a.id())))
	for _, d := range []*device{a, a, b} {
		d.sync()
	}
	for i, d := range []*device{a, b} {
		if got := d.get(id); got.Trashed || got.Title != "Only in the trash" || got.Severity != "SEV1" {
			t.Errorf("%d: %+v %+v", i, got, d.open4(id))
		}
	}
	settled(t, dir, a, b)
}

func TestARuleThatIsKeptKeepsTheTitleAndKindOfWhoRemovedIt(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, _ := pair(t, dir)
	saved, err := a.ws.Keeping.Create(t.Context(), keeping.New{Kind: policy.RecordKind, Fields: record.Doc{"title": "Escalation of payments", "kind": "escalation"}})
	a.must(err)
	id := saved.ID
	a.must(a.ws.Share(t.Context(), team, id))
	a.sync()
	b.sync()
	set := func(d *device, field, value string) {
		t.Helper()
		_, err := d.ws.Keeping.Set(t.Context(), id, []keeping.Assignment{{Path: record.Path{Field: field}, Value: value}}, "")
		d.must(err)
	}
	set(a, "title", "Escalation of nothing")
	set(a, "kind", "freeze")
	a.removes(id)
	set(b, "text", "Ten minutes went by.")
	for _, d := range []*device{a, b, a, a, b} {
		d.sync()
	}
	for i, d := range []*device{a, b} {
		snap, err := d.ws.Records.Get(t.Context(), id)
		d.must(err)
		h := snap.State.Head
		if snap.Trashed() || record.Str(h, "title") != "Escalation of nothing" || record.Str(h, "kind") != "freeze" || !strings.Contains(record.Str(h, "text"), "Ten minutes") {
			t.Errorf("%d: %+v", i, h)
		}
	}
	settled(t, dir, a, b)
}

// Nobody has what lies on a stick, or what an exchange could not send any more.
func TestWhatIsOnAStickIsNotSentToThePlaceOfTheSpace(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, _, id := pair(t, dir)
	other := a.makes("The other one")
	a.sync()
	waits := func(want int) {
		t.Helper()
		list, err := a.ws.Spaces(t.Context())
		a.must(err)
		if len(list) != 1 || list[0].Unsent != want {
			t.Errorf("%+v, not %d", list, want)
		}
	}
	waits(0)
	a.set(id, "title", "The linen line stood for an hour")
	waits(1)
	a.putsOut(t.TempDir())
	waits(1)
	a.set(id, "severity", "SEV1")
	waits(1) // the same record in both ways
	a.set(other, "severity", "SEV1")
	waits(2)
	a.sync()
	waits(0)
	// Between those who have only a stick, the stick is where it goes.
	travellers, _ := travellers(t, t.TempDir(), 1)
	a = travellers[0]
	waits(0)
}

// Each of what lies in a trash costs one turn of all: the second removed the action and the
// review, the third edited the action and removed the review, and the last keeps the review.
func TestWhatComesBackOneByTheOtherIsEverywhereAfterOneTurnForEach(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	b, c, id := pair(t, dir)
	saved, err := b.ws.Reviews.AddPart(t.Context(), id, review.Actions, map[string]any{"title": "Oil the line"}, "", "")
	b.must(err)
	path := "actions/" + saved.ID
	b.sync()
	a, d := newDevice(t, 3), newDevice(t, 4)
	for _, each := range []*device{a, d} {
		each.joins(dir)
	}
	c.sync()
	b.set(id, path+"/title", "Oil the line each week")
	_, err = b.ws.Reviews.RemovePart(t.Context(), id, path, "")
	b.must(err)
	b.removes(id)
	c.set(id, path+"/criterion", "A month without a stop")
	c.removes(id)
	d.set(id, "severity", "SEV1")

	turns := 1
	for ; turns <= 8 && turn(a, b, c, d); turns++ {
	}
	if turns != 5 { // two to have everything, one for the review, one for the action
		t.Errorf("they rest in turn %d", turns)
	}
	for i, each := range []*device{a, b, c, d} {
		snap, err := each.ws.Records.Get(t.Context(), id)
		each.must(err)
		p, ok := snap.State.Part(review.Actions, saved.ID)
		if snap.Trashed() || !ok || p.Removed || record.Str(p.Doc, "criterion") != "A month without a stop" ||
			record.Str(snap.State.Head, "severity") != "SEV1" {
			t.Errorf("%d: %+v", i, snap.State)
		}
		if record.Str(p.Doc, "title") != "Oil the line each week" && !slices.ContainsFunc(each.open4(id), func(u review.Undecided) bool {
			return u.Path == path+"/title" && slices.Contains(u.Values, "Oil the line each week")
		}) {
			t.Errorf("%d: %+v %+v", i, p.Doc, each.open4(id))
		}
	}
	settled(t, dir, a, b, c, d)
}

// With nobody to ask, what is brought back goes onto the stick with the same exchange.
func TestWhatComesBackFromAStickGoesOntoItAtOnce(t *testing.T) {
	t.Parallel()
	devices, id := travellers(t, t.TempDir(), 2)
	a, b := devices[0], devices[1]
	a.set(id, "title", "Typed before it was removed")
	a.removes(id)
	b.set(id, "severity", "SEV1")
	for _, d := range []*device{b, a, b} {
		d.sync()
	}
	for i, d := range devices {
		if got := d.get(id); got.Trashed || got.Title != "Typed before it was removed" || got.Severity != "SEV1" || d.head() != a.head() {
			t.Errorf("%d: %+v", i, got)
		}
	}
	if turn(devices...) {
		t.Error("they do not come to rest")
	}
}

// What is held back because of a name in it is told once, and not sent with what comes back.
func TestWhatComesBackWithANameInItIsHeldBack(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	other := a.makes("Another one")
	a.sync()
	a.lists("Zoë Lindqvist")
	a.set(other, "sections/summary/text", "Zoë was asked.")
	a.set(id, "title", "Then Zoë came")
	a.removes(id)
	b.set(id, "severity", "SEV1")
	b.sync()
	if r := a.sync(); !slices.Equal(sorted(r.Held), sorted([]string{id, other})) || !slices.Equal(sorted(a.held()), sorted([]string{id, other})) {
		t.Errorf("%+v %v", r.Held, a.held())
	}
	b.sync()
	if got := b.get(id); got.Trashed || strings.Contains(got.Title, "Zoë") || a.get(id).Title != "Then Zoë came" {
		t.Errorf("%+v %+v", got, a.get(id))
	}
}
