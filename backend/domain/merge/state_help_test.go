package merge

import (
	"crypto/sha256"

	"secondstory/backend/domain/record"
)

// state is a doc as the database would hold it.
func (s *Scheme) state(d *Doc) *record.State {
	st := record.NewState(d.Kind, d.ID)
	s.Into(d, st)
	return st
}

func hashOf(s string) []byte {
	sum := sha256.Sum256([]byte(s))
	return sum[:]
}
