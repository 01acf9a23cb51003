package leak

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"sort"
	"strconv"
	"strings"

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
	Account Kind = "account" // number of an account at a bank, or of a card
	Address Kind = "address" // of a machine in a private network
	// Personal is a number that a state gives to one person.
	Personal Kind = "personal"
)

// Finding is a run of words somebody should look at.
type Finding struct {
	Key  string
	Kind Kind
	// Path of the field, and below it the steps to the text in a list or a map. Both
	// name the text in which Start and End are bytes.
	Path  string
	Below []string
	// Text is all that stands there; two elements of a list are told apart by it, for
	// a space holds a set in an order of its own.
	Text       string
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
	part  bool // a word of a longer name
}

// Place names the text of a finding: its path and the steps below.
func (f Finding) Place() string {
	return strings.Join(append([]string{f.Path}, f.Below...), "\x00")
}

// text is one text of a document. The kin of a text in a list are the others there:
// what is before it may come and go.
type text struct {
	path  string
	below []string
	kin   string
	value string
	fixed bool
}

// Check looks through everything of a document that a space would hold. The findings
// stand in the order of the schema, of the parts' ids, and of the text. Words to leave are
// found where a pattern finds them, and not looked for in other texts.
func Check(d *merge.Doc, schema *record.Schema, names *Names, leave ...string) []Finding {
	var out []Finding
	seen := map[[sha256.Size]byte]int{}
	again := newAgain(leave)
	var found [][]Finding // of each text, so that it is read once
	each(d, schema, func(t text) {
		list := patterns(t.value)
		again.read(t.value, list)
		found = append(found, list)
	})
	again.compile()
	each(d, schema, func(t text) {
		out = append(out, t.findings(append(again.in(t.value, found[0]), names.in(t.value)...), seen)...)
		found = found[1:]
	})
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
// the longer. seen counts what stood at its kin. A pasted log is one text, and may be
// one line: the work grows with its length, whatever is found in it.
func (t text) findings(list []Finding, seen map[[sha256.Size]byte]int) []Finding {
	kept := apart(list, len(t.value))
	if len(kept) == 0 {
		return nil
	}
	tokens, lines := search.Tokens(t.value), newLines(t.value)
	for i := range kept {
		f := &kept[i]
		f.Path, f.Below, f.Fixed, f.Text, f.Words = t.path, t.below, t.fixed, t.value, t.value[f.Start:f.End]
		from, to := lines.around(f.Start, f.End)
		// Compared without accents and case, for a space holds texts in another form. The
		// same words twice in one line are two findings.
		words := search.Plain(f.Words)
		if f.Kind == Secret {
			words = f.Words
		}
		before, after := near(tokens, from, f.Start, f.End, to)
		sum := sha256.Sum256([]byte(strings.Join([]string{string(f.Kind), t.kin, words, before, after}, "\x00")))
		seen[sum]++
		sum = sha256.Sum256(strconv.AppendInt(sum[:], int64(seen[sum]), 10))
		f.Key = hex.EncodeToString(sum[:6])
		f.Before, f.After = tail(t.value[from:f.Start]), head(t.value[f.End:to])
	}
	return kept
}

// apart are the findings of a text of some length without those that overlap one that
// goes before, in the order of the text.
func apart(list []Finding, length int) []Finding {
	if len(list) < 2 {
		return list
	}
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
	taken := make([]bool, length)
	kept := list[:0]
	for _, f := range list {
		if slices.Contains(taken[f.Start:f.End], true) {
			continue
		}
		for i := f.Start; i < f.End; i++ {
			taken[i] = true
		}
		kept = append(kept, f)
	}
	sort.Slice(kept, func(i, j int) bool { return kept[i].Start < kept[j].Start })
	return kept
}

// nearest is how many words on each side of a finding its key is made of. A line has
// more only where somebody pasted something.
const nearest = 100

// near are the words of the line beside a finding, as they are compared. Counted in
// words and not in bytes they are the same in every form of the text.
func near(tokens []search.Token, from, start, end, to int) (before, after string) {
	first := sort.Search(len(tokens), func(i int) bool { return tokens[i].End > start })
	next := first + sort.Search(len(tokens)-first, func(i int) bool { return tokens[first+i].Start >= end })
	low := first
	for low > 0 && first-low < nearest && tokens[low-1].Start >= from {
		low--
	}
	high := next
	for high < len(tokens) && high-next < nearest && tokens[high].End <= to {
		high++
	}
	return joined(tokens[low:first]), joined(tokens[next:high])
}

func joined(tokens []search.Token) string {
	var b strings.Builder
	for i, t := range tokens {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(t.Text)
	}
	return b.String()
}
