package space_test

import (
	"slices"
	"strings"
	"testing"

	"secondstory/assets"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/reviewing"
	"secondstory/backend/share/space"
)

// inTwo are two devices that moved a record to two spaces at once, after all exchanges;
// the second has both of them.
func inTwo(t *testing.T) (dir, other, third string, a, b *device, id string) {
	t.Helper()
	dir, other, a, b, _, id = three(t)
	third = bare(t)
	_, _, err := b.ws.AddSpace(t.Context(), "Third", third, access)
	b.must(err)
	a.moves(id, board)
	a.set(id, "title", "The version of the board")
	a.set(id, "severity", "SEV2")
	b.moves(id, "Third")
	b.set(id, "title", "The version of the third")
	a.syncs(board, team)
	b.syncs("Third", team, board)
	a.syncs(team, board)
	b.syncs("Third", team)
	return dir, other, third, a, b, id
}

func TestTwoMovesAtOnceAreAskedAboutWhereverThereIsACopy(t *testing.T) {
	t.Parallel()
	_, _, _, a, b, id := inTwo(t)
	asked := map[string]string{}
	for _, d := range []*device{a, b} {
		list, err := d.ws.Conflicts(t.Context(), id, english)
		d.must(err)
		if len(list) != 1 || list[0].Form != review.FormSpace || len(list[0].Values) != 2 {
			t.Fatalf("%+v", list)
		}
		asked[list[0].ID] = list[0].Path
		if d == b {
			for _, v := range list[0].Shown {
				if v.From == "elsewhere" && !strings.Contains(v.Copy, "The version of the board") {
					t.Errorf("the other copy can be read: %+v", v)
				}
			}
			if len(list[0].Choices) != 2 || list[0].BaseShown != "Team" {
				t.Errorf("%+v", list[0])
			}
		} else if len(list[0].Choices) != 1 {
			t.Errorf("a space that is not here cannot be chosen: %+v", list[0])
		}
	}
	if len(asked) != 1 {
		t.Errorf("it is one question: %v", asked)
	}
	for i := range 3 {
		a.syncs(team, board)
		b.syncs(team, board, "Third")
		if len(a.open4(id)) != 1 || len(b.open4(id)) != 1 {
			t.Fatalf("round %d asks again: %+v %+v", i, a.open4(id), b.open4(id))
		}
	}
}

func TestDecidingBetweenTwoSpacesBringsBothCopiesTogether(t *testing.T) {
	t.Parallel()
	dir, other, third, a, b, id := inTwo(t)
	b.noted(id, "Only in the third")
	q := b.open4(id)[0]
	_, err := a.ws.SettleConflict(t.Context(), id, q.ID, reviewing.ChoiceOf("Third", ""), "")
	if !fault.Is(err, fault.Invalid) {
		t.Errorf("a space of which nothing is known here: %v", err)
	}
	_, err = b.ws.SettleConflict(t.Context(), id, q.ID, reviewing.ChoiceOf(board, "it is theirs"), "")
	b.must(err)
	if got := b.get(id); got.Space != b.idOf(board) {
		t.Fatalf("%+v", got)
	}
	b.syncs(board, "Third", team)
	a.syncs(board, team)
	b.syncs(board, "Third")
	for _, d := range []*device{a, b} {
		got := d.get(id)
		open := d.open4(id)
		if got.Space != d.idOf(board) || got.Severity != "SEV2" || len(got.Timeline) != 1 {
			t.Errorf("%+v", got)
		}
		if len(open) != 1 || open[0].Path != "title" || !slices.Equal(sorted(open[0].Values), []string{"The version of the board", "The version of the third"}) {
			t.Errorf("nothing of either copy is lost, and where they belong is decided: %+v", open)
		}
	}
	for _, d := range []string{dir, third} {
		if got := inFolder(t, d, id); !slices.Equal(got, []string{"moved.yaml"}) {
			t.Errorf("%v", got)
		}
	}
	if got := inFolder(t, other, id); slices.Contains(got, "moved.yaml") || !slices.Contains(got, "review.md") {
		t.Errorf("%v", got)
	}
	a.whole()
	b.whole()
}

