package policy

import (
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/proof"
)

// SoonDays is how near its last day an exception that holds is told to end soon, as far as
// Home looks ahead.
const SoonDays = 14

// Reply says whether an actor may answer with a word, beside the open conflicts of the policy;
// seen is the hash of what they saw, "" for what is there. An answer that its device did not give
// is given anew. One without a seal may be a genuine one of before there were seals: nobody
// writes over it but who gave it. again says that it is that: the same word once more, which
// seals it and leaves its day. Faults are those of MayAnswer, denied policy.exception_open,
// conflict policy.moved_on, denied policy.answered_already, policy.answer_unsealed and
// policy.answer_unchecked.
func (e Exception) Reply(policy string, open []string, actor, seen string, word Answer) (again bool, err error) {
	if err := e.MayAnswer(actor); err != nil {
		return false, err
	}
	hash := e.Hash(policy)
	answered, own := e.Answer != "" && e.AnsweredHash == hash, e.Approver == actor
	again = answered && own && e.Answer == word && (e.Proof == proof.Before || e.Proof == proof.Unsealed)
	switch {
	case e.disputed(open):
		err = fault.New(fault.Denied, "policy.exception_open")
	case seen != "" && seen != hash:
		err = fault.New(fault.Conflict, "policy.moved_on")
	case answered && e.Proof.Stands() && !again:
		err = fault.New(fault.Denied, "policy.answered_already")
	case answered && e.Proof == proof.Unsealed && !own:
		err = fault.New(fault.Denied, "policy.answer_unsealed")
	case answered && (e.Proof == proof.NoKey || e.Proof == proof.Waits):
		err = fault.New(fault.Denied, "policy.answer_unchecked", "device", e.Device)
	}
	return again, err
}

// Mine says whether an actor gave the answer and it has no seal: given once more by them, it
// counts wherever it is read.
func (e Exception) Mine(policy string, open []string, actor string) bool {
	again, err := e.Reply(policy, open, actor, "", e.Answer)
	return again && err == nil
}

// MayReply says whether an actor may grant or refuse it as it stands.
func (e Exception) MayReply(policy string, open []string, actor string) bool {
	_, err := e.Reply(policy, open, actor, "", Granted)
	return err == nil && !e.Mine(policy, open, actor)
}

// Left is how many days of its zone are left of it: 0 on its last day, negative after it.
func (e Exception) Left(now time.Time) int {
	zone, err := calendar.FindZone(e.Zone)
	if err != nil {
		zone = time.UTC
	}
	return daysBetween(calendar.DateOf(now, zone), e.To)
}

// Soon says that the exception holds and that its last day is near.
func (e Exception) Soon(policy string, open []string, now time.Time) bool {
	return e.State(policy, open, now) == Active && e.Left(now) <= SoonDays
}
