package obligation

import (
	"secondstory/backend/domain/calendar"
)

// Pack is one set of rules: data, as somebody read it in a source.
type Pack struct {
	ID           string   `json:"id"`
	Version      int      `json:"version"`
	Name         string   `json:"name"`
	Jurisdiction string   `json:"jurisdiction"`
	Authority    string   `json:"authority"`
	Standing     Standing `json:"standing"`
	// From and To are the first and the last day on which an incident falls under it.
	From calendar.Date `json:"from,omitzero"`
	To   calendar.Date `json:"to,omitzero"`
	// Zone is the authority's; "" where it is that of the one who notifies.
	Zone    string   `json:"zone,omitempty"`
	Sources []Source `json:"sources"`
	Notes   []string `json:"notes,omitempty"`
	Events  []Event  `json:"events"`
	Facts   []Fact   `json:"facts,omitempty"`
	Steps   []Step   `json:"steps"`
}

// Standing says what the text is that a pack was made from.
type Standing string

// The closed set of standings.
const (
	InForce  Standing = "in_force"
	Proposed Standing = "proposed" // never in force, whoever signs it
	Contract Standing = "contract" // agreed on by two parties and no law
)

// Source is where the figures of a pack stand.
type Source struct {
	Text string `json:"text"`
	Read Read   `json:"read"`
}

// Read says how far a source is to be relied on.
type Read string

// The closed set of ways in which a source was read.
const (
	Secondary Read = "secondary" // somebody else's page about the text
	Recalled  Read = "recalled"  // nobody has looked it up
)

// Event is a moment that people state and that starts a clock.
type Event struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Help string `json:"help,omitempty"`
}

// Fact is a question whose answer decides between limits or about a step.
type Fact struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Type    FactType `json:"type"`
	Choices []string `json:"choices,omitempty"`
	// AtMost is another number that this one is a part of, and so is never more than.
	AtMost string `json:"at_most,omitempty"`
}

// FactType is the shape of an answer.
type FactType string

// The closed set of shapes.
const (
	YesNo  FactType = "yes_no"
	Number FactType = "number"
	Choice FactType = "choice"
)

// Answers to a question of type YesNo.
const (
	Yes = "yes"
	No  = "no"
)

// Step is one notification.
type Step struct {
	ID        string      `json:"id"`
	Name      string      `json:"name"`
	Recipient string      `json:"recipient"`
	When      []Condition `json:"when,omitempty"` // all of them; none: always
	// Limits are tried in order; the first whose conditions hold counts.
	Limits []Variant `json:"limits"`
	Roll   *Roll     `json:"roll,omitempty"`
	// Readings are later ends that are told beside the due.
	Readings   []Reading `json:"readings,omitempty"`
	LateReason bool      `json:"late_reason,omitempty"` // a late one has to say why
	// Pausable says that the rules let a documented request pause the clock. Where they do
	// not, no pause moves the strict end.
	Pausable bool      `json:"pausable,omitempty"`
	Content  []Content `json:"content,omitempty"`
	Note     string    `json:"note,omitempty"`
}

// Content is something a notification says.
type Content struct {
	Name string `json:"name"`
	// From is the field of the incident it is drafted from, "" where somebody writes it.
	From string `json:"from,omitempty"`
}

// Variant is a limit and when it is the one that counts.
type Variant struct {
	When  []Condition `json:"when,omitempty"`
	Limit Limit       `json:"limit"`
}

// Kind is how a limit counts.
type Kind string

// The closed set of kinds.
const (
	Hours        Kind = "hours"         // physical time from the instant of the trigger
	Days         Kind = "days"          // calendar days, the day of the trigger not counted
	BusinessDays Kind = "business_days" // days on which the calendar is open
	Months       Kind = "months"        // the same day, clipped to the end of a shorter month
	YearEnd      Kind = "year_end"      // days counted from the end of the year of the trigger
	FirstOf      Kind = "first_of"      // whichever of several limits ends first
	Soft         Kind = "soft"          // without undue delay: no number, at most an own target
)

// Closed says where business days begin to count after a trigger on a closed day.
type Closed string

// The closed set of beginnings.
const (
	OnNext    Closed = "on_next"    // the next open day is the first one counted
	AfterNext Closed = "after_next" // the trigger counts as of the next open day; the one after is the first
)

