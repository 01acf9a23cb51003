package signing_test

import (
	"context"
	"testing"
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
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

// A request is taken back by whoever wrote it until somebody has answered; what came of an
// exception is a text like any other.
func TestUndoTakesARequestBackUntilItIsAnswered(t *testing.T) {
	d := newDesk(t)
	id := d.rule(nil)
	ask := policy.Exception{Procedure: "Call tree", Justification: "The new system is not there before April.", Risk: "Nobody answers",
		Control: "The duty manager looks hourly", From: calendar.On(2026, 11, 21), To: calendar.On(2026, 11, 22)}
	_, err := d.as("bea").Ask(ctx, id, ask, "")
	d.b.Must(err)
	undo := func(want bool, stop string) {
		t.Helper()
		u, err := d.as("bea").Rec.UndoWork(ctx, id, "")
		d.b.Must(err)
		if u.Done != want || u.Stop != stop {
			t.Fatalf("%+v", u)
		}
	}
	undo(true, "")
	if n := len(d.read(id).Exceptions); n != 0 {
		t.Fatalf("%d requests after one was taken back", n)
	}
	asked, err := d.as("bea").Ask(ctx, id, ask, "")
	d.b.Must(err)
	_, err = d.as("ana").Answer(ctx, id, asked.ID, signing.Reply{Answer: policy.Granted}, "")
	d.b.Must(err)
	undo(false, "policy.exception_granted")
	d.b.Clock = time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)
	_, err = d.as("bea").Outcome(ctx, id, asked.ID, "Nobody missed a call.", "")
	d.b.Must(err)
	undo(true, "")
	if e := d.read(id).Exceptions[0]; e.Outcome != "" || !e.OutcomeAt.IsZero() || e.Answer != policy.Granted {
		t.Fatalf("%+v", e)
	}
	// Also where the answer came from another machine.
	ask.To = calendar.On(2026, 12, 31)
	asked, err = d.as("bea").Ask(ctx, id, ask, "")
	d.b.Must(err)
	far := d.as("ana")
	far.Rec.Who.Device = "far away"
	_, err = far.Answer(ctx, id, asked.ID, signing.Reply{Answer: policy.Granted}, "")
	d.b.Must(err)
	_, err = d.as("bea").Rec.UndoWork(ctx, id, "")
	h := d.read(id)
	if e, none := h.Exception(asked.ID); !fault.Is(err, fault.Conflict) || none != nil || e.Answer != policy.Granted {
		t.Fatalf("%v %+v %v", err, e, none)
	}
}
