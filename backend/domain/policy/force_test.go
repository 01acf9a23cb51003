package policy_test

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/policy"
)

func TestAVersionHoldsFromItsDayInItsZoneAndNotBeforeTheLastSignature(t *testing.T) {
	madrid, err := calendar.FindZone("Europe/Madrid")
	if err != nil {
		t.Fatal(err)
	}
	terms := matrixTerms()
	terms.Zone, terms.From = "Europe/Madrid", on(t, "2026-03-10")
	p := &policy.Policy{ID: "p"}
	v := propose(t, p, terms, 1, noon)
	signAll(p, v, noon.AddDate(0, 0, 1))
	start := time.Date(2026, 3, 10, 0, 0, 0, 0, madrid)
	if got := p.At(start.Add(-time.Millisecond)).State; got != policy.Drafted || p.State(start.Add(-time.Second)) != policy.Scheduled {
		t.Errorf("before its day: %q", got)
	}
	if f := p.At(start); f.State != policy.InForce || !f.From.Equal(start) {
		t.Errorf("on its day: %+v", f)
	}
	if r, ok := p.RuleAt(start); !ok || !p.Signed(r, start) || p.Signed(policy.Rule{Policy: "p", Number: 1, Hash: "other"}, start) || p.Signed(r, start.Add(-1)) {
		t.Errorf("the rule is %+v", r)
	}

	late := &policy.Policy{ID: "p"}
	signAll(late, propose(t, late, terms, 1, noon), start.AddDate(0, 0, 5))
	if f := late.At(start.AddDate(0, 0, 4)); f.State != policy.Drafted {
		t.Errorf("signed late it holds before the last signature: %+v", f)
	}
	if f := late.At(start.AddDate(0, 0, 5)); f.State != policy.InForce {
		t.Errorf("once signed: %+v", f)
	}
}

func TestARetroactiveVersionHoldsFromItsDayAndIsNotPartOfWhatWasKnownThen(t *testing.T) {
	terms := matrixTerms()
	p := &policy.Policy{ID: "p"}
	signAll(p, propose(t, p, terms, 1, noon), noon.AddDate(0, 0, 1))
	back := terms
	back.Zone, back.From, back.Text = "UTC", on(t, "2026-03-05"), "Another rule."
	later := noon.AddDate(0, 0, 20)
	if f, ok := fault.As(back.Check(later)); !ok || f.Key != "policy.backdated" {
		t.Fatalf("without a reason: %v", back.Check(later))
	}
	back.Backdated = "too short"
	if f, ok := fault.As(back.Check(later)); !ok || f.Key != "policy.backdated_short" {
		t.Fatalf("with two words: %v", back.Check(later))
	}
	back.Backdated = "The regulator set the day after the fact."
	if err := back.Check(later); err != nil {
		t.Fatal(err)
	}
	v2 := propose(t, p, back, 2, later)
	signAll(p, v2, later.AddDate(0, 0, 1))
	day := time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)
	if f := p.At(day); f.Version.Number != 2 || !f.Version.Retroactive() {
		t.Errorf("in force: %+v", f)
	}
	if f := p.AsKnown(day, later); f.Version.Number != 1 || f.State != policy.InForce {
		t.Errorf("as known before it was signed: %+v", f)
	}
	if got := p.VersionState(p.Versions[0], later.AddDate(0, 0, 2)); got != policy.Superseded {
		t.Errorf("version 1 is %q", got)
	}
}

func TestAVersionThatALaterOneOvertookBeforeItsDayIsNotToldAsOneThatHeld(t *testing.T) {
	p := &policy.Policy{ID: "p"}
	signAll(p, propose(t, p, matrixTerms(), 1, noon), noon)
	ahead := matrixTerms()
	ahead.Zone, ahead.From, ahead.Text = "UTC", on(t, "2026-12-01"), "From December on."
	signAll(p, propose(t, p, ahead, 2, noon.AddDate(0, 0, 1)), noon.AddDate(0, 0, 2))
	now := matrixTerms()
	now.Text = "From now on."
	signAll(p, propose(t, p, now, 3, noon.AddDate(0, 0, 3)), noon.AddDate(0, 0, 4))
	for _, c := range []struct {
		version int
		at      time.Time
		want    policy.State
	}{{1, noon.AddDate(0, 0, 5), policy.Superseded}, {2, noon.AddDate(0, 0, 3), policy.Scheduled}, {2, noon.AddDate(0, 0, 5), policy.Overtaken}, {2, noon.AddDate(2, 0, 0), policy.Overtaken}} {
		if got := p.VersionState(p.Versions[c.version-1], c.at); got != c.want {
			t.Errorf("on %s version %d is %q, want %q", c.at.Format(time.DateOnly), c.version, got, c.want)
		}
	}
}

