package space_test

import (
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
