package policy_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/policy"
	"secondstory/backend/domain/record"
)

var (
	roles  = []string{"Head of service", "Operations", "Business unit", "Guest"}
	people = []string{"ana", "luis", "mei", "tom"}
)

// signoffs are any decisions about two contents, also at once, twice and for others.
func signoffs(hashes []string, side string) *rapid.Generator[[]policy.Signoff] {
	return rapid.Custom(func(t *rapid.T) []policy.Signoff {
		out := make([]policy.Signoff, rapid.IntRange(0, 12).Draw(t, "number"))
		for i := range out {
			actor := rapid.SampledFrom(people).Draw(t, "actor")
			out[i] = policy.Signoff{
				ID: fmt.Sprintf("%s%02d", side, i), Number: 3, Hash: rapid.SampledFrom(hashes).Draw(t, "hash"), Actor: actor, By: actor, Device: "d " + side,
				Role: rapid.SampledFrom(roles).Draw(t, "role"), N: rapid.IntRange(1, 3).Draw(t, "n"),
				Decision: rapid.SampledFrom([]policy.Decision{policy.Approve, policy.Approve, policy.Approve, policy.Changes, policy.Withdrawn}).Draw(t, "decision"),
				At:       noon.Add(time.Duration(rapid.IntRange(0, 50).Draw(t, "at")) * time.Hour),
			}
			if rapid.IntRange(0, 5).Draw(t, "recorded") == 0 {
				out[i].By = rapid.SampledFrom(people).Draw(t, "by")
			}
		}
		return out
	})
}

func TestNoOrderOfArrivalCountsAnActorTwiceOrADecisionAboutSomethingElse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		terms := matrixTerms()
		terms.Seats[1].Count = rapid.IntRange(1, 3).Draw(t, "seats")
		terms.Recorded = rapid.Bool().Draw(t, "recorded")
		other := terms
		other.Text = "something else"
		hash, _ := terms.Hash(3)
		otherHash, _ := other.Hash(3)
		list := signoffs([]string{hash, hash, otherHash}, "s").Draw(t, "signoffs")
		tally := policy.Count(hash, terms.Seats, terms.Recorded, list)

		mixed := slices.Clone(list)
		for i := range mixed {
			j := rapid.IntRange(0, i).Draw(t, "place")
			mixed[i], mixed[j] = mixed[j], mixed[i]
		}
		again := policy.Count(hash, terms.Seats, terms.Recorded, mixed)
		if !maps.Equal(tally.Of, again.Of) || tally.Whole != again.Whole || !tally.At.Equal(again.At) || tally.Have != again.Have {
			t.Fatalf("another order: %+v, then %+v", tally, again)
		}
		of := slices.DeleteFunc(slices.Clone(list), func(s policy.Signoff) bool { return s.Hash != hash })
		if same := policy.Count(hash, terms.Seats, terms.Recorded, of); !maps.Equal(tally.Of, same.Of) || tally.Whole != same.Whole {
			t.Fatalf("decisions about something else changed the tally: %+v, then %+v", same, tally)
		}
		seen := map[string]bool{}
		for _, seat := range tally.Seats {
			for _, a := range seat.Actors {
				if seen[a] {
					t.Fatalf("%s fills two seats: %+v", a, tally)
				}
				seen[a] = true
				if !slices.ContainsFunc(of, func(s policy.Signoff) bool {
					return s.Actor == a && s.Role == seat.Role && s.Decision == policy.Approve && (terms.Recorded || !s.Recorded())
				}) {
					t.Fatalf("%s never agreed as %s", a, seat.Role)
				}
			}
		}
		if tally.Whole != (tally.Have == tally.Need && len(tally.Changes) == 0) {
			t.Fatalf("whole? %+v", tally)
		}
	})
}

// put writes sign-offs into a state as their parts.
func put(s *record.State, list []policy.Signoff) {
	if s.Parts[policy.SignoffsOf] == nil {
		s.Parts[policy.SignoffsOf] = map[string]record.Part{}
	}
	for _, o := range list {
		s.Parts[policy.SignoffsOf][o.ID] = record.Part{Doc: o.Doc()}
	}
}

// proposed is a record whose draft was proposed as version 1.
func proposed(t testing.TB) *record.State {
	s := record.NewState(policy.RecordKind, "01JD0000000000000000000000")
	s.Head = record.Doc{"kind": "matrix", "title": "Priority matrix", "text": "One line.\nAnother line.\n", "zone": "Europe/Madrid"}
	s.Parts[policy.SeatsOf] = map[string]record.Part{}
	for i, role := range roles[:3] {
		s.Parts[policy.SeatsOf][fmt.Sprint("seat", i)] = record.Part{Doc: record.Doc{"role": role, "count": 1.0, "rank": fmt.Sprint("a", i)}}
	}
	s.Parts[policy.SettingsOf] = map[string]record.Part{
		"x": {Doc: record.Doc{"name": "Review within", "value": "48 h", "rank": "a"}},
		"y": {Doc: record.Doc{"name": "Escalate after", "value": "30 min", "rank": "b"}},
	}
	draft := policy.Of(s).Draft
	v := policy.Version{Number: 1, Hash: hashOf(t, draft, 1), Terms: draft, By: "ana", Device: "d", At: noon}
	s.Parts[policy.VersionsOf] = map[string]record.Part{"v1": {Doc: v.Doc()}}
	return s
}

