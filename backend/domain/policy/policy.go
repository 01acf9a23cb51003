package policy

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/proof"
)

// Version is a draft as it was proposed. It never changes.
type Version struct {
	ID     string    `json:"id"`
	Number int       `json:"number"`
	Hash   string    `json:"hash"`
	Terms  Terms     `json:"terms"`
	By     string    `json:"by"` // actor who proposed it
	Device string    `json:"device"`
	At     time.Time `json:"at"`
	Note   string    `json:"note"` // what is new, for those who sign
	// Damage is the key of what is wrong with the version as it is stored; "" for nothing.
	Damage string `json:"damage,omitempty"`
}

// Retroactive says that the version is to hold from a day before it was proposed.
func (v Version) Retroactive() bool {
	zone, err := v.Terms.zone()
	return err == nil && !v.Terms.From.IsZero() && v.Terms.From.Before(calendar.DateOf(v.At, zone))
}

// check finds what is wrong with a version that somebody may have written by hand.
func (v Version) check() string {
	hash, err := v.Terms.Hash(v.Number)
	switch _, zone := v.Terms.zone(); {
	case err != nil || hash != v.Hash:
		return "policy.damage_hash"
	case zone != nil:
		return "policy.damage_zone"
	case v.At.IsZero() || v.Number < 1:
		return "policy.damage_when"
	case v.Retroactive() && reasonLength(v.Terms.Backdated) < MinReason:
		return "policy.damage_backdated"
	}
	return ""
}

// Policy is a policy as its record holds it.
type Policy struct {
	ID         string      `json:"id"`
	Draft      Terms       `json:"draft"`
	Versions   []Version   `json:"versions"`
	Signoffs   []Signoff   `json:"signoffs"`
	Exceptions []Exception `json:"exceptions"`
	// SettingIDs and SeatIDs name the parts of the draft, in its order.
	SettingIDs []string `json:"-"`
	SeatIDs    []string `json:"-"`
	// Open are the paths of conflicts nobody has decided.
	Open []string `json:"open,omitempty"`
}

// sort brings lists into the one order in which everything is told.
func (p *Policy) sort() {
	slices.SortFunc(p.Versions, func(a, b Version) int {
		return cmp.Or(cmp.Compare(a.Number, b.Number), a.At.Compare(b.At), strings.Compare(a.ID, b.ID))
	})
	slices.SortFunc(p.Signoffs, func(a, b Signoff) int { return cmp.Or(a.At.Compare(b.At), strings.Compare(a.ID, b.ID)) })
	slices.SortFunc(p.Exceptions, func(a, b Exception) int {
		return cmp.Or(cmp.Compare(day(a.From), day(b.From)), strings.Compare(a.ID, b.ID))
	})
}

// Tally counts the sign-offs of a version; a damaged one has none.
func (p *Policy) Tally(v Version) Tally { return p.tally(v, p.below(v.Number)) }

// tally counts them beside the version before it.
func (p *Policy) tally(v Version, before []signed) Tally {
	if v.Damage != "" {
		return Count("", v.Terms.Seats, false, nil)
	}
	seats, recorded, more := asks(v, before)
	t := Count(v.Hash, seats, recorded, p.Signoffs)
	for i := range t.Seats {
		t.Seats[i].Because = more[words(t.Seats[i].Role)]
	}
	return t
}

// Asks tells who has to sign a version, and whether decisions may be recorded for others.
func (p *Policy) Asks(v Version) (seats []Seat, recorded bool) {
	seats, recorded, _ = asks(v, p.below(v.Number))
	return seats, recorded
}

// asks joins the seats of a version with those of the signed one before it, of a role the
// higher number: whoever has to agree to a rule has to agree that they are not asked any
// more, and where everybody decides for themselves they have to agree that it ends. more names, by
// role, the version that asks for what the new one does not.
func asks(v Version, before []signed) (seats []Seat, recorded bool, more map[string]int) {
	seats, recorded, more = slices.Clone(v.Terms.Seats), v.Terms.Recorded, map[string]int{}
	for _, b := range before {
		recorded = recorded && b.Terms.Recorded
		for _, seat := range b.Terms.Seats {
			at := slices.IndexFunc(seats, func(s Seat) bool { return sameWords(s.Role, seat.Role) })
			switch {
			case at < 0:
				seats = append(seats, seat)
			case seats[at].Count < seat.Count:
				seats[at].Count = seat.Count
			default:
				continue
			}
			more[words(seat.Role)] = b.Number
		}
	}
	return seats, recorded, more
}

