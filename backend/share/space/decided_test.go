package space_test

import (
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/recording"
	"secondstory/backend/service/reviewing"
)

func (d *device) questions(state string) (out []review.Undecided) {
	d.t.Helper()
	list, err := d.ws.Conflicts(d.t.Context(), "", english)
	d.must(err)
	for _, u := range list {
		if u.State == state {
			out = append(out, u)
		}
	}
	return out
}

func TestAQuestionThatWasTakenBackBeforeItWasDecidedIsNoRowAmongTheDecided(t *testing.T) {
	d := newDevice(t, 1)
	id, _, err := d.ws.Reviews.Create(t.Context(), "Portal closed", "")
	d.must(err)
	c := merge.Conflict{ID: "01TAKENBACK", Path: "severity", Kind: merge.KindValue, Values: []string{"SEV1", "SEV2"}, State: merge.Open}.Resolve(merge.Resolution{Value: "withdrawn"})
	_, err = d.ws.Records.Edit(t.Context(), id, recording.Edit{Action: "conflicts.set", Needs: []string{review.Conflicts},
		Plan: func(*record.State) ([]record.Op, error) {
			return []record.Op{record.AddOp(review.Conflicts, c.ID, c.Doc())}, nil
		}})
	d.must(err)
	if list := d.questions(merge.Resolved); len(list) != 0 {
		t.Errorf("%+v", list)
	}
}

func TestAVersionIsShownWithTheTimeOfItsEditAndNotOfTheSync(t *testing.T) {
	dir := bare(t)
	a, b := newDevice(t, 1), newDevice(t, 2)
	a.joins(dir)
	b.joins(dir)
	id, _, err := a.ws.Reviews.Create(t.Context(), "Portal closed", "")
	a.must(err)
	a.must(a.ws.Share(t.Context(), team, id))
	a.exchanges()
	b.exchanges()
	edits := map[string]time.Time{}
	for d, title := range map[*device]string{a: "Portal was closed", b: "Portal shut"} {
		d.at = d.at.Add(time.Hour)
		d.set(id, "title", title)
		edits[title] = d.at
		d.at = d.at.Add(2 * time.Hour)
	}
	a.exchanges()
	b.exchanges()
	a.exchanges()
	for _, d := range []*device{a, b} {
		for _, v := range d.questions(merge.Open)[0].Shown {
			at, err := time.Parse(time.RFC3339, v.At)
			d.must(err)
			if off := edits[v.Text].Sub(at); off < 0 || off > time.Minute {
				t.Errorf("%q is from %s, shown %s", v.Text, edits[v.Text], v.At)
			}
		}
	}
}

func TestAnEmptySectionThatTwoPeopleFilledIsAskedAboutOnBothDevices(t *testing.T) {
	dir := bare(t)
	a, b := newDevice(t, 1), newDevice(t, 2)
	a.joins(dir)
	b.joins(dir)
	id, _, err := a.ws.Reviews.Create(t.Context(), "Portal closed", "")
	a.must(err)
	a.must(a.ws.Share(t.Context(), team, id))
	a.exchanges()
	b.exchanges()
	const place = "sections/summary/text"
	a.set(id, place, "We knew after 4 minutes.")
	b.set(id, place, "We knew after 9 minutes.")
	a.exchanges()
	b.exchanges()
	a.exchanges()
	for _, d := range []*device{a, b} {
		open := d.questions(merge.Open)
		if len(open) != 1 || open[0].Path != place || strings.Join(open[0].Choices, " ") != "1 2 3 text" || open[0].Shown[0].From != "joined" {
			t.Fatalf("%+v", open)
		}
		if all := open[0].Values; all[0] != all[1]+"\n\n"+all[2] || open[0].Shown[1].At == "" || open[0].Shown[2].At == "" {
			t.Errorf("%+v", open[0])
		}
	}
	q := a.questions(merge.Open)[0]
	_, err = a.ws.SettleConflict(t.Context(), id, q.ID, reviewing.Choice{Keep: "3"}, "")
	a.must(err)
	a.exchanges()
	b.exchanges()
	for _, s := range b.look(id).Sections {
		if s.Key == "summary" && s.Text != q.Values[2] {
			t.Errorf("%q", s.Text)
		}
	}
	if n := len(b.questions(merge.Open)); n != 0 {
		t.Errorf("%d still open", n)
	}
}

