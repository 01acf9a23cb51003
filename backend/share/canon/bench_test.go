package canon_test

import (
	"fmt"
	"testing"

	"secondstory/samples/generate"
)

// The time for one entry should not grow with the number of entries.
func BenchmarkReview(b *testing.B) {
	c, _ := reviews(b)
	for _, n := range []int{100, 1_000, 10_000} {
		d := docOf(b, generate.Shaped(5, 1, generate.Shape{Sections: 6, Entries: n, Factors: 8, Causes: 30, Actions: 9}), generate.IDs(5, clock))
		files := emit(b, c, d)
		size := 0
		for _, f := range files {
			size += len(f.Data)
		}
		b.Run(fmt.Sprintf("write/%d", n), func(b *testing.B) {
			b.SetBytes(int64(size))
			for b.Loop() {
				emit(b, c, d)
			}
		})
		b.Run(fmt.Sprintf("read/%d", n), func(b *testing.B) {
			b.SetBytes(int64(size))
			for b.Loop() {
				parse(b, c, d.ID, files)
			}
		})
	}
}
