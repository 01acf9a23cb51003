package consistency

import (
	"strconv"
	"strings"

	"secondstory/backend/domain/review"
)

// Room is what is known of who should be in the room, besides the review.
type Room struct {
	// Owners are the services of the review with the role that answers for each.
	Owners []OwnedService
	// Functions are those a rule wants in the room, Least how many there are to be; 0 asks for
	// none.
	Functions []string
	Least     int
}

// OwnedService is a service and the role that answers for it.
type OwnedService struct{ Service, Role string }

var roomChecks = []Check{
	{"P05", Asks, (*look).ownsService},
	{"P06", Asks, (*look).tookPart},
	{"P07", Asks, (*look).ownsAction},
	{"P08", Asks, (*look).fewFunctions},
	{"P09", Asks, (*look).functionsAway},
	{"P10", Asks, (*look).ownersAway},
}

// FacilitatorChecks are those that say that a facilitator has a part in what is looked at.
func FacilitatorChecks() []string { return []string{"P05", "P06", "P07"} }

// RoomSaid says whether a review tells anything of its room, so that it is worth looking who
// should be there: a meeting, a function, or a duty.
func RoomSaid(r review.Review) bool {
	for _, m := range r.Meetings {
		if m.State != "cancelled" {
			return true
		}
	}
	for _, p := range r.Participants {
		if p.Duty != "" || !empty(p.Function) {
			return true
		}
	}
	return false
}

// facilitators are those who lead the review, alone or with somebody.
func (l *look) facilitators() (out []review.Participant) {
	for _, p := range l.Participants {
		if p.Duty == "facilitator" || p.Duty == "co_facilitator" {
			out = append(out, p)
		}
	}
	return out
}

func sameWords(a, b string) bool {
	return !empty(a) && strings.EqualFold(strings.Join(strings.Fields(a), " "), strings.Join(strings.Fields(b), " "))
}

// ownsService looks for a facilitator whose role answers for a service of the incident.
func (l *look) ownsService() {
	for _, p := range l.facilitators() {
		for _, o := range l.Room.Owners {
			if sameWords(p.Role, o.Role) {
				l.tell(review.Participants+"/"+p.ID, map[string]string{"role": p.Role, "service": o.Service})
			}
		}
	}
}

// tookPart looks for a facilitator who was there when it was handled.
func (l *look) tookPart() {
	for _, p := range l.facilitators() {
		for _, e := range l.Timeline {
			if sameWords(p.Role, e.Role) || p.Actor != "" && p.Actor == e.Actor {
				l.tell(review.Participants+"/"+p.ID, map[string]string{"role": p.Role}, e.ID)
				break
			}
		}
	}
}

// ownsAction looks for a facilitator who owns what is to be done about it.
func (l *look) ownsAction() {
	for _, p := range l.facilitators() {
		for _, a := range l.Actions {
			if a.Status != "declined" && (sameWords(p.Role, a.OwnerRole) || p.Actor != "" && p.Actor == a.OwnerActor) {
				l.tell(review.Participants+"/"+p.ID, map[string]string{"role": p.Role, "action": quoted(a.Title)}, a.ID)
			}
		}
	}
}

// Functions are those in the room, each once, as they were first written.
func Functions(r review.Review) []string {
	var out []string
	for _, p := range r.Participants {
		if !empty(p.Function) && !anyOf(out, p.Function) {
			out = append(out, strings.Join(strings.Fields(p.Function), " "))
		}
	}
	return out
}

func anyOf(list []string, s string) bool {
	for _, one := range list {
		if sameWords(one, s) {
			return true
		}
	}
	return false
}

// fewFunctions looks for a room in which few functions speak.
func (l *look) fewFunctions() {
	if n := len(Functions(l.Review)); RoomSaid(l.Review) && n < l.Room.Least {
		l.tell(review.Participants, map[string]string{"count": strconv.Itoa(n), "least": strconv.Itoa(l.Room.Least)})
	}
}

// functionsAway looks for functions a rule wants in the room.
func (l *look) functionsAway() {
	if !RoomSaid(l.Review) {
		return
	}
	there := Functions(l.Review)
	for _, f := range l.Room.Functions {
		if !anyOf(there, f) {
			l.tell(review.Participants, map[string]string{"function": f})
		}
	}
}

// ownersAway looks for a service of the incident of which neither the role that answers for it
// nor the function of that name is in the room.
func (l *look) ownersAway() {
	if !RoomSaid(l.Review) {
		return
	}
	there := Functions(l.Review)
	for _, p := range l.Participants {
		there = append(there, p.Role)
	}
	for _, o := range l.Room.Owners {
		if !anyOf(there, o.Role) {
			l.tell(review.Participants, map[string]string{"service": o.Service, "role": o.Role})
		}
	}
}
