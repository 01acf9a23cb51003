package objects

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/incident"
)

// endless is a file of as many incidents of a status page as are asked for, of which no
// more is in memory than the one that is read.
type endless struct {
	head, item, tail string // in item stands eight times 0 where its number goes
	n                int64
}

func (e endless) Size() int64 { return int64(len(e.head)+len(e.tail)) + e.n*int64(len(e.item)) }

func (e endless) ReadAt(p []byte, at int64) (n int, err error) {
	for n < len(p) {
		from := at + int64(n)
		i := (from - int64(len(e.head))) / int64(len(e.item))
		switch {
		case from >= e.Size():
			return n, io.EOF
		case from < int64(len(e.head)):
			n += copy(p[n:], e.head[from:])
		case i >= e.n:
			n += copy(p[n:], e.tail[from-int64(len(e.head))-e.n*int64(len(e.item)):])
		default:
			item := strings.ReplaceAll(e.item, "00000000", fmt.Sprintf("%08d", i))
			n += copy(p[n:], item[(from-int64(len(e.head)))%int64(len(e.item)):])
		}
	}
	return n, nil
}

func files(size int64) map[string]endless {
	item := strings.Replace(compact(statuspageOf(1)[0]), `"inc0"`, `"00000000"`, 1) + ",\n"
	item = strings.Replace(item, "It works again.", strings.Repeat("It works again, and this is why. ", 30), 1)
	n := size / int64(len(item))
	last := strings.TrimSuffix(item, ",\n")
	return map[string]endless{
		"list":     {"[", item, last + "]", n},
		"envelope": {`{"page":{"id":"p1"},"incidents":[`, item, last + "]}", n},
		"lines":    {"", last + "\n", "", n},
	}
}

// peak reads a file and gives the most the heap grew by while it was read.
func peak(t testing.TB, in endless) (rows int64, grew uint64) {
	var before, now runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	reader := Reader{statuspage}
	_, err := reader.Read(context.Background(), "x.json", in, incident.Options{}, func(r incident.Row) error {
		if r.Refused != nil {
			t.Fatalf("refused %+v", r.Refused)
		}
		if rows++; rows%500 == 0 {
			runtime.ReadMemStats(&now)
			if now.HeapAlloc > before.HeapAlloc {
				grew = max(grew, now.HeapAlloc-before.HeapAlloc)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return rows, grew
}

func TestALargerFileTakesNoMoreMemory(t *testing.T) {
	for name, in := range files(6 << 20) {
		rows, grew := peak(t, in)
		if rows < in.n || grew > 24<<20 {
			t.Errorf("%s: %d rows, %d MB", name, rows, grew>>20)
		}
	}
}

func BenchmarkObjects(b *testing.B) {
	for name, in := range files(50 << 20) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(in.Size())
			var most uint64
			for range b.N {
				_, grew := peak(b, in)
				most = max(most, grew)
			}
			b.ReportMetric(float64(most)/(1<<20), "heap-MB")
		})
	}
}

// BenchmarkReadObjects reads a list of so many incidents of a status page into rows that
// nobody keeps; turn by turn the standard library reads the same text, object by object,
// into maps of which nobody makes an incident.
func BenchmarkReadObjects(b *testing.B) {
	for _, n := range []int{1_500, 15_000, 150_000} {
		text := compact(statuspageOf(n))
		b.Run(fmt.Sprintf("n=%d", n), func(b *testing.B) {
			var ours, peers []time.Duration
			for range max(b.N, 3) {
				rows, began := 0, time.Now()
				_, err := Reader{statuspage}.Read(context.Background(), "x.json", strings.NewReader(text), incident.Options{}, func(r incident.Row) error {
					if r.Snapshot != nil {
						rows++
					}
					return nil
				})
				ours = append(ours, time.Since(began))
				if err != nil || rows != n {
					b.Fatalf("%d rows of %d, %v", rows, n, err)
				}
				began = time.Now()
				if objects := plainly(b, text); objects != n {
					b.Fatalf("the peer read %d objects of %d", objects, n)
				}
				peers = append(peers, time.Since(began))
			}
			slices.Sort(ours)
			slices.Sort(peers)
			b.ReportMetric(float64(ours[len(ours)/2])/float64(time.Millisecond), "p50-ms")
			b.ReportMetric(float64(peers[len(peers)/2])/float64(time.Millisecond), "json-p50-ms")
		})
	}
}

func plainly(b *testing.B, text string) (objects int) {
	d := json.NewDecoder(strings.NewReader(text))
	if _, err := d.Token(); err != nil {
		b.Fatal(err)
	}
	for d.More() {
		var one map[string]any
		if err := d.Decode(&one); err != nil {
			b.Fatal(err)
		}
		objects++
	}
	return objects
}
