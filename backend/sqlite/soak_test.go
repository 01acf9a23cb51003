package sqlite_test

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/search"
	"secondstory/backend/internal/soak"
	"secondstory/backend/service/reviewing"
	"secondstory/backend/sqlite"
	"secondstory/backend/workspace/dbtest"
)

// clerk edits reviews at random.
type clerk struct {
	*reviewing.Service
	b    *dbtest.Bench
	rng  *rand.Rand
	ids  []string
	done int
}

var clerkWords = strings.Fields("queue gate clock certificate pump lamp tunnel batch rinse counter ledger “quoted” Zürich naïve 22.1 restart")

func (c *clerk) words(n int) string {
	var out []string
	for range 1 + c.rng.Intn(n) {
		out = append(out, clerkWords[c.rng.Intn(len(clerkWords))])
	}
	return strings.Join(out, " ")
}

// edit does one thing to one review. What is refused (a part that is gone, a
// review in the trash) changes nothing, which is as good a case.
func (c *clerk) edit() {
	c.b.T.Helper()
	c.b.Clock = c.b.Clock.Add(time.Minute)
	if len(c.ids) == 0 || c.rng.Intn(12) == 0 {
		id, _, err := c.Create(ctx, c.words(5), "")
		c.b.Must(err)
		c.ids = append(c.ids, id)
		return
	}
	id := c.ids[c.rng.Intn(len(c.ids))]
	collection := []string{"timeline", "actions", "factors", "sections", "causes"}[c.rng.Intn(5)]
	part := ""
	if snap, err := c.Rec.Get(ctx, id); err == nil {
		if live := snap.State.Live(collection); len(live) > 0 {
			part = live[c.rng.Intn(len(live))]
		}
	}
	var err error
	switch c.rng.Intn(10) {
	case 0:
		_, err = c.SetValue(ctx, id, record.Path{Field: "title"}, c.words(6), "")
	case 1:
		_, err = c.SetValue(ctx, id, record.Path{Field: []string{"services", "tags"}[c.rng.Intn(2)]}, []any{c.words(2), c.words(1)}, "")
	case 2:
		_, err = c.SetValue(ctx, id, record.Path{Field: "severity"}, review.Severities[c.rng.Intn(len(review.Severities))], "")
	case 3, 4:
		field := map[string]string{"timeline": "line", "actions": "title", "sections": "title"}[collection]
		text := c.words(8)
		if field == "line" {
			text = "2026-01-01 10:00 UTC " + text
		}
		if field == "" {
			field = "text"
		}
		_, err = c.AddPart(ctx, id, collection, map[string]any{field: text}, "", "")
	case 5:
		field := "text"
		if collection == "actions" {
			field = "title"
		}
		_, err = c.SetValue(ctx, id, record.Path{Collection: collection, Part: part, Field: field}, c.words(9), "")
	case 6:
		_, err = c.RemovePart(ctx, id, collection+"/"+part, "")
	case 7:
		_, err = c.Rec.Undo(ctx, id, "")
	case 8:
		_, err = c.Rec.Redo(ctx, id, "")
	default:
		if c.rng.Intn(3) > 0 {
			_, err = c.Rec.Restore(ctx, id, "review.restore", "")
		} else {
			_, err = c.Rec.Remove(ctx, id, "review.remove", "")
		}
	}
	if _, isFault := fault.As(err); err != nil && !isFault {
		c.b.T.Fatal(err)
	}
	if err == nil {
		c.done++
	}
}

// dump is everything an index says, without the numbers of its rows.
func dump(t *testing.T, path string) []string {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+path+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var out []string
	for _, query := range []string{
		"SELECT 'meta ' || name || ' ' || value FROM meta WHERE name <> 'generation' ORDER BY 1",
		`SELECT 'entry ' || json_array(id, ref, kind, title, severity, state, date, services, tags, classes, has, words, counts, trashed, changed_at, rev) FROM entry ORDER BY 1`,
		fmt.Sprintf("SELECT 'place ' || json_array(e.id, p.key, p.text, p.times, p.words) FROM place p JOIN entry e ON e.n = p.n >> %d ORDER BY 1", search.EntryShift),
		"SELECT 'word ' || json_array(term, doc, cnt) FROM vocabulary ORDER BY 1",
		"SELECT 'places ' || count(*) FROM place",
	} {
		rows, err := db.Query(query)
		if err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		for rows.Next() {
			var line string
			if err := rows.Scan(&line); err != nil {
				t.Fatal(err)
			}
			out = append(out, line)
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		rows.Close()
	}
	return out
}

// followed compares an index that followed every edit with one made at the end.
func followed(t *testing.T, seed int64) {
	b := dbtest.Open(t)
	b.Must(b.Local.Update(ctx, b.Reg, func(tx *sqlite.Tx) error { return tx.SetMeta("workspace", "W") }))
	c := &clerk{b: b, rng: rand.New(rand.NewSource(seed))}
	c.Service = &reviewing.Service{Rec: b.Recorder(b), Now: b.Tell, NewID: b.ID}
	dir := t.TempDir()
	kept, anew := filepath.Join(dir, "kept.db"), filepath.Join(dir, "anew.db")
	openIndex := func(path string) *sqlite.Index {
		x, err := sqlite.OpenIndex(path, "W", review.IndexRow)
		b.Must(err)
		return x
	}
	follow := func(x *sqlite.Index) { b.Must(x.Follow(ctx, b.Local, b.Reg, nil)) }
	one, two := openIndex(kept), openIndex(kept) // two programs on one index
	for range 60 {
		c.edit()
		switch c.rng.Intn(5) {
		case 0:
			follow(one)
		case 1:
			follow(two)
		}
		switch c.rng.Intn(60) {
		case 0, 1:
			two.Close()
			two = openIndex(kept)
		case 2:
			b.Must(one.Rebuild(ctx, b.Local, b.Reg, nil))
		case 3:
			stopped, stop := context.WithCancel(ctx)
			// Told of the last record, the index has written it and not yet kept it.
			err := two.Follow(stopped, b.Local, b.Reg, func(int, int) { stop() })
			if !fault.Is(err, fault.Cancelled) && err != nil {
				t.Fatal(err)
			}
			stop()
		}
	}
	follow(one)
	fresh := openIndex(anew)
	follow(fresh)
	for _, x := range []*sqlite.Index{one, two, fresh} {
		b.Must(x.Close())
	}
	was, is := dump(t, kept), dump(t, anew)
	if c.done < 20 || len(is) < 20 {
		t.Fatalf("only %d edits were taken, %d lines", c.done, len(is))
	}
	for i := range max(len(was), len(is)) {
		if i >= len(was) || i >= len(is) || was[i] != is[i] {
			t.Fatalf("line %d of %d and %d:\nfollowed %s\nmade anew %s", i, len(was), len(is), at(was, i), at(is, i))
		}
	}
}

func at(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return "nothing"
}

func TestAnIndexThatFollowedSaysWhatOneMadeAnewSays(t *testing.T) {
	for seed := range int64(12) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) { followed(t, seed) })
	}
}

func TestSoakAnIndexThatFollowedSaysWhatOneMadeAnewSays(t *testing.T) {
	soak.Need(t)
	soak.Each(t, 1_000_000, 1_000, followed)
}
