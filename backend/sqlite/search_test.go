package sqlite_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"sort"
	"strings"
	"testing"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/search"
	"secondstory/backend/sqlite"
)

// texts is what an index holds, without the numbers that only it knows: every
// text of every record, the records that hold each word, and the facts.
func texts(t testing.TB, x *sqlite.Index) string {
	t.Helper()
	var out []string
	err := x.Search(ctx, func(r *sqlite.SearchReader) error {
		entries, err := r.Entries()
		if err != nil {
			return err
		}
		for _, e := range entries {
			if e.Known {
				out = append(out, fmt.Sprintf("%+v", e))
			}
		}
		words, err := r.Words("", search.After(""))
		if err != nil {
			return err
		}
		for _, w := range words {
			found, err := r.Find([][]string{{w.Text}}, false)
			if err != nil {
				return err
			}
			if len(found) != w.Places {
				return fmt.Errorf("%s: %d places, %d in the vocabulary", w.Text, len(found), w.Places)
			}
			read, err := r.Places(found)
			if err != nil {
				return err
			}
			for _, p := range found {
				out = append(out, fmt.Sprintf("%s %s %s %q %s", w.Text, entries[p.Entry()].ID, read[p].Key, read[p].Text, read[p].Times))
				if !strings.Contains(" "+search.Plain(read[p].Text)+" ", " "+w.Text+" ") && !slices.Contains(search.TimeTokens(read[p].Times), w.Text) {
					return fmt.Errorf("%q is not in %q", w.Text, read[p].Text)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	sort.Strings(out)
	return strings.Join(out, "\n")
}

func TestAFollowedIndexHoldsWhatARebuiltOneHolds(t *testing.T) {
	for seed := range uint64(6) {
		rng := rand.New(rand.NewPCG(seed, 3))
		dir := t.TempDir()
		l := workspace(t, filepath.Join(dir, "local.db"))
		fill(t, l, 5)
		x := openIndex(t, filepath.Join(dir, "index.db"))
		follow(t, x, l)
		words := strings.Fields("stale replica queue Ñandú größe 待ち行列 3.8.9 the lag ** - \x00")
		for range 40 {
			err := l.Update(ctx, registry, func(tx *sqlite.Tx) error {
				var text []string
				for range rng.IntN(6) {
					text = append(text, words[rng.IntN(len(words))])
				}
				return change(tx, id(rng.IntN(5)), rng.IntN(4), fmt.Sprintf("01K%023d", rng.IntN(6)), strings.Join(text, " "))
			})
			if err != nil {
				t.Fatal(err)
			}
			if rng.IntN(3) == 0 {
				follow(t, x, l)
			}
		}
		follow(t, x, l)
		before := texts(t, x)
		anew := openIndex(t, filepath.Join(dir, "anew.db"))
		follow(t, anew, l)
		if after := texts(t, anew); after != before {
			t.Fatalf("seed %d: followed\n%s\n\nrebuilt\n%s", seed, before, after)
		}
	}
}

// change sets or removes an entry, the title or a section of a record.
func change(tx *sqlite.Tx, recordID string, what int, part, text string) error {
	snap, err := tx.Record(recordID)
	if err != nil {
		return err
	}
	op := record.SetOp(record.Path{Field: "title"}, text)
	switch _, there := snap.State.Part("timeline", part); {
	case what == 1:
		op = record.SetOp(record.Path{Collection: "sections", Part: "summary", Field: "text"}, text)
	case what > 1 && !there:
		return nil
	case what == 2:
		op = record.RemoveOp(record.Path{Collection: "timeline", Part: part})
	case what == 3:
		op = record.SetOp(record.Path{Collection: "timeline", Part: part, Field: "text"}, text)
	}
	changes, err := record.Apply(review.Schema, snap.State, op)
	if err != nil || len(changes) == 0 {
		return nil //nolint:nilerr // a text that is no title changes nothing
	}
	_, err = tx.SaveChanged(review.Schema, snap.State, changes, start)
	return err
}

func TestAnEditOfALongReviewRewritesOneTextAndReadsNone(t *testing.T) {
	dir := t.TempDir()
	l := workspace(t, filepath.Join(dir, "local.db"))
	if err := l.Update(ctx, registry, func(tx *sqlite.Tx) error { return insert(tx, 0, 2_000) }); err != nil {
		t.Fatal(err)
	}
	x := openIndex(t, filepath.Join(dir, "index.db"))
	follow(t, x, l)
	entry := fmt.Sprintf("01K%023d", 1_000)
	for _, text := range []string{"rewritten", "and again"} {
		written, read := x.Written(), x.ReadBack()
		if err := l.Update(ctx, registry, func(tx *sqlite.Tx) error { return edit(tx, id(0), entry, text) }); err != nil {
			t.Fatal(err)
		}
		follow(t, x, l)
		if w, r := x.Written()-written, x.ReadBack()-read; w != 1 || r != 0 {
			t.Fatalf("%s: %d texts were written, %d read", text, w, r)
		}
	}
	// What another program has brought further is read anew.
	other := openIndex(t, filepath.Join(dir, "index.db"))
	if err := l.Update(ctx, registry, func(tx *sqlite.Tx) error { return edit(tx, id(0), entry, "by somebody else") }); err != nil {
		t.Fatal(err)
	}
	follow(t, other, l)
	read := x.ReadBack()
	if err := l.Update(ctx, registry, func(tx *sqlite.Tx) error { return edit(tx, id(0), entry, "by me") }); err != nil {
		t.Fatal(err)
	}
	follow(t, x, l)
	if r := x.ReadBack() - read; r < 2_000 {
		t.Fatalf("%d texts were read", r)
	}
}

func TestASearchReadsOneStateOfTheIndex(t *testing.T) {
	dir := t.TempDir()
	l := workspace(t, filepath.Join(dir, "local.db"))
	fill(t, l, 2)
	x := openIndex(t, filepath.Join(dir, "index.db"))
	follow(t, x, l)
	err := x.Search(ctx, func(r *sqlite.SearchReader) error {
		before, err := r.Find([][]string{{"consumer"}}, false)
		if err != nil {
			return err
		}
		if err := l.Update(ctx, registry, func(tx *sqlite.Tx) error { return change(tx, id(0), 1, "", "nothing of it") }); err != nil {
			return err
		}
		if err := x.Follow(ctx, l, registry, nil); err != nil {
			return err
		}
		after, err := r.Find([][]string{{"consumer"}}, false)
		if !reflect.DeepEqual(before, after) || len(before) != 2 {
			return errors.New("the state has changed under the search")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestWordsInMemoryAreThoseOfTheIndexUntilItChanges(t *testing.T) {
	dir := t.TempDir()
	l := workspace(t, filepath.Join(dir, "local.db"))
	fill(t, l, 3)
	x := openIndex(t, filepath.Join(dir, "index.db"))
	follow(t, x, l)
	ranges := [][2]string{{"c", "d"}, {"consumer", "consumer\x00"}, {"q", "a"}, {"zzz", "zzzz"}, {"", search.After("")}}
	words := func(vocabulary bool) (out [][]search.Word) {
		err := x.Search(ctx, func(r *sqlite.SearchReader) error {
			if vocabulary {
				if _, err := r.Vocabulary(); err != nil {
					return err
				}
			}
			for _, from := range ranges {
				list, err := r.Words(from[0], from[1])
				if err != nil {
					return err
				}
				out = append(out, append([]search.Word{}, list...))
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	read := words(false)
	if kept := words(true); !reflect.DeepEqual(read, kept) || len(read[4]) == 0 {
		t.Fatalf("read %v, kept %v", read, kept)
	}
	if err := l.Update(ctx, registry, func(tx *sqlite.Tx) error { return change(tx, id(1), 1, "", "cormorant") }); err != nil {
		t.Fatal(err)
	}
	follow(t, x, l)
	changed := words(false)
	if reflect.DeepEqual(read[0], changed[0]) || !reflect.DeepEqual(changed, words(true)) {
		t.Fatalf("after a change: %v", changed[0])
	}
}

func TestTheListFilterFindsBeginningsOfWordsWithoutAccents(t *testing.T) {
	dir := t.TempDir()
	l := workspace(t, filepath.Join(dir, "local.db"))
	fill(t, l, 3)
	if err := l.Update(ctx, registry, func(tx *sqlite.Tx) error { return change(tx, id(1), 1, "", "La configuración 3.8.9 falló") }); err != nil {
		t.Fatal(err)
	}
	x := openIndex(t, filepath.Join(dir, "index.db"))
	follow(t, x, l)
	for query, want := range map[string]int{"configurac": 1, "CONFIGURACIÓN fallo": 1, "3.8": 1, "consumer": 2, "\"": 0, "***": 0, "zzz": 0} {
		rows, err := x.List(context.Background(), sqlite.ListFilter{Kind: review.Kind, Query: query})
		if err != nil || len(rows) != want {
			t.Errorf("%q: %d rows, %v", query, len(rows), err)
		}
	}
}

func TestADamagedIndexIsReportedAndBuiltAnew(t *testing.T) {
	dir := t.TempDir()
	l := workspace(t, filepath.Join(dir, "local.db"))
	fill(t, l, 200)
	path := filepath.Join(dir, "index.db")
	x, err := sqlite.OpenIndex(path, "W", review.IndexRow)
	if err != nil {
		t.Fatal(err)
	}
	follow(t, x, l)
	want := texts(t, x)
	x.Close()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := 4096; i < len(raw); i++ {
		raw[i] ^= 0x5A
	}
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	x = openIndex(t, path)
	follow(t, x, l)
	if x.Rebuilt() != "torn" {
		t.Fatalf("the damage was told as %q", x.Rebuilt())
	}
	if texts(t, x) != want {
		t.Fatal("the index built anew holds something else")
	}
}