func merged(t *rapid.T, base, a, b *record.State) *record.State {
	scheme, err := merge.NewScheme(policy.Schema, merge.Version, policy.AfterMerge)
	if err != nil {
		t.Fatal(err)
	}
	doc := func(s *record.State) *merge.Doc {
		d := scheme.FromState(s)
		scheme.Normalise(d)
		return d
	}
	one := merge.Merge(scheme, []*merge.Doc{doc(base)}, merge.Side{Doc: doc(a)}, merge.Side{Doc: doc(b)}).Doc
	two := merge.Merge(scheme, []*merge.Doc{doc(base)}, merge.Side{Doc: doc(b)}, merge.Side{Doc: doc(a)}).Doc
	if !one.Equal(two) {
		t.Fatal("the sides may not change places")
	}
	out := record.NewState(base.Kind, base.ID)
	scheme.Into(one, out)
	return out
}

func TestTwoDevicesThatSignAtOnceAreBothCounted(t *testing.T) {
	base := proposed(t)
	if v := policy.Of(base).Versions[0]; v.Damage != "" {
		t.Fatalf("as it is stored the version is damaged: %s", v.Damage)
	}
	rapid.Check(t, func(t *rapid.T) {
		hash := policy.Of(base).Versions[0].Hash
		left, right := signoffs([]string{hash, hash, "another"}, "a").Draw(t, "a"), signoffs([]string{hash}, "b").Draw(t, "b")
		a, b := base.Clone(), base.Clone()
		put(a, left)
		put(b, right)
		p := policy.Of(merged(t, base, a, b))
		want := policy.Count(hash, p.Versions[0].Terms.Seats, false, append(slices.Clone(left), right...))
		if got := p.Tally(p.Versions[0]); !maps.Equal(got.Of, want.Of) || got.Whole != want.Whole || len(p.Open) > 0 {
			t.Fatalf("merged %+v, want %+v", got, want)
		}
	})
}

func TestAMergeOfTwoEditsVoidsWhatWasSignedBefore(t *testing.T) {
	base := proposed(t)
	hash := policy.Of(base).Versions[0].Hash
	for i, role := range roles[:2] {
		put(base, []policy.Signoff{{ID: fmt.Sprint("s", i), Number: 1, Hash: hash, Role: role, Actor: people[i], By: people[i], Device: "d", Decision: policy.Approve, At: noon, N: 1}})
	}
	edits := []func(s *record.State, word string){
		func(s *record.State, word string) { s.Head["text"] = "One line.\n" + word + "\n" },
		func(s *record.State, word string) { s.Parts[policy.SettingsOf]["x"].Doc["value"] = word },
		func(s *record.State, word string) { s.Parts[policy.SettingsOf]["y"].Doc["value"] = word },
		func(s *record.State, word string) { s.Head["title"] = word },
		func(s *record.State, _ string) { s.Parts[policy.SeatsOf]["seat2"].Doc["count"] = 2.0 },
	}
	rapid.Check(t, func(t *rapid.T) {
		a, b := base.Clone(), base.Clone()
		rapid.SampledFrom(edits).Draw(t, "edit of a")(a, "word of a")
		rapid.SampledFrom(edits).Draw(t, "edit of b")(b, "word of b")
		p := policy.Of(merged(t, base, a, b))
		if got := p.VersionState(p.Versions[0], noon.AddDate(1, 0, 0)); got != policy.Voided {
			t.Fatalf("the version is %q after two edits", got)
		}
		for id, s := range p.Standings() {
			if s != policy.Void {
				t.Fatalf("decision %s is %q", id, s)
			}
		}
		if f := p.At(noon.AddDate(1, 0, 0)); f.State == policy.InForce {
			t.Fatal("a draft two people were writing is in force")
		}
	})
}

func TestTheLastSignatureGivenWithoutHavingSeenAnEditMakesTheVersionWholeAndTheEditTheNextDraft(t *testing.T) {
	base := proposed(t)
	hash := policy.Of(base).Versions[0].Hash
	last := func(i int) policy.Signoff {
		return policy.Signoff{ID: fmt.Sprint("s", i), Number: 1, Hash: hash, Role: roles[i], Actor: people[i], By: people[i], Device: "d", Decision: policy.Approve, At: noon, N: 1}
	}
	put(base, []policy.Signoff{last(0), last(1)})
	rapid.Check(t, func(t *rapid.T) {
		a, b := base.Clone(), base.Clone()
		a.Head["text"] = rapid.StringMatching(`[a-z ]{1,20}`).Draw(t, "edit")
		put(b, []policy.Signoff{last(2)})
		p := policy.Of(merged(t, base, a, b))
		f := p.At(noon.AddDate(0, 0, 1))
		if f.State != policy.InForce || f.Version.Terms.Text != "One line.\nAnother line.\n" || p.Next() != 2 || !p.Changed() || p.DraftState() != policy.Drafted {
			t.Fatalf("in force %+v, draft %q as version %d", f, p.DraftState(), p.Next())
		}
	})
}
