package app

import (
	"context"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/policy"
	"secondstory/backend/domain/proof"
	"secondstory/backend/domain/record"
	"secondstory/backend/service/signing"
	"secondstory/backend/workspace"
)

// Policies is the bound service of rules that people sign.
type Policies struct{ a *App }

// NewPolicies binds the service to the app.
func NewPolicies(a *App) *Policies { return &Policies{a} }

// PolicyMark is a decision about the version with a hash, as a person saw it.
type PolicyMark struct {
	Decision string `json:"decision"`
	Hash     string `json:"hash"`
	Role     string `json:"role"`
	Comment  string `json:"comment"`
	For      string `json:"for"`
}

// ExceptionRequest is what somebody asks for.
type ExceptionRequest struct {
	Procedure     string `json:"procedure"`
	Incident      string `json:"incident"`
	Justification string `json:"justification"`
	Risk          string `json:"risk"`
	Control       string `json:"control"`
	Role          string `json:"role"`
	From          string `json:"from"`
	To            string `json:"to"`
	Zone          string `json:"zone"`
}

// PolicySigned is the outcome of a decision; Replaced is the role for which the person had
// agreed before and counts no more ("" for none).
type PolicySigned struct {
	Rev      int64  `json:"rev"`
	Replaced string `json:"replaced"`
}

// PolicyText is a saved text of a draft, and the question where two texts could not be
// merged ("" for none).
type PolicyText struct {
	Rev      int64         `json:"rev"`
	Text     string        `json:"text"`
	Conflict *TextConflict `json:"conflict"`
	Question string        `json:"question"`
}

// PolicyEnding is how a rule is to end.
type PolicyEnding struct {
	From      string `json:"from"`
	Backdated string `json:"backdated"`
	Note      string `json:"note"`
}

// List reads all policies that are not in the trash.
func (s *Policies) List() ([]policy.Page, error) {
	return with(s.a, "Policies.List", func(ctx context.Context, ws *workspace.Workspace) ([]policy.Page, error) {
		return ws.PolicyPages(ctx)
	})
}

// Get reads one policy as it stands now.
func (s *Policies) Get(ref string) (policy.Page, error) {
	return on(s.a, "Policies.Get", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (policy.Page, error) {
		return ws.PolicyPage(ctx, id)
	})
}

// Kinds lists the kinds this program has names for.
func (s *Policies) Kinds() ([]policy.Kind, error) { return policy.Kinds, nil }

// Create makes a policy and gives its reference.
func (s *Policies) Create(kind, title, origin string) (string, error) {
	return with(s.a, "Policies.Create", func(ctx context.Context, ws *workspace.Workspace) (string, error) {
		saved, err := ws.NewPolicy(ctx, policy.Terms{Kind: policy.Kind(kind), Title: title}, origin)
		return record.Ref(policy.Schema.RefPrefix, saved.ID), err
	})
}

// Set puts values of JSON at paths of the draft, as one step; base is what the person saw
// there, and something else that stands there by now is not overwritten.
func (s *Policies) Set(ref, valuesJSON, origin string) (Written, error) {
	return on(s.a, "Policies.Set", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (Written, error) {
		list, err := changesOf(valuesJSON)
		if err != nil {
			return Written{}, err
		}
		saved, err := ws.Policies.SetFrom(ctx, id, list, origin)
		return Written{saved.Rev}, err
	})
}

// SaveText puts the text of the draft in the place of the one it was written from, and
// merges what came in since into it.
func (s *Policies) SaveText(ref, base, text, origin string) (PolicyText, error) {
	return on(s.a, "Policies.SaveText", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (PolicyText, error) {
		saved, err := ws.Policies.SaveText(ctx, id, base, text, origin)
		told := textSaved(saved)
		out := PolicyText{Rev: told.Rev, Text: told.Text, Conflict: told.Conflict}
		if c := saved.Conflict; c != nil {
			out.Question = c.ID
		}
		return out, err
	})
}

// AddSetting puts a setting behind the others of the draft.
func (s *Policies) AddSetting(ref, name, value, origin string) (Written, error) {
	return on(s.a, "Policies.AddSetting", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (Written, error) {
		saved, err := ws.Policies.Edit(ctx, id, signing.Patch{Settings: []policy.Setting{{Name: name, Value: value}}}, origin)
		return Written{saved.Rev}, err
	})
}

// AddSeat asks for the agreement of a role.
func (s *Policies) AddSeat(ref, role string, count int, origin string) (Written, error) {
	return on(s.a, "Policies.AddSeat", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (Written, error) {
		saved, err := ws.Policies.Edit(ctx, id, signing.Patch{Seats: []policy.Seat{{Role: role, Count: max(count, 1)}}}, origin)
		return Written{saved.Rev}, err
	})
}

// RemovePart takes a setting or a seat out of the draft.
func (s *Policies) RemovePart(ref, path, origin string) (Written, error) {
	return on(s.a, "Policies.RemovePart", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (Written, error) {
		saved, err := ws.Keeping.Remove(ctx, id, path, origin)
		return Written{saved.Rev}, err
	})
}

// Propose makes a version of the draft.
func (s *Policies) Propose(ref, note, origin string) (Written, error) {
	return on(s.a, "Policies.Propose", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (Written, error) {
		saved, err := ws.Policies.Propose(ctx, id, note, origin)
		return Written{saved.Rev}, err
	})
}

