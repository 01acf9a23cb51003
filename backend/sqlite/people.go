package sqlite

import "secondstory/backend/domain/sharing"

// People lists who writes to a space, or to all when it is "", by space and device.
func (t *Tx) People(space string) ([]sharing.Person, error) {
	rows, err := t.tx.QueryContext(t.ctx, "SELECT space, device, alias, actor FROM space_person WHERE ?1 = '' OR space = ?1 ORDER BY space, device", space)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []sharing.Person
	for rows.Next() {
		var p sharing.Person
		if err := rows.Scan(&p.Space, &p.Device, &p.Alias, &p.Actor); err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, rows.Err()
}

// PutPerson notes what a device says about itself in a space.
func (t *Tx) PutPerson(p sharing.Person) error {
	_, err := t.tx.ExecContext(t.ctx, `INSERT INTO space_person(space, device, alias, actor) VALUES(?,?,?,?)
		ON CONFLICT(space, device) DO UPDATE SET alias = excluded.alias, actor = excluded.actor`, p.Space, p.Device, p.Alias, p.Actor)
	return err
}

// SetAlias keeps what the person wants to be called in a space.
func (t *Tx) SetAlias(space, alias string) error {
	_, err := t.tx.ExecContext(t.ctx, "UPDATE space_link SET alias = ? WHERE space = ?", alias, space)
	return err
}
