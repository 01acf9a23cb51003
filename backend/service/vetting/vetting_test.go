package vetting_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/leak"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/sharing"
	"secondstory/backend/service/recording"
	"secondstory/backend/service/vetting"
	"secondstory/backend/sqlite"
	"secondstory/backend/workspace/dbtest"
)

var ctx = context.Background()

// bench is a database with the service on it. What it has of a record in its space is
// the list of services, one a line of its only file.
type bench struct {
	*dbtest.Bench
	*vetting.Service
	// whole counts the records that were read whole; between is called once, after the
	// next reading.
	whole   int
	named   int // how often the names of all records were read
	between func()
	told    []recording.Changed
}

func open(t *testing.T) *bench {
	b := &bench{Bench: dbtest.Open(t)}
	rec := b.Recorder(b.Bench)
	rec.OnChange = func(c recording.Changed) { b.told = append(b.told, c) }
	b.Service = &vetting.Service{Store: store{b}, Rec: rec, Now: b.Tell, Shared: func(kind, id string, files []sharing.File) (*merge.Doc, error) {
		d := merge.NewDoc(kind, id, 1)
		var list []any
		for line := range strings.SplitSeq(files[0].Text, "\n") {
			list = append(list, line)
		}
		d.Fields["services"] = list
		return d, nil
	}}
	return b
}

type store struct{ b *bench }

func (s store) View(ctx context.Context, f func(vetting.Reader) error) error {
	err := s.b.Local.View(ctx, s.b.Reg, func(tx *sqlite.Tx) error { return f(counting{tx, s.b}) })
	if between := s.b.between; between != nil {
		s.b.between = nil
		between()
	}
	return err
}

func (s store) Update(ctx context.Context, f func(vetting.Writer) error) error {
	return s.b.Local.Update(ctx, s.b.Reg, func(tx *sqlite.Tx) error { return f(tx) })
}

type counting struct {
	*sqlite.Tx
	b *bench
}

func (c counting) Record(id string) (record.Snapshot, error) {
	c.b.whole++
	return c.Tx.Record(id)
}

func (c counting) Named() ([]leak.Person, error) {
	c.b.named++
	return c.Tx.Named()
}

func (b *bench) update(f func(tx *sqlite.Tx) error) {
	b.T.Helper()
	b.Must(b.Local.Update(ctx, b.Reg, f))
}

// make stores a review with services and entries, and gives the ids of both.
func (b *bench) make(services []string, entries ...string) (id string, parts []string) {
	b.T.Helper()
	st := record.NewState(review.Kind, b.ID())
	st.Head["title"] = "Pumps stood still"
	var list []any
	for _, s := range services {
		list = append(list, s)
	}
	if len(list) > 0 {
		st.Head["services"] = list
	}
	st.Parts[review.Timeline] = map[string]record.Part{}
	for i, text := range entries {
		part := b.ID()
		parts = append(parts, part)
		st.Parts[review.Timeline][part] = record.Part{Doc: record.Doc{"text": text, "rank": "V" + string(rune('a'+i))}}
	}
	_, err := b.Rec.Create(ctx, recording.New{State: st, Action: "review.create"})
	b.Must(err)
	return st.ID, parts
}

func (b *bench) set(id, path string, value any) {
	b.T.Helper()
	p, _ := record.ParsePath(path)
	edit := recording.Edit{Action: "review.set", Plan: func(*record.State) ([]record.Op, error) { return []record.Op{record.SetOp(p, value)}, nil }}
	if p.Collection != "" {
		edit.Entities = []string{p.Collection + "/" + p.Part}
	}
	_, err := b.Rec.Edit(ctx, id, edit)
	b.Must(err)
}

func (b *bench) services(id string) string {
	b.T.Helper()
	snap, err := b.Rec.Get(ctx, id)
	b.Must(err)
	list, _ := snap.State.Head["services"].([]any) // as they were typed; a review gives them in one order
	var out []string
	for _, v := range list {
		out = append(out, v.(string))
	}
	return strings.Join(out, "|")
}

