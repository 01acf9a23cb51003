package importing_test

import (
	"testing"

	"secondstory/backend/domain/intake"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/importing"
	"secondstory/backend/service/recording"
)

// arrives lets a review of a text come from another machine.
func (b *bench) arrives(id, text string) {
	b.T.Helper()
	st := record.NewState(review.Kind, id)
	st.Head["title"], st.Head[record.SourcesField] = "Theirs", []any{text}
	_, err := b.Rec.Create(ctx, recording.New{State: st, Action: "review.import"})
	b.Must(err)
}

func TestAFileThatSomebodyElseImportedIsKnownByItsText(t *testing.T) {
	b := open(t)
	b.arrives("01J000000000000000000000AB", "A")
	b.inBytes("/a.md", "a", "A", "Pumps")
	p, err := b.Preview(ctx, []string{"/a.md"}, importing.Options{}, nil)
	b.Must(err)
	if it := p.Items[0]; it.Status != importing.StatusUnchanged || !it.Elsewhere || it.Known != "01J000000000000000000000AB" {
		t.Fatalf("%+v", it)
	}
	a := b.run(importing.Options{Update: true}, "/a.md")
	if a.Created != 0 || a.Unchanged != 1 || len(a.Notes) != 1 || a.Notes[0].Key != "import.from_elsewhere" || a.Notes[0].Params["ref"] != record.Ref("REV", "01J000000000000000000000AB") {
		t.Fatalf("%+v", a)
	}
	// Another text is another review.
	b.inBytes("/b.md", "b", "B", "Valves")
	if a := b.run(importing.Options{}, "/b.md"); a.Created != 1 {
		t.Fatalf("%+v", a)
	}
}

func TestAReviewThatArrivesDuringAnImportKeepsTheFileFromBecomingASecond(t *testing.T) {
	b := open(t)
	b.inBytes("/a.md", "a", "A", "Pumps")
	p, err := b.Preview(ctx, []string{"/a.md"}, importing.Options{}, nil)
	b.Must(err)
	b.arrives("01J000000000000000000000AB", "A")
	a, err := b.Apply(ctx, p, importing.Options{}, nil)
	b.Must(err)
	if a.Created != 0 || a.Unchanged != 1 {
		t.Fatalf("%+v", a)
	}
}

func TestAReviewCarriesTheSumOfEveryTextItWasMadeFromAndNoPath(t *testing.T) {
	b := open(t)
	b.inBytes("/a.md", "a", "B", "Pumps")
	id := b.run(importing.Options{}, "/a.md").Records[0].ID
	b.put("/a.md", "a2", intake.Document{Title: "Pumps", TextSHA256: "A"})
	b.run(importing.Options{Update: true}, "/a.md")
	snap, err := b.Rec.Get(ctx, id)
	b.Must(err)
	if got := record.Strs(snap.State.Head, record.SourcesField); len(got) != 2 || got[0] != "A" || got[1] != "B" {
		t.Fatalf("%v", got)
	}
	// Undo of the second import takes its sum back too.
	_, err = b.Rec.Undo(ctx, id, "")
	b.Must(err)
	b.inBytes("/c.md", "c", "B", "Pumps")
	if a := b.run(importing.Options{}, "/c.md"); a.Unchanged != 1 {
		t.Fatalf("%+v", a)
	}
}

func TestANewerVersionThatWasUndoneIsOfferedAgain(t *testing.T) {
	b := open(t)
	b.put("/a.md", "a1", intake.Document{Title: "Pumps", TextSHA256: "A"})
	id := b.run(importing.Options{}, "/a.md").Records[0].ID
	b.put("/a.md", "a2", intake.Document{Title: "Pumps stood", TextSHA256: "B"})
	status := func() importing.Item {
		t.Helper()
		p, err := b.Preview(ctx, []string{"/a.md"}, importing.Options{}, nil)
		b.Must(err)
		return p.Items[0]
	}
	update := func() {
		t.Helper()
		if a := b.run(importing.Options{Update: true}, "/a.md"); a.Updated != 1 || b.get(id).Title != "Pumps stood" {
			t.Fatalf("%+v", a)
		}
		if it := status(); it.Status != importing.StatusUnchanged {
			t.Fatalf("after the update: %s", it.Status)
		}
	}
	undo := func() {
		t.Helper()
		if u, err := b.Rec.Undo(ctx, id, ""); err != nil || !u.Done {
			t.Fatal(u, err)
		}
	}
	update()
	undo()
	if it := status(); it.Status != importing.StatusProposal || it.Known != id {
		t.Fatalf("after the undo: %s of %q", it.Status, it.Known)
	}
	update()
	// The first text is a version that the file went back to.
	b.put("/a.md", "a1", intake.Document{Title: "Pumps", TextSHA256: "A"})
	if it := status(); it.Status != importing.StatusProposal {
		t.Fatalf("an earlier version: %s", it.Status)
	}
}
