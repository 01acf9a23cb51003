package reviewing_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/reviewing"
)

func TestACauseGoesWithAllBelowItAndItsUndoBringsAllBack(t *testing.T) {
	b := open(t)
	id := b.create("Queue stopped")
	first := b.add(id, "", "first")
	deep := b.add(id, b.add(id, first, "second"), "third")
	b.add(id, "", "other")
	for _, c := range []string{deep, first} {
		_, err := b.AddPart(ctx, id, "evidence", map[string]any{"cause": c, "stance": "supports", "text": "log"}, "", "")
		b.Must(err)
	}
	whole := b.outline(id)
	_, err := b.RemovePart(ctx, id, "causes/"+first, "")
	b.Must(err)
	if got := b.outline(id); got != "Queue stopped\n other\n" {
		t.Fatalf("%q", got)
	}
	for range 2 {
		b.undo(id)
		if got := b.outline(id); got != whole {
			t.Fatalf("undo:\n%s\nwas:\n%s", got, whole)
		}
		b.redo(id)
	}
	b.undo(id)
	// Back to before the first cause, and forward again.
	for range 6 {
		b.undo(id)
	}
	if got := b.outline(id); got != "" {
		t.Fatalf("%q", got)
	}
	for range 6 {
		b.redo(id)
	}
	if got := b.outline(id); got != whole {
		t.Fatalf("redo:\n%s\nwas:\n%s", got, whole)
	}
	b.VerifyChains()
}

func TestMovesOfCausesAreTakenBackOneByOne(t *testing.T) {
	b := open(t)
	id := b.create("Queue stopped")
	one, two := b.add(id, "", "one"), b.add(id, "", "two")
	b.add(id, one, "one a")
	var seen []string
	note := func() { seen = append(seen, b.outline(id)) }
	note()
	for _, move := range []func() error{
		func() error { _, err := b.MoveCause(ctx, id, one, two, "", ""); return err },
		func() error { _, err := b.ShiftCause(ctx, id, one, "out", ""); return err },
		func() error { _, err := b.ShiftCause(ctx, id, two, "down", ""); return err },
		func() error {
			_, err := b.SetValue(ctx, id, record.Path{Collection: "causes", Part: two, Field: "parent"}, one, "")
			return err
		},
	} {
		b.Must(move())
		note()
	}
	if _, err := b.SetValue(ctx, id, record.Path{Collection: "causes", Part: one, Field: "parent"}, two, ""); err == nil {
		t.Error("a cause hangs below itself")
	}
	for i := len(seen) - 2; i >= 0; i-- {
		b.undo(id)
		if got := b.outline(id); got != seen[i] {
			t.Fatalf("step %d:\n%s\nwas:\n%s", i, got, seen[i])
		}
	}
}

func TestAnEditReadsOnlyWhatItNeeds(t *testing.T) {
	b := open(t)
	id, entries := b.Night(50)
	entry := entries[25]
	finding, err := b.AddPart(ctx, id, "findings", map[string]any{"level": "question", "key": "ingest.other", "state": "open"}, "", "")
	b.Must(err)
	node := b.add(id, "", "a cause")
	at := func(collection, part, field string) record.Path {
		return record.Path{Collection: collection, Part: part, Field: field}
	}
	for _, c := range []struct {
		name  string
		do    func() error
		whole string // the collections read whole
	}{
		{"typing", func() error {
			_, err := b.SaveText(ctx, id, "timeline/"+entry+"/text", "event 25 of the night", "typed", "")
			return err
		}, ""},
		{"a field", func() error { _, err := b.SetValue(ctx, id, at("timeline", entry, "role"), "r", ""); return err }, ""},
		{"a field of the review", func() error {
			_, err := b.SetField(ctx, id, "severity", json.RawMessage(`"SEV2"`), "")
			return err
		}, ""},
		{"a time", func() error { _, err := b.CorrectTime(ctx, id, entry, "11:00", "log", ""); return err }, ""},
		{"a scribe line", func() error {
			_, err := b.AddPart(ctx, id, "timeline", map[string]any{"line": "2026-01-01 12:00 UTC x"}, "", "")
			return err
		}, ""},
		{"removing", func() error { _, err := b.RemovePart(ctx, id, "timeline/"+entry, ""); return err }, ""},
		{"restoring", func() error { _, err := b.RestorePart(ctx, id, "timeline/"+entry, ""); return err }, ""},
		{"undo", func() error { _, err := b.Rec.Undo(ctx, id, ""); return err }, ""},
		{"redo", func() error { _, err := b.Rec.Redo(ctx, id, ""); return err }, ""},
		{"an answer", func() error { _, err := b.AnswerQuestion(ctx, id, finding.ID, "yes", ""); return err }, ""},
		{"putting a question aside", func() error {
			_, err := b.AnswerQuestion(ctx, id, finding.ID, reviewing.Dismissed, "")
			return err
		}, ""},
		{"the status of a cause", func() error {
			_, err := b.SetValue(ctx, id, at("causes", node, "status"), cause.Statuses[0], "")
			return err
		}, ""},
		{"a place among siblings", func() error {
			_, err := b.AddPart(ctx, id, "timeline", map[string]any{"line": "2026-01-01 12:00 UTC y"}, entry, "")
			return err
		}, "timeline"},
		{"a new cause", func() error { _, err := b.AddCause(ctx, id, node, "child", "z", ""); return err }, "causes analyses evidence"},
	} {
		b.Loads = nil
		if err := c.do(); err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if len(b.Loads) != 1 {
			t.Errorf("%s reads its record %d times", c.name, len(b.Loads))
			continue
		}
		if got := strings.Join(b.Loads[0].Collections, " "); got != c.whole {
			t.Errorf("%s reads %q whole, want %q", c.name, got, c.whole)
		}
	}
}