// Retire proposes that the rule ends.
func (s *Policies) Retire(ref string, e PolicyEnding, origin string) (Written, error) {
	return on(s.a, "Policies.Retire", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (Written, error) {
		from, err := dayOf("effective", e.From)
		if err != nil {
			return Written{}, err
		}
		saved, err := ws.Policies.Retire(ctx, id, signing.Ending{From: from, Backdated: e.Backdated, Note: e.Note}, origin)
		return Written{saved.Rev}, err
	})
}

// Sign notes a decision about the version that waits for signatures.
func (s *Policies) Sign(ref string, m PolicyMark, origin string) (PolicySigned, error) {
	return on(s.a, "Policies.Sign", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (PolicySigned, error) {
		saved, err := ws.Policies.Sign(ctx, id, signing.Mark{Decision: policy.Decision(m.Decision), Hash: m.Hash, Role: m.Role, Comment: m.Comment, For: m.For}, origin)
		return PolicySigned{saved.Rev, saved.Replaced}, err
	})
}

// AskException notes a request for an exception.
func (s *Policies) AskException(ref string, e ExceptionRequest, origin string) (Added, error) {
	return on(s.a, "Policies.AskException", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (Added, error) {
		from, err := dayOf("from", e.From)
		if err != nil {
			return Added{}, err
		}
		to, err := dayOf("to", e.To)
		if err != nil {
			return Added{}, err
		}
		saved, err := ws.Policies.Ask(ctx, id, policy.Exception{Procedure: e.Procedure, Incident: e.Incident, Justification: e.Justification,
			Risk: e.Risk, Control: e.Control, RequesterRole: e.Role, From: from, To: to, Zone: e.Zone}, origin)
		return Added{saved.ID, saved.Rev}, err
	})
}

// AnswerException grants or refuses an exception as a person saw it, in a role of those who sign
// the rule or in none ("").
func (s *Policies) AnswerException(ref, exception, answer, hash, role, origin string) (Written, error) {
	return on(s.a, "Policies.AnswerException", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (Written, error) {
		saved, err := ws.Policies.Answer(ctx, id, exception, signing.Reply{Answer: policy.Answer(answer), Hash: hash, Role: role}, origin)
		return Written{saved.Rev}, err
	})
}

// CloseException notes what came of an exception that is over.
func (s *Policies) CloseException(ref, exception, outcome, origin string) (Written, error) {
	return on(s.a, "Policies.CloseException", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (Written, error) {
		saved, err := ws.Policies.Outcome(ctx, id, exception, outcome, origin)
		return Written{saved.Rev}, err
	})
}

// Diff tells what two versions do not say alike; a version is a number, the beginning of
// a hash, "draft" or "force".
func (s *Policies) Diff(ref, from, to string) ([]policy.Difference, error) {
	return on(s.a, "Policies.Diff", ref, func(ctx context.Context, ws *workspace.Workspace, id string) ([]policy.Difference, error) {
		return ws.Policies.Diff(ctx, id, from, to)
	})
}

// Restore puts what an earlier version says into the draft; a version is named as for Diff.
func (s *Policies) Restore(ref, version, origin string) (Written, error) {
	return on(s.a, "Policies.Restore", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (Written, error) {
		saved, err := ws.Policies.Restore(ctx, id, version, origin)
		return Written{saved.Rev}, err
	})
}

// dayOf reads a day a person typed; "" is none.
func dayOf(field, text string) (calendar.Date, error) {
	if text == "" {
		return calendar.Date{}, nil
	}
	d, err := calendar.ParseDate(text)
	if err != nil {
		return d, fault.New(fault.Invalid, "record.field_not_date", "field", field, "value", text).WithField(field, "record.field_not_date", "field", field, "value", text)
	}
	return d, nil
}

// DeviceKey is the key with which a device seals its decisions.
type DeviceKey struct {
	Device string `json:"device"`
	Key    string `json:"key"`   // as people compare it
	Trust  string `json:"trust"` // own, trusted, asked, refused
	Why    string `json:"why"`   // changed or person while it is asked about
}

// Keys lists the keys that are known here, in the order in which they were seen.
func (s *Policies) Keys() ([]DeviceKey, error) {
	return with(s.a, "Policies.Keys", func(ctx context.Context, ws *workspace.Workspace) ([]DeviceKey, error) {
		keys, err := ws.DeviceKeys(ctx)
		out := make([]DeviceKey, len(keys))
		for i, k := range keys {
			out[i] = DeviceKey{k.Device, proof.Short(k.Key), string(k.Trust), k.Why}
		}
		return out, err
	})
}

// SettleKeys notes whether the keys of a device that wait are those of whoever uses it.
func (s *Policies) SettleKeys(device string, theirs bool) error {
	_, err := with(s.a, "Policies.SettleKeys", func(ctx context.Context, ws *workspace.Workspace) (struct{}, error) {
		if err := ws.SettleKeys(ctx, device, theirs); err != nil {
			return struct{}{}, err
		}
		s.a.emit("reviews.changed", ReviewsChanged{})
		return struct{}{}, nil
	})
	return err
}
