package obligation

import (
	"slices"
	"strings"
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
)

// Case is what is known of one incident under one pack, as of an instant.
type Case struct {
	Zone        *time.Location // of the authority, or of the one who notifies
	Days        Business
	Facts       Facts
	Events      map[string]time.Time
	Submissions map[string][]time.Time // by step, in the order of time
	Pauses      []Pause
	Now         time.Time
}

// Day is the one an incident falls on for the question whether a pack applies: that of the
// first event stated, or of now.
func (c *Case) Day() calendar.Date {
	first := c.Now
	for _, t := range c.Events {
		if t.Before(first) {
			first = t
		}
	}
	return calendar.DateOf(first, c.Zone)
}

// Pause is a stretch in which the limits of a step do not run, on somebody's request.
type Pause struct {
	Step string // "" for all
	From time.Time
	To   time.Time // zero while it has not ended
}

// pauses of a step, joined and in order. One that has not ended counts up to now, so a
// due is where it would lie if it ended now. None counts beyond the submission: what was
// sent in time or late stays so.
func (c *Case) pauses(s *Step) []Interval {
	if !s.Pausable {
		return nil
	}
	var list []Interval
	for _, p := range c.Pauses {
		if p.Step != "" && p.Step != s.ID {
			continue
		}
		to := p.To
		if to.IsZero() {
			to = c.Now
		}
		if sent := c.Submissions[s.ID]; len(sent) > 0 && sent[0].Before(to) {
			to = sent[0]
		}
		if to.After(p.From) {
			list = append(list, Interval{p.From, to})
		}
	}
	slices.SortFunc(list, func(a, b Interval) int { return a.From.Compare(b.From) })
	var out []Interval
	for _, p := range list {
		if n := len(out); n > 0 && !p.From.After(out[n-1].To) {
			if p.To.After(out[n-1].To) {
				out[n-1].To = p.To
			}
			continue
		}
		out = append(out, p)
	}
	return out
}

// pausedNow says whether a pause of a step holds at the instant of the case.
func (c *Case) pausedNow(s *Step) bool {
	return s.Pausable && slices.ContainsFunc(c.Pauses, func(p Pause) bool {
		return (p.Step == "" || p.Step == s.ID) && !p.From.After(c.Now) && (p.To.IsZero() || p.To.After(c.Now))
	})
}

// Moment is a stated time on its way into a case.
type Moment struct {
	At      time.Time
	Name    string    // of the event or step, for the sentence
	Now     time.Time // of the clock
	Begins  time.Time // of the incident, zero while nobody knows
	Earlier time.Time // that was stated for the same event last, zero for none
	Reason  string    // why it lies before the beginning or after Earlier, "" while nobody was asked
}

// Accept looks the moment of an event over. Fault invalid: obligation.future for one
// that has not come yet, obligation.before_start for one before the incident began and
// obligation.moved_later for one after what was stated before, which would give every limit
// more time; both are accepted with a reason.
func (m Moment) Accept() error {
	if m.At.After(m.Now) {
		return fault.New(fault.Invalid, "obligation.future", "event", m.Name).WithField("at", "obligation.future", "event", m.Name)
	}
	if !m.Begins.IsZero() && m.At.Before(m.Begins) && strings.TrimSpace(m.Reason) == "" {
		return fault.New(fault.Invalid, "obligation.before_start", "event", m.Name).WithField("reason", "obligation.before_start", "event", m.Name)
	}
	if !m.Earlier.IsZero() && m.At.After(m.Earlier) && strings.TrimSpace(m.Reason) == "" {
		return fault.New(fault.Invalid, "obligation.moved_later", "event", m.Name).WithField("reason", "obligation.moved_later", "event", m.Name)
	}
	return nil
}

