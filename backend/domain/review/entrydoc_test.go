package review

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"secondstory/backend/domain/record"
)

// The direct reading of an entry gives what the way over JSON gives, also where
// values are missing or of a wrong type.
func TestAnEntryIsReadAsItsJSONWouldBe(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 11))
	value := func() any {
		switch rng.IntN(9) {
		case 0:
			return nil
		case 1:
			return true
		case 2:
			return float64(rng.IntN(2000) - 1000)
		case 3:
			return 1.5
		case 4:
			return []any{"x"}
		case 5:
			return map[string]any{"at": "2026-01-01"}
		}
		return []string{"", "2026-01-01T10:00:00Z", "Europe/Oslo", "minute", "é 🔥 \u2028"}[rng.IntN(5)]
	}
	names := func(list ...string) record.Doc {
		d := record.Doc{}
		for _, n := range list {
			if rng.IntN(3) > 0 {
				d[n] = value()
			}
		}
		return d
	}
	for range 5000 {
		d := names("id", "at", "end", "zone", "precision", "raw", "by", "reason", "recorded_at", "text", "role", "actor", "name", "kind", "times", "line", "rank", "unknown")
		if rng.IntN(2) == 0 {
			var times []any
			for range rng.IntN(4) {
				if rng.IntN(6) == 0 {
					times = append(times, value())
					continue
				}
				times = append(times, names("at", "end", "zone", "precision", "raw", "by", "reason", "recorded_at"))
			}
			d["times"] = times
		}
		var want Entry
		if err := into(d, &want); err != nil {
			t.Fatal(err)
		}
		got := entryOf(d)
		// The id is that of the part and the name that of this machine, whatever a document says.
		want.ID, want.Name = "", ""
		if len(want.Times) == 0 && len(got.Times) == 0 {
			want.Times, got.Times = nil, nil
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("%#v\n got %#v\nwant %#v", d, got, want)
		}
	}
}
