package policy

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/proof"
	"secondstory/backend/domain/record"
)

// Exception lets somebody step aside from a procedure of a policy, for a while.
type Exception struct {
	ID            string        `json:"id"`
	Procedure     string        `json:"procedure"` // of the policy, in its words
	Incident      string        `json:"incident"`  // reference of the record it was needed in, or ""
	Justification string        `json:"justification"`
	Risk          string        `json:"risk"`
	Control       string        `json:"control"` // what is done in its place
	Requester     string        `json:"requester"`
	RequesterRole string        `json:"requester_role"`
	RequestedAt   time.Time     `json:"requested_at"`
	From          calendar.Date `json:"from"`
	To            calendar.Date `json:"to"` // the last day, to its last minute
	Zone          string        `json:"zone"`

	Answer       Answer    `json:"answer"` // "" while nobody has answered
	Approver     string    `json:"approver"`
	ApproverRole string    `json:"approver_role"`
	Device       string    `json:"device"` // the answer was given on
	AnsweredAt   time.Time `json:"answered_at"`
	AnsweredHash string    `json:"answered_hash"` // of what was answered
	// Seal is the signature of the device under the answer; "" where it has none.
	Seal string `json:"seal"`
	// Proof says whether the device gave it, as far as this machine can tell (Judge).
	Proof proof.Verdict `json:"proof"`

	Outcome   string    `json:"outcome"` // what came of it, once it is over
	OutcomeAt time.Time `json:"outcome_at"`
}

// Answer to a request.
type Answer string

// The closed set of answers.
const (
	Granted Answer = "granted"
	Refused Answer = "refused"
)

// ExceptionState is where an exception stands at an instant.
type ExceptionState string

// The closed set of states of an exception.
const (
	Waiting  ExceptionState = "requested"
	Declined ExceptionState = "refused"
	Upcoming ExceptionState = "upcoming"
	Active   ExceptionState = "active"
	Expired  ExceptionState = "expired"
	Altered  ExceptionState = "void"      // changed since it was answered
	Improper ExceptionState = "improper"  // breaks a rule of exceptions; never active
	Disputed ExceptionState = "undecided" // two versions of it wait for a decision
	// An answer that nobody here can tell to be of the device it names, and one that is not.
	Doubted     ExceptionState = "unchecked"
	FalseAnswer ExceptionState = "forged"
)

// Hash of what is asked for; an answer is bound to it.
func (e Exception) Hash(policy string) string {
	raw, err := record.Canonical(map[string]any{
		"format": 1, "policy": policy, "procedure": e.Procedure, "incident": e.Incident, "justification": e.Justification,
		"risk": e.Risk, "control": e.Control, "requester": e.Requester, "from": day(e.From), "to": day(e.To), "zone": e.Zone,
	})
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}

// Exception finds one. Fault not_found record.part_missing.
func (p *Policy) Exception(id string) (Exception, error) {
	for _, e := range p.Exceptions {
		if e.ID == id {
			return e, nil
		}
	}
	return Exception{}, fault.New(fault.NotFound, "record.part_missing", "path", ExceptionsOf+"/"+id)
}

// SameRequest says whether one person asks for the same again: the procedure, in whatever
// letters, the incident and the days. Reasons may be put better the second time.
func (e Exception) SameRequest(o Exception) bool {
	return e.Requester == o.Requester && words(e.Procedure) == words(o.Procedure) && words(e.Incident) == words(o.Incident) &&
		e.From == o.From && e.To == o.To && e.Zone == o.Zone
}

// Check says whether the exception may be asked for. Fault invalid with the field named.
func (e Exception) Check() error {
	for _, f := range [][2]string{{"procedure", e.Procedure}, {"risk", e.Risk}, {"control", e.Control}} {
		if strings.TrimSpace(f[1]) == "" {
			return invalid(f[0], "record.field_required", "field", f[0])
		}
	}
	switch {
	case e.Requester == "":
		return invalid("requester", "record.field_required", "field", "requester")
	case reasonLength(e.Justification) < MinReason:
		return invalid("justification", "policy.justification_short", "min", "20")
	case e.From.IsZero():
		return invalid("from", "record.field_required", "field", "from")
	case e.To.IsZero():
		return invalid("to", "policy.exception_no_end")
	case e.To.Before(e.From):
		return invalid("to", "policy.exception_backwards", "from", e.From.String(), "to", e.To.String())
	}
	if _, err := calendar.FindZone(e.Zone); err != nil {
		return invalid("zone", "calendar.zone_unknown", "zone", e.Zone)
	}
	return nil
}

// MayAnswer says whether an actor may grant or refuse it. Fault denied where it is
// their own request, fault invalid where there is nothing to answer.
func (e Exception) MayAnswer(actor string) error {
	switch {
	case actor == "":
		return invalid("approver", "record.field_required", "field", "approver")
	case actor == e.Requester:
		return fault.New(fault.Denied, "policy.own_exception").WithField("approver", "policy.own_exception")
	}
	return e.Check()
}

