package obligation

import (
	"slices"
	"time"
)

// State is where a clock stands.
type State string

// The closed set of states.
const (
	NotRequired State = "not_required" // a threshold is not reached
	Asks        State = "asks"         // an answer is missing that decides about it
	Waits       State = "waits"        // its trigger has not come
	Running     State = "running"
	Paused      State = "paused"
	Overdue     State = "overdue"
	Met         State = "met"
	Late        State = "late" // done, too late
)

// Clock is what one step comes to in a case.
type Clock struct {
	Step    string
	State   State
	Soft    bool      // without a number of the law; Due is an own target then
	Missing []string  // facts that are asked for
	Waits   []Trigger // what has not come yet
	Started time.Time // zero while it has not
	Limit   Limit     // the one that counts, of several the one that ends first
	Due     *Due
	// Bound is the earliest end of those whose trigger has come, while an answer is missing
	// that decides which one counts.
	Bound *Due
	// Projected is the earliest end that is possible while there is no due.
	Projected *Due
	// Lapsed are limits of several that have ended and count no more, while another of them
	// waits for what starts it.
	Lapsed    []Lapsed
	Later     []Told
	Submitted []time.Time
	// Problem is why the calendar of the case says nothing about days that count, such as one
	// that has ended. The ends are then those of Weekdays: a limit does not go away because
	// nobody can say which days are open. No end stands where they give none either.
	Problem error
}

// Lapsed is a limit that has ended and counts no more.
type Lapsed struct {
	From Trigger
	Due  Due
}

// Told is an end as another reading has it.
type Told struct {
	Reading Reading
	Due     Due
	// Missing are the questions that decide whether this one may be read so.
	Missing []string
}

// Clocks are the clocks of a pack's steps in a case, in the order of the steps. Rules that
// were not in force for the incident ask for nothing.
func (p *Pack) Clocks(c Case) []Clock {
	out := make([]Clock, 0, len(p.Steps))
	if p.On(c.Day()).Outside() {
		for _, s := range p.Steps {
			k := Clock{Step: s.ID, State: NotRequired, Submitted: c.Submissions[s.ID]}
			if len(k.Submitted) > 0 {
				k.State = Met
			}
			out = append(out, k)
		}
		return out
	}
	e := engine{&c, map[string]*Clock{}}
	for i := range p.Steps {
		k := e.clock(&p.Steps[i])
		out = append(out, k)
		e.done[k.Step] = &out[len(out)-1]
	}
	return out
}

// ByDue orders clocks by what comes first: ends, then projected ends, then the others
// as they stand.
func ByDue(a, b Clock) int {
	at := func(k Clock) (int, time.Time) {
		switch {
		case k.State == NotRequired:
			return 3, time.Time{}
		case k.Due != nil:
			return 0, k.Due.latest()
		case k.Projected != nil:
			return 0, k.Projected.latest()
		}
		return 2, time.Time{}
	}
	i, s := at(a)
	j, t := at(b)
	if i != j {
		return i - j
	}
	return s.Compare(t)
}

type engine struct {
	c    *Case
	done map[string]*Clock // steps before this one
}

// end is what one limit comes to.
type end struct {
	limit     Limit
	started   time.Time
	due       *Due
	projected *Due
	waits     []Trigger
	lapsed    []Lapsed
	soft      bool
	never     bool // what it waits for will not come
	problem   error
}

// clock counts a step by the days of the case, or by weekdays where these say nothing.
func (e engine) clock(s *Step) Clock {
	k := e.counted(s, e.c.Days)
	if k.Problem == nil {
		return k
	}
	if again := e.counted(s, Weekdays{}); again.Problem == nil {
		again.Problem = k.Problem
		return again
	}
	return k
}

