package sqlite

import (
	"encoding/json"

	"secondstory/backend/domain/proof"
	"secondstory/backend/domain/record"
)

// DeviceKeys lists what devices seal with, in the order in which their keys were seen.
func (t *Tx) DeviceKeys() ([]proof.Key, error) {
	rows, err := t.tx.QueryContext(t.ctx, "SELECT device, key, actor, trust, why, space, seen FROM device_key ORDER BY seen, device, key")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []proof.Key
	for rows.Next() {
		var k proof.Key
		var seen int64
		if err := rows.Scan(&k.Device, &k.Key, &k.Actor, &k.Trust, &k.Why, &k.Space, &seen); err != nil {
			return nil, err
		}
		k.Seen = instant(seen)
		out = append(out, k)
	}
	return out, rows.Err()
}

// PutDeviceKey notes a key, or what is thought of one by now.
func (t *Tx) PutDeviceKey(k proof.Key) error {
	_, err := t.tx.ExecContext(t.ctx, `INSERT INTO device_key(device, key, actor, trust, why, space, seen) VALUES(?,?,?,?,?,?,?)
		ON CONFLICT(device, key) DO UPDATE SET trust = excluded.trust, why = excluded.why`, k.Device, k.Key, k.Actor, k.Trust, k.Why, k.Space, millis(k.Seen))
	return err
}

// SignoffsBefore gives the sign-offs, and the exceptions with an answer, that were here before
// devices sealed theirs, by id.
func (t *Tx) SignoffsBefore() (map[string]record.Doc, error) {
	rows, err := t.tx.QueryContext(t.ctx, "SELECT id, doc FROM signoff_before")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string]record.Doc{}
	for rows.Next() {
		var id, raw string
		if err := rows.Scan(&id, &raw); err != nil {
			return nil, err
		}
		var d record.Doc
		if err := json.Unmarshal([]byte(raw), &d); err != nil {
			continue // what cannot be read vouches for nothing
		}
		out[id] = d
	}
	return out, rows.Err()
}
