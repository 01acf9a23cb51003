package workspace

import (
	"context"
	"strconv"
	"strings"
	"time"

	"secondstory/backend/domain/policy"
	"secondstory/backend/domain/proof"
)

// FalseSignoff is a sign-off, or an answer to somebody who asked for an exception, that the
// device it names did not make.
type FalseSignoff struct {
	Ref       string    `json:"ref"` // of the policy
	Title     string    `json:"title"`
	Number    int       `json:"number"` // of the version; 0 for an answer
	Role      string    `json:"role"`
	Procedure string    `json:"procedure,omitempty"` // of the exception that was answered; "" for a sign-off
	Device    string    `json:"device"`
	Own       bool      `json:"own"` // it names this machine
	At        time.Time `json:"at"`  // as it says
}

// Words is the key of what is told of it, with {ref}, {title}, {number}, {role}, {procedure}
// and {device}.
func (f FalseSignoff) Words() string {
	switch {
	case f.Procedure != "" && f.Own:
		return "audit.false_answer_own"
	case f.Procedure != "":
		return "audit.false_answer"
	case f.Own:
		return "audit.false_own"
	}
	return "audit.false_signoff"
}

// FalseSignoffs lists them, in the order of the policies.
func (w *Workspace) FalseSignoffs(ctx context.Context) ([]FalseSignoff, error) {
	list, err := w.Policies.List(ctx)
	out := []FalseSignoff{}
	for _, h := range list {
		_, title := h.Called(w.now())
		for _, s := range h.Signoffs {
			if s.Proof == proof.NotMade {
				out = append(out, FalseSignoff{Ref: h.Ref, Title: title, Number: s.Number, Role: s.Role, Device: s.Device, Own: s.Device == w.Who.Device, At: s.At})
			}
		}
		for _, e := range h.Exceptions {
			if e.Proof == proof.NotMade {
				out = append(out, FalseSignoff{Ref: h.Ref, Title: title, Role: e.ApproverRole, Procedure: e.Procedure, Device: e.Device, Own: e.Device == w.Who.Device, At: e.AnsweredAt})
			}
		}
	}
	return out, err
}

// UnsoundRule is a version of a rule that is not what was proposed, or an exception that is not
// what was answered.
type UnsoundRule struct {
	Ref       string        `json:"ref"` // of the policy
	Title     string        `json:"title"`
	What      string        `json:"what"`                // damaged or changed
	Number    int           `json:"number"`              // of the version; 0 for an exception
	Damage    string        `json:"damage,omitempty"`    // message key of what is wrong with the version
	ID        string        `json:"id,omitempty"`        // of the exception
	Procedure string        `json:"procedure,omitempty"` // of the exception
	Answer    policy.Answer `json:"answer,omitempty"`    // what it had been answered
}

// Words is the key of what is told of it.
func (u UnsoundRule) Words() string {
	if u.What == "changed" {
		return "audit.exception_changed_" + string(u.Answer)
	}
	return "audit." + strings.TrimPrefix(u.Damage, "policy.")
}

// Params are those of its words.
func (u UnsoundRule) Params() map[string]string {
	return map[string]string{"ref": u.Ref, "title": u.Title, "number": strconv.Itoa(u.Number), "procedure": u.Procedure, "id": u.ID}
}

// UnsoundRules lists them, in the order of the policies.
func (w *Workspace) UnsoundRules(ctx context.Context) ([]UnsoundRule, error) {
	list, err := w.Policies.List(ctx)
	out := []UnsoundRule{}
	for _, h := range list {
		_, title := h.Called(w.now())
		for _, v := range h.Versions {
			if v.Damage != "" {
				out = append(out, UnsoundRule{Ref: h.Ref, Title: title, What: "damaged", Number: v.Number, Damage: v.Damage})
			}
		}
		for _, e := range h.Exceptions {
			if e.Moved(h.ID, h.Open) {
				out = append(out, UnsoundRule{Ref: h.Ref, Title: title, What: "changed", ID: e.ID, Procedure: e.Procedure, Answer: e.Answer})
			}
		}
	}
	return out, err
}
