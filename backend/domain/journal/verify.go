package journal

import (
	"crypto/sha256"
	"encoding/hex"
	"sort"
	"strings"
	"time"
)

// BreakKind says what is wrong at a place of a chain.
type BreakKind string

// The closed set of kinds.
const (
	Edited    BreakKind = "edited"    // what the entry says does not give its hash
	Missing   BreakKind = "missing"   // From to Seq are not there, later ones are
	Rewritten BreakKind = "rewritten" // made anew with its hash: others name another one; it began at From or later
	Parted    BreakKind = "parted"    // Seq does not follow From, and which of the two was changed cannot be told
	Twice     BreakKind = "twice"     // a number that was there before
)

// Break is one place at which a chain does not hold. From is Seq where it is about
// one entry.
type Break struct {
	Kind BreakKind
	From int64
	Seq  int64
}

// most is how many breaks and skews a verdict lists; all are counted.
const most = 50

// Verdict is what verifying one chain found. FirstBad is 0 when every entry holds.
// Truncated says that an anchor is newer than the last entry; Unanchored that nothing
// written elsewhere vouches for the last one.
type Verdict struct {
	Chain      string
	Entries    int64
	Last       int64
	LastHash   string // of that entry, "" where there is none
	FirstBad   int64
	Breaks     []Break // by place
	Broken     int     // how many there are, also of those not listed
	Truncated  bool
	AnchoredTo int64 // the newest anchor, whether it is met or not
	Proven     int64 // the newest one outside of the file that the chain agrees with; 0 for none
	By         Anchor
	Anchors    int // outside of the file
	Unanchored bool
	// Erased counts entries whose content is gone, Gone are the first of them. Their links
	// still hold, but nothing in the journal says who took the content away.
	Erased     int
	Gone       []int64
	Withheld   int     // entries whose payload is not in an evidence pack
	ClockSkews int     // entries whose instant lies before that of their predecessor
	Skewed     []int64 // the first of them
}

// Whole says whether nothing was found that somebody has to look at.
func (v Verdict) Whole() bool { return v.Broken == 0 && !v.Truncated && v.Erased == 0 }

// Head is the hash of the last entry that is there. Where some are missing, that is not the
// one with which the chain is said to end.
func (v Verdict) Head(said Head) string {
	if v.Entries == 0 && !v.Truncated {
		return said.Hash
	}
	return v.LastHash
}

// Link is what verifying needs of an entry.
type Link struct {
	Seq  int64
	Prev string
	Hash string
	Sum  string    // the hash its content gives; "" where the content is not there
	At   time.Time // zero where it is not known
	// Withheld says that the content is elsewhere, and was not erased.
	Withheld bool
}

func (l Link) known() bool  { return l.Sum != "" }
func (l Link) spoilt() bool { return l.known() && l.Sum != l.Hash }

// Verifier checks the entries of one chain as they are read, oldest first.
type Verifier struct {
	verdict Verdict
	prev    Link
	bad     bool // prev was found to be wrong
	parted  *[2]Link
	gaps    map[string]int64 // hash before a gap of one entry → its number
	last    time.Time
	anchors []Anchor
	hashes  map[int64]string // what stands at the places of anchors
	marked  map[int64]bool   // places already told of
}

// NewVerifier starts on a chain with the anchors known for it.
func NewVerifier(chain string, anchors []Anchor) *Verifier {
	v := &Verifier{verdict: Verdict{Chain: chain}, prev: Link{Hash: Genesis, Sum: Genesis}, gaps: map[string]int64{}, hashes: map[int64]string{}, marked: map[int64]bool{}}
	for _, a := range anchors {
		if a.Chain == chain {
			v.anchors = append(v.anchors, a)
			v.hashes[a.Seq] = ""
		}
	}
	sort.SliceStable(v.anchors, func(i, j int) bool { return v.anchors[i].Seq < v.anchors[j].Seq })
	return v
}

// Add checks the next entry.
func (v *Verifier) Add(e Entry) {
	l := Link{Seq: e.Seq, Prev: e.Prev, Hash: e.Hash, At: e.At}
	if !e.Erased {
		l.Sum = e.storedSum()
	}
	// The record stands beside what the hash covers, to be found by.
	if e.Record != "" && e.Entity != e.Record && !strings.HasPrefix(e.Entity, e.Record+"/") {
		l.Sum = "none"
	}
	v.AddLink(l)
}

