package sqlite

import (
	"database/sql"
	"strings"

	"secondstory/backend/domain/incident"
)

// IncidentsWithout goes through the incidents of a day and later that none of some reviews
// stands for, by the ids of these, the newest first; what was cancelled or planned is none. A
// line holds its place, day, severity and length, and its services where they are asked for.
func (t *Tx) IncidentsWithout(reviews map[string]bool, from string, services bool, f func(l incident.Line)) error {
	without, err := t.reviewedBy(reviews)
	if err != nil {
		return err
	}
	names := "''"
	if services {
		names = "coalesce((SELECT group_concat(s.service, char(31)) FROM incident_service s WHERE s.n = i.n), '')"
	}
	rows, err := t.tx.QueryContext(t.ctx, "SELECT i.n, i.day, i.severity, i.minutes, "+names+" FROM incident i WHERE"+counting+" AND i.day >= ? AND i.day <> '' ORDER BY i.at DESC, i.n", without, from)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var l incident.Line
		var minutes sql.NullFloat64
		var told string
		if err := rows.Scan(&l.N, &l.Day, &l.Severity, &minutes, &told); err != nil {
			return err
		}
		l.Minutes, l.HasLength = minutes.Float64, minutes.Valid
		if told != "" {
			l.Services = strings.Split(told, "\x1f")
		}
		f(l)
	}
	return rows.Err()
}