// below are the signed versions with the highest number under one: of one number there may
// be two.
func (p *Policy) below(number int) []signed { return last(p.signedUnder(number)) }

// last are those of a list by number that have the highest.
func last(list []signed) []signed {
	for i := len(list) - 1; i > 0; i-- {
		if list[i-1].Number != list[i].Number {
			return list[i:]
		}
	}
	return list
}

// signed lists the versions that everybody who was asked has agreed to, one for each
// content: two devices that proposed the same have one version.
func (p *Policy) signed() []signed { return p.signedUnder(math.MaxInt) }

// signedUnder lists those under a number.
func (p *Policy) signedUnder(number int) []signed {
	list := slices.Clone(p.Versions)
	slices.SortStableFunc(list, func(a, b Version) int { return cmp.Compare(a.Number, b.Number) })
	var out, before []signed
	seen := map[string]bool{}
	for _, v := range list {
		if v.Number >= number {
			break
		}
		if v.Damage != "" || seen[v.Hash] {
			continue
		}
		if len(out) > 0 && out[len(out)-1].Number < v.Number {
			before = last(out)
		}
		if t := p.tally(v, before); t.Whole {
			seen[v.Hash] = true
			out = append(out, signed{v, v.starts(t.At)})
		}
	}
	return out
}

// Alone says whether nobody but whoever proposed a version has agreed to it.
func (p *Policy) Alone(v Version) bool {
	agreed := false
	for _, seat := range p.Tally(v).Seats {
		for _, actor := range seat.Actors {
			if actor != v.By {
				return false
			}
			agreed = true
		}
	}
	return agreed
}

// signed is a version and the instant from which it is to hold.
type signed struct {
	Version
	from time.Time
}

// starts is the instant from which a version holds that was complete at an instant: the
// beginning of its day, and no earlier than the last signature unless it says that it
// is retroactive.
func (v Version) starts(complete time.Time) time.Time {
	zone, err := v.Terms.zone()
	if err != nil || v.Terms.From.IsZero() {
		return complete
	}
	from := calendar.StartOfDay(v.Terms.From, zone)
	if !v.Retroactive() && complete.After(from) {
		return complete
	}
	return from
}

// Called is the kind and title of the policy at an instant: those that people signed where a
// version holds, and those of the draft where none does.
func (p *Policy) Called(now time.Time) (Kind, string) {
	if v, ok := p.At(now).Holds(); ok {
		return v.Terms.Kind, v.Terms.Title
	}
	return p.Draft.Kind, p.Draft.Title
}

// Next is the number that the draft will have.
func (p *Policy) Next() int {
	next := 1
	for _, s := range p.signed() {
		next = max(next, s.Number+1)
	}
	return next
}

// Changed says whether the draft says something else than the newest signed version;
// there may be none.
func (p *Policy) Changed() bool {
	list := p.signed()
	if len(list) == 0 {
		return true
	}
	return !list[len(list)-1].Terms.Equal(p.Draft)
}

// draftHash is the hash of the draft under its number; "" where it has none.
func (p *Policy) draftHash() string {
	hash, err := p.Draft.Hash(p.Next())
	if err != nil {
		return ""
	}
	return hash
}

// Pending is the version that waits for signatures: the draft as it stands was proposed
// and is not signed by all. ok is false when there is none.
func (p *Policy) Pending() (v Version, ok bool) {
	hash := p.draftHash()
	if hash == "" || p.draftOpen() {
		return Version{}, false
	}
	for _, v := range p.Versions {
		if v.Hash == hash && v.Damage == "" && !p.Tally(v).Whole {
			return v, true
		}
	}
	return Version{}, false
}

// Standings tells what every sign-off is worth now, by id. Those of versions that were
// signed by all keep their worth; those of a proposal that was changed are void.
func (p *Policy) Standings() map[string]Standing {
	out := make(map[string]Standing, len(p.Signoffs))
	for _, s := range p.Signoffs {
		out[s.ID] = Void
		if s.Proof == proof.NotMade {
			out[s.ID] = Forged // whatever became of what it is about
		}
	}
	alive := p.signed()
	if v, ok := p.Pending(); ok {
		alive = append(alive, signed{Version: v})
	}
	for _, v := range alive {
		for id, s := range p.Tally(v.Version).Of {
			out[id] = s
		}
	}
	return out
}
