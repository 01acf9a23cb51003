package record_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"secondstory/backend/domain/record"
)

const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

func random(n int) *rapid.Generator[string] {
	return rapid.StringOfN(rapid.RuneFrom([]rune(crockford)), n, n, -1)
}

// moments are instants of this century, the edges of years among them.
func moments() *rapid.Generator[time.Time] {
	return rapid.Custom(func(t *rapid.T) time.Time {
		year := rapid.IntRange(2000, 2099).Draw(t, "year")
		edge := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
		return edge.Add(time.Duration(rapid.OneOf(rapid.Int64Range(-2, 2), rapid.Int64Range(0, 365*24*3600*1000)).Draw(t, "ms")) * time.Millisecond)
	}).Filter(func(m time.Time) bool { return m.Year() >= 2000 && m.Year() < 2100 })
}

func TestAReferenceOfAnyLengthNamesItsRecordAndNoOther(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := moments().Draw(t, "at")
		id := record.ULIDPrefix(at) + random(16).Draw(t, "random")
		if got, ok := record.ULIDTime(id); !ok || !got.Equal(at) {
			t.Fatalf("%s says %v, was made at %v", id, got, at)
		}
		short := record.Ref("REV", id)
		n := rapid.IntRange(record.RefLen, 16).Draw(t, "length")
		written := short[:len(short)-record.RefLen] + id[10:10+n]
		if rapid.Bool().Draw(t, "lower") {
			written = " " + strings.ToLower(written) + "\n"
		}
		q, ok := record.ParseRef(written)
		if !ok || !q.Matches("REV", id) || q.Matches("ACT", id) {
			t.Fatalf("%q: %+v %v", written, q, ok)
		}
		whole, ok := record.ParseRef(strings.ToLower(id))
		if !ok || whole.ID != id || !whole.Matches("any", id) {
			t.Fatalf("the id itself: %+v %v", whole, ok)
		}
		other := record.ULIDPrefix(at.AddDate(1, 0, 0)) + id[10:]
		if q.Matches("REV", other) {
			t.Fatal("the year says nothing")
		}
	})
}

func TestTheTimePartsOfIdsSortLikeTheirInstants(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := moments().Draw(t, "a"), moments().Draw(t, "b")
		low := record.ULIDPrefix(b)
		id := record.ULIDPrefix(a) + random(16).Draw(t, "random")
		if before := id < low; before != a.Before(b) {
			t.Fatalf("%v and %v: %s < %s is %v", a, b, id, low, before)
		}
	})
}

func TestWhatIsNoReferenceIsNotRead(t *testing.T) {
	for _, s := range []string{
		"", "-", "REV", "REV-26", "REV-26-", "REV-26-7K3QX", "REV-26-7K3QXU", "REV-26-7K3QX2-1", "-26-7K3QX2", "REV-2026-7K3QX2",
		"REV-2x-7K3QX2", "REV-+6-7K3QX2", "REV- 6-7K3QX2", "REV-26-7K3QX27K3QX27K3QX2", "REV-26-é3QX2Z", "8ZZZZZZZZZZZZZZZZZZZZZZZZZ", "01ARZ3NDEKTSV4RRFFQ69G5FA",
	} {
		if q, ok := record.ParseRef(s); ok {
			t.Errorf("%q read as %+v", s, q)
		}
	}
	if q, ok := record.ParseRef("rev-26-oilx2z"); !ok || q.Random != "011X2Z" {
		t.Errorf("letters that look like digits: %+v %v", q, ok)
	}
}

func TestAnythingTypedIsReadOrRefusedWithoutHarm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringMatching(`[A-Za-z]{0,4}-.{0,3}-.{0,20}`)).Draw(t, "typed")
		q, ok := record.ParseRef(s)
		if !ok {
			return
		}
		q.Matches("REV", "no id")
		if q.ID == "" && (len(q.Random) < record.RefLen || q.Year < 0 || q.Year > 99) {
			t.Fatalf("%q read as %+v", s, q)
		}
	})
}

func TestAPathIsReadBackAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringMatching(`[a-z_0-9A-Z-]{1,8}`)
		p := record.Path{Field: name.Draw(t, "field")}
		if rapid.Bool().Draw(t, "of a part") {
			p.Collection, p.Part = name.Draw(t, "collection"), name.Draw(t, "part")
			if rapid.Bool().Draw(t, "the part itself") {
				p.Field = ""
			}
		}
		got, ok := record.ParsePath(p.String())
		if !ok || got != p {
			t.Fatalf("%q: %+v %v, was %+v", p.String(), got, ok, p)
		}
		if entity, ok := record.ParsePath(p.Entity()); p.Collection != "" && (!ok || entity.Entity() != p.Entity() || entity.Field != "") {
			t.Fatalf("entity %q", p.Entity())
		}
	})
	for _, s := range []string{"", "/", "a/", "/a", "a//b", "a/b/c/d", "a/b/"} {
		if p, ok := record.ParsePath(s); ok {
			t.Errorf("%q read as %+v", s, p)
		}
	}
}
