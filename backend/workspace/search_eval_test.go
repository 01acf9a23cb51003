package workspace_test

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"testing"

	_ "github.com/mattn/go-sqlite3"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/search"
	"secondstory/backend/service/importing"
	"secondstory/backend/service/searching"
	"secondstory/backend/sqlite"
	"secondstory/backend/workspace"
)

// How well a known review is found again: a person who remembers one sentence of
// what happened looks for its review among all others. The sentence is the
// summary that somebody wrote into the head of a real document; the document is
// imported without it.

const (
	wantedMRR      = 0.90 // mean of 1/rank of the right document within the first ten
	wantedSixWords = 0.75 // the same with the first six words of the sentence
)

// known is a query with its right answer.
type known struct{ query, id, name string }

// realFolders hold documents that become reviews.
var realFolders = []string{"dfds-postmortems", "mybinder-univaf-postmortems", "chia-postmortems", "wikitech-incidents",
	"cloud-postmortem-text", "gitlab-rca-5whys"}

var summaryLine = regexp.MustCompile(`(?m)^summary:[^\n]*\n(?:[ \t]+[^\n]*\n)*`)

// knownItems imports all real documents into a workspace and gives the queries.
func knownItems(t *testing.T) (*workspace.Workspace, []known) {
	t.Helper()
	if os.Getenv("SECONDSTORY_EVAL") == "" {
		t.Skip("measured by make eval")
	}
	data := filepath.Join("..", "..", "..", "shared", "data")
	icco, err := filepath.Glob(filepath.Join(data, "icco-postmortems", "*.md"))
	if err != nil || len(icco) == 0 {
		t.Skip("the folder of real documents icco-postmortems is not on this machine")
	}
	sort.Strings(icco)
	ws := open(t, t.TempDir())
	var paths []string
	for _, folder := range realFolders {
		if _, err := os.Stat(filepath.Join(data, folder)); err == nil {
			paths = append(paths, filepath.Join(data, folder))
		}
	}
	importFiles(t, ws, importing.Options{}, paths...)
	dir, queries := t.TempDir(), map[string]string{}
	for _, path := range icco {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		line := summaryLine.FindString(string(raw))
		query := strings.Trim(strings.Join(strings.Fields(strings.TrimPrefix(line, "summary:")), " "), `'"`)
		query = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(query, ">-"), "|-"))
		out := filepath.Join(dir, filepath.Base(path))
		if err := os.WriteFile(out, []byte(strings.Replace(string(raw), line, "", 1)), 0o600); err != nil {
			t.Fatal(err)
		}
		if query != "" {
			queries[filepath.Base(path)] = query
		}
	}
	preview, err := ws.Imports.Preview(ctx, []string{dir}, importing.Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ws.Imports.Apply(ctx, preview, importing.Options{}, nil); err != nil {
		t.Fatal(err)
	}
	// Read again, each file is known, and by which record.
	if preview, err = ws.Imports.Preview(ctx, []string{dir}, importing.Options{}, nil); err != nil {
		t.Fatal(err)
	}
	var list []known
	for i := range preview.Items {
		name := filepath.Base(preview.Items[i].File.Path)
		if q, ok := queries[name]; ok && preview.Items[i].Known != "" {
			list = append(list, known{q, preview.Items[i].Known, name})
		}
	}
	return ws, list
}

func firstWords(s string, n int) string {
	words := strings.Fields(s)
	return strings.Join(words[:min(n, len(words))], " ")
}

// quality asks every question and gives the mean reciprocal rank; misses are told.
func quality(list []known, ask func(known) []string) (mrr float64, empty int, misses []string) {
	for _, k := range list {
		found := ask(k)
		if len(found) == 0 {
			empty++
		}
		rank := 0
		for i, id := range found {
			if id == k.id {
				rank = i + 1
				break
			}
		}
		if rank > 0 {
			mrr += 1 / float64(rank)
		}
		if rank != 1 {
			misses = append(misses, fmt.Sprintf("%2d %s %s", rank, k.name, k.query))
		}
	}
	return mrr / float64(len(list)), empty, misses
}