func (e engine) counted(s *Step, days Business) Clock {
	k := Clock{Step: s.ID, Submitted: e.c.Submissions[s.ID]}
	required, missing := e.c.Facts.holds(s.When)
	k.Missing = missing
	var ends []end
	counter := counter{e.c.Zone, days, e.c.pauses(s)}
	for _, v := range s.Limits {
		holds, missing := e.c.Facts.holds(v.When)
		if holds == no {
			continue
		}
		for _, fact := range missing {
			if !slices.Contains(k.Missing, fact) {
				k.Missing = append(k.Missing, fact)
			}
		}
		ends = append(ends, e.measure(counter, v.Limit))
		if holds == yes {
			break
		}
	}
	never := !slices.ContainsFunc(ends, func(o end) bool { return !o.never })
	if required == no || never {
		return Clock{Step: s.ID, State: NotRequired, Submitted: k.Submitted}
	}
	if len(k.Missing) > 0 {
		// A target of one's own is no end of the rules where another one is possible.
		k.Soft = !slices.ContainsFunc(ends, func(o end) bool { return !o.never && !o.soft })
		for _, o := range ends {
			if o.problem != nil {
				k.Problem = o.problem
			}
			if o.soft == k.Soft {
				k.Projected = earlier(k.Projected, earlier(o.due, o.projected))
			}
			if !o.soft {
				k.Bound = earlier(k.Bound, o.due)
			}
		}
		k.State = Asks
		// Sent before the earliest end is in time whatever the answer; sent after it, the
		// answer decides.
		if len(k.Submitted) > 0 && (k.Bound == nil || !k.Bound.Missed(k.Submitted[0])) {
			k.State = Met
		}
		return k
	}
	o := ends[0]
	k.Limit, k.Started, k.Due, k.Projected = o.limit, o.started, o.due, o.projected
	k.Waits, k.Lapsed, k.Soft, k.Problem = o.waits, o.lapsed, o.soft, o.problem
	if k.Due != nil && !k.Soft {
		e.readings(&k, s, counter)
	}
	k.State = e.state(&k, s)
	return k
}

func (e engine) state(k *Clock, s *Step) State {
	switch {
	case len(k.Submitted) > 0 && k.Due != nil && !k.Soft && k.Due.Missed(k.Submitted[0]):
		return Late
	case len(k.Submitted) > 0:
		return Met
	case len(k.Waits) > 0 && k.Due == nil:
		return Waits
	case k.Due != nil && k.Due.Missed(e.c.Now):
		return Overdue
	case e.c.pausedNow(s):
		return Paused
	}
	return Running
}

// readings rolls the due where a rule says so, and tells the later ends.
func (e engine) readings(k *Clock, s *Step, c counter) {
	tell, asked := s.Readings, []string(nil)
	strict := *k.Due
	if r := s.Roll; r != nil {
		holds, missing := e.c.Facts.holds(r.When)
		switch {
		case holds == yes && !r.Told:
			d, err := c.roll(strict, r.Rule)
			if err != nil {
				k.Problem = err
				return
			}
			k.Due = &d
		case holds != no:
			as := NextOpenDay
			if r.Rule == NoonOfNextOpenDay {
				as = NoonOpenDay
			}
			tell, asked = append(slices.Clone(tell), as), missing
		}
	}
	for i, r := range tell {
		d, err := c.reading(r, k.Limit, k.Started)
		if err != nil {
			k.Problem = err // the due stands; only what would be later cannot be told
			return
		}
		same := func(t Told) bool { return t.Due == d }
		if d.latest().After(k.Due.latest()) && !slices.ContainsFunc(k.Later, same) {
			told := Told{Reading: r, Due: d}
			if i >= len(s.Readings) {
				told.Missing = asked // the moved end is for some of them alone
			}
			k.Later = append(k.Later, told)
		}
	}
}

// measure says when a limit ends.
func (e engine) measure(c counter, l Limit) end {
	if l.Kind == FirstOf {
		return e.first(c, l)
	}
	o := end{limit: l, soft: l.Kind == Soft}
	from, known, projected, never := e.trigger(l.From)
	switch {
	case never:
		o.never = true
		return o
	case known:
		o.started = from
	default:
		o.waits = []Trigger{l.From}
	}
	if !known && projected.IsZero() {
		return o
	}
	if !known {
		from = projected
	}
	if o.soft {
		hours := e.c.Facts.number(l.Target)
		if hours == 0 {
			return o
		}
		l = Limit{Kind: Hours, N: hours, From: l.From}
	}
	d, err := c.due(l, from)
	switch {
	case err != nil:
		o.problem = err
	case known:
		o.due = &d
	default:
		o.projected = &d
	}
	return o
}