func TestTwoSignedVersionsOfOneNumberAreInForceNeither(t *testing.T) {
	p := &policy.Policy{ID: "p"}
	signAll(p, propose(t, p, matrixTerms(), 1, noon), noon.AddDate(0, 0, 1))
	other := matrixTerms()
	other.Text = "What the other device proposed."
	signAll(p, propose(t, p, other, 1, noon), noon.AddDate(0, 0, 2))
	f := p.At(noon.AddDate(0, 0, 3))
	if f.State != policy.Undecided || len(f.Between) != 2 || f.Why != "policy.two_versions" {
		t.Fatalf("%+v", f)
	}
	// The same content proposed on two devices is one version.
	same := &policy.Policy{ID: "p"}
	signAll(same, propose(t, same, matrixTerms(), 1, noon), noon.AddDate(0, 0, 1))
	propose(t, same, matrixTerms(), 1, noon.Add(time.Hour))
	if f := same.At(noon.AddDate(0, 0, 3)); f.State != policy.InForce {
		t.Errorf("twice the same: %+v", f)
	}
	// A version with a higher number ends the question.
	third := matrixTerms()
	third.Text = "What both agreed on then."
	signAll(p, propose(t, p, third, p.Next(), noon), noon.AddDate(0, 0, 4))
	if f := p.At(noon.AddDate(0, 0, 5)); f.State != policy.InForce || f.Version.Number != 2 {
		t.Errorf("after version 2: %+v", f)
	}
}

func TestAnOpenConflictBlocksWhatRestsOnIt(t *testing.T) {
	p := &policy.Policy{ID: "p", Draft: matrixTerms()}
	signAll(p, propose(t, p, matrixTerms(), 1, noon), noon)
	for _, c := range []struct {
		path         string
		force, draft policy.State
	}{
		{"text", policy.InForce, policy.Undecided},
		{"settings/x/value", policy.InForce, policy.Undecided},
		{"versions/v0", policy.Undecided, policy.Undecided},
		{"signoffs/s0", policy.Undecided, policy.Undecided},
		{"/", policy.Undecided, policy.Undecided},
		{"exceptions/e1/to", policy.InForce, policy.Drafted},
	} {
		p.Open = []string{c.path}
		if got := p.At(noon.AddDate(0, 0, 1)).State; got != c.force {
			t.Errorf("%s: in force %q, want %q", c.path, got, c.force)
		}
		if got := p.DraftState(); got != c.draft {
			t.Errorf("%s: draft %q, want %q", c.path, got, c.draft)
		}
	}
}

func TestAnEndingIsSignedLikeARuleAndEndsItOnItsDay(t *testing.T) {
	p := &policy.Policy{ID: "p"}
	signAll(p, propose(t, p, matrixTerms(), 1, noon), noon)
	end := matrixTerms()
	end.Ends, end.Zone, end.From = true, "UTC", on(t, "2026-06-01")
	v := propose(t, p, end, 2, noon)
	day := time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)
	if got := p.State(day); got != policy.InForce {
		t.Errorf("an ending nobody has signed: %q", got)
	}
	signAll(p, v, noon.AddDate(0, 1, 0))
	if got := p.State(day.Add(-1)); got != policy.InForce {
		t.Errorf("the day before: %q", got)
	}
	if got := p.State(day); got != policy.Retired {
		t.Errorf("on the day: %q", got)
	}
}

func TestAVersionThatIsNotWhatItsHashSaysIsNeverInForce(t *testing.T) {
	s := proposed(t)
	p := policy.Of(s)
	signAll(p, p.Versions[0], noon.AddDate(0, 0, 1))
	put(s, p.Signoffs)
	if f := policy.Of(s).At(noon.AddDate(0, 0, 2)); f.State != policy.InForce {
		t.Fatalf("as it was proposed: %+v", f)
	}
	for field, value := range map[string]any{"text": "another", "number": 2.0, "recorded": true, "seats": []any{map[string]any{"role": "Operations", "count": 1.0}}, "zone": "UTC"} {
		bad := s.Clone()
		bad.Parts[policy.VersionsOf]["v1"].Doc[field] = value
		q := policy.Of(bad)
		if f := q.At(noon.AddDate(0, 0, 2)); f.State == policy.InForce || q.VersionState(q.Versions[0], noon) != policy.Damaged {
			t.Errorf("%s changed by hand: %q, version %q", field, f.State, q.VersionState(q.Versions[0], noon))
		}
	}
}

