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
BenchmarkSpace/n=500/commit-2     	       5	 12.5 p50-ms
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
		"| backend/sqlite Space | commit/n=500 | 12.5 p50-ms |  |\n",
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

// speed are lines of the table of speed: one that holds, one that misses, and one
// whose peer was not there.
const speed = `pkg: window
BenchmarkColdStart/ours 7 900 ms 150 UI-MB
BenchmarkColdStart/peer=empty_window 7 400 ms 100 UI-MB
pkg: secondstory/backend/service/recording
BenchmarkKeystroke/n=100-2 300 4000000 ns/op 9.5 p95-ms 3 sync-p95-ms
BenchmarkKeystroke/n=10000-2 300 4000000 ns/op 12 p95-ms 3 sync-p95-ms
pkg: secondstory/backend/sqlite
BenchmarkSearch/ours-2 100 9000000 ns/op 20 p95-ms
BenchmarkIndex/rebuild/n=100-2 1 60000000 ns/op
BenchmarkIndex/rebuild/n=10000-2 1 5000000000 ns/op
`

func TestABarSaysWhetherItHolds(t *testing.T) {
	results, err := read(strings.NewReader(speed))
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	writeBars(&out, results)
	for _, want := range []string{
		"4 of 6 bars hold.\n",
		"| 900 ms | 400 ms (empty window of the toolkit) | 2.25 × | ≤ 2.50 × | yes |\n",
		"| 150 MB | 100 MB (empty window of the toolkit) | 54 % of the bar | ≤ 280 MB | yes |\n",
		"of 100 entries, p95 | 9.50 ms | 3 ms (4 KB write and fsync, turn by turn) | 6.50 ms above | ≤ 5 ms above | **no** |\n",
		"of 10,000 entries, p95 | 12 ms | 3 ms (4 KB write and fsync, turn by turn) | 9 ms above | ≤ 5 ms above | **no** |\n",
		"1–12 words, p95 | 20 ms |  | 40 % of the bar | ≤ 50 ms | yes |\n",
		"| Index built anew, 10,000 reviews of 40,850 files | 5000 ms |  | 122 ms for 1,000 | ≤ 600 ms for 1,000 | yes |\n",
		"Not measured in this run:\n\n- Script read before the first paint\n- The same beside a search of the same texts as files, p95\n",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("missing %q in:\n%s", want, out.String())
		}
	}
}

func TestGrowthIsOneLineForEachBenchmark(t *testing.T) {
	results, err := read(strings.NewReader(speed))
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	writeGrowth(&out, results)
	if want := "| Index built anew, by reviews | 60.00 ms (100) |  | 5.00 s (10,000) | 83.3 × for 100 × as much |\n"; !strings.Contains(out.String(), want) {
		t.Errorf("missing %q in:\n%s", want, out.String())
	}
}
