package signing

import (
	"context"
	"slices"
	"strings"
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/policy"
	"secondstory/backend/domain/record"
	"secondstory/backend/service/keeping"
	"secondstory/backend/service/recording"
)

// Service works on policies. It is safe for use by several goroutines.
type Service struct {
	Rec   *recording.Service
	Keep  *keeping.Service
	Now   func() time.Time
	NewID func() string
	// Text gives a text the form in which a space writes it, so that its hash is the
	// same on every machine.
	Text func(string) string
	// IDs lists the policies that are not in the trash.
	IDs func(ctx context.Context) ([]string, error)
	// Aliases tells the actors that are known here, by what they are called.
	Aliases func(ctx context.Context) ([]Actor, error)
	// Known says whether a reference names a record or an incident that is here; nil takes all.
	Known func(ctx context.Context, ref string) error
	// Proofs tells what this machine knows of who signed what; nil takes every sign-off for
	// that of the device it names.
	Proofs func(ctx context.Context) (policy.Proofs, error)
	// Sealer gives what this device seals its sign-offs with; nil leaves them without.
	Sealer func(ctx context.Context) (func(body []byte) string, error)
}

// Actor is somebody who writes to a space of this workspace.
type Actor struct{ ID, Alias string }

// Saved is the outcome of a write.
type Saved struct {
	ID  string // of the record or part made, "" otherwise
	Rev int64
	// Replaced is the role of an agreement of the same person that no longer counts, for
	// one person counts once; "" where there is none.
	Replaced string
}

// Get reads a policy. fault.NotFound when there is none with this id.
func (s *Service) Get(ctx context.Context, id string) (policy.Held, error) {
	snap, err := s.Keep.Get(ctx, policy.RecordKind, id)
	if err != nil {
		return policy.Held{}, err
	}
	judge, err := s.judge(ctx)
	if err != nil {
		return policy.Held{}, err
	}
	h := policy.FromSnapshot(snap)
	judge(&h.Policy)
	return h, nil
}

// judge reads once what a policy is judged by.
func (s *Service) judge(ctx context.Context) (func(*policy.Policy), error) {
	if s.Proofs == nil {
		return func(*policy.Policy) {}, nil
	}
	known, err := s.Proofs(ctx)
	return func(p *policy.Policy) { p.Judge(known) }, err
}

// List reads all policies that are not in the trash: by kind as screens list them, then
// by title and id.
func (s *Service) List(ctx context.Context) ([]policy.Held, error) {
	ids, err := s.IDs(ctx)
	if err != nil {
		return nil, err
	}
	out := []policy.Held{}
	for _, id := range ids {
		h, err := s.Get(ctx, id)
		if fault.Is(err, fault.NotFound) || record.Unreadable(err) {
			continue // gone since the list was made, or damaged and named beside the list
		}
		if err != nil {
			return nil, err
		}
		out = append(out, h)
	}
	place := func(k policy.Kind) int {
		if at := slices.Index(policy.Kinds, k); at >= 0 {
			return at
		}
		return len(policy.Kinds)
	}
	now := s.now()
	slices.SortFunc(out, func(a, b policy.Held) int {
		kindA, titleA := a.Called(now)
		kindB, titleB := b.Called(now)
		if d := place(kindA) - place(kindB); d != 0 {
			return d
		}
		if d := strings.Compare(strings.ToLower(titleA), strings.ToLower(titleB)); d != 0 {
			return d
		}
		return strings.Compare(a.ID, b.ID)
	})
	return out, nil
}

// InForce names the version of a policy that holds at an instant; ok is false where none
// does, also where the policy is not here or in the trash.
func (s *Service) InForce(ctx context.Context, id string, when time.Time) (rule policy.Rule, v policy.Version, ok bool, err error) {
	h, err := s.Get(ctx, id)
	if fault.Is(err, fault.NotFound) || err == nil && h.Trashed {
		return policy.Rule{}, policy.Version{}, false, nil
	}
	if err != nil {
		return policy.Rule{}, policy.Version{}, false, err
	}
	v, ok = h.At(when).Holds()
	if !ok {
		return policy.Rule{}, policy.Version{}, false, nil
	}
	return policy.Rule{Policy: id, Number: v.Number, Hash: v.Hash}, v, true, nil
}

