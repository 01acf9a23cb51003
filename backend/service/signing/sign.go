package signing

import (
	"context"
	"slices"
	"strings"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/policy"
	"secondstory/backend/domain/record"
	"secondstory/backend/service/recording"
)

// Mark is a decision somebody makes.
type Mark struct {
	Decision policy.Decision
	// Hash of the content the person saw; "" takes what waits for signatures now, where
	// nobody could have seen anything else (a command line).
	Hash string
	// Role in which it is made; "" where there is one seat, or the one of the decision
	// made before.
	Role    string
	Comment string
	// For is the actor, or what they are called, whose decision is recorded here; "" is
	// the actor of this machine.
	For string
}

// actions are the names of decisions in the journal.
var actions = map[policy.Decision]string{policy.Approve: "policy.sign", policy.Changes: "policy.ask_changes", policy.Withdrawn: "policy.withdraw"}

// Sign notes a decision about the version that waits for signatures. Faults: denied
// policy.not_proposed where none waits, conflict policy.moved_on where it is not the one
// the person saw, invalid policy.role_unknown and policy.role_missing, denied
// policy.own_only where the policy wants everybody's own decision, denied
// policy.nothing_to_withdraw.
func (s *Service) Sign(ctx context.Context, id string, m Mark, editor string) (Saved, error) {
	action, ok := actions[m.Decision]
	if !ok {
		return Saved{}, fault.New(fault.Invalid, "policy.decision_unknown", "decision", string(m.Decision))
	}
	actor, err := s.actor(ctx, m.For)
	if err != nil {
		return Saved{}, err
	}
	if m.Decision == policy.Changes && strings.TrimSpace(m.Comment) == "" {
		return Saved{}, fault.New(fault.Invalid, "policy.changes_why").WithField("comment", "policy.changes_why")
	}
	part, replaced := s.NewID(), ""
	seal, err := s.sealer(ctx)
	if err != nil {
		return Saved{}, err
	}
	saved, err := s.edit(ctx, id, action, m.Comment, editor, func(st *record.State, of reading) ([]record.Op, error) {
		p := of(st)
		v, ok := p.Pending()
		switch {
		case p.DraftState() == policy.Undecided:
			return nil, fault.New(fault.Denied, "policy.draft_open")
		case !ok:
			return nil, fault.New(fault.Denied, "policy.not_proposed")
		case m.Hash != "" && m.Hash != v.Hash:
			return nil, fault.New(fault.Conflict, "policy.moved_on")
		}
		seats, recorded := p.Asks(v)
		if actor != s.Rec.Who.Actor && !recorded {
			return nil, fault.New(fault.Denied, "policy.own_only")
		}
		o := policy.Signoff{
			ID: part, Number: v.Number, Hash: v.Hash, Actor: actor, By: s.Rec.Who.Actor, Device: s.Rec.Who.Device,
			Decision: m.Decision, Comment: s.Text(m.Comment), At: s.now(), N: 1,
		}
		before, had := lastOf(p, v.Hash, actor)
		if had {
			o.N = before.N + 1
		}
		if m.Decision == policy.Withdrawn && (!had || before.Decision == policy.Withdrawn) {
			return nil, fault.New(fault.Denied, "policy.nothing_to_withdraw")
		}
		seat, err := seatFor(policy.Terms{Seats: seats}, m.Role, before.Role)
		if err != nil {
			return nil, err
		}
		o.Role = seat.Role
		if had && before.Decision == policy.Approve && !strings.EqualFold(before.Role, o.Role) {
			replaced = before.Role
		}
		body, err := o.Body(id)
		if err != nil {
			return nil, err
		}
		o.Seal = seal(body)
		return []record.Op{record.AddOp(policy.SignoffsOf, part, o.Doc())}, nil
	})
	saved.ID, saved.Replaced = part, replaced
	return saved, err
}

// sealer gives what this device seals a decision with.
func (s *Service) sealer(ctx context.Context) (func(body []byte) string, error) {
	if s.Sealer == nil {
		return func([]byte) string { return "" }, nil
	}
	return s.Sealer(ctx)
}

// lastOf is the decision of an actor about a content with the highest number.
func lastOf(p *policy.Policy, hash, actor string) (last policy.Signoff, ok bool) {
	for _, o := range p.Signoffs {
		if o.Hash == hash && o.Actor == actor && o.Proof.Stands() && (!ok || o.N >= last.N) {
			last, ok = o, true
		}
	}
	return last, ok
}

func seatFor(t policy.Terms, role, before string) (policy.Seat, error) {
	if role == "" {
		role = before
	}
	if role == "" && len(t.Seats) == 1 {
		role = t.Seats[0].Role
	}
	names := make([]string, len(t.Seats))
	for i, seat := range t.Seats {
		names[i] = seat.Role
	}
	if role == "" {
		return policy.Seat{}, fault.New(fault.Invalid, "policy.role_missing", "roles", strings.Join(names, ", ")).WithField("role", "policy.role_missing", "roles", strings.Join(names, ", "))
	}
	seat, ok := t.Seat(role)
	if !ok {
		return policy.Seat{}, fault.New(fault.Invalid, "policy.role_unknown", "role", role, "roles", strings.Join(names, ", ")).
			WithField("role", "policy.role_unknown", "role", role, "roles", strings.Join(names, ", "))
	}
	return seat, nil
}

// actor finds who is meant: "" is the actor of this machine.
func (s *Service) actor(ctx context.Context, name string) (string, error) {
	name = strings.TrimSpace(name)
	if name == "" || name == s.Rec.Who.Actor {
		return s.Rec.Who.Actor, nil
	}
	known, err := s.Aliases(ctx)
	if err != nil {
		return "", err
	}
	var found []string
	for _, a := range known {
		if a.ID == name {
			return a.ID, nil
		}
		if strings.EqualFold(a.Alias, name) && !slices.Contains(found, a.ID) {
			found = append(found, a.ID)
		}
	}
	if len(found) != 1 {
		return "", fault.New(fault.NotFound, "policy.person_unknown", "name", name)
	}
	return found[0], nil
}

