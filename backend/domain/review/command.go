package review

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/timeline"
)

// KindCommand is the kind of an entry that says who was in command of the handling: its
// time is from when to when, its role who.
const KindCommand = "command"

// Command is how the handling of an incident was led, between the two moments it started
// and was resolved. Nothing is taken for granted: where a time is about, open or has more
// than one version, Why says so and there is no number.
type Command struct {
	Told bool // somebody wrote who was in command
	// Why is "" or the reason why nobody can tell, a key behind "handling.why.", and About
	// the path of what is in the way.
	Why, About string
	// DoubleWhy and DoubleAbout are the same of two at once alone: whether an entry that
	// names nobody, or only a role of somebody, is about somebody else is not known.
	DoubleWhy, DoubleAbout string
	From, To               time.Time
	Vacuum, Double         []Stretch // nobody; two or more at once
}

// Stretch is a part of an incident. Entries are those it is about: of a stretch with
// nobody in command the one before it, and the one after.
type Stretch struct {
	From, To time.Time
	Entries  []string
}

// Length of it.
func (s Stretch) Length() time.Duration { return s.To.Sub(s.From) }

// Total length of stretches.
func Total(list []Stretch) (d time.Duration) {
	for _, s := range list {
		d += s.Length()
	}
	return d
}

// Coverage is the share of the incident in which somebody was in command, 0 to 1; 0 where
// nobody can tell.
func (c Command) Coverage() float64 {
	if c.Why != "" || !c.To.After(c.From) {
		return 0
	}
	return 1 - float64(Total(c.Vacuum))/float64(c.To.Sub(c.From))
}

// held is one stretch in which somebody was in command.
type held struct {
	entry    string
	who      holder
	from, to time.Time
}

// CommandOf reads it from the entries of a review.
func CommandOf(r Review) Command {
	c := Command{}
	var entries []Entry
	for _, e := range r.Timeline {
		if e.Kind == KindCommand {
			entries = append(entries, e)
		}
	}
	hinder := func(why, about string) Command {
		c.Why, c.About = why, about
		return c
	}
	path, open := r.undecidedTimes(KindCommand)
	if c.Told = len(entries) > 0 || open; !c.Told {
		return c
	}
	if open {
		return hinder("undecided", path)
	}
	var why, about string
	if c.From, c.To, why, about = r.bounds(); why != "" {
		return hinder(why, about)
	}
	who := holders(entries)
	list := make([]held, 0, len(entries))
	for i, e := range entries {
		from, to, why := lasted(e.Statement)
		if why != "" {
			return hinder(why, Timeline+"/"+e.ID)
		}
		list = append(list, held{e.ID, who[i], from, to})
	}
	c.sweep(list)
	return c
}

// bounds are the start and the end of the incident, where both are known to the minute.
func (r Review) bounds() (from, to time.Time, why, about string) {
	for i, name := range []string{"started", "resolved"} {
		s := r.Anchor(name)
		if s == nil {
			return from, to, name + "_missing", name
		}
		at, why := known(s.At, s.Precision)
		if why != "" {
			return from, to, why, name
		}
		if i == 0 {
			from = at
		} else {
			to = at
		}
	}
	if !to.After(from) {
		return from, to, "bounds_reversed", "resolved"
	}
	return from, to, "", ""
}

// lasted is from when to when something was, where both are known to the minute.
func lasted(s timeline.Statement) (from, to time.Time, why string) {
	if from, why = known(s.At, s.Precision); why != "" {
		return from, to, why
	}
	if s.End == "" {
		return from, to, "no_end"
	}
	if to, why = known(s.End, s.Precision); why == "" && to.Before(from) {
		why = "reversed"
	}
	return from, to, why
}

// known is an instant that is known to the minute, with its offset; why says what is missing.
func known(at string, p timeline.Precision) (t time.Time, why string) {
	t, offset, ok := clocked(at)
	switch {
	case !ok || p != timeline.Minute && p != timeline.Second && p != timeline.Millisecond:
		return t, "inexact"
	case !offset:
		return t, "no_zone"
	}
	return t, ""
}

// holder is who an entry is about, by the pseudonym where there is one: two people of one
// role are two. Circle joins the roles in which one pseudonym was seen, by a word of its own:
// an entry that has only one of these roles may be about that person.
type holder struct{ actor, role, circle string }

// nobody says that the entry does not tell who.
func (h holder) nobody() bool { return h.actor == "" && h.role == "" }

// bare says that the role is all that is told.
func (h holder) bare() bool { return h.actor == "" && h.role != "" }

// holders says of each entry who it is about.
func holders(entries []Entry) []holder {
	out := make([]holder, len(entries))
	above := map[string]string{} // a role or a pseudonym to one of its circle
	top := func(s string) string {
		for above[s] != "" {
			s = above[s]
		}
		return s
	}
	for i, e := range entries {
		out[i] = holder{actor: e.Actor, role: plainRole(e.Role)}
		if h := out[i]; h.actor != "" && h.role != "" {
			if a, r := top("actor "+h.actor), top("role "+h.role); a != r {
				above[r] = a
			}
		}
	}
	for i, h := range out {
		if h.actor != "" {
			out[i].circle = top("actor " + h.actor)
		} else if h.role != "" {
			out[i].circle = top("role " + h.role)
		}
	}
	return out
}

