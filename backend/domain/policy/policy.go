package policy

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"secondstory/backend/domain/calendar"
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
func (p *Policy) Tally(v Version) Tally {
	if v.Damage != "" {
		t := Count("", v.Terms.Seats, false, nil)
		return t
	}
	return Count(v.Hash, v.Terms.Seats, v.Terms.Recorded, p.Signoffs)
}

// signed lists the versions that everybody who was asked has agreed to, one for each
// content: two devices that proposed the same have one version.
func (p *Policy) signed() []signed {
	var out []signed
	seen := map[string]bool{}
	for _, v := range p.Versions {
		if v.Damage != "" || seen[v.Hash] {
			continue
		}
		if t := p.Tally(v); t.Whole {
			seen[v.Hash] = true
			out = append(out, signed{v, v.starts(t.At)})
		}
	}
	return out
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