// Signed says whether the very version a result names is signed and in force at an
// instant.
func (s *Service) Signed(ctx context.Context, rule policy.Rule, when time.Time) (bool, error) {
	now, _, ok, err := s.InForce(ctx, rule.Policy, when)
	return ok && now == rule, err
}

// Create makes a policy with a draft. Fields are those of the record, Settings and Seats
// go by their order.
func (s *Service) Create(ctx context.Context, t policy.Terms, editor string) (Saved, error) {
	if strings.TrimSpace(t.Title) == "" {
		return Saved{}, fault.New(fault.Invalid, "record.field_required", "field", "title").WithField("title", "record.field_required", "field", "title")
	}
	n := keeping.New{Kind: policy.RecordKind, Editor: editor, Fields: record.Doc{"title": t.Title, "kind": string(t.Kind)}}
	for name, v := range map[string]string{"text": t.Text, "zone": t.Zone, "effective": dayText(t.From), "review_by": dayText(t.ReviewBy), "backdated": t.Backdated} {
		if v != "" {
			n.Fields[name] = v
		}
	}
	if t.Data != nil {
		n.Fields["data"] = t.Data
	}
	for _, e := range t.Settings {
		n.Parts = append(n.Parts, keeping.Part{Collection: policy.SettingsOf, Fields: record.Doc{"name": e.Name, "value": e.Value, "note": e.Note}})
	}
	for _, e := range t.Seats {
		n.Parts = append(n.Parts, keeping.Part{Collection: policy.SeatsOf, Fields: record.Doc{"role": e.Role, "count": float64(e.Count)}})
	}
	saved, err := s.Keep.Create(ctx, n)
	return Saved{ID: saved.ID, Rev: saved.Rev}, err
}

// edit carries out one step that no key takes back.
func (s *Service) edit(ctx context.Context, id, action, reason, editor string, plan func(st *record.State, of reading) ([]record.Op, error)) (Saved, error) {
	return s.write(ctx, id, recording.Edit{Action: action, Reason: reason, Editor: editor, Final: true}, plan)
}

// write carries out one step.
func (s *Service) write(ctx context.Context, id string, e recording.Edit, plan func(st *record.State, of reading) ([]record.Op, error)) (Saved, error) {
	if _, err := s.Get(ctx, id); err != nil {
		return Saved{}, err
	}
	judge, err := s.judge(ctx)
	if err != nil {
		return Saved{}, err
	}
	of := func(st *record.State) *policy.Policy {
		p := policy.Of(st)
		judge(p)
		return p
	}
	for _, c := range policy.Schema.Collections {
		e.Needs = append(e.Needs, c.Name)
	}
	e.Plan = func(st *record.State) ([]record.Op, error) { return plan(st, of) }
	res, err := s.Rec.Edit(ctx, id, e)
	return Saved{Rev: res.Rev}, err
}

// reading is how a step reads the policy it is about: with its sign-offs judged.
type reading func(*record.State) *policy.Policy

// Propose makes a version of the draft, which people sign from then on. Faults are those
// of policy.Terms.Check, policy.draft_open where a question about the draft is open, and
// policy.nothing_new where it says what the version in force says.
func (s *Service) Propose(ctx context.Context, id, note, editor string) (Saved, error) {
	return s.propose(ctx, id, note, editor, "policy.propose", nil)
}

// Ending is how a rule is to end.
type Ending struct {
	From      calendar.Date // none: with the last signature
	Zone      string        // "" leaves that of the policy
	Backdated string
	Note      string
}

