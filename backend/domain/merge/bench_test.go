package merge

import (
	"fmt"
	"strings"
	"testing"

	"secondstory/backend/domain/record"
)

// large is a record with so many entries, and two versions of it in which ten in a
// hundred entries differ.
func large(n int) (base, a, b *Doc) {
	base = NewDoc("thing", "T1", 1)
	for i := range n {
		base.PutPart("events", fmt.Sprintf("01EVENT%08d", i), Part{Fields: record.Doc{
			"text": fmt.Sprintf("At %d the queue of the payment service grew. Nobody had looked at it since the release. It went on.", i),
			"kind": "note", "rank": fmt.Sprintf("V%08d", i),
			"times": []any{record.Doc{"at": "2026-11-16T22:09:00+01:00", "zone": "Europe/Berlin", "precision": "minute"}},
		}})
	}
	a, b = base.Clone(), base.Clone()
	for i := range n {
		id := fmt.Sprintf("01EVENT%08d", i)
		s := record.Str(base.Parts["events"][id].Fields, "text")
		switch i % 20 {
		case 0:
			set(a, "events", id, "text", strings.Replace(s, "grew", "grew fast", 1))
			set(b, "events", id, "text", strings.Replace(s, "It went on", "It stopped", 1))
		case 1:
			set(a, "events", id, "kind", "alert")
			set(b, "events", id, "kind", "decision")
		}
	}
	return base, a, b
}

func BenchmarkMergeOfAReview(tb *testing.B) {
	for _, n := range []int{100, 1_000, 10_000} {
		base, a, b := large(n)
		tb.Run(fmt.Sprintf("%d entries", n), func(tb *testing.B) {
			s := scheme()
			tb.ReportAllocs()
			for range tb.N {
				Merge(s, []*Doc{base}, side(a), side(b))
			}
			tb.ReportMetric(float64(tb.Elapsed().Microseconds())/float64(tb.N)/float64(n), "µs/entry")
		})
	}
}

func BenchmarkMergeOfALongText(tb *testing.B) {
	for _, n := range []int{100, 1_000, 10_000, 100_000} {
		lines := make([]string, n)
		for i := range lines {
			lines[i] = fmt.Sprintf("Line %d of the story tells what was seen.", i)
		}
		edit := func(every, at int) string {
			out := append([]string{}, lines...)
			for i := at; i < n; i += every {
				out[i] += " And more."
			}
			return strings.Join(out, "\n")
		}
		base, a, b := strings.Join(lines, "\n"), edit(50, 0), edit(50, 25)
		tb.Run(fmt.Sprintf("%d lines", n), func(tb *testing.B) {
			for range tb.N {
				Text(base, a, b)
			}
			tb.ReportMetric(float64(tb.Elapsed().Microseconds())/float64(tb.N)/float64(n), "µs/line")
		})
	}
}

// Two texts with nothing in common are the worst case of the comparison.
func BenchmarkMergeOfTextsWithNothingInCommon(tb *testing.B) {
	for _, n := range []int{1_000, 10_000} {
		text := func(who string) string {
			var b strings.Builder
			for i := range n {
				fmt.Fprintf(&b, "%s %d\n", who, i*i%977)
			}
			return b.String()
		}
		base, x, y := text("base"), text("ana"), text("bo")
		tb.Run(fmt.Sprintf("%d lines", n), func(tb *testing.B) {
			for range tb.N {
				Text(base, x, y)
			}
			tb.ReportMetric(float64(tb.Elapsed().Microseconds())/float64(tb.N)/float64(n), "µs/line")
		})
	}
}

// A long line of causes that one side removed and the other added to comes back
// node by node.
func BenchmarkMergeOfARemovedChain(tb *testing.B) {
	for _, n := range []int{100, 1_000, 10_000} {
		base, gone, grown := removedChain(n)
		tb.Run(fmt.Sprintf("%d nodes", n), func(tb *testing.B) {
			s := scheme()
			for range tb.N {
				Merge(s, []*Doc{base}, side(gone), side(grown))
			}
			tb.ReportMetric(float64(tb.Elapsed().Microseconds())/float64(tb.N)/float64(n), "µs/node")
		})
	}
}
