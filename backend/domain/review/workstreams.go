package review

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
)

// Workstream is one line of work in the handling of an incident, as its entries tell it.
type Workstream struct {
	Name    string
	Entries int
	// Why is "" or the reason why nobody can tell from when to when it was, and of which
	// entry (a path); then the rest is zero.
	Why, About string
	From, To   time.Time
	// Quiet is the longest stretch between its entries of which none of them tells.
	Quiet Stretch
}

// Workstreams are those that entries name, in the order in which they first appear.
// Names that differ in capitals and spaces alone are one; the first spelling is shown.
func Workstreams(r Review) []Workstream {
	open := r.undecidedWork()
	at, reached := map[string]int{}, []time.Time{}
	lastOf := []string{}
	var out []Workstream
	for _, e := range r.Timeline {
		key := plainRole(e.Workstream)
		if key == "" {
			continue
		}
		i, seen := at[key]
		if !seen {
			i = len(out)
			at[key] = i
			out = append(out, Workstream{Name: strings.Join(strings.Fields(e.Workstream), " ")})
			reached, lastOf = append(reached, time.Time{}), append(lastOf, "")
		}
		w := &out[i]
		w.Entries++
		if w.Why != "" {
			continue
		}
		path := Timeline + "/" + e.ID
		from, why := known(e.At, e.Precision)
		to := from
		if why == "" && e.End != "" {
			if to, why = known(e.End, e.Precision); why == "" && to.Before(from) {
				why = "reversed"
			}
		}
		if open[e.ID] {
			why = "undecided"
		}
		if why != "" {
			*w = Workstream{Name: w.Name, Entries: w.Entries, Why: why, About: path}
			continue
		}
		if w.From.IsZero() {
			w.From, reached[i] = from, from
		}
		if quiet := (Stretch{From: reached[i], To: from, Entries: apartFrom("", lastOf[i], e.ID)}); quiet.Length() > w.Quiet.Length() {
			w.Quiet = quiet
		}
		if !to.Before(reached[i]) {
			reached[i], lastOf[i] = to, e.ID
		}
		w.To = reached[i]
	}
	return out
}

// Twice is the same work, done by two workstreams.
type Twice struct {
	First, Second string // ids of the entries, in the order of the timeline
	Stretch              // in which both were at it
	// Why is "" or the reason why nobody can tell whether it was at one time, About of what.
	Why, About string
}

// DoneTwice finds entries of two workstreams, of the kind action, that tell the same
// work (the same words, whatever their capitals and signs) and overlap. Those that lie apart for
// certain are no duplicates: it was tried again.
func DoneTwice(r Review) []Twice {
	open := r.undecidedWork()
	same := map[string][]Entry{}
	var order []string
	for _, e := range r.Timeline {
		words := plainWork(e.Text)
		if e.Kind != "action" || words == "" || plainRole(e.Workstream) == "" {
			continue
		}
		if len(same[words]) == 0 {
			order = append(order, words)
		}
		same[words] = append(same[words], e)
	}
	var out []Twice
	for _, words := range order {
		list := same[words]
		// One work told very often is no work but a way to speak of it.
		if len(list) > mostAlike {
			continue
		}
		untold := false
		for i, a := range list {
			for _, b := range list[i+1:] {
				if plainRole(a.Workstream) == plainRole(b.Workstream) {
					continue
				}
				t, found := twice(a, b, open)
				// Of one work it is said once that nobody can tell.
				if !found || t.Why != "" && untold {
					continue
				}
				untold = untold || t.Why != ""
				out = append(out, t)
			}
		}
	}
	return out
}

// mostAlike are compared with each other.
const mostAlike = 50

func twice(a, b Entry, open map[string]bool) (Twice, bool) {
	t := Twice{First: a.ID, Second: b.ID}
	if !open[a.ID] && !open[b.ID] && (behind(a, b) || behind(b, a)) {
		return t, false
	}
	var ends [2]Stretch
	for i, e := range []Entry{a, b} {
		from, to, why := lasted(e.Statement)
		if open[e.ID] {
			why = "undecided"
		}
		if why != "" {
			t.Why, t.About = why, Timeline+"/"+e.ID
			return t, true
		}
		ends[i] = Stretch{From: from, To: to}
	}
	t.From, t.To = ends[0].From, ends[0].To
	if ends[1].From.After(t.From) {
		t.From = ends[1].From
	}
	if ends[1].To.Before(t.To) {
		t.To = ends[1].To
	}
	t.Entries = []string{a.ID, b.ID}
	return t, t.To.After(t.From)
}

// behind is true where b began for certain when a had ended: then the end of b says nothing more.
func behind(a, b Entry) bool {
	_, to, why := lasted(a.Statement)
	from, unknown := known(b.At, b.Precision)
	return why == "" && unknown == "" && !from.Before(to)
}

// plainWork are the words of a text without capitals and signs.
func plainWork(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}

// undecidedWork are the entries of which time, kind, words or workstream is undecided.
func (r Review) undecidedWork() map[string]bool {
	ids := map[string]bool{}
	for _, c := range r.Conflicts {
		p, ok := record.ParsePath(c.Path)
		if ok && p.Collection == Timeline && c.State != merge.Resolved && slices.Contains([]string{"", "times", "kind", "text", "workstream"}, p.Field) {
			ids[p.Part] = true
		}
	}
	return ids
}