func plainRole(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// sweep walks along the incident and notes where nobody holds it, and where two do.
func (c *Command) sweep(list []held) {
	type change struct {
		at    time.Time
		i     int
		begin bool
	}
	var all []change
	for i, h := range list {
		from, to := h.from, h.to
		if from.Before(c.From) {
			from = c.From
		}
		if to.After(c.To) {
			to = c.To
		}
		if to.After(from) {
			all = append(all, change{from, i, true}, change{to, i, false})
		}
	}
	// At one instant those who begin come first: a hand-over on the minute is no gap.
	slices.SortStableFunc(all, func(a, b change) int {
		switch {
		case !a.at.Equal(b.at):
			return a.at.Compare(b.at)
		case a.begin && !b.begin:
			return -1
		case b.begin && !a.begin:
			return 1
		}
		return 0
	})
	active := activeHolders{map[int]holder{}, map[string]int{}, map[string]int{}}
	last, before := c.From, ""
	note := func(to time.Time, after string) {
		if !to.After(last) {
			return
		}
		two, open := active.two()
		switch {
		case len(active.of) == 0:
			c.Vacuum = append(c.Vacuum, Stretch{last, to, apartFrom("", before, after)})
		case two:
			if n := len(c.Double); n > 0 && c.Double[n-1].To.Equal(last) {
				c.Double[n-1].To = to
				break
			}
			s := Stretch{From: last, To: to}
			for i := range active.of {
				s.Entries = append(s.Entries, list[i].entry)
			}
			slices.Sort(s.Entries)
			c.Double = append(c.Double, s)
		case len(open) > 0 && c.DoubleWhy == "":
			c.DoubleWhy = "holder_missing"
			for _, i := range open {
				if about := Timeline + "/" + list[i].entry; c.DoubleAbout == "" || about < c.DoubleAbout {
					c.DoubleAbout = about
				}
			}
		}
	}
	for _, x := range all {
		h := list[x.i]
		note(x.at, h.entry)
		last = x.at
		if x.begin {
			active.begin(x.i, h.who)
			continue
		}
		before = h.entry
		active.end(x.i)
	}
	note(c.To, "")
}

// activeHolders are the entries that hold at one moment, and how many of each pseudonym and
// each circle.
type activeHolders struct {
	of              map[int]holder
	actors, circles map[string]int
}

func (a activeHolders) begin(i int, h holder) {
	a.of[i] = h
	a.actors[h.actor]++
	a.circles[h.circle]++
}

func (a activeHolders) end(i int) {
	h := a.of[i]
	delete(a.of, i)
	if a.actors[h.actor]--; a.actors[h.actor] == 0 {
		delete(a.actors, h.actor)
	}
	if a.circles[h.circle]--; a.circles[h.circle] == 0 {
		delete(a.circles, h.circle)
	}
}

// two says whether they are two people at least, open which entries may be about another
// person than the rest, where nobody can tell.
func (a activeHolders) two() (two bool, open []int) {
	if len(a.of) < 2 {
		return false, nil
	}
	if without(a.actors) > 1 || without(a.circles) > 1 {
		return true, nil
	}
	seen := map[string]bool{} // the roles of the one pseudonym there is
	for _, h := range a.of {
		if h.actor != "" {
			seen[h.role] = true
		}
	}
	named, bare := len(seen) > 0, map[string]bool{}
	for _, h := range a.of {
		if h.bare() && !seen[h.role] {
			bare[h.role] = true
		}
	}
	for i, h := range a.of {
		if h.nobody() || bare[h.role] && h.bare() && (named || len(bare) > 1) {
			open = append(open, i)
		}
	}
	return false, open
}

// without counts the words that are not none.
func without(counts map[string]int) int {
	if counts[""] > 0 {
		return len(counts) - 1
	}
	return len(counts)
}

// apartFrom are the words that are not none.
func apartFrom(none string, list ...string) (out []string) {
	for _, s := range list {
		if s != none {
			out = append(out, s)
		}
	}
	return out
}

// undecidedTimes finds what is undecided of the times, roles and kinds that entries of a
// kind rest on, of the bounds of the incident too.
func (r Review) undecidedTimes(kind string) (path string, open bool) {
	kinds := map[string]string{}
	rests := false
	for _, e := range r.Timeline {
		kinds[e.ID] = e.Kind
		rests = rests || e.Kind == kind
	}
	for _, c := range r.Conflicts {
		if c.State == merge.Resolved {
			continue
		}
		p, ok := record.ParsePath(c.Path)
		switch {
		case !ok || p.Collection == "":
			if rests && (c.Path == "started" || c.Path == "resolved" || c.Path == "file:timeline.yaml") {
				return c.Path, true
			}
		case p.Collection != Timeline:
		case p.Field == "kind" && slices.Contains(c.Values, kind):
			return c.Path, true
		case p.Field == "" && slices.ContainsFunc(c.Values, func(v string) bool { return kindIn(v) == kind }):
			return c.Path, true
		case kinds[p.Part] == kind && (p.Field == "times" || p.Field == "role" || p.Field == "actor" || p.Field == ""):
			return c.Path, true
		}
	}
	return "", false
}

// kindIn is the kind of an entry that stands in a conflict whole.
func kindIn(value string) string {
	var doc struct {
		Kind string `json:"kind"`
	}
	if json.Unmarshal([]byte(value), &doc) != nil {
		return ""
	}
	return doc.Kind
}
