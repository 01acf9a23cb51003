package sqlite

import (
	"secondstory/backend/domain/estate"
)

// IncidentNames lists every incident that was neither cancelled nor planned work, with its day
// and the services it names, in the order of their places.
func (t *Tx) IncidentNames() ([]estate.Told, error) {
	rows, err := t.tx.QueryContext(t.ctx, "SELECT i.n, i.day, i.review, coalesce(s.service, '') FROM incident i LEFT JOIN incident_service s ON s.n = i.n WHERE"+happened+" ORDER BY i.n, s.service")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := []estate.Told{}
	for rows.Next() {
		var one estate.Told
		var service string
		if err := rows.Scan(&one.ID, &one.Day, &one.Review, &service); err != nil {
			return nil, err
		}
		if len(out) == 0 || out[len(out)-1].ID != one.ID {
			out = append(out, one)
		}
		if service != "" {
			last := &out[len(out)-1]
			last.Services = append(last.Services, service)
		}
	}
	return out, rows.Err()
}
