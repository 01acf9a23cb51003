package space_test

import (
	"slices"
	"strings"
	"testing"

	"secondstory/backend/workspace"
)

func (d *device) saysAudience(text string) {
	d.t.Helper()
	_, err := d.ws.SetAudience(d.t.Context(), team, text)
	d.must(err)
}

// entersFor enters the space at an address with words for who can read it.
func (d *device) entersFor(address, audience string) {
	d.t.Helper()
	_, err := d.ws.AddSpaceTold(d.t.Context(), workspace.NewSpace{Name: team, Address: address, Audience: audience}, access, nil)
	d.must(err)
}

// audience is who can read the space, as lists show it.
func (d *device) audience() string {
	d.t.Helper()
	list, err := d.ws.Spaces(d.t.Context())
	d.must(err)
	return list[0].Audience
}

func TestWhoCanReadASpaceIsSaidByOneAndSeenByAll(t *testing.T) {
	t.Parallel()
	needGit(t)
	dir := bare(t)
	a, b, _ := pair(t, dir)
	if got := a.audience() + b.audience(); got != "" {
		t.Fatalf("nobody said anything: %q", got)
	}
	before := strings.TrimSpace(git(t, dir, "rev-parse", "main"))
	a.saysAudience("Everybody in Payments")
	if got := a.audience(); got != "Everybody in Payments" {
		t.Errorf("%q before the sync", got)
	}
	a.sync()
	if text := git(t, dir, "show", "main:space.yaml"); !strings.Contains(text, "audience: Everybody in Payments\n") {
		t.Errorf("%s", text)
	}
	b.sync()
	if got := b.audience(); got != "Everybody in Payments" {
		t.Errorf("%q", got)
	}
	after := strings.TrimSpace(git(t, dir, "rev-parse", "main"))
	if after == before {
		t.Fatal("nothing was sent")
	}
	// Once said it is not said again.
	a.sync()
	b.sync()
	if now := strings.TrimSpace(git(t, dir, "rev-parse", "main")); now != after {
		t.Errorf("another commit: %s", git(t, dir, "log", "--oneline", after+".."+now))
	}
	b.saysAudience("")
	b.sync()
	a.sync()
	if got := a.audience() + b.audience(); got != "" {
		t.Errorf("taken away: %q", got)
	}
}

func TestOfTwoAudiencesOneStandsOnBothSidesAndIsNotArguedAbout(t *testing.T) {
	t.Parallel()
	needGit(t)
	stood := map[string]bool{}
	for _, first := range []bool{true, false} { // whoever syncs first decides nothing
		dir := bare(t)
		a, b, _ := pair(t, dir)
		a.saysAudience("Everybody in Payments")
		b.saysAudience("The reliability board")
		if !first {
			a, b = b, a
		}
		a.sync()
		b.sync()
		a.sync()
		head := strings.TrimSpace(git(t, dir, "rev-parse", "main"))
		aside := "Everybody in Payments"
		if a.audience() == aside {
			aside = "The reliability board"
		}
		for _, d := range []*device{a, b} { // also where one's own words stand
			list, err := d.ws.Spaces(t.Context())
			d.must(err)
			if list[0].AudienceAside != aside {
				t.Errorf("put aside: %q, want %q", list[0].AudienceAside, aside)
			}
		}
		b.sync()
		a.sync()
		if now := strings.TrimSpace(git(t, dir, "rev-parse", "main")); now != head {
			t.Error("they go on changing each other's words")
		}
		if a.audience() != b.audience() || a.audience() == "" {
			t.Errorf("%q and %q", a.audience(), b.audience())
		}
		stood[a.audience()] = true
	}
	if len(stood) != 1 {
		t.Errorf("it depends on who was first: %v", stood)
	}
}

func TestBothAccountsTellOfWordsForTheReadersThatWerePutAside(t *testing.T) {
	t.Parallel()
	needGit(t)
	dir := bare(t)
	a, b, _ := pair(t, dir)
	told := func(d *device) (keys []string, other string) {
		r, err := d.ws.Sync(t.Context(), team, access)
		d.must(err)
		for _, n := range r.Notices {
			if n.Record == "" {
				keys = append(keys, n.Key)
				if n.Key == "share.audience_both" {
					other = n.Params["other"]
				}
			}
		}
		return keys, other
	}
	a.saysAudience("Zoe and the board")
	b.saysAudience("All of Payments")
	if keys, _ := told(a); !slices.Equal(keys, []string{"share.audience_sent"}) {
		t.Errorf("words alone were sent: %q", keys)
	}
	keysB, otherB := told(b)
	keysA, otherA := told(a)
	if !slices.Contains(keysB, "share.audience_both") || !slices.Contains(keysA, "share.audience_both") || otherA != otherB || otherA == "" || otherA == a.audience() {
		t.Errorf("%q %q, %q %q", keysB, otherB, keysA, otherA)
	}
	if keys, _ := told(a); len(keys) != 0 {
		t.Errorf("it is told once: %q", keys)
	}
	a.saysAudience("The board")
	told(a)
	if keys, _ := told(b); !slices.Equal(keys, []string{"share.audience_came"}) {
		t.Errorf("%q", keys)
	}
	list, err := b.ws.Spaces(t.Context())
	b.must(err)
	if list[0].AudienceAside != "" {
		t.Errorf("still beside new words: %q", list[0].AudienceAside)
	}
}

func TestWordsPutAsideAreNotToldBesideOnesChosenLater(t *testing.T) {
	t.Parallel()
	needGit(t)
	dir := bare(t)
	a, b, _ := pair(t, dir)
	c := newDevice(t, 3)
	c.joins(dir)
	a.saysAudience("Everybody in Payments")
	b.saysAudience("The reliability board")
	a.sync()
	b.sync() // brings the two together
	a.sync()
	a.saysAudience("The company")
	a.sync()
	r, err := c.ws.Sync(t.Context(), team, access)
	c.must(err)
	for _, n := range r.Notices {
		if n.Key == "share.audience_both" {
			t.Errorf("%+v", n.Params)
		}
	}
	list, err := c.ws.Spaces(t.Context())
	c.must(err)
	if list[0].Audience != "The company" || list[0].AudienceAside != "" {
		t.Errorf("%q beside %q", list[0].AudienceAside, list[0].Audience)
	}
}

func TestWordsGivenWhileEnteringASpaceDoNotChangeThoseItHas(t *testing.T) {
	t.Parallel()
	needGit(t)
	dir := bare(t)
	a, b, _ := pair(t, dir)
	a.saysAudience("Everybody in Payments")
	a.sync()
	d := newDevice(t, 4)
	d.entersFor(dir, "My friends and me")
	b.sync()
	if got := d.audience() + "; " + b.audience(); got != "Everybody in Payments; Everybody in Payments" {
		t.Error(got)
	}
}

func TestWordsGivenWithANewSpaceAreThereFromTheBeginning(t *testing.T) {
	t.Parallel()
	needGit(t)
	dir := bare(t)
	a, b := newDevice(t, 5), newDevice(t, 6)
	a.entersFor(dir, "  Everybody in\nPayments ")
	b.entersFor(dir, "")
	if got := a.audience() + "; " + b.audience(); got != "Everybody in Payments; Everybody in Payments" {
		t.Error(got)
	}
	// Leaving takes along what was not sent.
	a.saysAudience("Nobody")
	a.must(a.ws.LeaveSpace(t.Context(), team))
	a.entersFor(dir, "")
	if got := a.audience(); got != "Everybody in Payments" {
		t.Error(got)
	}
}
