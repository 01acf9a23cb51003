package sqlite

import (
	"encoding/json"
	"slices"
	"strings"

	"secondstory/backend/domain/search"
)

// entriesKept is what every search needs of every record: filters, counts and
// lengths. It stays in memory and takes over what has changed since.
type entriesKept struct {
	list       []search.Entry // by number
	watermark  int64
	generation string            // of the tables that gave the numbers
	words      map[string]string // one copy of each name
}

// Entries gives the facts about all records, by their number in the index. The
// list is shared: nobody may change it.
func (r *SearchReader) Entries() ([]search.Entry, error) {
	r.x.keptMu.Lock()
	defer r.x.keptMu.Unlock()
	var mark int64
	var generation string
	err := r.conn.QueryRowContext(r.ctx, `SELECT (SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'watermark'),
		(SELECT value FROM meta WHERE name = 'generation')`).Scan(&mark, &generation)
	if err != nil {
		return nil, err
	}
	kept := r.x.kept
	switch {
	case kept != nil && kept.watermark == mark && kept.generation == generation:
		return kept.list, nil
	case kept == nil || kept.generation != generation || kept.watermark > mark:
		kept = &entriesKept{words: map[string]string{}}
	}
	next := &entriesKept{list: slices.Clone(kept.list), watermark: mark, generation: generation, words: kept.words}
	rows, err := r.conn.QueryContext(r.ctx, "SELECT n, id, kind, severity, state, date, services, tags, classes, has, words, trashed FROM entry WHERE rev > ? ORDER BY n", kept.watermark)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var n int64
		var e search.Entry
		var services, tags, classes, has []byte
		if err := rows.Scan(&n, &e.ID, &e.Kind, &e.Severity, &e.State, &e.Date, &services, &tags, &classes, &has, &e.Words, &e.Trashed); err != nil {
			return nil, err
		}
		for _, f := range []struct {
			raw []byte
			to  *[]string
		}{{services, &e.Services}, {tags, &e.Tags}, {classes, &e.Classes}, {has, &e.Has}} {
			if string(f.raw) == "[]" || string(f.raw) == "null" {
				continue
			}
			if err := json.Unmarshal(f.raw, f.to); err != nil {
				return nil, err
			}
			for i := range *f.to {
				(*f.to)[i] = next.one((*f.to)[i])
			}
		}
		e.Kind, e.Severity, e.State = next.one(e.Kind), next.one(e.Severity), next.one(e.State)
		for int64(len(next.list)) <= n {
			next.list = append(next.list, search.Entry{})
		}
		e.Known = true
		next.list[n] = e
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	r.x.kept = next
	return next.list, nil
}

func (k *entriesKept) one(s string) string {
	if have, ok := k.words[s]; ok {
		return have
	}
	k.words[s] = s
	return s
}

// vocabularyKept are the words of one state of the index, for finding those that
// differ by a slip of the pen.
type vocabularyKept struct {
	words []search.Word
	state string
}

// now names the state of the index that this search reads.
func (r *SearchReader) now() (string, error) {
	if r.state == "" {
		state, err := r.text("SELECT (SELECT value FROM meta WHERE name = 'generation') || ' ' || (SELECT value FROM meta WHERE name = 'watermark')")
		if err != nil {
			return "", err
		}
		r.state = state
	}
	return r.state, nil
}

// Vocabulary lists all words of the index. The list is shared.
func (r *SearchReader) Vocabulary() ([]search.Word, error) {
	words, err := r.keptWords()
	if err != nil || words != nil {
		return words, err
	}
	if words, err = r.readWords("", search.After("")); err != nil {
		return nil, err
	}
	r.x.keptMu.Lock()
	defer r.x.keptMu.Unlock()
	r.x.vocabulary = &vocabularyKept{words: words, state: r.state}
	return words, nil
}

// keptWords are the words in memory; nil when they are those of another state.
func (r *SearchReader) keptWords() ([]search.Word, error) {
	state, err := r.now()
	if err != nil {
		return nil, err
	}
	r.x.keptMu.Lock()
	defer r.x.keptMu.Unlock()
	if have := r.x.vocabulary; have != nil && have.state == state {
		return have.words, nil
	}
	return nil, nil
}

// Words lists the words of the index from one (included) to another (excluded),
// with the number of places that hold each. The list may be shared. To count the
// places the index goes through all of them, so words in memory are a good part of
// the time of a search cheaper.
func (r *SearchReader) Words(from, to string) ([]search.Word, error) {
	kept, err := r.keptWords()
	if err != nil {
		return nil, err
	}
	if kept == nil {
		return r.readWords(from, to)
	}
	at := func(text string) int {
		i, _ := slices.BinarySearchFunc(kept, text, func(w search.Word, text string) int { return strings.Compare(w.Text, text) })
		return i
	}
	first := at(from)
	return kept[first:max(first, at(to))], nil
}
