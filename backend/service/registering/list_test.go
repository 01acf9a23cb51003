package registering_test

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/review"
)

func TestAListIsFilteredOrderedCountedAndReadAtAnyPlace(t *testing.T) {
	d := newDesk(t)
	ctx := context.Background()
	var list []any
	for i := range 300 {
		list = append(list, one(i))
	}
	dateless := one(300)
	dateless.Moments = nil
	d.files["a"] = lines(append(list, dateless)...)
	d.take("a")
	r := rand.New(rand.NewPCG(3, 4))
	pick := func(of ...string) []string {
		var out []string
		for _, v := range of {
			if r.IntN(3) == 0 {
				out = append(out, v)
			}
		}
		return out
	}
	profile := incident.BuiltIn()
	for range 80 {
		q := incident.Query{Severities: pick("SEV1", "SEV2", "SEV3"), States: pick("open", "resolved"), Services: pick("checkout", "search"),
			Order: incident.Orders()[r.IntN(len(incident.Orders()))], Reverse: r.IntN(2) == 0, Words: []string{"", "answer 1", "ANSWER"}[r.IntN(3)]}
		want := map[string]bool{}
		for i := range 301 {
			s := one(i)
			sev, _ := profile.Severity(s.Severity)
			st, _ := profile.State(s.State)
			in := func(list []string, v ...string) bool {
				return len(list) == 0 || slices.ContainsFunc(v, func(x string) bool { return slices.Contains(list, x) })
			}
			words := strings.ToLower(s.Title + " " + s.Key + " " + strings.Join(s.Services, " "))
			fits := in(q.Severities, sev) && in(q.States, st) && in(q.Services, s.Services...)
			for _, w := range strings.Fields(strings.ToLower(q.Words)) {
				fits = fits && strings.Contains(words, w)
			}
			if fits {
				want[s.Key] = true
			}
		}
		v := d.look(q)
		if v.Total != len(want) {
			t.Fatalf("%+v finds %d, want %d", q, v.Total, len(want))
		}
		var got []incident.Line
		for from := 0; from < v.Total; from += 70 {
			page, _, err := d.Lines(ctx, q, from, 70)
			d.Must(err)
			got = append(got, page...)
		}
		if len(got) != len(want) {
			t.Fatalf("%d lines of %d", len(got), len(want))
		}
		for _, l := range got {
			if !want[l.Key] {
				t.Fatalf("%s is in the list of %+v", l.Key, q)
			}
			delete(want, l.Key)
		}
		for _, f := range v.Facets {
			if f.Name != incident.OfService && len(q.Chosen(f.Name)) > 0 {
				sum := 0
				for _, value := range f.Values {
					if value.Chosen {
						sum += value.Count
					}
				}
				if sum != v.Total {
					t.Fatalf("facet %s: chosen values add up to %d of %d in %+v", f.Name, sum, v.Total, q)
				}
			}
		}
	}
	newest, _, err := d.Lines(ctx, incident.Query{}, 0, 400)
	d.Must(err)
	oldest, _, err := d.Lines(ctx, incident.Query{Reverse: true}, 0, 400)
	d.Must(err)
	if newest[0].Key != "INC00299" || oldest[0].Key != "INC00000" || newest[300].Key != "INC00300" || oldest[300].Key != "INC00300" {
		t.Errorf("by time: %s … %s, turned round %s … %s", newest[0].Key, newest[300].Key, oldest[0].Key, oldest[300].Key)
	}
}

func TestAReviewBegunFromAnIncidentHasItsHistoryOnce(t *testing.T) {
	d := newDesk(t)
	ctx := context.Background()
	s := one(1)
	s.Summary, s.People = "Pages took ten seconds.", []string{"Ada"}
	s.Moments[incident.Acknowledged] = when(4)
	s.Updates = []incident.Update{{Key: "u", Time: when(9), Kind: "public", Text: "We are looking", Role: "Support", Name: "Ada"}, {Key: "v", Time: when(12), Kind: "state", State: "Resolved"}}
	d.files["a"] = lines(s)
	d.take("a")
	id, err := d.Find(ctx, "INC00001")
	d.Must(err)
	words := func(key string, _ ...string) string { return key }
	ref, made, err := d.StartReview(ctx, id, words)
	if d.Must(err); !made {
		t.Fatal("nothing was made")
	}
	if again, made, err := d.StartReview(ctx, id, words); err != nil || made || again != ref {
		t.Errorf("a second time: %s, %v, %v", again, made, err)
	}
	got, err := d.Service.Get(ctx, id)
	d.Must(err)
	snap, err := d.Rec.Get(ctx, got.Incident.Review)
	d.Must(err)
	r := review.FromSnapshot(snap)
	if r.Severity != "SEV2" || len(r.Timeline) != 3 || r.Timeline[0].Kind != "ack" || r.Timeline[1].Text != "We are looking" || r.Timeline[1].Kind != "comms" ||
		r.Started == nil || r.Resolved == nil || !strings.Contains(r.Sections[0].Text, "Pages took ten seconds.") {
		t.Errorf("the review is %+v", r)
	}
	if raw, err := json.Marshal(r); err != nil || strings.Contains(string(raw), "Ada") {
		t.Error("a name came along")
	}
	if v := d.look(incident.Query{Reviews: []string{incident.Reviewed}}); v.Total != 1 {
		t.Errorf("%d incidents have a review", v.Total)
	}
}

// An import is taken back while a table is written: all that stays is in it all the same.
func TestAListThatIsReadWholeIsOfOneMoment(t *testing.T) {
	d := newDesk(t)
	ctx := context.Background()
	for i := range 40 {
		name := "b"
		if i >= 30 {
			name = "a" // the newest
		}
		d.files[name] += lines(one(i))
	}
	newest := d.take("a").Import.ID
	d.take("b")
	seen := map[string]bool{}
	total, err := d.Each(ctx, incident.Query{}, 35, 10, func(done, total int, lines []incident.Line) error {
		if len(seen) == 0 {
			_, err := d.Withdraw(ctx, newest, nil)
			d.Must(err)
		}
		for _, l := range lines {
			seen[l.ID] = true
		}
		if done != len(seen) || total != 40 {
			t.Errorf("%d of %d, %d seen", done, total, len(seen))
		}
		return nil
	})
	d.Must(err)
	if left := d.look(incident.Query{}).Total; left != 30 || total != 40 || len(seen) != 35 {
		t.Errorf("%d of %d seen, %d are left", len(seen), total, left)
	}
}
