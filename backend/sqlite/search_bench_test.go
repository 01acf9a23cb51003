package sqlite_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/searching"
	"secondstory/backend/sqlite"
)

// corpus makes reviews whose words are spread as in real texts: a few are
// everywhere, most are rare.
type corpus struct {
	rng   *rand.Rand
	zipf  *rand.Zipf
	words []string
}

func newCorpus() *corpus {
	c := &corpus{rng: rand.New(rand.NewPCG(7, 11))}
	starts := strings.Fields("ka re pro con de in ser que bro lo pay le net sto cer tra ma di fa po")
	mids := strings.Fields("ra ti no da mi lo ve re sa co du ne pi ta ru")
	ends := strings.Fields("ble ter tion se ning ment ry ver ge x")
	for _, a := range starts {
		for _, b := range mids {
			for _, d := range mids {
				for _, e := range ends {
					c.words = append(c.words, a+b+d+e)
				}
			}
		}
	}
	c.rng.Shuffle(len(c.words), func(i, j int) { c.words[i], c.words[j] = c.words[j], c.words[i] })
	c.zipf = rand.NewZipf(c.rng, 1.07, 4, uint64(len(c.words)-1))
	return c
}

func (c *corpus) text(n int) string {
	out := make([]string, n)
	for i := range out {
		out[i] = c.words[c.zipf.Uint64()]
	}
	return strings.Join(out, " ")
}

// review is one with ten texts: title, two sections, entries, causes, actions.
func (c *corpus) review(i int) *record.State {
	st := record.NewState(review.Kind, id(i))
	st.Head["title"] = c.text(6)
	st.Head["severity"] = review.Severities[i%5]
	st.Head["state"] = review.States[i%4]
	st.Head["services"] = []any{fmt.Sprintf("service-%d", i%12)}
	st.Head["date"] = start.AddDate(0, 0, -i%800).Format(time.DateOnly)
	st.Parts["sections"] = map[string]record.Part{
		"summary": {Doc: record.Doc{"title": "Summary", "text": c.text(60)}},
		"impact":  {Doc: record.Doc{"title": "Impact", "text": c.text(40)}},
	}
	for name, n := range map[string]int{"timeline": 4, "factors": 1, "actions": 2} {
		st.Parts[name] = map[string]record.Part{}
		for e := range n {
			st.Parts[name][fmt.Sprintf("01K%023d", e)] = record.Part{Doc: record.Doc{"text": c.text(18), "title": c.text(8), "rank": "V"}}
		}
	}
	return st
}

// queries of 1 to 12 words, as people write them: words of one review, some of
// them common, some rare, now and then a slip, a beginning or a phrase.
func (c *corpus) queries(n int) []string {
	var out []string
	for i := range n {
		words := strings.Fields(c.text(1 + i%12))
		switch i % 7 {
		case 1:
			words[0] = words[0][:len(words[0])-2] // a beginning
		case 3:
			w := []byte(words[0])
			w[1], w[2] = w[2], w[1]
			words[0] = string(w)
		case 5:
			words = append(words, "the", "of")
		}
		out = append(out, strings.Join(words, " "))
	}
	return out
}

type benchIndex struct{ x *sqlite.Index }

func (b benchIndex) Search(ctx context.Context, f func(searching.Reader) error) error {
	return b.x.Search(ctx, func(r *sqlite.SearchReader) error { return f(r) })
}

// searchable fills a workspace with n reviews and, for the peer, a folder with
// the same texts as files.
func searchable(b *testing.B, n int, files string) *searching.Service {
	b.Helper()
	dir := b.TempDir()
	l := workspace(b, filepath.Join(dir, "local.db"))
	c := newCorpus()
	for from := 0; from < n; from += 1000 {
		err := l.Update(ctx, registry, func(tx *sqlite.Tx) error {
			for i := from; i < min(from+1000, n); i++ {
				st := c.review(i)
				if files != "" {
					var all []string
					for _, p := range review.IndexRow(record.Snapshot{Row: record.Row{ID: st.ID, Kind: review.Kind}, State: st}).Places {
						all = append(all, p.Text)
					}
					if err := os.WriteFile(filepath.Join(files, st.ID+".md"), []byte(strings.Join(all, "\n")+"\n"), 0o600); err != nil {
						return err
					}
				}
				if err := insertState(tx, st); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	x, err := sqlite.OpenIndex(filepath.Join(dir, "index.db"), "W", review.IndexRow)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { x.Close() })
	if err := x.Follow(ctx, l, registry, nil); err != nil {
		b.Fatal(err)
	}
	return &searching.Service{Index: benchIndex{x}, Severities: review.Severities, States: review.States}
}

// ask runs the queries round and round and reports the 95th percentile. The first
// is asked before: it reads what every later one finds in memory.
func ask(b *testing.B, queries []string, one func(string)) {
	b.Helper()
	one(queries[0])
	var times []float64
	for i := 0; b.Loop(); i++ {
		from := time.Now()
		one(queries[i%len(queries)])
		times = append(times, float64(time.Since(from).Microseconds())/1000)
	}
	sort.Float64s(times)
	b.ReportMetric(times[len(times)*95/100], "p95-ms")
	b.ReportMetric(times[len(times)/2], "p50-ms")
}

func find(b *testing.B, s *searching.Service) func(string) {
	return func(q string) {
		if _, err := s.Find(ctx, q, searching.Options{Typing: true, Limit: 20}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSearch asks for the first twenty of 10,000 reviews with 100,000 texts,
// with snippets; the peer looks for the same words in the same texts as files.
func BenchmarkSearch(b *testing.B) {
	files := b.TempDir()
	s := searchable(b, 10_000, files)
	queries := newCorpus().queries(84)
	b.Run("ours", func(b *testing.B) { ask(b, queries, find(b, s)) })
	rg, err := exec.LookPath("rg")
	if err != nil {
		b.Log("no peer: ripgrep is not on this machine")
		return
	}
	b.Run("peer=ripgrep", func(b *testing.B) {
		ask(b, queries, func(q string) {
			cmd := exec.Command(rg, "--ignore-case", "--fixed-strings", "--count-matches", "--no-messages", "--file", "-", files)
			cmd.Stdin = strings.NewReader(strings.Join(strings.Fields(q), "\n"))
			if out, err := cmd.Output(); err != nil && len(out) > 0 {
				b.Fatal(err)
			}
		})
	})
}

// BenchmarkSearchGrowth asks the same in workspaces of growing size.
func BenchmarkSearchGrowth(b *testing.B) {
	for _, n := range []int{100, 1_000, 10_000} {
		b.Run(fmt.Sprintf("n=%d", n), func(b *testing.B) {
			s := searchable(b, n, "")
			b.ResetTimer()
			ask(b, newCorpus().queries(84), find(b, s))
		})
	}
}