func TestWhatIsAddedGoesBehindTheLastAndBetweenItsNeighbours(t *testing.T) {
	b := open(t)
	id := b.create("A")
	add := func(text, after string) string {
		saved, err := b.AddPart(ctx, id, "actions", map[string]any{"title": text}, after, "")
		b.Must(err)
		return saved.ID
	}
	one := add("one", "")
	three := add("three", "")
	add("two", one)
	gone := add("gone", "")
	_, err := b.RemovePart(ctx, id, "actions/"+gone, "")
	b.Must(err)
	add("four", "")
	order := func() string {
		var titles []string
		for _, a := range b.get(id).Actions {
			titles = append(titles, a.Title)
		}
		return strings.Join(titles, " ")
	}
	if got := order(); got != "one two three four" {
		t.Fatalf("%s", got)
	}
	_, err = b.MovePart(ctx, id, "actions/"+three, "", "")
	b.Must(err)
	if got := order(); got != "three one two four" {
		t.Fatalf("%s", got)
	}
	b.undo(id)
	if got := order(); got != "one two three four" {
		t.Fatalf("%s", got)
	}
}

func TestANameGivenForAnOwnerStaysHereAndGoesWithItsUndo(t *testing.T) {
	b := open(t)
	id := b.create("A")
	for _, name := range []string{"Wilhelmina Ostrander", "wilhelmina ostrander", "Ada Stone"} {
		_, err := b.AddPart(ctx, id, "actions", map[string]any{"title": "x", "owner_name": " " + name + " "}, "", "")
		b.Must(err)
	}
	r := b.get(id)
	if r.Actions[0].Owner != "Wilhelmina Ostrander" || r.Actions[0].OwnerActor != r.Actions[1].OwnerActor || r.Actions[2].OwnerActor == r.Actions[0].OwnerActor {
		t.Fatalf("%+v", r.Actions)
	}
	b.undo(id)
	snap, err := b.Rec.Get(ctx, id)
	b.Must(err)
	if names := review.Names(snap.State); len(names) != 1 || len(b.get(id).Actions) != 2 {
		t.Fatalf("%v", names)
	}
	b.VerifyChains()
}

