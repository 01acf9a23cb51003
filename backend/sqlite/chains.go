package sqlite

import (
	"database/sql"
	"errors"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/journal"
)

// ChainOf is the chain of a device for the space that a record is in; it is begun where
// there is none.
func (t *Tx) ChainOf(recordID, device string, at time.Time) (string, error) {
	var space string
	var begun bool
	err := t.tx.QueryRowContext(t.ctx, "SELECT r.space, EXISTS (SELECT 1 FROM chain c WHERE c.id = ?1 || '/' || r.space) FROM record r WHERE r.id = ?2", device, recordID).Scan(&space, &begun)
	if errors.Is(err, sql.ErrNoRows) {
		return "", fault.New(fault.NotFound, "record.missing", "ref", recordID)
	}
	chain := device + "/" + space
	if err == nil && !begun {
		err = t.EnsureChain(chain, device, space, at)
	}
	return chain, err
}

// ChainHead is the newest entry of a chain as the chain itself notes it; seq is 0 where
// there is none.
func (t *Tx) ChainHead(chain string) (seq int64, hash string, err error) {
	err = t.tx.QueryRowContext(t.ctx, "SELECT seq, hash FROM chain WHERE id = ?", chain).Scan(&seq, &hash)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, "", nil
	}
	return seq, hash, err
}

// chainHeads also finds chains that only rows speak of: somebody put them there.
const chainHeads = `SELECT c.id, c.device, c.space, coalesce(l.name, ''), c.seq, c.hash, c.created_at FROM chain c LEFT JOIN space_link l ON l.space = c.space
	UNION ALL SELECT DISTINCT j.chain, '', '', '', 0, '', 0 FROM journal j WHERE j.chain NOT IN (SELECT id FROM chain) ORDER BY 1`

// ChainHeads lists all chains with what they note of themselves, by id.
func (t *Tx) ChainHeads() ([]journal.Head, error) {
	rows, err := t.tx.QueryContext(t.ctx, chainHeads)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []journal.Head
	for rows.Next() {
		var h journal.Head
		var at int64
		if err := rows.Scan(&h.Chain, &h.Device, &h.Space, &h.Name, &h.Seq, &h.Hash, &at); err != nil {
			return nil, err
		}
		h.At = instant(at)
		out = append(out, h)
	}
	return out, rows.Err()
}

// EachOfChain calls f for each entry of a chain, oldest first, until it fails.
func (t *Tx) EachOfChain(chain string, f func(journal.Entry) error) error {
	return t.eachEntry(f, "WHERE j.chain = ? ORDER BY j.seq", chain)
}

// Restorations are the entries with which chains go on from a backup.
func (t *Tx) Restorations() ([]journal.Entry, error) {
	return t.entries("WHERE j.action = ? AND j.seq = 1 ORDER BY j.n", journal.Restored)
}

// HashAt is the hash of an entry of a chain; "" where there is none.
func (t *Tx) HashAt(chain string, seq int64) (hash string, err error) {
	err = t.tx.QueryRowContext(t.ctx, "SELECT hash FROM journal WHERE chain = ? AND seq = ?", chain, seq).Scan(&hash)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return hash, err
}
