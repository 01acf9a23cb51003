package consistency

import (
	"slices"
	"strings"

	"secondstory/backend/domain/review"
)

var peopleChecks = []Check{
	{"P01", Asks, (*look).named},
	{"P02", Asks, (*look).nobody},
	{"P03", Asks, (*look).commanders},
	{"P04", Asks, (*look).roleless},
}

// named looks for people by name in words that others read: roles are what a review
// needs.
func (l *look) named() {
	if l.Named == nil {
		return
	}
	for _, p := range l.texts() {
		names := l.Named(p.text)
		slices.Sort(names)
		for _, n := range slices.Compact(names) {
			// The sum goes to everybody with the note that this was left. It is of the whole
			// text: of the name alone it could be found in a list of names.
			l.tellOf(p.about, map[string]string{"name": n}, p.text)
		}
	}
}

// nobody looks for a review of which nobody took part.
func (l *look) nobody() {
	if len(l.Participants) == 0 && l.State != "" && l.State != "draft" {
		l.tell("participants", nil)
	}
}

// commanders looks for two who were in command, which the timeline may explain.
func (l *look) commanders() {
	n := 0
	for _, p := range l.Participants {
		if strings.EqualFold(strings.TrimSpace(p.Role), "incident commander") {
			if n++; n > 1 {
				l.tell(review.Participants+"/"+p.ID, nil)
			}
		}
	}
}

// roleless looks for people who took part and whose role nobody knows: their name stays
// on this machine, so that everybody else sees nobody.
func (l *look) roleless() {
	for _, p := range l.Participants {
		if empty(p.Role) {
			l.tell(review.Participants+"/"+p.ID, nil, p.Actor)
		}
	}
}