// finds asks the search of the product.
func finds(t *testing.T, ws *workspace.Workspace, words int) func(known) []string {
	return func(k known) []string {
		query := k.query
		if words > 0 {
			query = firstWords(query, words)
		}
		r, err := ws.Search.Find(ctx, query, searching.Options{Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, h := range r.Hits {
			ids = append(ids, h.ID)
		}
		return ids
	}
}

func TestEvalSearchFindsAKnownReviewAgain(t *testing.T) {
	ws, list := knownItems(t)
	plain := plainIndex(t, ws)
	halves := [][]known{nil, nil}
	for i, k := range list {
		halves[i%2] = append(halves[i%2], k)
	}
	for _, c := range []struct {
		what  string
		words int
		bar   float64
	}{{"the whole sentence", 0, wantedMRR}, {"its first six words", 6, wantedSixWords}} {
		mrr, empty, misses := quality(list, finds(t, ws, c.words))
		tuned, _, _ := quality(halves[0], finds(t, ws, c.words))
		judged, _, _ := quality(halves[1], finds(t, ws, c.words))
		peer, _, _ := quality(list, plain(c.words))
		t.Logf("%s: %d documents, MRR@10 %.3f (half the weights were tuned on %.3f, the other %.3f), empty pages %d; plain bm25 over OR %.3f",
			c.what, len(list), mrr, tuned, judged, empty, peer)
		sort.SliceStable(misses, func(i, j int) bool { return missRank(misses[i]) > missRank(misses[j]) })
		for _, m := range misses[:min(12, len(misses))] {
			t.Log("  ", m)
		}
		if mrr < c.bar {
			t.Errorf("%s: below the bar of %.2f", c.what, c.bar)
		}
		if empty > 0 {
			t.Errorf("%s: %d empty pages", c.what, empty)
		}
	}
}

// missRank orders misses: not among the first ten is the worst.
func missRank(line string) int {
	var n int
	fmt.Sscan(line, &n)
	if n == 0 {
		return 100
	}
	return n
}

// plainIndex is the yardstick: title and body in one full-text table, the words
// joined by OR, ranked by the bm25 that SQLite brings along.
func plainIndex(t *testing.T, ws *workspace.Workspace) func(words int) func(known) []string {
	t.Helper()
	db, err := sql.Open("sqlite3", filepath.Join(t.TempDir(), "plain.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	if _, err := db.Exec(`CREATE VIRTUAL TABLE plain USING fts5(id UNINDEXED, title, body, tokenize = "unicode61 remove_diacritics 2")`); err != nil {
		t.Fatal(err)
	}
	for _, r := range allReviews(t, ws) {
		var body []string
		for _, p := range r.Places {
			if p.Class != search.InTitle {
				body = append(body, p.Text)
			}
		}
		if _, err := db.Exec("INSERT INTO plain VALUES(?,?,?)", r.ID, r.Title, strings.Join(body, "\n")); err != nil {
			t.Fatal(err)
		}
	}
	return func(words int) func(known) []string {
		return func(k known) []string {
			query := k.query
			if words > 0 {
				query = firstWords(query, words)
			}
			var quoted []string
			for _, tok := range search.Tokens(query) {
				quoted = append(quoted, `"`+tok.Text+`"`)
			}
			rows, err := db.Query("SELECT id FROM plain WHERE plain MATCH ? ORDER BY bm25(plain) LIMIT 10", strings.Join(quoted, " OR "))
			if err != nil {
				t.Fatal(err)
			}
			defer rows.Close()
			var ids []string
			for rows.Next() {
				var id string
				if err := rows.Scan(&id); err != nil {
					t.Fatal(err)
				}
				ids = append(ids, id)
			}
			return ids
		}
	}
}

// allReviews are the rows the index is made of.
func allReviews(t *testing.T, ws *workspace.Workspace) []record.IndexRow {
	t.Helper()
	rows, err := ws.List(ctx, sqlite.ListFilter{Kind: review.Kind})
	if err != nil {
		t.Fatal(err)
	}
	out := make([]record.IndexRow, 0, len(rows))
	for _, r := range rows {
		snap, err := ws.Records.Get(ctx, r.ID)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, review.IndexRow(snap))
	}
	return out
}
