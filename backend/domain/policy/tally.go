package policy

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"secondstory/backend/domain/proof"
)

// Decision is what somebody says about a content.
type Decision string

// The closed set of decisions.
const (
	Approve   Decision = "approve"
	Changes   Decision = "changes"   // as it is, it should not hold
	Withdrawn Decision = "withdrawn" // what was said before is taken back
)

// Valid says whether the decision is one of the set.
func (d Decision) Valid() bool { return d == Approve || d == Changes || d == Withdrawn }

// care orders decisions made at once: the more careful one counts.
func (d Decision) care() int {
	switch d {
	case Withdrawn:
		return 2
	case Changes:
		return 1
	}
	return 0
}

// Signoff is one decision of one actor about one content.
type Signoff struct {
	ID       string    `json:"id"`
	Number   int       `json:"number"` // of the version, for people; the hash decides
	Hash     string    `json:"hash"`
	Role     string    `json:"role"`
	Actor    string    `json:"actor"`       // whose decision it is
	By       string    `json:"recorded_by"` // actor at the machine; the same, or one who recorded it
	Device   string    `json:"device"`      // it was made on
	Decision Decision  `json:"decision"`
	Comment  string    `json:"comment"`
	At       time.Time `json:"at"`
	N        int       `json:"n"` // counts the decisions of one actor about one content
	// Seal is the signature of the device under all of this; "" where it has none.
	Seal string `json:"seal"`
	// Proof says whether the device made it, as far as this machine can tell (Judge).
	Proof proof.Verdict `json:"proof"`
}

// Recorded says that somebody else wrote the decision down.
func (s Signoff) Recorded() bool { return s.By != s.Actor }

// Standing is what a sign-off is worth now.
type Standing string

// The closed set of standings.
const (
	Counts     Standing = "counts"
	Void       Standing = "void"        // the content has changed since
	Replaced   Standing = "replaced"    // the same actor decided again
	TakenBack  Standing = "withdrawn"   // the decision is that there is none
	NoSeat     Standing = "no_seat"     // the role is not one of those asked
	NotAllowed Standing = "not_allowed" // recorded for somebody, where the policy wants their own
	Unreadable Standing = "unreadable"  // not a decision this program can read
	Unchecked  Standing = "unchecked"   // nobody here can tell whether the device made it
	Forged     Standing = "forged"      // the device that it names did not make it
)

// Filled tells how far a seat is.
type Filled struct {
	Role   string   `json:"role"`
	Count  int      `json:"count"`
	Actors []string `json:"actors"` // who agreed, at most as many as count
	// Because is the version before this one where that asks for more than this one does.
	Because int `json:"because"`
}

// Tally is what the sign-offs about one content come to.
type Tally struct {
	Seats   []Filled            `json:"seats"`
	Changes []string            `json:"changes"` // actors who ask for changes
	Have    int                 `json:"have"`
	Need    int                 `json:"need"`
	Of      map[string]Standing `json:"-"`           // by sign-off id
	Whole   bool                `json:"whole"`       // all have agreed, and nobody asks for changes
	At      time.Time           `json:"complete_at"` // of the last agreement that counts, once whole
}

// Count tells what sign-offs are worth for the content with a hash, which asks for
// these seats. Their order plays no part, and neither does any clock.
func Count(hash string, seats []Seat, recorded bool, signoffs []Signoff) Tally {
	t := Tally{Of: map[string]Standing{}, Changes: []string{}}
	last := map[string]Signoff{}
	for _, s := range signoffs {
		switch {
		case s.Hash != hash:
			continue
		case s.Actor == "" || s.By == "" || !s.Decision.Valid():
			t.Of[s.ID] = Unreadable
			continue
		case !s.Proof.Stands():
			t.Of[s.ID] = unproved(s.Proof)
			continue
		case s.Recorded() && !recorded:
			t.Of[s.ID] = NotAllowed
			continue
		}
		before, ok := last[s.Actor]
		if !ok {
			last[s.Actor] = s
			continue
		}
		if overrules(s, before) {
			s, before = before, s
			last[s.Actor] = before
		}
		t.Of[s.ID] = Replaced
	}
	t.fill(seats, last)
	return t
}

// overrules says whether a decision counts in the place of another of the same actor.
func overrules(s, other Signoff) bool {
	if s.Recorded() != other.Recorded() {
		return !s.Recorded() // one's own word
	}
	return cmp.Or(cmp.Compare(s.N, other.N), cmp.Compare(s.Decision.care(), other.Decision.care()), strings.Compare(s.ID, other.ID)) > 0
}

func (t *Tally) fill(seats []Seat, last map[string]Signoff) {
	actors := make([]string, 0, len(last))
	for a := range last {
		actors = append(actors, a)
	}
	slices.Sort(actors)
	agreed := map[string][]Signoff{}
	for _, a := range actors {
		s := last[a]
		seat, ok := Terms{Seats: seats}.Seat(s.Role)
		switch {
		case s.Decision == Withdrawn:
			t.Of[s.ID] = TakenBack
		case !ok:
			t.Of[s.ID] = NoSeat
		default:
			t.Of[s.ID] = Counts
			if s.Decision == Changes {
				t.Changes = append(t.Changes, a)
			} else {
				agreed[words(seat.Role)] = append(agreed[words(seat.Role)], s)
			}
		}
	}
	t.Whole = len(seats) > 0 && len(t.Changes) == 0
	for _, seat := range seats {
		list := agreed[words(seat.Role)]
		// The earliest fill the seat, so that one more voice later moves no date.
		slices.SortFunc(list, func(a, b Signoff) int { return cmp.Or(a.At.Compare(b.At), strings.Compare(a.Actor, b.Actor)) })
		f := Filled{Role: seat.Role, Count: seat.Count, Actors: []string{}}
		for _, s := range list[:min(len(list), max(seat.Count, 0))] {
			f.Actors = append(f.Actors, s.Actor)
			if s.At.After(t.At) {
				t.At = s.At
			}
		}
		t.Have, t.Need = t.Have+len(f.Actors), t.Need+seat.Count
		t.Whole = t.Whole && seat.Count > 0 && len(f.Actors) == seat.Count
		t.Seats = append(t.Seats, f)
	}
	if !t.Whole {
		t.At = time.Time{}
	}
}