func TestWhatIsGivenWronglyIsRefusedWithItsReason(t *testing.T) {
	b := open(t)
	id := b.create("A")
	entry, err := b.AddPart(ctx, id, "timeline", map[string]any{"line": "2026-01-01 10:00 UTC x"}, "", "")
	b.Must(err)
	before, err := json.Marshal(b.get(id))
	b.Must(err)
	set := func(path, value string) error {
		_, err := b.SetField(ctx, id, path, json.RawMessage(value), "")
		return err
	}
	part := func(collection string, fields map[string]any) error {
		_, err := b.AddPart(ctx, id, collection, fields, "", "")
		return err
	}
	for name, c := range map[string]struct {
		err error
		key string
	}{
		"no JSON":                  {set("severity", `{`), "record.field_not_text"},
		"a path to nothing":        {set("severity/", `"x"`), "record.field_unknown"},
		"a part without a field":   {set("timeline/"+entry.ID, `"x"`), "record.field_unknown"},
		"a field nobody knows":     {set("colour", `"x"`), "record.field_unknown"},
		"a severity nobody knows":  {set("severity", `"SEV9"`), "record.field_not_one_of"},
		"a title of nothing":       {set("title", `"  "`), "record.field_required"},
		"a title that is too long": {set("title", `"`+strings.Repeat("x", 301)+`"`), "record.field_too_long"},
		"a time in words":          {set("started", `"after lunch"`), "time.unreadable"},
		"a number for a time":      {set("started", `5`), "record.field_not_time"},
		"a time no clock has":      {set("started", `"2026-01-01 25:10"`), ""},
		"an entry of words only":   {part("timeline", map[string]any{"line": "2026-01-01 10:00 UTC"}), "timeline.text_missing"},
		"an entry at no time":      {part("timeline", map[string]any{"at": "soon", "text": "x"}), "time.unreadable"},
		"a collection nobody has":  {part("things", map[string]any{}), "record.field_unknown"},
		"a field of no entry":      {part("timeline", map[string]any{"line": "2026-01-01 10:00 UTC x", "colour": "red"}), "record.field_unknown"},
		"an entry that is gone":    {func() error { _, err := b.RemovePart(ctx, id, "timeline/x", ""); return err }(), "record.part_missing"},
		"no part to remove":        {func() error { _, err := b.RemovePart(ctx, id, "timeline", ""); return err }(), "record.field_unknown"},
		"text into no text":        {func() error { _, err := b.SaveText(ctx, id, "severity", "", "x", ""); return err }(), "record.field_unknown"},
		"an outline of nothing":    {func() error { _, err := b.PasteCauses(ctx, id, "", " \n\n", ""); return err }(), "causes.paste_empty"},
		"a cause below nothing":    {func() error { _, err := b.AddCause(ctx, id, "nowhere", "child", "x", ""); return err }(), ""},
		"a review without a title": {func() error { _, _, err := b.Create(ctx, " ", ""); return err }(), "review.title_missing"},
		"a review of long words":   {func() error { _, _, err := b.Create(ctx, strings.Repeat("x", 301), ""); return err }(), "record.field_too_long"},
		"a question nobody asked":  {func() error { _, err := b.AnswerQuestion(ctx, id, "x", "yes", ""); return err }(), "record.part_missing"},
	} {
		f, ok := fault.As(c.err)
		if !ok || f.Code != fault.Invalid && f.Code != fault.NotFound || c.key != "" && f.Key != c.key {
			t.Errorf("%s: %v", name, c.err)
		}
	}
	if after, _ := json.Marshal(b.get(id)); string(after) != string(before) {
		t.Errorf("a refused edit changed the review:\n%s\n%s", before, after)
	}
}

func TestSeveralValuesAreOneStepAllOrNone(t *testing.T) {
	b := open(t)
	id := b.create("A")
	list := []reviewing.Assignment{{Path: record.Path{Field: "severity"}, Value: "SEV1"}, {Path: record.Path{Field: "date"}, Value: "no date"}}
	if _, err := b.SetValues(ctx, id, list, ""); !fault.Is(err, fault.Invalid) || b.get(id).Severity != "" {
		t.Fatalf("%v %q", err, b.get(id).Severity)
	}
	list[1].Value = "2026-01-01"
	_, err := b.SetValues(ctx, id, list, "")
	b.Must(err)
	b.undo(id)
	if r := b.get(id); r.Severity != "" || r.Date != "" {
		t.Fatalf("%+v", r)
	}
}

func TestAnOutlineIsPastedAsItIsIndentedWhateverItsBullets(t *testing.T) {
	b := open(t)
	id := b.create("Effect")
	_, err := b.PasteCauses(ctx, id, "", "1. one\r\n\t- [ ] one a\n\t\t* deep\n2) two\n     • two a\n   – two b\n\n", "")
	b.Must(err)
	want := "Effect\n one\n  one a\n   deep\n two\n  two a\n  two b\n"
	if got := b.outline(id); got != want {
		t.Fatalf("got\n%s\nwant\n%s", got, want)
	}
	b.undo(id)
	if got := b.outline(id); got != "" {
		t.Fatalf("one paste is one step: %q", got)
	}
}

func TestASideChosenByTheLayoutIsPartOfTheEditThatMadeTheCause(t *testing.T) {
	b := open(t)
	b.Sides = func(nodes []cause.Node) map[string]string {
		out := map[string]string{}
		for i, n := range nodes {
			if n.Side == "" {
				out[n.ID] = []string{"up", "down"}[i%2]
			}
		}
		return out
	}
	id := b.create("Effect")
	one := b.add(id, "", "one")
	b.add(id, "", "two")
	sides := func() string {
		out := ""
		for _, n := range b.get(id).Causes {
			out += fmt.Sprintf("%s %s\n", n.Text, n.Side)
		}
		return out
	}
	before := sides()
	if strings.Count(before, "up")+strings.Count(before, "down") != 2 {
		t.Fatalf("%s", before)
	}
	_, err := b.RemovePart(ctx, id, "causes/"+one, "")
	b.Must(err)
	b.undo(id)
	if got := sides(); got != before {
		t.Fatalf("got\n%s\nwas\n%s", got, before)
	}
	b.undo(id)
	b.undo(id)
	b.redo(id)
	b.redo(id)
	if got := sides(); got != before {
		t.Fatalf("got\n%s\nwas\n%s", got, before)
	}
}
