package journal

import (
	"strings"
	"time"
)

// Who wrote an entry, for a query.
const (
	ByPerson   = "person"
	BySystem   = "system"   // a rule, by itself
	ByExchange = "exchange" // it came from others
)

// Receive is the action of what an exchange brought.
const Receive = "sync.receive"

// CameWith is the reason of such an entry: the commit it came with, and when it was edited
// where that was before the last edit in the commit.
func CameWith(commit string, edited time.Time) string {
	if edited.IsZero() {
		return commit
	}
	return commit + "@" + edited.UTC().Format(time.RFC3339)
}

// Came reads such a reason; edited is zero where it says none.
func Came(reason string) (commit string, edited time.Time) {
	commit, at, _ := strings.Cut(reason, "@")
	edited, _ = time.Parse(time.RFC3339, at)
	return commit, edited
}

// Query asks for entries of the journal, newest first. What is empty does not matter.
type Query struct {
	Who    string
	Record string
	Rule   string // a rule, or "rule@version"
	Action string // an action; with a dot at the end all actions of an area
	Chain  string
	From   time.Time // inclusive
	To     time.Time // exclusive
	Below  int64     // entries before this n; 0 from the newest
	Limit  int
}

// Row is an entry with what is known of its step. In a list Before and After are left
// out and a long reason is cut.
type Row struct {
	Entry
	Kind   StepKind
	Origin string
	Undone bool // the step was taken back since
}

// Head is a chain as the workspace notes it, beside its entries.
type Head struct {
	Chain  string
	Device string
	Space  string // "" for the local chain
	Name   string // of a shared space
	Seq    int64
	Hash   string
	At     time.Time // when it was begun
}

// Anchor is the head as an anchor: it finds a tail that was cut and proves nothing.
func (h Head) Anchor() Anchor {
	return Anchor{Chain: h.Chain, Seq: h.Seq, Hash: h.Hash, Where: InWorkspace}
}