func (b *bench) text(id, part string) string {
	b.T.Helper()
	snap, err := b.Rec.Get(ctx, id)
	b.Must(err)
	p, _ := snap.State.Part(review.Timeline, part)
	return record.Str(p.Doc, "text")
}

func (b *bench) base(id string, services ...string) {
	b.T.Helper()
	b.update(func(tx *sqlite.Tx) error {
		return tx.PutBase(sharing.Base{Space: "s", Record: id, Commit: "c", Files: []sharing.File{{Path: "x", Text: strings.Join(services, "\n")}}})
	})
}

func (b *bench) list(name, role string) {
	b.T.Helper()
	b.Must(b.List(ctx, name, role))
}

func asKey(key string, _ ...string) string { return key }

func (b *bench) look(id string) vetting.Looked {
	b.T.Helper()
	l, err := b.Look(ctx, id, "", asKey)
	b.Must(err)
	return l
}

func words(list []vetting.Found) string {
	var out []string
	for _, f := range list {
		out = append(out, f.Before+"["+f.Words+"]"+f.After)
	}
	return strings.Join(out, "; ")
}

// keys of the findings in the texts given.
func keys(l vetting.Looked, texts ...string) (out []string) {
	for _, f := range l.Found {
		if slices.Contains(texts, f.Text) {
			out = append(out, f.Key)
		}
	}
	return out
}

func TestARecordIsLookedThroughForEachSpaceByWhatThatHas(t *testing.T) {
	b := open(t)
	b.list("Zoë Lindqvist", "Operator")
	id, _ := b.make([]string{"pumps of Zoë", "valves"}, "Lindqvist came from 10.0.0.7")
	l := b.look(id)
	if words(l.Found) != "pumps of [Zoë]; [Lindqvist] came from 10.0.0.7; Lindqvist came from [10.0.0.7]" || l.Holding != 2 || l.Shared != 0 || l.Space != "s" {
		t.Errorf("%s %+v", words(l.Found), l)
	}
	if f := l.Found[0]; f.Role != "Operator" || f.Path != "services" || f.Where == "" {
		t.Errorf("%+v", f)
	}
	// What everybody there has is no news, wherever it stands in the list by now.
	b.base(id, "pumps of Zoë")
	b.set(id, "services", []any{"valves", "alpha", "pumps of Zoë"})
	if l := b.look(id); words(l.Found) != "[Lindqvist] came from 10.0.0.7; Lindqvist came from [10.0.0.7]" || l.Shared != 1 || l.Holding != 1 {
		t.Errorf("%s %+v", words(l.Found), l)
	}
	if l, err := b.Look(ctx, id, "another", asKey); err != nil || l.Holding != 2 || l.Shared != 0 {
		t.Errorf("%+v %v", l, err)
	}
	if _, err := b.Look(ctx, b.ID(), "", asKey); !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
}

func TestTheFirstOfSeveralRecordsThatIsHeldIsFound(t *testing.T) {
	b := open(t)
	b.list("Zoë Lindqvist", "")
	plain, _ := b.make(nil, "Nobody came from 10.0.0.7")
	one, _ := b.make([]string{"pumps of Zoë"})
	two, _ := b.make(nil, "Then Zoë came")
	held, found, err := b.FirstHeld(ctx, []string{plain, two, one}, "s")
	if err != nil || !found || held.ID != two || held.Holding != 1 {
		t.Errorf("%+v %v %v", held, found, err)
	}
	b.base(one, "pumps of Zoë")
	if held, found, err := b.FirstHeld(ctx, []string{plain, one}, "s"); err != nil || found {
		t.Errorf("%+v %v", held, err)
	}
	if _, found, err := b.FirstHeld(ctx, []string{plain, one}, "-"); err != nil || !found {
		t.Error(found, err)
	}
	if _, found, err := b.FirstHeld(ctx, []string{b.ID()}, "s"); !fault.Is(err, fault.NotFound) || found {
		t.Error(found, err)
	}
}

