package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"

	"secondstory/backend/domain/measure"
)

// Measured reads what measures need of every record that is not in the trash, in the
// order of their ids.
func (x *Index) Measured(ctx context.Context) ([]measure.Incident, error) {
	rows, err := x.db.QueryContext(ctx, "SELECT measured FROM entry WHERE trashed = 0 AND measured <> '' ORDER BY id")
	if err != nil {
		return nil, translateReading(err)
	}
	defer rows.Close()
	out := []measure.Incident{}
	var raw sql.RawBytes
	for rows.Next() {
		if err := rows.Scan(&raw); err != nil {
			return nil, translateReading(err)
		}
		var in measure.Incident
		if err := json.Unmarshal(raw, &in); err != nil {
			return nil, err
		}
		out = append(out, in)
	}
	return out, translateReading(rows.Err())
}