// Retire proposes that the rule ends. It is signed like any version.
func (s *Service) Retire(ctx context.Context, id string, e Ending, editor string) (Saved, error) {
	return s.propose(ctx, id, e.Note, editor, "policy.retire", func(st *record.State, of reading) ([]record.Op, error) {
		if _, ok := of(st).At(s.Now()).Holds(); !ok {
			return nil, fault.New(fault.Denied, "policy.nothing_to_end")
		}
		set := func(field string, v any) record.Op { return record.SetOp(record.Path{Field: field}, v) }
		ops := []record.Op{set("ends", true), set("effective", dateText(e.From)), set("backdated", textOrNil(e.Backdated))}
		if e.Zone != "" {
			ops = append(ops, set("zone", e.Zone))
		}
		return ops, nil
	})
}

func dateText(d calendar.Date) any { return textOrNil(dayText(d)) }

func dayText(d calendar.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

func textOrNil(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func (s *Service) propose(ctx context.Context, id, note, editor, action string, before func(*record.State, reading) ([]record.Op, error)) (Saved, error) {
	part := s.NewID()
	saved, err := s.edit(ctx, id, action, note, editor, func(st *record.State, of reading) ([]record.Op, error) {
		var ops []record.Op
		if before != nil {
			more, err := before(st, of)
			if err != nil {
				return nil, err
			}
			ops = more
		}
		ops = append(ops, s.inSharedForm(st)...)
		after := st.Clone()
		if _, err := record.Apply(policy.Schema, after, ops...); err != nil {
			return nil, err
		}
		v, err := s.version(of(after), part, note)
		if err != nil {
			return nil, err
		}
		return append(ops, record.AddOp(policy.VersionsOf, part, v.Doc())), nil
	})
	saved.ID = part
	return saved, err
}

// version is the draft as a version, or why it is none.
func (s *Service) version(p *policy.Policy, id, note string) (policy.Version, error) {
	now := s.now()
	switch p.DraftState() {
	case policy.Undecided:
		return policy.Version{}, fault.New(fault.Denied, "policy.draft_open")
	case policy.InReview, policy.Requested:
		return policy.Version{}, fault.New(fault.Denied, "policy.proposed_already")
	}
	if !p.Changed() {
		return policy.Version{}, fault.New(fault.Denied, "policy.nothing_new")
	}
	if err := p.Draft.Check(now); err != nil {
		return policy.Version{}, err
	}
	v := policy.Version{ID: id, Number: p.Next(), Terms: p.Draft, By: s.Rec.Who.Actor, Device: s.Rec.Who.Device, At: now, Note: s.Text(note)}
	var err error
	v.Hash, err = p.Draft.Hash(v.Number)
	return v, err
}

// inSharedForm are the edits that give the texts of the draft the form in which a space
// writes them; they change nothing a person sees.
func (s *Service) inSharedForm(st *record.State) (ops []record.Op) {
	set := func(p record.Path, v any) {
		if want := s.shared(v); !record.Equal(v, want) {
			ops = append(ops, record.SetOp(p, want))
		}
	}
	for _, f := range policy.Schema.Fields {
		if v, ok := st.Head[f.Name]; ok {
			set(record.Path{Field: f.Name}, v)
		}
	}
	for _, name := range []string{policy.SettingsOf, policy.SeatsOf} {
		for _, id := range st.Live(name) {
			doc := st.Parts[name][id].Doc
			for _, field := range []string{"name", "value", "note", "role"} {
				if v, ok := doc[field]; ok {
					set(record.Path{Collection: name, Part: id, Field: field}, v)
				}
			}
		}
	}
	return ops
}

func (s *Service) shared(v any) any {
	switch x := v.(type) {
	case string:
		return s.Text(x)
	case []any:
		out := make([]any, len(x))
		for i, e := range x {
			out[i] = s.shared(e)
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(x))
		for k, e := range x {
			out[s.Text(k)] = s.shared(e)
		}
		return out
	}
	return v
}

// now is the instant as a part keeps it.
func (s *Service) now() time.Time { return s.Now().UTC().Truncate(time.Millisecond) }

// rankLast is a rank behind all parts of a collection.
func rankLast(st *record.State, collection string) string {
	last := ""
	for _, id := range st.Live(collection) {
		last = record.Str(st.Parts[collection][id].Doc, "rank")
	}
	return cause.RankBetween(last, "")
}