// first is the limit of several that ends first.
func (e engine) first(c counter, l Limit) end {
	ends := make([]end, len(l.Of))
	var waits []Trigger
	for i, one := range l.Of {
		ends[i] = e.measure(c, one)
		waits = append(waits, ends[i].waits...)
	}
	best := end{limit: l, never: true}
	for i, o := range ends {
		best.never = best.never && o.never
		if l.Of[i].Lapses && e.lapsed(o, ends) {
			if len(waits) > 0 {
				best.lapsed = append(best.lapsed, Lapsed{l.Of[i].From, *o.due})
			}
			continue
		}
		if o.never {
			continue
		}
		if o.problem != nil {
			return o
		}
		if candidate := earlier(o.due, o.projected); candidate != nil && (best.due == nil || candidate.latest().Before(best.due.latest())) {
			best.limit, best.started, best.due = o.limit, o.started, candidate
		}
	}
	begun := slices.ContainsFunc(ends, func(o end) bool { return o.due != nil })
	if begun && best.due == nil && !best.never && len(waits) > 0 {
		best.due, best.problem = e.soonest(c, l)
	}
	if best.waits = waits; len(waits) > 0 && !e.binds(l, ends) {
		best.projected, best.due = best.due, nil
	}
	return best
}

// soonest is the earliest end that is left where what has begun has lapsed: the limits that
// wait for an event count from now, for it can still come.
func (e engine) soonest(c counter, l Limit) (best *Due, err error) {
	for _, one := range l.Of {
		if _, known := e.c.Events[one.From.Event]; known || one.From.After != "" || one.Lapses || one.Kind == FirstOf || one.Kind == Soft {
			continue
		}
		d, fails := c.due(one, e.c.Now)
		if fails != nil {
			err = fails
			continue
		}
		best = earlier(best, &d)
	}
	return best, err
}

// binds says whether the end of a limit of several stands although not all have begun:
// where only such are missing as can lapse, the others bind by themselves, and the
// missing one can only bring the end forward.
func (e engine) binds(l Limit, ends []end) bool {
	for i, o := range ends {
		if len(o.waits) > 0 && !l.Of[i].Lapses || !l.Of[i].Lapses && o.due == nil {
			return false
		}
	}
	return true
}

// lapsed says of a limit whether it ended before another began, or before now while
// another has not begun.
func (e engine) lapsed(o end, ends []end) bool {
	if o.due == nil {
		return false
	}
	return slices.ContainsFunc(ends, func(other end) bool {
		if len(other.waits) > 0 {
			return o.due.Missed(e.c.Now)
		}
		return o.due.Missed(other.started)
	})
}

// trigger is when a trigger came, or when it has to come at the latest.
func (e engine) trigger(t Trigger) (at time.Time, known bool, projected time.Time, never bool) {
	if t.After == "" {
		at, known = e.c.Events[t.Event]
		return at, known, time.Time{}, false
	}
	if list := e.c.Submissions[t.After]; len(list) > 0 {
		if t.Last {
			return list[len(list)-1], true, time.Time{}, false
		}
		return list[0], true, time.Time{}, false
	}
	before := e.done[t.After]
	if before == nil || before.State == NotRequired {
		return time.Time{}, false, time.Time{}, true
	}
	if d := earlier(before.Due, before.Projected); d != nil {
		projected = d.latest()
		if projected.Before(e.c.Now) {
			projected = e.c.Now // it can still be done now
		}
	}
	return time.Time{}, false, projected, false
}

// earlier is the end that comes first of two that may be missing.
func earlier(a, b *Due) *Due {
	if a == nil || b != nil && b.latest().Before(a.latest()) {
		return b
	}
	return a
}
