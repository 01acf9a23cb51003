package space

import (
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/sharing"
)

// ownStays tells that what was edited here was not sent: the folder of its record holds
// something that this program must not write over.
const ownStays = "share.own_stays"

// stay notes a record whose edits cannot go, so that whoever made them is told. One that
// says what it said last in the space has none.
func (r *run) stay(f format, now local, was *merge.Doc) {
	if !now.known || now.doc.Equal(was) {
		return
	}
	r.stays = append(r.stays, Refused{now.snap.ID, sharing.Refusal{Key: ownStays, Params: f.elsewhere(now).Params}})
}

// freed says whether what kept an edit here has been put right by what was fetched since:
// it goes with this exchange, for the person was told that it waits for nothing else.
func (r *run) freed() (free bool, err error) {
	if len(r.stays) == 0 {
		return false, nil
	}
	err = r.Local.View(r.ctx, func(tx Reader) error {
		for _, x := range r.stays {
			base, ok, err := tx.Base(r.link.Space, x.Record)
			if err != nil {
				return err
			}
			free = free || ok && !base.Held
		}
		return nil
	})
	return free, err
}