// Limit is how long there is.
type Limit struct {
	Kind   Kind    `json:"kind"`
	N      int     `json:"n,omitempty"`
	From   Trigger `json:"from,omitzero"`
	Closed Closed  `json:"closed,omitempty"`
	// Cutoff is the minute of the last day at which it ends, 0 for the end of the day.
	Cutoff int     `json:"cutoff,omitempty"`
	Of     []Limit `json:"of,omitempty"` // of FirstOf
	// Lapses says of one of several that it does not count where it ended before the
	// trigger of another.
	Lapses bool `json:"lapses,omitempty"`
	// Target is the fact with the hours of a soft limit.
	Target string `json:"target,omitempty"`
}

// Trigger starts a limit: an event, or the submission of an earlier step.
type Trigger struct {
	Event string `json:"event,omitempty"`
	After string `json:"after,omitempty"`
	Last  bool   `json:"last,omitempty"` // the last submission of the step and not the first
}

// Rule is what becomes of an end on a closed day.
type Rule string

// The closed set of rules.
const (
	EndOfNextOpenDay  Rule = "end_of_next_open_day"
	NoonOfNextOpenDay Rule = "noon_of_next_open_day"
)

// Roll moves an end on a closed day, for those of whom the conditions hold.
type Roll struct {
	Rule Rule        `json:"rule"`
	When []Condition `json:"when,omitempty"`
	// Told says that the moved end is only told beside the due, because the rule is
	// disputed or nobody has read its text.
	Told bool `json:"told,omitempty"`
}

// Reading is a way to count that ends later than the strict one.
type Reading string

// The closed set of readings.
const (
	FullHours      Reading = "full_hours"       // the hour of the trigger is not counted
	TwoOpenDays    Reading = "two_open_days"    // a period of two days or more holds two open days
	NextOpenDay    Reading = "next_open_day"    // an end on a closed day moves to the end of the next open one
	NoonOpenDay    Reading = "noon_open_day"    // or to its noon
	BeginAfterNext Reading = "begin_after_next" // business days counted as AfterNext
)

// Op compares an answer.
type Op string

// The closed set of comparisons.
const (
	Is      Op = "is"
	IsNot   Op = "is_not"
	More    Op = "more"     // strictly
	AtLeast Op = "at_least" // or equal
	Fewer   Op = "fewer"
	AtMost  Op = "at_most"
)

// Condition compares a fact with a number or with words, or holds where any one of several
// does.
type Condition struct {
	Fact   string      `json:"fact,omitempty"`
	Op     Op          `json:"op,omitempty"`
	Number int         `json:"number,omitempty"`
	Words  []string    `json:"words,omitempty"` // any of them
	Any    []Condition `json:"any,omitempty"`   // each of one fact; the rest is empty then
}

// Step of a pack by its id.
func (p *Pack) Step(id string) (*Step, bool) {
	for i := range p.Steps {
		if p.Steps[i].ID == id {
			return &p.Steps[i], true
		}
	}
	return nil, false
}

// Event of a pack by its id.
func (p *Pack) Event(id string) (Event, bool) {
	for _, e := range p.Events {
		if e.ID == id {
			return e, true
		}
	}
	return Event{}, false
}

// Fact of a pack by its id.
func (p *Pack) Fact(id string) (Fact, bool) {
	for _, f := range p.Facts {
		if f.ID == id {
			return f, true
		}
	}
	return Fact{}, false
}

// Applies says whether an incident of a day falls under a pack.
type Applies string

// The closed set of answers.
const (
	AppliesNow   Applies = "applies"
	AppliesLater Applies = "not_yet"
	AppliesEnded Applies = "ended"
	AppliesNever Applies = "proposed"
)

// Outside says that an incident lies before or after the time in which a pack applies.
func (a Applies) Outside() bool { return a == AppliesLater || a == AppliesEnded }

// On says whether a pack is applicable on a day; who signed it is another question.
func (p *Pack) On(day calendar.Date) Applies {
	switch {
	case p.Standing == Proposed:
		return AppliesNever
	case !p.From.IsZero() && day.Before(p.From):
		return AppliesLater
	case !p.To.IsZero() && p.To.Before(day):
		return AppliesEnded
	}
	return AppliesNow
}
