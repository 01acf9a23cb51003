package plaintable

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/timeline"
)

// Dialect is how one tool writes its tables: by which headers it is known, what they mean,
// and what its cells say that a plain table's do not.
type Dialect struct {
	// Format is the name the accounts and the command line have for it.
	Format string
	// sure says how surely these are headers of it, 0 to 100.
	sure func(heads heads) int
	// targets says what each column means.
	targets func(heads heads) []string
	// source names the tool of a row, and where it can be told which one of it.
	source func(heads heads, cells []string) string
	// lines takes the lines of a history out of a cell of a column that holds some.
	lines func(header, cell string) []line
	// shape adds what such a table says otherwise than by one cell; nil adds nothing.
	shape func(s *incident.Snapshot, r row)
	// untitled says that such a table needs no column that says what an incident is called.
	untitled func(heads heads) bool
}

// line is a line of a history as it stands in a cell.
type line struct {
	when, kind, who, text string
}

// row is a row with its headers, for what several cells say together.
type row struct {
	heads heads
	cells []string
	taken timeline.Statement // when the row was so
}

// cell gives the first cell under one of some plain headers, "" where it says nothing.
func (r row) cell(names ...string) string {
	for _, name := range names {
		if i := slices.Index(r.heads.plain, name); i >= 0 && i < len(r.cells) && !missing(r.cells[i]) {
			return strings.TrimSpace(r.cells[i])
		}
	}
	return ""
}

// heads are the headers of a table, as they stand and as they are compared.
type heads struct {
	told, plain []string
}

func headsOf(told []string) heads {
	h := heads{told: told, plain: make([]string, len(told))}
	for i, name := range told {
		h.plain[i] = plain(name)
	}
	return h
}

// has says whether one of some plain headers is there.
func (h heads) has(names ...string) bool {
	return slices.ContainsFunc(names, func(n string) bool { return slices.Contains(h.plain, n) })
}

// count says how many of some plain headers are there.
func (h heads) count(names ...string) (n int) {
	for _, name := range names {
		if slices.Contains(h.plain, name) {
			n++
		}
	}
	return n
}

// Any is a table of which nothing is known but its headers.
func Any() Dialect {
	return Dialect{Format: Format, targets: func(h heads) []string { return recognised(h) },
		sure: func(h heads) int {
			if slices.Contains(recognised(h), toTitle) {
				return 20
			}
			return 5
		},
		source: func(h heads, _ []string) string { return sourceOf(h) }}
}

// Dialects are all of them, the sure ones first.
func Dialects() []Dialect { return []Dialect{Jira(), ServiceNow(), PagerDuty(), Any()} }

// dialectOf is the dialect a table is most surely in.
func dialectOf(h heads) (best Dialect) {
	most := 0
	for _, d := range Dialects() {
		if n := d.sure(h); n > most {
			best, most = d, n
		}
	}
	return best
}

// sourceOf tells tables apart by their headers: the number 17 of one is not that of another.
func sourceOf(h heads) string {
	sum := sha256.Sum256([]byte(strings.Join(slices.Sorted(slices.Values(h.plain)), "\x00")))
	return Format + "/" + hex.EncodeToString(sum[:3])
}
