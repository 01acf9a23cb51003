package reviewing_test

import (
	"strings"
	"testing"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/recording"
	"secondstory/backend/service/reviewing"
)

// What was asked about a part goes on being a question when a third person takes the part
// away: it names the part, says that it is away, and brings it back as a version says.
func TestAQuestionAboutAPartThatWasTakenAwayBringsItBack(t *testing.T) {
	first := map[string]any{"at": "2026-03-01T07:18:00Z", "zone": "UTC", "precision": "minute"}
	mine := `{"at":"2026-03-01T07:18:00Z","end":"","precision":"minute","zone":"UTC"}`
	other := `{"at":"2026-03-01T07:20:00Z","end":"","precision":"minute","zone":"UTC"}`
	for _, c := range []struct {
		path, keep, text string
		set              any
		values           [2]string
		where, want      string
	}{
		{"timeline/01ENTRY/times", "3", "", []any{first}, [2]string{mine, other}, "Time of the entry “alarm”", "2026-03-01 07:20 UTC"},
		{"timeline/01ENTRY/times", "2", "", []any{first}, [2]string{mine, other}, "Time of the entry “alarm”", "2026-03-01 07:18 UTC"},
		{"timeline/01ENTRY/times", "text", "07:25", []any{first}, [2]string{mine, other}, "Time of the entry “alarm”", "2026-03-01 07:25 UTC"},
		{"timeline/01ENTRY/times", "1", "", []any{first}, [2]string{mine, other}, "Time of the entry “alarm”", ""},
		{"timeline/01ENTRY/role", "3", "", "Board", [2]string{"Board", "Team"}, "Role of the entry “alarm”", "Team"},
		{"timeline/01ENTRY/role", "3", "", "Watch", [2]string{"Board", "Team"}, "Role of the entry “alarm”", "Board"},
		{"timeline/01ENTRY/role", "2", "", "Watch", [2]string{"Board", "Team"}, "Role of the entry “alarm”", "Watch"},
		{"timeline/01ENTRY/role", "1", "", "Board", [2]string{"Board", "Team"}, "Role of the entry “alarm”", ""},
	} {
		t.Run(c.path+" "+c.keep, func(t *testing.T) {
			b := open(t)
			id, conflict := disagree(t, b, c.path, c.set, c.values[0], c.values[1])
			edit := func(ops ...record.Op) {
				t.Helper()
				_, err := b.Rec.Edit(ctx, id, recording.Edit{Action: "timeline.remove", Needs: []string{review.Timeline, review.Conflicts},
					Plan: func(*record.State) ([]record.Op, error) { return ops, nil }})
				b.Must(err)
			}
			edit(record.RemoveOp(record.Path{Collection: review.Timeline, Part: "01ENTRY"}))
			list, err := b.Conflicts(ctx, id, words)
			b.Must(err)
			u := list[0]
			n := len(u.Shown)
			if u.Where != c.where || !u.Gone || u.Shown[0].Text != words("conflict.removed") || n < 3 || !strings.HasPrefix(strings.Join(u.Choices, " "), "1 2 3") {
				t.Fatalf("%+v", u)
			}
			// What somebody saw under a number is what is taken.
			if _, err := b.SettleConflict(ctx, id, conflict, reviewing.Choice{Keep: "2", Seen: &u.Values[2]}, ""); !fault.Is(err, fault.Conflict) {
				t.Errorf("another version would have been taken: %v", err)
			}
			_, err = b.SettleConflict(ctx, id, conflict, reviewing.Choice{Keep: c.keep, Text: c.text}, "")
			b.Must(err)
			got := ""
			if entries := b.get(id).Timeline; len(entries) > 0 {
				if got = entries[0].Role; strings.HasSuffix(c.path, "times") {
					got = review.Written(entries[0].Statement)
				}
			}
			if got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
			list, err = b.Conflicts(ctx, id, words)
			b.Must(err)
			decided := map[bool]string{true: words("conflict.removed"), false: c.want}[c.keep == "1"]
			if list[0].State != merge.Resolved || list[0].Where != c.where || !strings.HasPrefix(decided, list[0].Decision) || list[0].Decision == "" {
				t.Errorf("decided as %q at %q", list[0].Decision, list[0].Where)
			}
			_, err = b.Rec.Undo(ctx, id, "")
			b.Must(err)
			if list, err = b.Conflicts(ctx, id, words); err != nil || list[0].State != merge.Open || !list[0].Gone {
				t.Errorf("undone it is asked again: %+v %v", list[0], err)
			}
		})
	}
}

// A part that was disposed of, or was never here, cannot be brought back: it can be left so.
func TestAQuestionAboutWhatCannotComeBackIsClosedOnly(t *testing.T) {
	b := open(t)
	id := b.create("Queue stopped")
	_, err := b.Rec.Edit(ctx, id, recording.Edit{Action: "sections.add", Needs: []string{review.Conflicts},
		Plan: func(*record.State) ([]record.Op, error) {
			return []record.Op{record.AddOp(review.Conflicts, "01CONFLICT", record.Doc{"path": "factors/01FACTOR/kind", "kind": "value", "base": "",
				"values": []any{"root", "trigger"}, "state": "open"})}, nil
		}})
	b.Must(err)
	list, err := b.Conflicts(ctx, id, words)
	if err != nil || len(list) != 1 || strings.Join(list[0].Choices, " ") != "1" || !list[0].Gone {
		t.Fatalf("%+v %v", list, err)
	}
	if _, err := b.SettleConflict(ctx, id, "01CONFLICT", reviewing.Choice{Keep: "2"}, ""); !fault.Is(err, fault.Conflict) {
		t.Error(err)
	}
	_, err = b.SettleConflict(ctx, id, "01CONFLICT", reviewing.Choice{Keep: "1"}, "")
	b.Must(err)
}
