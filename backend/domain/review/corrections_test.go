package review_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
)

// Ten thousand corrections, one after the other: every statement stays, the last one counts,
// and no number is negative or of before.
func TestEveryNumberFollowsACorrectionInTheSameStep(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 1)) //nolint:gosec // a random test, the same in every run
	spoken := 0
	// kind 0 is an entry of any sort, 1 one that is mostly a range, 2 mostly a moment: with all of
	// them random, nothing would ever be known.
	moment := func(kind int) timeline.Statement {
		spoken++
		at := time.Date(2026, 3, 1, 10, rnd.IntN(240), 0, 0, time.UTC)
		s := timeline.Statement{At: at.Format(time.RFC3339), Zone: "UTC", Precision: timeline.Minute, Raw: fmt.Sprint(spoken)}
		form := rnd.IntN(12)
		if kind > 0 && rnd.IntN(10) > 0 {
			form = 6 * kind // a range, or a moment
		}
		switch form {
		case 0:
			s.Precision = timeline.Approximate
		case 1:
			s.At, s.Zone = at.Format("2006-01-02T15:04:05"), ""
		case 2:
			s.At, s.Precision = at.Format(time.DateOnly), timeline.Day
		case 3:
			s.At, s.Precision = "", timeline.Unknown
		case 4, 5, 6, 7:
			s.End = at.Add(time.Duration(rnd.IntN(90)-2) * time.Minute).Format(time.RFC3339)
		}
		return s
	}
	st := record.NewState(review.Kind, "01J8ZQ4T9V0000000000000000")
	apply := func(ops ...record.Op) {
		t.Helper()
		if _, err := record.Apply(review.Schema, st, ops...); err != nil {
			t.Fatal(err)
		}
	}
	const entries = 9
	said := make([][]timeline.Statement, entries)
	id := func(i int) string { return fmt.Sprintf("01J8ZQ4T9V000000000000000%d", i) }
	sortOf := func(i int) int { // the first four say who was in command
		if i < 4 {
			return 1
		}
		return 0
	}
	list := func(i int) (out []any) {
		for _, s := range said[i] {
			out = append(out, review.StatementDoc(s))
		}
		return out
	}
	for i := range entries {
		said[i] = []timeline.Statement{moment(sortOf(i))}
		fields := record.Doc{"text": "Work", "rank": "U", "times": list(i), "kind": "action", "workstream": []string{"Database", "Network"}[i%2]}
		if i < 4 {
			fields["kind"], fields["role"] = review.KindCommand, []string{"Duty manager", "Plant lead"}[i%2]
		}
		apply(record.AddOp(review.Timeline, id(i), fields))
	}
	head := map[string]timeline.Statement{}
	for range 10_000 {
		if n := rnd.IntN(entries + len(review.Anchors)); n < entries {
			said[n] = append(said[n], moment(sortOf(n)))
			if len(said[n]) > 40 { // as long as a history gets, and as fast as a test should be
				said[n] = []timeline.Statement{said[n][len(said[n])-1]}
				apply(record.RemoveOp(record.Path{Collection: review.Timeline, Part: id(n)}), record.RestoreOp(record.Path{Collection: review.Timeline, Part: id(n)}))
			}
			apply(record.SetOp(record.Path{Collection: review.Timeline, Part: id(n), Field: "times"}, list(n)))
		} else {
			name := review.Anchors[n-entries]
			s := moment(2)
			s.End = ""
			head[name] = s
			apply(record.SetOp(record.Path{Field: name}, review.StatementDoc(s)))
		}
		r := review.FromSnapshot(record.Snapshot{Row: record.Row{ID: st.ID}, State: st})
		for i := range entries {
			for _, e := range r.Timeline {
				if e.ID == id(i) && (len(e.Times) != len(said[i]) || e.Raw != said[i][len(said[i])-1].Raw || e.Precision != said[i][len(said[i])-1].Precision) {
					t.Fatalf("%s says %+v, the last statement is %+v", e.ID, e.Statement, said[i][len(said[i])-1])
				}
			}
		}
		for _, d := range r.Durations {
			a, b := head[d.From], head[d.To]
			want, exact, ok := timeline.Duration(a, b)
			if d.Minutes < 0 && d.Problem == "" || ok && (d.Minutes != want.Minutes() || d.Exact != (exact && want >= 0)) {
				t.Fatalf("%+v between %+v and %+v", d, a, b)
			}
		}
		for _, s := range review.Silences(r) {
			if s.Minutes < s.Least || s.To.Before(s.From) {
				t.Fatalf("%+v", s)
			}
		}
		checkCommand(t, r)
		for _, w := range review.Workstreams(r) {
			if w.To.Before(w.From) || w.Quiet.Length() < 0 || w.Quiet.Length() > w.To.Sub(w.From) {
				t.Fatalf("%+v", w)
			}
		}
		for _, x := range review.DoneTwice(r) {
			if x.Length() < 0 || x.Why == "" && x.Length() == 0 {
				t.Fatalf("%+v", x)
			}
		}
	}
}

// checkCommand counts minute by minute what CommandOf says, from the entries as they are.
func checkCommand(t *testing.T, r review.Review) {
	t.Helper()
	c := review.CommandOf(r)
	known := func(s timeline.Statement) bool {
		_, ok := timeline.OffsetOf(s)
		return ok && s.Precision == timeline.Minute
	}
	sound := r.Started != nil && r.Resolved != nil && known(*r.Started) && known(*r.Resolved) && r.Resolved.At > r.Started.At
	for _, e := range r.Timeline {
		if e.Kind == review.KindCommand {
			sound = sound && known(e.Statement) && e.End >= e.At && e.End != ""
		}
	}
	if sound != (c.Why == "") {
		t.Fatalf("%q of %+v", c.Why, r)
	}
	if !sound {
		if len(c.Vacuum)+len(c.Double) > 0 || c.Coverage() != 0 {
			t.Fatalf("a number of what nobody knows: %+v", c)
		}
		return
	}
	vacuum, double := 0.0, 0.0
	for at := c.From; at.Before(c.To); at = at.Add(time.Minute) {
		who, now := map[string]bool{}, at.Format(time.RFC3339)
		for _, e := range r.Timeline {
			if e.Kind == review.KindCommand && e.At <= now && now < e.End {
				who[e.Role] = true
			}
		}
		switch len(who) {
		case 0:
			vacuum++
		case 1:
		default:
			double++
		}
	}
	whole := c.To.Sub(c.From).Minutes()
	if review.Total(c.Vacuum).Minutes() != vacuum || review.Total(c.Double).Minutes() != double || math.Abs(c.Coverage()-(whole-vacuum)/whole) > 1e-9 {
		t.Fatalf("counted %v and %v of %v: %+v", vacuum, double, whole, c)
	}
}