// AcceptPause looks a pause over. Fault invalid for one that ends before it begins, has
// no reason or begins in the future without an end.
func AcceptPause(p Pause, reason string, now time.Time) error {
	key, field := "", "from"
	switch {
	case strings.TrimSpace(reason) == "":
		key, field = "obligation.pause_reason", "reason"
	case !p.To.IsZero() && !p.To.After(p.From):
		key, field = "obligation.pause_ends", "to"
	case p.To.IsZero() && p.From.After(now):
		key = "obligation.pause_future"
	default:
		return nil
	}
	return fault.New(fault.Invalid, key).WithField(field, key)
}

// AcceptsPause says whether the rules let a step be paused, "" for any of them. Fault
// invalid obligation.pause_never where they do not.
func (p *Pack) AcceptsPause(step string) error {
	name := p.Name
	for i := range p.Steps {
		s := &p.Steps[i]
		if s.Pausable && (step == "" || step == s.ID) {
			return nil
		}
		if s.ID == step {
			name = s.Name
		}
	}
	return fault.New(fault.Invalid, "obligation.pause_never", "name", name).WithField("step", "obligation.pause_never", "name", name)
}

// Covers says whether a pause takes out all that another one would.
func (p Pause) Covers(other Pause) bool {
	return (p.Step == "" || p.Step == other.Step) && !p.From.After(other.From) && (p.To.IsZero() || !other.To.IsZero() && !other.To.After(p.To))
}

// Decision is what people decided about a pack and an incident.
type Decision string

// The closed set of decisions.
const (
	Undecided     Decision = ""
	Notifiable    Decision = "notifiable"
	NotNotifiable Decision = "not_notifiable"
)

// ReasonRunes is how long a reason not to notify is at least: whoever reads the register
// in a year has only this.
const ReasonRunes = 20

// Judgement is a decision with what has to come with it.
type Judgement struct {
	Decision Decision
	Reason   string
	Role     string // who decided
	Approver string // who approved, a role too
	// Despite says that whoever decides knows that the answers ask for a notification. It
	// is asked for once and not kept: the reason is.
	Despite bool
}

// Required are the ids of the steps that the answers alone ask for: their conditions are
// all answered and hold. A step without a condition is asked for by no answer.
func (p *Pack) Required(f Facts) []string {
	out := []string{}
	for i := range p.Steps {
		s := &p.Steps[i]
		if holds, _ := f.holds(s.When); len(s.When) > 0 && holds == yes {
			out = append(out, s.ID)
		}
	}
	return out
}

// Accept looks a decision over. Fault invalid names the first field that is missing: no
// decision stands without a role, none against notifying without a reason and another role that approved it.
func (j Judgement) Accept() error {
	key, field := "", ""
	switch {
	case j.Decision == Undecided:
		return nil
	case j.Decision != Notifiable && j.Decision != NotNotifiable:
		key, field = "obligation.decision_unknown", "decision"
	case strings.TrimSpace(j.Role) == "":
		key, field = "obligation.decision_role", "decided_by"
	case j.Decision == NotNotifiable && len([]rune(strings.TrimSpace(j.Reason))) < ReasonRunes:
		key, field = "obligation.decision_reason", "reason"
	case j.Decision == NotNotifiable && strings.TrimSpace(j.Approver) == "":
		key, field = "obligation.decision_approver", "approved_by"
	case j.Decision == NotNotifiable && sameRole(j.Approver, j.Role):
		key, field = "obligation.decision_same", "approved_by"
	default:
		return nil
	}
	return fault.New(fault.Invalid, key).WithField(field, key)
}

// sameRole says whether two texts name one role, whatever letters and blanks they have.
func sameRole(a, b string) bool {
	return strings.EqualFold(strings.Join(strings.Fields(a), " "), strings.Join(strings.Fields(b), " "))
}

// ZoneOf is the zone in which a pack's days are counted: the authority's, or the one
// given. Fault invalid where neither is a zone.
func (p *Pack) ZoneOf(given string) (*time.Location, error) {
	if p.Zone != "" {
		return calendar.FindZone(p.Zone)
	}
	return calendar.FindZone(given)
}