// Bounds are the instants between which it may be used: from the first of its first day
// to the first that is no more of its last.
func (e Exception) Bounds() (from, to time.Time, err error) {
	zone, err := calendar.FindZone(e.Zone)
	if err != nil {
		return from, to, err
	}
	return calendar.StartOfDay(e.From, zone), calendar.StartOfDay(e.To.AddDays(1), zone), nil
}

// State of the exception at an instant, in a policy and beside its open conflicts.
func (e Exception) State(policy string, open []string, now time.Time) ExceptionState {
	if e.disputed(open) {
		return Disputed
	}
	if e.Answer == "" {
		if e.Check() != nil {
			return Improper
		}
		return Waiting
	}
	from, to, err := e.Bounds()
	switch {
	case err != nil || e.MayAnswer(e.Approver) != nil || e.Answer != Granted && e.Answer != Refused:
		return Improper
	case e.Proof == proof.NotMade:
		return FalseAnswer
	case !e.Proof.Stands():
		return Doubted
	case e.AnsweredHash != e.Hash(policy):
		return Altered
	case e.Answer == Refused:
		return Declined
	case now.Before(from):
		return Upcoming
	case now.Before(to):
		return Active
	}
	return Expired
}

// disputed says whether a question about it is open. Two words about what came of it are
// none: it was granted, and is over, whichever of them is kept.
func (e Exception) disputed(open []string) bool {
	own := ExceptionsOf + "/" + e.ID
	return slices.ContainsFunc(open, func(path string) bool {
		field, in := strings.CutPrefix(path, own+"/")
		return path == "/" || path == own || in && field != "outcome" && field != "outcome_at"
	})
}

// OutcomeOpen says that two versions of what came of it wait for a decision.
func (e Exception) OutcomeOpen(open []string) bool {
	own := ExceptionsOf + "/" + e.ID + "/"
	return slices.Contains(open, own+"outcome") || slices.Contains(open, own+"outcome_at")
}

// NeedsOutcome says that the exception is over and nobody has said what came of it.
func (e Exception) NeedsOutcome(policy string, open []string, now time.Time) bool {
	return e.State(policy, open, now) == Expired && strings.TrimSpace(e.Outcome) == ""
}

// Retroactive says that it was granted on a later day than its first, so that somebody had
// stepped aside before anybody agreed.
func (e Exception) Retroactive() bool {
	zone, err := calendar.FindZone(e.Zone)
	return err == nil && e.Answer == Granted && !e.AnsweredAt.IsZero() && e.From.Before(calendar.DateOf(e.AnsweredAt, zone))
}

// Age in whole days of its zone since its first day; negative before it.
func (e Exception) Age(now time.Time) int {
	zone, err := calendar.FindZone(e.Zone)
	if err != nil {
		zone = time.UTC
	}
	return daysBetween(e.From, calendar.DateOf(now, zone))
}

// shownAge is how old people are told it is: one that waits for an answer is as old as the
// request, whatever day it is asked for.
func (e Exception) shownAge(policy string, open []string, now time.Time) int {
	if e.State(policy, open, now) != Waiting || e.RequestedAt.IsZero() {
		return e.Age(now)
	}
	zone, err := calendar.FindZone(e.Zone)
	if err != nil {
		zone = time.UTC
	}
	return daysBetween(calendar.DateOf(e.RequestedAt, zone), calendar.DateOf(now, zone))
}

// Proposal says that a procedure is stepped aside from so often that it is the
// procedure that wants to be improved.
type Proposal struct {
	Procedure  string   `json:"procedure"`
	Count      int      `json:"count"`
	Exceptions []string `json:"exceptions"` // ids
	Rule       Repeat   `json:"rule"`
}

// Proposals lists the procedures with as many granted exceptions as the rule says, or
// more, whose first day is among the last days up to an instant.
func (p *Policy) Proposals(now time.Time) []Proposal {
	rule := p.Draft.Repeat
	if v, ok := p.At(now).Holds(); ok {
		rule = v.Terms.Repeat
	}
	rule = rule.OrDefault()
	out := []Proposal{}
	place := map[string]int{}
	for _, e := range p.Exceptions {
		switch e.State(p.ID, p.Open, now) {
		case Active, Expired:
		default:
			continue
		}
		if age := e.Age(now); age < 0 || age >= rule.Days {
			continue
		}
		key := words(e.Procedure)
		i, ok := place[key]
		if !ok {
			i = len(out)
			place[key] = i
			out = append(out, Proposal{Procedure: e.Procedure, Rule: rule})
		}
		out[i].Count++
		out[i].Exceptions = append(out[i].Exceptions, e.ID)
	}
	out = slices.DeleteFunc(out, func(q Proposal) bool { return q.Count < rule.Count })
	slices.SortFunc(out, func(a, b Proposal) int { return strings.Compare(words(a.Procedure), words(b.Procedure)) })
	return out
}

// daysBetween counts days from one date to another.
func daysBetween(from, to calendar.Date) int {
	start, end := calendar.StartOfDay(from, time.UTC), calendar.StartOfDay(to, time.UTC)
	return int(end.Sub(start) / (24 * time.Hour))
}
