package recording

import (
	"secondstory/backend/domain/journal"
	"secondstory/backend/domain/record"
)

// OwnLast says whether the value of a place was put there by the hand that writes now:
// the last entry about it is an edit of the same name, of this device, through the same
// door (window or command line). What an exchange, an import or undo left there is not.
func (s *Service) OwnLast(tx Reader, id string, at record.Path, action string) (bool, error) {
	last, err := tx.PlaceEntries(id, key(id, at.Entity()), at.Field, 0, 1)
	if err != nil || len(last) == 0 || last[0].Action != action {
		return false, err
	}
	st, err := tx.Step(last[0].Step)
	return err == nil && st.Kind == journal.Edit && st.Device == s.Who.Device && st.Origin == s.Origin, err
}