// Ask notes a request for an exception; it is that of the actor of this machine, and undo takes
// it back until it is answered. Faults: those of Exception.Check and Known, denied
// policy.exception_again where the same person waits for an answer to the same.
func (s *Service) Ask(ctx context.Context, id string, e policy.Exception, editor string) (Saved, error) {
	for _, text := range []*string{&e.Procedure, &e.Justification, &e.Risk, &e.Control, &e.RequesterRole, &e.Incident} {
		*text = s.Text(strings.TrimSpace(*text))
	}
	if e.Incident != "" && s.Known != nil {
		if err := s.Known(ctx, e.Incident); err != nil {
			return Saved{}, err
		}
	}
	e.ID, e.Requester, e.RequestedAt = s.NewID(), s.Rec.Who.Actor, s.now()
	saved, err := s.write(ctx, id, recording.Edit{Action: "policy.exception_ask", Editor: editor}, func(st *record.State, of reading) ([]record.Op, error) {
		p := of(st)
		if e.Zone == "" {
			e.Zone = p.Draft.Zone
		}
		if e.Zone == "" {
			return nil, fault.New(fault.Invalid, "policy.exception_zone").WithField("zone", "policy.exception_zone")
		}
		if err := e.Check(); err != nil {
			return nil, err
		}
		for _, old := range p.Exceptions {
			if old.State(id, p.Open, s.now()) == policy.Waiting && old.SameRequest(e) {
				return nil, fault.New(fault.Denied, "policy.exception_again", "id", old.ID)
			}
		}
		doc := e.Asked()
		doc["rank"] = rankLast(st, policy.ExceptionsOf)
		return []record.Op{record.AddOp(policy.ExceptionsOf, e.ID, doc)}, nil
	})
	saved.ID = e.ID
	return saved, err
}

// Reply is the answer to a request.
type Reply struct {
	Answer policy.Answer
	Role   string
	Hash   string // of what the person saw; "" takes what is there
}

// Answer grants or refuses an exception; whoever says again what they said without a seal seals
// it as of the day on which they said it. Faults: those of policy.Exception.Reply, invalid
// policy.answer_unknown and policy.role_unknown.
func (s *Service) Answer(ctx context.Context, id, exception string, r Reply, editor string) (Saved, error) {
	if r.Answer != policy.Granted && r.Answer != policy.Refused {
		return Saved{}, fault.New(fault.Invalid, "policy.answer_unknown", "answer", string(r.Answer))
	}
	seal, err := s.sealer(ctx)
	if err != nil {
		return Saved{}, err
	}
	return s.edit(ctx, id, "policy.exception_"+string(r.Answer), "", editor, func(st *record.State, of reading) ([]record.Op, error) {
		e, err := of(st).Exception(exception)
		if err != nil {
			return nil, err
		}
		hash := e.Hash(id)
		again, err := e.Reply(id, of(st).Open, s.Rec.Who.Actor, r.Hash, r.Answer)
		if err != nil {
			return nil, err
		}
		if r.Role != "" {
			// Whoever says in what role they answer names one of those who sign the rule.
			terms := of(st).Draft
			if v, ok := of(st).At(s.now()).Holds(); ok {
				terms = v.Terms
			}
			if _, err := seatFor(terms, r.Role, ""); err != nil && len(terms.Seats) > 0 {
				return nil, err
			}
		}
		at, role := s.now(), s.Text(r.Role)
		if again && !e.AnsweredAt.IsZero() {
			at = e.AnsweredAt
		}
		if again && role == "" {
			role = e.ApproverRole
		}
		e.Answer, e.Approver, e.ApproverRole, e.Device, e.AnsweredAt, e.AnsweredHash = r.Answer, s.Rec.Who.Actor, role, s.Rec.Who.Device, at, hash
		body, err := e.Body(id)
		if err != nil {
			return nil, err
		}
		set := func(field, v string) record.Op {
			return record.SetOp(record.Path{Collection: policy.ExceptionsOf, Part: exception, Field: field}, v)
		}
		return []record.Op{
			set("answer", string(e.Answer)), set("approver", e.Approver), set("approver_role", e.ApproverRole), set("device", e.Device),
			set("answered_at", e.AnsweredAt.Format(policy.Stamp)), set("answered_hash", hash), set("seal", seal(body)),
		}, nil
	})
}

// Outcome notes what came of an exception that is over; like a text it can be undone.
func (s *Service) Outcome(ctx context.Context, id, exception, text, editor string) (Saved, error) {
	if strings.TrimSpace(text) == "" {
		return Saved{}, fault.New(fault.Invalid, "record.field_required", "field", "outcome").WithField("outcome", "record.field_required", "field", "outcome")
	}
	return s.write(ctx, id, recording.Edit{Action: "policy.exception_outcome", Editor: editor}, func(st *record.State, of reading) ([]record.Op, error) {
		p := of(st)
		e, err := p.Exception(exception)
		if err != nil {
			return nil, err
		}
		if e.State(id, p.Open, s.now()) != policy.Expired {
			return nil, fault.New(fault.Denied, "policy.exception_not_over")
		}
		at := record.Path{Collection: policy.ExceptionsOf, Part: exception, Field: "outcome"}
		when := at
		when.Field = "outcome_at"
		return []record.Op{record.SetOp(at, s.Text(text)), record.SetOp(when, s.now().Format(policy.Stamp))}, nil
	})
}
