package registering

import (
	"context"

	"secondstory/backend/domain/estate"
	"secondstory/backend/domain/incident"
)

// Told reads the day and the services of every incident that was not cancelled; of a register
// that is still as it was under the known stamp it reads nothing.
func (s *Service) Told(ctx context.Context, known int64) (list []estate.Told, stamp int64, err error) {
	err = s.Store.View(ctx, func(tx Tx) error {
		if stamp, err = tx.IncidentStamp(); err != nil || stamp == known {
			return err
		}
		list, err = tx.IncidentNames()
		return err
	})
	return list, stamp, err
}

// At reads the lines at places of the store.
func (s *Service) At(ctx context.Context, places []int64) (lines []incident.Line, err error) {
	err = s.Store.View(ctx, func(tx Tx) error {
		lines, err = tx.IncidentLines(places)
		return err
	})
	return lines, err
}
