package leak

import (
	"crypto/sha256"
	"encoding/hex"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/search"
)

// Kind says what a finding looks like.
type Kind string

// The closed set of kinds.
const (
	Name    Kind = "name"    // of somebody the workspace knows
	Email   Kind = "email"   // address of a mailbox
	Phone   Kind = "phone"   // number of a telephone
	User    Kind = "user"    // @somebody
	Secret  Kind = "secret"  // a key, a token, a password
	Address Kind = "address" // of a machine in a private network
)

// Finding is a run of words somebody should look at.
type Finding struct {
	Key  string
	Kind Kind
	// Path of the field, and below it the steps to the text in a list or a map. Both
	// name the text in which Start and End are bytes.
	Path       string
	Below      []string
	Start, End int
	Words      string
	// Before and After are what stands beside the words in their line, shortened.
	Before, After string
	// Role may stand in place of a name; "" where none is known.
	Role string
	// Holds keeps the record from being shared; the others are notices.
	Holds bool
	// Fixed words stand where nothing can be written over them.
	Fixed bool
}

// Place names the text of a finding: its path and the steps below.
func (f Finding) Place() string {
	return strings.Join(append([]string{f.Path}, f.Below...), "\x00")
}

// text is one text of a document.
type text struct {
	path  string
	below []string
	value string
	fixed bool
}

// Check looks through everything of a document that a space would hold. The findings
// stand in the order of the schema, of the parts' ids, and of the text.
func Check(d *merge.Doc, schema *record.Schema, names *Names) []Finding {
	var out []Finding
	each(d, schema, func(t text) { out = append(out, t.findings(names)...) })
	return out
}

// New are the findings that were not in an earlier version of the document: what
// everybody has read already is held back from nobody.
func New(now, was []Finding) []Finding {
	had := map[string]bool{}
	for _, f := range was {
		had[f.Key] = true
	}
	var out []Finding
	for _, f := range now {
		if !had[f.Key] {
			out = append(out, f)
		}
	}
	return out
}

// findings of one text. Where two overlap the one that holds stays, then a secret, then
// the longer.
func (t text) findings(names *Names) []Finding {
	if strings.TrimSpace(t.value) == "" {
		return nil
	}
	list := append(patterns(t.value), names.in(t.value)...)
	sort.SliceStable(list, func(i, j int) bool {
		a, b := list[i], list[j]
		if a.Holds != b.Holds {
			return a.Holds
		}
		if x, y := a.Kind == Secret, b.Kind == Secret; x != y {
			return x
		}
		return a.End-a.Start > b.End-b.Start
	})
	var kept []Finding
	for _, f := range list {
		free := true
		for _, k := range kept {
			free = free && (f.End <= k.Start || k.End <= f.Start)
		}
		if free {
			kept = append(kept, f)
		}
	}
	sort.Slice(kept, func(i, j int) bool { return kept[i].Start < kept[j].Start })
	seen := map[string]int{}
	for i := range kept {
		f := &kept[i]
		f.Path, f.Below, f.Fixed, f.Words = t.path, t.below, t.fixed, t.value[f.Start:f.End]
		before, after := line(t.value, f.Start, f.End)
		// Compared without accents and case, for a space holds texts in another form. The
		// same words twice in one line are two findings.
		words := search.Plain(f.Words)
		if f.Kind == Secret {
			words = f.Words
		}
		whole := strings.Join([]string{string(f.Kind), f.Place(), words, search.Plain(before), search.Plain(after)}, "\x00")
		seen[whole]++
		sum := sha256.Sum256([]byte(whole + "\x00" + strconv.Itoa(seen[whole])))
		f.Key = hex.EncodeToString(sum[:6])
		f.Before, f.After = tail(before), head(after)
	}
	return kept
}

// line is what stands in the same line, before and after.
func line(s string, start, end int) (before, after string) {
	from := strings.LastIndexByte(s[:start], '\n') + 1
	to := len(s)
	if i := strings.IndexByte(s[end:], '\n'); i >= 0 {
		to = end + i
	}
	return s[from:start], s[end:to]
}

// beside is how much of a line is shown on each side, in characters.
const beside = 48

func tail(s string) string {
	if n := utf8.RuneCountInString(s); n > beside {
		r := []rune(s)
		return "…" + string(r[n-beside:])
	}
	return s
}

func head(s string) string {
	if utf8.RuneCountInString(s) > beside {
		return string([]rune(s)[:beside]) + "…"
	}
	return s
}