func TestWhatIsInForceFollowsAnySchedule(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		type plan struct {
			number         int
			complete, from time.Time
			ends           bool
		}
		p := &policy.Policy{ID: "p"}
		var plans []plan
		number := 0
		for range rapid.IntRange(0, 6).Draw(t, "versions") {
			number += rapid.IntRange(0, 1).Draw(t, "same number")
			number = max(number, 1)
			terms := matrixTerms()
			terms.Text = fmt.Sprint("text ", len(plans))
			terms.Ends = rapid.IntRange(0, 4).Draw(t, "ends") == 0
			at := noon.Add(time.Duration(rapid.IntRange(0, 2000).Draw(t, "proposed")) * time.Hour)
			complete := at.Add(time.Duration(rapid.IntRange(3, 500).Draw(t, "signed")) * time.Hour)
			starts := complete
			if rapid.Bool().Draw(t, "dated") {
				first := at.Truncate(24*time.Hour).AddDate(0, 0, rapid.IntRange(-30, 60).Draw(t, "day"))
				terms.Zone, terms.From = "UTC", calendar.DateOf(first, time.UTC)
				starts = first
				if first.Before(at.Truncate(24 * time.Hour)) {
					terms.Backdated = "For a reason that is long enough."
				} else if complete.After(first) {
					starts = complete
				}
			}
			hash, err := terms.Hash(number)
			if err != nil {
				t.Fatal(err)
			}
			v := policy.Version{ID: fmt.Sprint("v", len(plans)), Number: number, Hash: hash, Terms: terms, At: at}
			p.Versions = append(p.Versions, v)
			signAll(p, v, complete)
			plans = append(plans, plan{number, complete, starts, terms.Ends})
		}
		when := noon.Add(time.Duration(rapid.IntRange(-800, 4000).Draw(t, "when")) * time.Hour)
		highest := 0
		for _, l := range plans {
			if !l.from.After(when) {
				highest = max(highest, l.number)
			}
		}
		want, n := policy.Drafted, 0
		for _, l := range plans {
			if highest > 0 && l.number == highest {
				n++
				want = policy.InForce
				if l.ends {
					want = policy.Retired
				}
			}
		}
		if n > 1 {
			want = policy.Undecided
		}
		got := p.At(when)
		if got.State != want || want == policy.InForce && got.Version.Number != highest {
			t.Fatalf("at %s: %q version %d, want %q version %d", when, got.State, got.Version.Number, want, highest)
		}
		// What was known at an instant stays so, whatever is signed later.
		known := noon.Add(time.Duration(rapid.IntRange(-800, 4000).Draw(t, "known")) * time.Hour)
		before := p.AsKnown(when, known)
		terms := matrixTerms()
		terms.Text = "later"
		hash, _ := terms.Hash(99)
		v := policy.Version{ID: "later", Number: 99, Hash: hash, Terms: terms, At: known.Add(time.Hour)}
		p.Versions = append(p.Versions, v)
		signAll(p, v, known.Add(5*time.Hour))
		if after := p.AsKnown(when, known); after.State != before.State || after.Version.Hash != before.Version.Hash {
			t.Fatalf("a later version changed what was known: %q, then %q", before.State, after.State)
		}
	})
}

func TestADraftIsComparedWithTheVersionInForceAndNotWithOneThatWaitsForItsDay(t *testing.T) {
	terms := matrixTerms()
	terms.Zone = "UTC"
	h := &policy.Held{Policy: policy.Policy{ID: "p", Draft: terms, SeatIDs: []string{"1", "2", "3"}}}
	later := noon.AddDate(0, 0, 2)
	if got := h.Page(later, "me", nil).Since; got == nil || len(got) != 0 {
		t.Errorf("with none in force: %+v", got)
	}
	signAll(&h.Policy, propose(t, &h.Policy, terms, 1, noon), noon.AddDate(0, 0, 1))
	terms.From, terms.Text = on(t, "2027-12-01"), "From December.\n"
	signAll(&h.Policy, propose(t, &h.Policy, terms, 2, noon), noon.AddDate(0, 0, 1))
	terms.Text = "As it is now.\n"
	h.Draft = terms
	want := policy.Diff(h.Versions[0].Terms, terms)
	if page := h.Page(later, "me", nil); page.Force == nil || page.Force.Number != 1 || len(want) != 2 || !reflect.DeepEqual(page.Since, want) {
		t.Errorf("%+v\n%+v, want %+v", page.Force, page.Since, want)
	}
}