func TestOppositeDecisionsOfTwoPeopleAreAskedAboutAgain(t *testing.T) {
	for _, x := range []struct{ path, before, mine, theirs string }{
		{"title", "Portal closed", "Portal was closed", "Portal shut"},
		{"severity", "SEV3", "SEV1", "SEV2"},
	} {
		t.Run(x.path, func(t *testing.T) {
			dir := bare(t)
			a, b := newDevice(t, 1), newDevice(t, 2)
			a.joins(dir)
			b.joins(dir)
			for d, alias := range map[*device]string{a: "Ines", b: "Tomas"} {
				_, err := d.ws.SetAlias(t.Context(), team, alias)
				d.must(err)
			}
			id, _, err := a.ws.Reviews.Create(t.Context(), "Portal closed", "")
			a.must(err)
			a.set(id, x.path, x.before)
			a.must(a.ws.Share(t.Context(), team, id))
			a.exchanges()
			b.exchanges()
			a.set(id, x.path, x.mine)
			b.set(id, x.path, x.theirs)
			a.exchanges()
			b.exchanges()
			a.exchanges()
			decide := func(d *device, keep string) {
				open := d.questions(merge.Open)
				if len(open) != 1 {
					t.Fatalf("%d open", len(open))
				}
				_, err := d.ws.SettleConflict(t.Context(), id, open[0].ID, reviewing.Choice{Keep: keep, Why: keep}, "")
				d.must(err)
			}
			decide(a, "1")
			decide(b, "2")
			a.exchanges()
			b.exchanges()
			a.exchanges()
			qa, qb := a.questions(merge.Open), b.questions(merge.Open)
			if len(qa) != 1 || len(qb) != 1 || qa[0].ID != qb[0].ID || len(qa[0].Choices) < 2 {
				t.Fatalf("%+v\n%+v", qa, qb)
			}
			// Both reasons stand beside the question, each with who gave it.
			for d, other := range map[*device]string{a: "Tomas", b: "Ines"} {
				u := d.questions(merge.Open)[0]
				if len(u.Decisions) != 2 || u.Decisions[0].Own == u.Decisions[1].Own {
					t.Fatalf("%+v", u.Decisions)
				}
				for _, x := range u.Decisions {
					why, by := "2", "Tomas"
					if x.Own == (d == a) {
						why, by = "1", "Ines"
					}
					if x.Own {
						by = ""
					}
					if x.Why != why || x.By != by || x.At == "" || x.Side == 0 || x.Value != u.Shown[x.Side-1].Text {
						t.Errorf("%s: %+v", other, x)
					}
				}
				for i, v := range u.Shown {
					if (v.From == "own") == (v.By == other) || v.At == "" {
						t.Errorf("version %d is of %q from %s, %s", i, v.By, v.From, v.At)
					}
				}
			}
			decide(a, "2")
			a.exchanges()
			b.exchanges()
			for _, u := range b.questions(merge.Resolved) {
				if u.DecidedBy == "Ines" && len(u.Decisions) == 0 {
					t.Errorf("%+v", u)
				}
			}
			if len(a.questions(merge.Open))+len(b.questions(merge.Open)) != 0 {
				t.Error("still asked")
			}
			if now := a.look(id); now.Title != b.look(id).Title || now.Severity != b.look(id).Severity {
				t.Error("they differ")
			}
		})
	}
}

// Two decide one question differently: neither of the two decisions counts, and a later
// question about other versions has nothing to do with them.
func TestDecisionsMadeApartAreToldAsSuchAndOfNoOtherQuestion(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	settle := func(d *device, keep string) {
		_, err := d.ws.SettleConflict(t.Context(), id, d.open4(id)[0].ID, choice(keep), "")
		d.must(err)
	}
	both := func() {
		for _, d := range []*device{a, b, a, b} {
			d.sync()
		}
	}
	a.set(id, "severity", "SEV3")
	b.set(id, "severity", "SEV4")
	both()
	settle(a, "1")
	settle(b, "2")
	both()
	for i, d := range []*device{a, b} {
		done, open := d.questions(merge.Resolved), d.questions(merge.Open)
		if len(done) != 1 || !done[0].Apart || done[0].Decision != "" || len(done[0].Decisions) != 2 {
			t.Fatalf("%d: %+v", i, done)
		}
		if len(open) != 1 || len(open[0].Decisions) != 2 {
			t.Fatalf("%d: %+v", i, open)
		}
	}
	settle(a, "2")
	both()
	for _, u := range b.questions(merge.Resolved) {
		if u.Apart != (len(u.Decisions) == 2) {
			t.Errorf("%+v", u)
		}
	}
	a.set(id, "severity", "SEV2")
	b.set(id, "severity", "SEV1")
	both()
	if open := a.questions(merge.Open); len(open) != 1 || len(open[0].Decisions) != 0 {
		t.Errorf("%+v", open)
	}
	settle(a, "1")
	both()
	settled(t, dir, a, b)
}

// Both go on writing where a question is open: all versions are one question, and each of
// them can be taken.
func TestAPassageThatBothWriteAnewWhileItIsAskedAboutIsOneQuestion(t *testing.T) {
	t.Parallel()
	for first, texts := range map[string][2]string{"": {"Three wards waited.", "Nobody waited."}, "Somebody waited.": {"Three wards waited.", "Nobody waited."}} {
		dir := bare(t)
		a, b, id := pair(t, dir)
		both := func() {
			for _, d := range []*device{a, b, a, b} {
				d.sync()
			}
		}
		a.set(id, "sections/impact/text", first)
		both()
		a.set(id, "sections/impact/text", texts[0])
		b.set(id, "sections/impact/text", texts[1])
		both()
		a.set(id, "sections/impact/text", "Three wards waited for an hour.")
		b.set(id, "sections/impact/text", "Nobody waited for long.")
		both()
		for _, d := range []*device{a, b} {
			open := d.questions(merge.Open)
			if len(open) != 1 || len(open[0].Values) < 4 {
				t.Fatalf("%q: %+v", first, open)
			}
			for _, text := range append(texts[:], "Three wards waited for an hour.", "Nobody waited for long.") {
				at := strings.Index(strings.Join(open[0].Values, "\x00")+"\x00", text+"\x00")
				if at < 0 {
					t.Errorf("%q: %q is not to be chosen: %q", first, text, open[0].Values)
				}
			}
			if len(open[0].Choices) < len(open[0].Values) {
				t.Errorf("%q: %v of %q", first, open[0].Choices, open[0].Values)
			}
		}
		u := a.questions(merge.Open)[0]
		keep := 0
		for i, v := range u.Values {
			if v == texts[1] {
				keep = i + 1
			}
		}
		_, err := a.ws.SettleConflict(t.Context(), id, u.ID, choice(string(rune('0'+keep))), "")
		a.must(err)
		both()
		for _, d := range []*device{a, b} {
			if got := d.section(id, "impact"); got != texts[1] || len(d.questions(merge.Open)) != 0 {
				t.Errorf("%q: %q %+v", first, got, d.questions(merge.Open))
			}
		}
		settled(t, dir, a, b)
	}
}
