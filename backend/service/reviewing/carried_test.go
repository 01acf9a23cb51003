package reviewing_test

import (
	"slices"
	"strings"
	"testing"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/service/reviewing"
)

// Three people change three sentences; the merge of the third's leaves no version of the
// question standing word for word.
func TestAVersionIsTakenWithWhatAThirdPersonChangedBesideIt(t *testing.T) {
	base := "It ran twice. Nobody knew at first. The bank called."
	four, three := "It ran four times. Nobody knew at first. The bank phoned.", "It ran THREE times. Nobody knew at first. The bank called."
	now, want := "It ran four times. Nobody knew. The bank phoned.", "It ran THREE times. Nobody knew. The bank called."
	b := open(t)
	id := b.create("Payouts")
	if _, err := b.SaveText(ctx, id, "sections/summary/text", "", "Before.\n\n"+now, ""); err != nil {
		t.Fatal(err)
	}
	conflict := "0a"
	asks(t, b, id, conflict, record.Doc{"path": "sections/summary/text", "kind": merge.KindText, "base": base, "values": []any{four, three}})
	list, err := b.Conflicts(ctx, id, words)
	if err != nil || len(list) != 1 || !slices.Equal(list[0].Values, []string{now, want}) || strings.Join(list[0].Choices, " ") != "1 2 both text" || !list[0].Moved {
		t.Fatalf("%+v %v", list, err)
	}
	if _, err := b.SettleConflict(ctx, id, conflict, reviewing.Choice{Keep: "2", Seen: &want}, ""); err != nil {
		t.Fatal(err)
	}
	if got := text(b.get(id), "summary"); got != "Before.\n\n"+want {
		t.Errorf("%q", got)
	}
	// The decision names the version as it was written, by which others know it.
	if list, err = b.Conflicts(ctx, id, words); err != nil || list[0].Decision != three || list[0].Decisions[0].Side != 2 {
		t.Errorf("%+v %v", list, err)
	}
	b.undo(id)
	if _, err := b.SettleConflict(ctx, id, conflict, reviewing.Choice{Keep: "1"}, ""); err != nil || text(b.get(id), "summary") != "Before.\n\n"+now {
		t.Errorf("%v", err)
	}
	if list, err = b.Conflicts(ctx, id, words); err != nil || list[0].Decision != four {
		t.Errorf("%+v %v", list, err)
	}
}

// Words of one's own go in the place of what stood when they were typed. When that is
// another piece of the text by now, they would stand beside what they were to replace.
func TestWordsOfOnesOwnAreRefusedWhereAnotherPieceStandsByNow(t *testing.T) {
	four, three := "It ran four times. Nobody knew at first. The bank phoned.", "It ran THREE times. Nobody knew at first. The bank called."
	now := "It ran four times. Nobody knew. The bank phoned."
	b := open(t)
	id := b.create("Payouts")
	_, err := b.SaveText(ctx, id, "sections/summary/text", "", "Before.\n\n"+now, "")
	b.Must(err)
	asks(t, b, id, "0a", record.Doc{"path": "sections/summary/text", "kind": merge.KindText, "base": "It ran.", "values": []any{four, three}})
	whole, place := "Before.\n\nQuite another text.", now
	if _, err := b.SettleConflict(ctx, id, "0a", reviewing.Choice{Keep: "text", Text: "Before.\n\nIn my words.", Seen: &whole}, ""); !fault.Is(err, fault.Conflict) {
		t.Errorf("it stands twice: %v: %q", err, text(b.get(id), "summary"))
	}
	_, err = b.SettleConflict(ctx, id, "0a", reviewing.Choice{Keep: "text", Text: "In my words.", Seen: &place}, "")
	if b.Must(err); text(b.get(id), "summary") != "Before.\n\nIn my words." {
		t.Errorf("%q", text(b.get(id), "summary"))
	}
}

// Somebody put the other version in by hand, and changed another sentence of the line: what
// stands is theirs, and the version that stood before can be taken again.
func TestAVersionPutInByHandLeavesTheOtherOneToChoose(t *testing.T) {
	mine, theirs := "It ran four times. Nobody knew at first. The bank called.", "It ran THREE times. Nobody knew at first. The bank called."
	now, want := "It ran THREE times. Nobody knew. The bank called.", "It ran four times. Nobody knew. The bank called."
	b := open(t)
	id := b.create("Payouts")
	_, err := b.SaveText(ctx, id, "sections/summary/text", "", now, "")
	b.Must(err)
	asks(t, b, id, "0a", record.Doc{"path": "sections/summary/text", "kind": merge.KindText, "base": "It ran twice. Nobody knew at first. The bank called.", "values": []any{mine, theirs}})
	list, err := b.Conflicts(ctx, id, words)
	if err != nil || !slices.Equal(list[0].Values, []string{now, want}) || !strings.HasPrefix(strings.Join(list[0].Choices, " "), "1 2") {
		t.Fatalf("%+v %v", list, err)
	}
	_, err = b.SettleConflict(ctx, id, "0a", reviewing.Choice{Keep: "2", Seen: &want}, "")
	b.Must(err)
	if got := text(b.get(id), "summary"); got != want {
		t.Errorf("%q", got)
	}
	if list, err = b.Conflicts(ctx, id, words); err != nil || list[0].Decision != mine {
		t.Errorf("%+v %v", list, err)
	}
}
