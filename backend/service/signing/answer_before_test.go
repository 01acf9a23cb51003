package signing_test

import (
	"context"
	"testing"
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/policy"
	"secondstory/backend/domain/proof"
	"secondstory/backend/domain/record"
	"secondstory/backend/service/signing"
)

// On a machine that joined later nobody can tell of an answer of before the seals who gave it:
// it may be the one on which somebody has acted.
func TestAnAnswerWithoutASealIsGivenAgainByItsOwnApproverAlone(t *testing.T) {
	d := newDesk(t)
	id := d.rule(nil)
	asked, err := d.as("bea").Ask(ctx, id, policy.Exception{Procedure: "Call tree", Justification: "The new system is not there before April.", Risk: "Nobody answers",
		Control: "The duty manager looks hourly", From: calendar.On(2026, 11, 21), To: calendar.On(2026, 12, 31)}, "")
	d.b.Must(err)
	_, err = d.as("ana").Answer(ctx, id, asked.ID, signing.Reply{Answer: policy.Granted, Role: "Owner"}, "")
	d.b.Must(err)
	was := d.read(id).Exceptions[0]
	d.b.Clock = d.b.Clock.Add(90 * 24 * time.Hour)
	before := map[string]record.Doc{was.ID: {"answer": "granted", "approver": "ana", "approver_role": was.ApproverRole, "device": was.Device,
		"answered_at": was.AnsweredAt.UTC().Format(policy.Stamp), "answered_hash": was.AnsweredHash}}
	as := func(actor string, before map[string]record.Doc) *signing.Service {
		s := d.as(actor)
		s.Proofs = func(context.Context) (policy.Proofs, error) {
			return policy.Proofs{Ring: proof.Ring{Device: "joined"}, Before: before}, nil
		}
		s.Sealer = func(context.Context) (func([]byte) string, error) {
			return func([]byte) string { return "sealed" }, nil
		}
		return s
	}
	for _, word := range []policy.Answer{policy.Granted, policy.Refused} {
		_, err = as("cem", nil).Answer(ctx, id, asked.ID, signing.Reply{Answer: word}, "")
		d.wants("by somebody else: "+string(word), "policy.answer_unsealed", err)
		_, err = as("cem", before).Answer(ctx, id, asked.ID, signing.Reply{Answer: word}, "")
		d.wants("where it counts: "+string(word), "policy.answered_already", err)
	}
	_, err = as("ana", before).Answer(ctx, id, asked.ID, signing.Reply{Answer: policy.Refused}, "")
	d.wants("taken back where it counts", "policy.answered_already", err)
	if e := d.read(id).Exceptions[0]; e != was {
		t.Fatalf("%+v, was %+v", e, was)
	}
	_, err = as("ana", before).Answer(ctx, id, asked.ID, signing.Reply{Answer: policy.Granted}, "")
	d.b.Must(err)
	e := d.read(id).Exceptions[0]
	if e.Seal != "sealed" || !e.AnsweredAt.Equal(was.AnsweredAt) || e.Approver != "ana" || e.ApproverRole != was.ApproverRole || e.Retroactive() != was.Retroactive() {
		t.Errorf("%+v, was %+v", e, was)
	}
}
