package main

import (
	"strings"
	"testing"
)

const sample = `goos: linux
pkg: secondstory/backend/sqlite
BenchmarkKeystroke/ours-2         	     100	   3000000 ns/op	 4.500 p95-ms
BenchmarkKeystroke/peer=fsync-2   	     100	   2000000 ns/op
BenchmarkRebuild/n=100-2          	      10	     10000 ns/op
BenchmarkRebuild/n=1000-2         	      10	    120000 ns/op
BenchmarkPlain-2                  	 1000000	       512 ns/op	      16 B/op
PASS
pkg: secondstory/backend/draw
BenchmarkKeystroke/peer=fsync-2   	     100	         1 ns/op
`

func TestFiguresAreComparedWithTheirPeerOrTheirSmallestSize(t *testing.T) {
	results, err := read(strings.NewReader(sample))
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := write(&out, results); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"| backend/sqlite Keystroke | ours | 3.00 ms, 4.5 p95-ms | 1.50 × fsync |\n",
		"| backend/sqlite Rebuild | n=100 | 10.00 µs |  |\n",
		"| backend/sqlite Rebuild | n=1000 | 120.00 µs | 12.0 × the time at 10 × the size |\n",
		"| backend/sqlite Plain |  | 512 ns, 16 B/op |  |\n",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("missing row %q in:\n%s", want, out.String())
		}
	}
}

func TestALineThatIsNoFigureIsAnError(t *testing.T) {
	if _, err := read(strings.NewReader("BenchmarkX-2 10 many ns/op\n")); err == nil {
		t.Error("want an error")
	}
}
