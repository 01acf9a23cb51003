package vetting_test

import (
	"errors"
	"fmt"
	"testing"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/recording"
	"secondstory/backend/service/vetting"
)

// met stores a review in which a person of its own map is called by name.
func (b *bench) met(name, role string) string {
	b.T.Helper()
	st := record.NewState(review.Kind, b.ID())
	st.Head["title"] = name + " came"
	st.Local[review.People] = map[string]any{"d-1": name}
	st.Parts[review.Participants] = map[string]record.Part{b.ID(): {Doc: record.Doc{"actor": "d-1", "role": role, "rank": "V"}}}
	_, err := b.Rec.Create(ctx, recording.New{State: st, Action: "review.create"})
	b.Must(err)
	return st.ID
}

// Reading them for each would take a workspace of 10,000 reviews hours.
func TestTheNamesAreReadOnceForManyRecords(t *testing.T) {
	b := open(t)
	b.list("Zoë Lindqvist", "Operator")
	var ids []string
	for i := range 40 {
		role := "Operator"
		if i%2 > 0 {
			role = "Commander"
		}
		ids = append(ids, b.met("Ada Okafor", role), b.met(fmt.Sprintf("Eve%d Zimmer%d", i, i), ""))
	}
	plain, _ := b.make(nil, "Zoë and Okafor came")
	ids = append(ids, plain)
	b.named, b.whole = 0, 0
	var got []vetting.Looked
	b.Must(b.LookThrough(ctx, ids, "s", asKey, func(l vetting.Looked) error {
		got = append(got, l)
		return nil
	}))
	if b.named != 1 || b.whole != len(ids) {
		t.Errorf("the names were read %d times, and %d records for %d", b.named, b.whole, len(ids))
	}
	for i, l := range got {
		alone, err := b.Look(ctx, ids[i], "s", asKey)
		b.Must(err)
		if fmt.Sprintf("%+v", l) != fmt.Sprintf("%+v", alone) && l.ID != plain { // whose role a name has from elsewhere is anybody's
			t.Fatalf("among others it is another look:\n%+v\n%+v", l, alone)
		}
		if l.Holding != alone.Holding || words(l.Found) != words(alone.Found) || l.Holding == 0 {
			t.Errorf("%+v\n%+v", l, alone)
		}
	}
	enough := errors.New("enough")
	n := 0
	if err := b.LookThrough(ctx, ids, "s", asKey, func(vetting.Looked) error { n++; return enough }); err != enough || n != 1 {
		t.Errorf("%v after %d", err, n)
	}
}
