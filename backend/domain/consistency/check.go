package consistency

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/review"
)

// Weight says what a finding of a check means.
type Weight string

// The closed set of weights.
const (
	Stops Weight = "stops" // the review is not to be agreed like this
	Asks  Weight = "asks"  // it may be right, and somebody should have looked
)

// Check is one kind of thing that may not fit.
type Check struct {
	ID     string
	Weight Weight
	run    func(*look)
}

// Finding is one place where a check found something. Its sentence is the
// catalogue's for "check." and the id, with Params.
type Finding struct {
	Check  string            `json:"check"`
	Weight Weight            `json:"weight"`
	About  string            `json:"about"` // path in the record, "timeline/<id>" or a field; "" for the whole review
	Params map[string]string `json:"params"`
	// Sum names what was compared: 16 hexadecimal digits of a SHA-256.
	Sum string `json:"sum"`
	// Firm says that it cannot be left as it is.
	Firm bool `json:"firm,omitempty"`
	// Left says that a person has looked at exactly this and left it, Reason why.
	Left   bool   `json:"left,omitempty"`
	Reason string `json:"reason,omitempty"`
}

// Around is what a check may know besides the review.
type Around struct {
	Now time.Time // for what is late or lies ahead
	// Named gives the names of people in a text; nil where nobody is known.
	Named func(text string) []string
	Room  Room
}

// look is one walk over a review.
type look struct {
	review.Review
	Around
	now   Check
	found []Finding
	// byID and below are the tree of causes; asides are in byID alone.
	byID  map[string]cause.Node
	below map[string][]cause.Node
}

// Checks are all kinds, in the order they are told in.
func Checks() []Check { return checks }

var checks = concat(timeChecks, textChecks, causeChecks, actionChecks, peopleChecks, roomChecks)

func concat(lists ...[]Check) (out []Check) {
	for _, l := range lists {
		out = append(out, l...)
	}
	return out
}

// Of looks through a review.
func Of(r review.Review, a Around) []Finding {
	l := &look{Review: r, Around: a, found: []Finding{}, byID: map[string]cause.Node{}, below: map[string][]cause.Node{}}
	for _, n := range r.Causes {
		l.byID[n.ID] = n
		if !n.Aside() {
			l.below[n.Parent] = append(l.below[n.Parent], n)
		}
	}
	for _, l.now = range checks {
		l.now.run(l)
	}
	l.leave()
	return l.found
}

// firm are the checks that nobody leaves as they are: a review that names people without what
// stands behind them, or a factor of no class, is not agreed for a reason that was given.
var firm = map[string]bool{"C07": true, "C08": true, "C09": true}

// Firm says whether what a check finds cannot be left as it is.
func Firm(check string) bool { return firm[check] }

// Holding are the findings that keep a review from being agreed.
func Holding(found []Finding) (out []Finding) {
	for _, f := range found {
		if f.Weight == Stops && !f.Left {
			out = append(out, f)
		}
	}
	return out
}

// Key is the catalogue's key of a check's sentence, and of the stored finding by which
// a person leaves one as it is.
func Key(check string) string { return review.CheckPrefix + check }

// SumParam is the name under which such a stored finding keeps the sum.
const SumParam = "sum"

// leave notes what people have left as it is: exactly the same, at the same place.
func (l *look) leave() {
	type place struct{ key, about, sum string }
	left := map[place]string{}
	for _, f := range l.Review.Left {
		if f.State == "dismissed" {
			left[place{f.Key, f.About, f.Params[SumParam]}] = f.Answer
		}
	}
	for i, f := range l.found {
		if l.found[i].Firm = Firm(f.Check); l.found[i].Firm {
			continue
		}
		l.found[i].Reason, l.found[i].Left = left[place{Key(f.Check), f.About, f.Sum}]
	}
}

// tell notes a finding. What is compared and does not stand in params goes into more.
func (l *look) tell(about string, params map[string]string, more ...string) {
	if params == nil {
		params = map[string]string{}
	}
	compared := make([]string, 0, 2*len(params)+len(more))
	for _, k := range sorted(params) {
		compared = append(compared, k, params[k])
	}
	l.tellOf(about, params, append(compared, more...)...)
}

// tellOf is tell where what is said must not be told from the sum.
func (l *look) tellOf(about string, params map[string]string, compared ...string) {
	h := sha256.New()
	for _, s := range append([]string{l.now.ID}, compared...) {
		_, _ = h.Write([]byte(s))
		_, _ = h.Write([]byte{0})
	}
	l.found = append(l.found, Finding{Check: l.now.ID, Weight: l.now.Weight, About: about, Params: params,
		Sum: hex.EncodeToString(h.Sum(nil))[:16]})
}
