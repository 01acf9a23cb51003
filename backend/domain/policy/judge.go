package policy

import (
	"secondstory/backend/domain/proof"
	"secondstory/backend/domain/record"
)

// sealed and answered head the body of a sign-off and that of an answer, so that a seal
// under one is a seal under nothing else.
const (
	sealed   = "second-story sign-off 1"
	answered = "second-story answer 1"
)

// Body is what a device seals of a sign-off: all of it, and in which policy it stands.
func (s Signoff) Body(policy string) ([]byte, error) {
	d := s.Doc()
	delete(d, "seal")
	return record.Canonical(record.Doc{"what": sealed, "policy": policy, "id": s.ID, "signoff": map[string]any(d)})
}

// answer is what is kept of an answer, without its seal.
func (e Exception) answer() record.Doc {
	return record.Doc{"answer": string(e.Answer), "approver": e.Approver, "approver_role": e.ApproverRole, "device": e.Device,
		"answered_at": e.AnsweredAt.UTC().Format(Stamp), "answered_hash": e.AnsweredHash}
}

// Body is what a device seals of an answer: all of it, with the hash of what was asked, and
// in which policy the exception stands.
func (e Exception) Body(policy string) ([]byte, error) {
	return record.Canonical(record.Doc{"what": answered, "policy": policy, "id": e.ID, "answer": map[string]any(e.answer())})
}

// Proofs is what one machine knows of who signed what.
type Proofs struct {
	Ring proof.Ring
	// Before are the sign-offs and the exceptions with an answer that were here before devices
	// sealed theirs, by id, as they were then.
	Before map[string]record.Doc
}

// Judge asks of each sign-off and of each answer whether the device that it names made it.
// Those that it did not make, and those of which nobody can tell, count for nothing.
func (p *Policy) Judge(x Proofs) {
	for i := range p.Signoffs {
		s := &p.Signoffs[i]
		s.Proof = x.verdict(p.ID, *s)
	}
	for i := range p.Exceptions {
		if e := &p.Exceptions[i]; e.Answer != "" {
			e.Proof = x.ofAnswer(p.ID, *e)
		}
	}
}

func (x Proofs) ofAnswer(policy string, e Exception) proof.Verdict {
	if was, ok := x.Before[e.ID]; ok && e.Seal == "" && record.Equal(map[string]any(ExceptionOf(e.ID, was).answer()), map[string]any(e.answer())) {
		return proof.Before
	}
	body, err := e.Body(policy)
	if err != nil {
		return proof.NotMade
	}
	return x.Ring.Check(e.Device, e.Approver, body, e.Seal)
}

func (x Proofs) verdict(policy string, s Signoff) proof.Verdict {
	if was, ok := x.Before[s.ID]; ok && s.Seal == "" && record.Equal(map[string]any(was), map[string]any(s.Doc())) {
		return proof.Before
	}
	body, err := s.Body(policy)
	if err != nil {
		return proof.NotMade
	}
	return x.Ring.Check(s.Device, s.By, body, s.Seal)
}

// unproved is what a sign-off is worth whose device is not known to have made it.
func unproved(v proof.Verdict) Standing {
	if v == proof.NotMade {
		return Forged
	}
	return Unchecked
}
