package policy

import (
	"secondstory/backend/domain/proof"
	"secondstory/backend/domain/record"
)

// sealed heads the body of a sign-off, so that a seal under it is one under nothing else.
const sealed = "second-story sign-off 1"

// Body is what a device seals of a sign-off: all of it, and in which policy it stands.
func (s Signoff) Body(policy string) ([]byte, error) {
	d := s.Doc()
	delete(d, "seal")
	return record.Canonical(record.Doc{"what": sealed, "policy": policy, "id": s.ID, "signoff": map[string]any(d)})
}

// Proofs is what one machine knows of who signed what.
type Proofs struct {
	Ring proof.Ring
	// Before are the sign-offs that were here before devices sealed theirs, by id, as they
	// were then.
	Before map[string]record.Doc
}

// Judge asks of each sign-off whether the device that it names made it. Those that it did
// not make, and those of which nobody can tell, count for nothing.
func (p *Policy) Judge(x Proofs) {
	for i := range p.Signoffs {
		s := &p.Signoffs[i]
		s.Proof = x.verdict(p.ID, *s)
	}
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