func TestAnAllowanceOfAnElementStaysWhenOthersComeAndIsTakenBack(t *testing.T) {
	b := open(t)
	b.list("Zoë Lindqvist", "")
	id, _ := b.make([]string{"pumps of Zoë"}, "Then Zoë came")
	chosen := keys(b.look(id), "pumps of Zoë")
	for _, reason := range []string{" ", strings.Repeat("ö", 501)} {
		if err := b.Allow(ctx, id, chosen, reason); !fault.Is(err, fault.Invalid) {
			t.Errorf("%q: %v", reason, err)
		}
	}
	if err := b.Allow(ctx, id, append(chosen, "nothing"), "It is called so"); !fault.Is(err, fault.Conflict) {
		t.Error(err)
	}
	if l := b.look(id); len(l.Allowed) != 0 || l.Holding != 2 {
		t.Errorf("half of it was kept: %+v", l)
	}
	b.told = nil
	b.Must(b.Allow(ctx, id, chosen, " It is called so "))
	if len(b.told) != 1 || b.told[0].ID != id {
		t.Errorf("%+v", b.told)
	}
	b.set(id, "services", []any{"alpha", "pumps of Zoë"})
	l := b.look(id)
	if l.Holding != 1 || len(l.Allowed) != 1 || l.Allowed[0].Allowed.Reason != "It is called so" || l.Allowed[0].Allowed.By != "a" || !l.Allowed[0].Allowed.At.Equal(b.Clock) {
		t.Errorf("%+v", l)
	}
	b.Must(b.Ask(ctx, id, chosen))
	if l := b.look(id); l.Holding != 2 || len(l.Allowed) != 0 {
		t.Errorf("%+v", l)
	}
	if err := b.Ask(ctx, b.ID(), chosen); !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
	b.VerifyChains()
}

// A name that only looks like a secret is asked about once, and not for each mention of it.
func TestWordsThatMayStayHoldNothingBackAgain(t *testing.T) {
	b := open(t)
	const first, second, third = "secret: payments-db-01 was read", "Then payments-db-01 was gone", "And payments-db-01 came back"
	id, parts := b.make(nil, first, second, "Nothing")
	if l := b.look(id); l.Holding != 2 {
		t.Fatalf("%+v", l)
	}
	b.Must(b.Allow(ctx, id, keys(b.look(id), first), "The name of a secret"))
	b.set(id, "timeline/"+parts[2]+"/text", third)
	if l := b.look(id); l.Holding != 0 || len(l.Allowed) != 1 {
		t.Errorf("%+v", l)
	}
	// The place that is chosen is written over, and no other of words that may stay.
	again := b.look(id).Allowed[0].Key
	if _, err := b.Replace(ctx, id, []string{again}, "a-key-of-ours", ""); err != nil || b.text(id, parts[1]) != second || b.text(id, parts[2]) != third {
		t.Error(err, b.text(id, parts[1]), b.text(id, parts[2]))
	}
}

func TestWordsThatASpaceHasAreNotHeldBackInTheNextPlace(t *testing.T) {
	b := open(t)
	id, _ := b.make([]string{"secret: payments-db-01"}, "Then payments-db-01 was gone")
	if l := b.look(id); l.Holding != 2 {
		t.Fatalf("%+v", l)
	}
	b.base(id, "secret: payments-db-01")
	b.update(func(tx *sqlite.Tx) error { _, err := tx.MoveRecord(id, "s", b.Clock); return err })
	if l := b.look(id); l.Holding != 0 {
		t.Errorf("%+v", l)
	}
}

// Names of a record's own map are known as long as it has them, with their roles.
func TestPeopleOfARecordAreKnownByTheirRoleThere(t *testing.T) {
	b := open(t)
	st := record.NewState(review.Kind, b.ID())
	st.Head["title"] = "Ada Okafor was paged"
	st.Local = record.Doc{review.People: map[string]any{"a-1": "Ada Okafor"}}
	st.Parts[review.Participants] = map[string]record.Part{"P1": {Doc: record.Doc{"actor": "a-1", "role": "Electrician", "rank": "V"}}}
	_, err := b.Rec.Create(ctx, recording.New{State: st, Action: "review.create"})
	b.Must(err)
	if l := b.look(st.ID); words(l.Found) != "[Ada Okafor] was paged" || l.Found[0].Role != "Electrician" || l.Found[0].Kind != leak.Name {
		t.Errorf("%+v", l)
	}
}