func english(key string, params ...string) string { return assets.English().Text(key, params...) }

// twice are two devices that both have Board and Third, after one moved a record to each at
// once and the first answered for the board; all exchanges everything.
func twice(t *testing.T, first, second func(d *device, id string)) (dir, other, third string, a, b *device, id string, all func()) {
	t.Helper()
	dir, other, a, b, _, id = three(t)
	third = bare(t)
	for _, d := range []*device{a, b} {
		_, _, err := d.ws.AddSpace(t.Context(), "Third", third, access)
		d.must(err)
	}
	a.moves(id, board)
	first(a, id)
	second(b, id)
	b.moves(id, "Third")
	all = func() {
		for range 3 {
			a.syncs(team, board, "Third")
			b.syncs(team, board, "Third")
		}
	}
	all()
	open := a.open4(id)
	if len(open) != 1 || len(b.open4(id)) != 1 {
		t.Fatalf("%+v %+v", open, b.open4(id))
	}
	_, err := a.ws.SettleConflict(t.Context(), id, open[0].ID, reviewing.ChoiceOf(board, ""), "")
	a.must(err)
	return dir, other, third, a, b, id, all
}

// Whoever decides, a copy that says nothing the space has not had follows with the next
// exchange; and what only one of them changed since both had it is no question.
func TestADecisionBetweenTwoSpacesBringsTheCopyOfTheOtherAlong(t *testing.T) {
	t.Parallel()
	dir, other, third, a, b, id, all := twice(t, func(d *device, id string) {
		d.syncs(board)
		d.set(id, "title", "What the first one calls it")
	}, func(*device, string) {})
	all()
	for i, d := range []*device{a, b} {
		if got := d.get(id); got.Space != d.idOf(board) || got.Title != "What the first one calls it" || len(d.open4(id)) != 0 {
			t.Errorf("device %d: %+v %+v", i, got, d.open4(id))
		}
	}
	for _, d := range []string{dir, third} {
		if got := inFolder(t, d, id); !slices.Equal(got, []string{"moved.yaml"}) {
			t.Errorf("%v", got)
		}
	}
	if got := inFolder(t, other, id); !slices.Contains(got, "review.md") {
		t.Errorf("%v", got)
	}
	a.whole()
	b.whole()
}

// What was written for the readers of one space goes to those of another by the word of
// somebody who has it, and not of somebody who only has the other.
func TestADecisionOfOthersTakesNothingAlongThatItsSpaceNeverHad(t *testing.T) {
	t.Parallel()
	_, other, third, a, b, id, all := twice(t, func(*device, string) {}, func(*device, string) {})
	b.set(id, "title", "For the third alone")
	all()
	if got := b.get(id); got.Space != b.idOf("Third") || len(b.open4(id)) != 1 || a.get(id).Title == "For the third alone" {
		t.Fatalf("%+v %+v, the other: %q", got, b.open4(id), a.get(id).Title)
	}
	if got := inFolder(t, third, id); slices.Contains(got, "moved.yaml") {
		t.Errorf("%v", got)
	}
	report := b.syncs(board)
	if !slices.ContainsFunc(report.Refused, func(x space.Refused) bool { return x.Key == "share.elsewhere_decided" && x.Params["name"] != "" }) {
		t.Errorf("nothing says that it was decided: %+v", report.Refused)
	}
	// The person who has the words says the same, and then they go there.
	_, err := b.ws.SettleConflict(t.Context(), id, b.open4(id)[0].ID, reviewing.ChoiceOf(board, ""), "")
	b.must(err)
	all()
	for i, d := range []*device{a, b} {
		if got := d.get(id); got.Space != d.idOf(board) || got.Title != "For the third alone" || len(d.open4(id)) != 0 {
			t.Errorf("device %d: %+v %+v", i, got, d.open4(id))
		}
	}
	if got := inFolder(t, other, id); !slices.Contains(got, "review.md") {
		t.Errorf("%v", got)
	}
	a.whole()
	b.whole()
}