// storedSum is the hash of the entry as it is stored. What was written is canonical, so
// other bytes that mean the same were put there by somebody else.
func (e Entry) storedSum() string {
	raw, err := e.Stored()
	if err != nil {
		return "none"
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}

// AddLink checks the next entry by what is known of it.
func (v *Verifier) AddLink(l Link) {
	v.verdict.Entries++
	switch {
	case l.Withheld:
		v.verdict.Withheld++
	case !l.known():
		if v.verdict.Erased++; len(v.verdict.Gone) < most {
			v.verdict.Gone = append(v.verdict.Gone, l.Seq)
		}
	}
	next, bad := v.prev.Seq+1, false
	if v.parted != nil {
		v.settle(&l)
	}
	gap, displaced := v.gaps[l.Prev]
	switch {
	case l.Seq == next:
		bad = v.follows(l)
	case l.spoilt() && displaced:
		v.renumbered(gap)
		return
	case l.spoilt() && l.Prev == v.prev.Hash:
		v.found(Edited, next, next) // its number was changed
		l.Seq, bad = next, true
	case l.Seq > next:
		v.found(Missing, next, l.Seq-1)
		if l.Seq == next+1 {
			v.gaps[v.prev.Hash] = next
		}
		if bad = l.spoilt(); bad {
			v.found(Edited, l.Seq, l.Seq)
		}
	default:
		v.found(Twice, l.Seq, l.Seq)
		return
	}
	v.clock(l)
	if _, wanted := v.hashes[l.Seq]; wanted {
		v.hashes[l.Seq] = l.Hash
	}
	v.prev, v.bad, v.verdict.Last, v.verdict.LastHash = l, bad, l.Seq, l.Hash
}

// follows checks an entry that has the number it should have.
func (v *Verifier) follows(l Link) (bad bool) {
	switch {
	case l.spoilt():
		v.found(Edited, l.Seq, l.Seq)
		return true
	case l.Prev == v.prev.Hash || v.bad:
	case v.prev.Seq == 0:
		v.found(Rewritten, l.Seq, l.Seq)
		return true
	default:
		v.parted = &[2]Link{v.prev, l}
	}
	return false
}

// settle decides which of two entries that do not follow one another was changed: the
// one that the entry after them does not name. Without such an entry it is the one that
// agrees with no anchor.
func (v *Verifier) settle(next *Link) {
	p, l := v.parted[0], v.parted[1]
	v.parted = nil
	switch {
	case !l.known():
		v.found(Parted, p.Seq, l.Seq)
	case !p.known() || next != nil && next.Prev == l.Hash || next == nil && v.vouched(l) && !v.vouched(p):
		v.found(Rewritten, p.Seq, p.Seq)
	case next != nil || v.vouched(p) && !v.vouched(l):
		v.found(Rewritten, l.Seq, l.Seq)
	default:
		v.found(Parted, p.Seq, l.Seq)
	}
}

func (v *Verifier) vouched(l Link) bool {
	for _, a := range v.anchors {
		if a.Seq == l.Seq && a.Hash == l.Hash {
			return true
		}
	}
	return false
}

// renumbered says that what was missing stands elsewhere under another number.
func (v *Verifier) renumbered(seq int64) {
	for i, b := range v.verdict.Breaks {
		if b.Kind == Missing && b.Seq == seq {
			v.verdict.Breaks[i].Kind = Edited
		}
	}
}

func (v *Verifier) clock(l Link) {
	if l.At.IsZero() {
		return
	}
	if l.At.Before(v.last) {
		if v.verdict.ClockSkews++; len(v.verdict.Skewed) < most {
			v.verdict.Skewed = append(v.verdict.Skewed, l.Seq)
		}
	}
	v.last = l.At
}

func (v *Verifier) found(kind BreakKind, from, seq int64) {
	v.verdict.Broken++
	v.marked[seq] = true
	first := from
	if kind == Rewritten || kind == Parted {
		first = seq // the one that others contradict
	}
	if v.verdict.FirstBad == 0 || first < v.verdict.FirstBad {
		v.verdict.FirstBad = first
	}
	if len(v.verdict.Breaks) < most {
		v.verdict.Breaks = append(v.verdict.Breaks, Break{kind, from, seq})
	}
}

// Verdict closes the check.
func (v *Verifier) Verdict() Verdict {
	if v.parted != nil {
		v.settle(nil)
	}
	met := int64(0)
	for _, a := range v.anchors {
		v.verdict.AnchoredTo = max(v.verdict.AnchoredTo, a.Seq)
		if a.Apart() {
			v.verdict.Anchors++
		}
		switch stands := v.hashes[a.Seq]; {
		case a.Seq > v.verdict.Last:
			v.verdict.Truncated = true
		case stands == a.Hash:
			met = a.Seq
			if a.Apart() {
				v.verdict.Proven, v.verdict.By = a.Seq, a
			}
		case stands != "" && !v.marked[a.Seq]:
			v.found(Rewritten, met+1, a.Seq)
		}
	}
	out := v.verdict
	out.Unanchored = out.Proven < out.Last
	sort.SliceStable(out.Breaks, func(i, j int) bool { return out.Breaks[i].From < out.Breaks[j].From })
	return out
}
