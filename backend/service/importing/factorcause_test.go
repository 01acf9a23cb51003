package importing_test

import (
	"strings"
	"testing"

	"secondstory/backend/domain/intake"
	"secondstory/backend/domain/record"
	"secondstory/backend/service/importing"
)

// What set it off and what kept it from being seen become causes as what made it possible does.
func TestWhateverContributedBecomesACause(t *testing.T) {
	d := intake.Document{Title: "Payouts"}
	for _, kind := range []string{"", "trigger", "contributing", "evasion", "mitigator", "luck"} {
		d.Factors = append(d.Factors, intake.Factor{Text: "kind " + kind + "!", Kind: kind})
	}
	b := open(t)
	b.put("/p.md", "v1", d)
	var got []string
	for _, n := range b.get(b.run(importing.Options{}, "/p.md").Records[0].ID).Causes[1:] {
		got = append(got, n.Text)
	}
	if want := "kind ! | kind trigger! | kind contributing! | kind evasion!"; strings.Join(got, " | ") != want {
		t.Errorf("%q", got)
	}
}

// A factor of the file in other words takes the cause of the old ones along; what somebody
// worked on or built on stays.
func TestAFactorInOtherWordsLeavesNoCauseOfTheOldOnes(t *testing.T) {
	doc := func(factors ...string) intake.Document {
		d := intake.Document{Title: "Payouts"}
		for _, text := range factors {
			d.Factors = append(d.Factors, intake.Factor{Text: text, Kind: "contributing"})
		}
		return d
	}
	causes := func(b *bench, id string) string {
		list := []string{}
		for _, n := range b.get(id).Causes {
			list = append(list, n.Text)
		}
		return strings.Join(list, " | ")
	}
	begin := func(t *testing.T) (b *bench, id string) {
		b = open(t)
		b.put("/p.md", "v1", doc("no key", "old runbook"))
		id = b.run(importing.Options{}, "/p.md").Records[0].ID
		return b, id
	}
	next := func(b *bench) importing.Preview {
		b.put("/p.md", "v2", doc("no key", "two years old"))
		p, err := b.Preview(ctx, []string{"/p.md"}, importing.Options{}, nil)
		b.Must(err)
		return p
	}

	t.Run("nobody touched it", func(t *testing.T) {
		b, id := begin(t)
		p := next(b)
		if x := b.proposed(p)["causes old runbook"]; x.State != importing.PieceGone {
			t.Errorf("the proposal tells it as %q", x.State)
		}
		b.run(importing.Options{Update: true}, "/p.md")
		if got := causes(b, id); got != "Payouts | no key | two years old" {
			t.Errorf("got %s", got)
		}
		// And once more: the second version is the base of the third.
		b.put("/p.md", "v3", doc("no key", "three years old"))
		b.run(importing.Options{Update: true}, "/p.md")
		if got := causes(b, id); got != "Payouts | no key | three years old" {
			t.Errorf("got %s", got)
		}
	})
	t.Run("somebody edited elsewhere in the tree", func(t *testing.T) {
		b, id := begin(t)
		b.edit(id, "causes.note", record.SetOp(record.Path{Collection: "causes", Part: b.get(id).Causes[2].ID, Field: "side"}, "down"))
		b.run(importing.Options{Update: true}, "/p.md")
		next(b)
		b.run(importing.Options{Update: true}, "/p.md")
		if got := causes(b, id); got != "Payouts | no key | two years old" {
			t.Errorf("got %s", got)
		}
	})
	t.Run("the factor was left", func(t *testing.T) {
		b, id := begin(t)
		p := next(b)
		left := map[string]bool{b.proposed(p)["factors old runbook"].Key: true}
		_, err := b.Apply(ctx, p, importing.Options{Update: true, Pieces: map[int]map[string]bool{0: left}}, nil)
		b.Must(err)
		if got := causes(b, id); got != "Payouts | no key | old runbook | two years old" {
			t.Errorf("got %s", got)
		}
	})
	for name, work := range map[string]func(cause string) record.Op{
		"reworded": func(cause string) record.Op {
			return record.SetOp(record.Path{Collection: "causes", Part: cause, Field: "text"}, "runbook of before")
		},
		"judged": func(cause string) record.Op {
			return record.SetOp(record.Path{Collection: "causes", Part: cause, Field: "status"}, "supported")
		},
		"answered by an action": func(cause string) record.Op {
			return record.AddOp("actions", "01KZZZZZZZZZZZZZZZZZZZZZZ7", record.Doc{"title": "Renew it", "cause": cause, "rank": "m"})
		},
		"proven": func(cause string) record.Op {
			return record.AddOp("evidence", "01KZZZZZZZZZZZZZZZZZZZZZZ8", record.Doc{"cause": cause, "text": "its date", "rank": "m"})
		},
	} {
		t.Run(name, func(t *testing.T) {
			b, id := begin(t)
			b.edit(id, "causes.note", work(b.get(id).Causes[2].ID))
			if x := b.proposed(next(b)); x["causes old runbook"].State != importing.PieceGoneKept && x["causes runbook of before"].State != importing.PieceGoneKept {
				t.Errorf("told as %+v", x)
			}
			b.run(importing.Options{Update: true}, "/p.md")
			if got := len(b.get(id).Causes); got != 4 {
				t.Errorf("what was worked on went: %s", causes(b, id))
			}
		})
	}
}
