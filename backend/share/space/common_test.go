package space_test

import (
	"path/filepath"
	"testing"

	"secondstory/assets"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/reviewing"
	"secondstory/backend/workspace"
)

// asks lists what is asked about a review, in words for a failing test.
func (d *device) asks(id string) (out []string) {
	d.t.Helper()
	for _, u := range d.open4(id) {
		line := u.Path
		for _, v := range u.Shown {
			line += " | " + v.Text + " by " + v.By + v.From
		}
		out = append(out, line)
	}
	return out
}

// What somebody writes where a review has been is brought to where it is; what the same
// person writes there later comes after it and not beside it.
func TestWhatIsWrittenTwiceWhereAReviewHasBeenIsNoQuestion(t *testing.T) {
	t.Parallel()
	_, _, a, b, c, id := three(t)
	a.moves(id, board)
	a.syncs(board, team)
	c.set(id, "title", "The first words")
	c.set(id, "sections/summary/text", "It stood still.\n\nFor an hour.")
	c.syncs(team)
	b.syncs(team, board, board, team)
	a.syncs(board)
	if got := a.get(id).Title; got != "The first words" {
		t.Fatalf("%q", got)
	}
	a.syncs(team)
	c.syncs(team)
	_, err := c.ws.Records.Restore(t.Context(), id, "review.restore", "")
	c.must(err)
	c.set(id, "title", "The second words")
	c.set(id, "sections/summary/text", "It stood still.\n\nFor two hours.")
	c.moves(id, team)
	c.syncs(team)
	a.syncs(team, board)
	b.syncs(board, team)
	for i, d := range []*device{a, b} {
		if got := d.get(id); got.Title != "The second words" || d.section(id, "summary") != "It stood still.\n\nFor two hours." || len(d.open4(id)) != 0 {
			t.Errorf("device %d: %q %q %v", i, got.Title, d.section(id, "summary"), d.asks(id))
		}
	}
	a.whole()
	b.whole()
}

// What somebody wrote where the review went is theirs: another who said the same in the space
// it left, and took it back, has not seen it and does not take it back.
func TestWhatIsSaidInBothSpacesAndTakenBackInOneIsAsked(t *testing.T) {
	t.Parallel()
	_, _, a, _, c, id := three(t)
	a.set(id, "severity", "SEV1")
	a.syncs(team)
	c.syncs(team)
	a.moves(id, board)
	c.set(id, "severity", "SEV2")
	c.syncs(team)
	c.set(id, "severity", "SEV1")
	c.set(id, "title", "The words of the other space")
	c.syncs(team)
	a.set(id, "severity", "SEV2")
	a.syncs(board, team)
	if got := a.get(id); got.Severity != "SEV2" || got.Title != "The words of the other space" {
		t.Errorf("%q %q %v", got.Severity, got.Title, a.asks(id))
	}
}

// Two who move a review to two spaces, one of whom goes on writing: once both copies are in
// one of them, what that one wrote stands, for the other wrote nothing.
func TestTwoMovesOfWhichOneWroteOnAreNoQuestionOnceTheyAreDecided(t *testing.T) {
	t.Parallel()
	dir, one, two := bare(t), bare(t), bare(t)
	a, b, id := pair(t, dir)
	c := newDevice(t, 3)
	c.joins(dir)
	for _, d := range []*device{a, b, c} {
		for name, at := range map[string]string{"One": one, "Two": two} {
			_, _, err := d.ws.AddSpace(t.Context(), name, at, access)
			d.must(err)
		}
	}
	all := func() {
		for range 3 {
			for _, d := range []*device{a, b, c} {
				d.syncs(team, "One", "Two")
			}
		}
	}
	a.moves(id, "One")
	b.set(id, "title", "What the second one calls it")
	b.moves(id, "Two")
	all()
	for _, d := range []*device{c, b} {
		for _, q := range d.open4(id) {
			if q.Form == review.FormSpace {
				_, err := d.ws.SettleConflict(t.Context(), id, q.ID, reviewing.ChoiceOf("One", ""), "")
				d.must(err)
			}
		}
		all()
	}
	for i, d := range []*device{a, b, c} {
		if got := d.get(id); got.Space != d.idOf("One") || got.Title != "What the second one calls it" || len(d.open4(id)) != 0 {
			t.Errorf("device %d: %q %v", i, got.Title, d.asks(id))
		}
	}
}

// Who goes on from a backup, and leaves the space and enters it again, brings along what was
// written after the backup, and is asked only about what others wrote since.
func TestWhatWasWrittenOnAfterABackupIsNoQuestionWhenTheSpaceIsEnteredAgain(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	file := filepath.Join(t.TempDir(), "b.zip")
	order := workspace.BackupOrder{Text: assets.English(), Program: "test"}
	_, err := b.ws.Backup(t.Context(), file, order)
	b.must(err)
	b.set(id, "severity", "SEV2")
	b.sync()
	a.sync()
	b.ws.Close()
	again := newDevice(t, 7)
	again.ws.Close()
	_, err = workspace.Restore(t.Context(), again.home, file, workspace.RestoreOrder{BackupOrder: order, Origin: "cli", Over: true, Now: again.now, NewID: again.ids})
	again.must(err)
	again.open()
	again.set(id, "title", "Written after the restore")
	again.must(again.ws.LeaveSpace(t.Context(), team))
	again.joins(dir)
	again.must(again.ws.Share(t.Context(), team, id))
	again.sync()
	a.sync()
	for i, d := range []*device{a, again} {
		if got := d.get(id); got.Title != "Written after the restore" || got.Severity != "SEV2" || len(d.open4(id)) != 0 {
			t.Errorf("device %d: %q %s %v", i, got.Title, got.Severity, d.asks(id))
		}
	}
}

// A review that a colleague put into the trash is told with who did it.
func TestWhoPutAReviewIntoTheTrashIsTold(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	b.called("Heron")
	_, err := b.ws.Records.Remove(t.Context(), id, "review.remove", "")
	b.must(err)
	b.sync()
	r := a.sync()
	if !a.get(id).Trashed || len(r.By[id]) != 1 || r.By[id][0] != "Heron" || r.Trashed[id] != "Heron" {
		t.Errorf("%+v", r)
	}
}
