package sqlite

import (
	"database/sql"
	"encoding/json"
	"errors"
	"strconv"
	"strings"

	"secondstory/backend/domain/incident"
)

// incidentStamp is the fact that counts the writes to the register: what was read under
// one stamp is good until there is another.
const incidentStamp = "incident_stamp"

// IncidentStamp counts the writes to the register.
func (t *Tx) IncidentStamp() (int64, error) {
	v, err := t.Meta(incidentStamp)
	if err != nil || v == "" {
		return 0, err
	}
	return strconv.ParseInt(v, 10, 64)
}

// NextIncidentStamp says that the register was written to.
func (t *Tx) NextIncidentStamp() error {
	n, err := t.IncidentStamp()
	if err != nil {
		return err
	}
	return t.SetMeta(incidentStamp, strconv.FormatInt(n+1, 10))
}

const storedIncident = `SELECT i.n, i.id, i.profile, i.import, i.review, d.doc FROM incident i JOIN incident_doc d ON d.n = i.n `

func (t *Tx) incident(where string, args ...any) (s incident.Stored, ok bool, err error) {
	var doc string
	err = t.tx.QueryRowContext(t.ctx, storedIncident+where, args...).Scan(&s.N, &s.ID, &s.Profile, &s.Import, &s.Review, &doc)
	if errors.Is(err, sql.ErrNoRows) {
		return s, false, nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(doc), &s.Snapshot)
	}
	return s, err == nil, err
}

// IncidentByKey finds the incident a source means by a key.
func (t *Tx) IncidentByKey(source, key string) (incident.Stored, bool, error) {
	return t.incident("WHERE i.source = ? AND i.key = ?", source, key)
}

// IncidentByID reads an incident.
func (t *Tx) IncidentByID(id string) (incident.Stored, bool, error) {
	return t.incident("WHERE i.id = ?", id)
}

// IncidentByN reads the incident at a place of the store.
func (t *Tx) IncidentByN(n int64) (incident.Stored, bool, error) {
	return t.incident("WHERE i.n = ?", n)
}

// IncidentsNamed lists the ids of the incidents that sources call so, at most ten.
func (t *Tx) IncidentsNamed(number string) ([]string, error) {
	return t.texts("SELECT id FROM incident WHERE number = ? ORDER BY n LIMIT 10", number)
}

// IncidentsTitled lists the places of the incidents of a title in a span of days, at most ten.
func (t *Tx) IncidentsTitled(title, from, to string) ([]int64, error) {
	return t.places("SELECT n FROM incident INDEXED BY incident_day WHERE day BETWEEN ? AND ? AND title = ? COLLATE NOCASE ORDER BY n LIMIT 10", from, to, title)
}

// IncidentsOfReview lists the ids of the incidents that have a review.
func (t *Tx) IncidentsOfReview(review string) ([]string, error) {
	return t.texts("SELECT id FROM incident WHERE review = ? AND review <> '' ORDER BY n", review)
}

// IncidentsByRandom lists the ids whose random part begins so.
func (t *Tx) IncidentsByRandom(prefix string) ([]string, error) {
	return t.texts("SELECT id FROM incident WHERE substr(id, 11) >= ? AND substr(id, 11) < ? ORDER BY id LIMIT 10", prefix, prefix+"~")
}

func (t *Tx) texts(query string, args ...any) ([]string, error) {
	rows, err := t.tx.QueryContext(t.ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var v string
		if err := rows.Scan(&v); err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, rows.Err()
}

// PutIncident stores an incident, a new one where N is 0, and gives its N. Line is how it
// is listed, words what it is found by.
func (t *Tx) PutIncident(s incident.Stored, l incident.Line, words string) (int64, error) {
	doc, err := json.Marshal(s.Snapshot)
	if err != nil {
		return 0, err
	}
	begins := ""
	if l.Begins.At != "" {
		raw, err := json.Marshal(l.Begins)
		if err != nil {
			return 0, err
		}
		begins = string(raw)
	}
	var minutes any
	if l.HasLength {
		minutes = l.Minutes
	}
	columns := []any{s.ID, l.Source, l.Key, l.Number, l.Title, l.State, l.Severity, l.Priority, l.ToldState, l.ToldSeverity, l.ToldPriority,
		begins, l.At, l.Day, minutes, s.Review, s.Import, s.Profile, words}
	n := s.N
	if n == 0 {
		res, err := t.tx.ExecContext(t.ctx, `INSERT INTO incident(id, source, key, number, title, state, severity, priority, told_state, told_severity,
			told_priority, begins, at, day, minutes, review, import, profile, words) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`, columns...)
		if err != nil {
			return 0, err
		}
		if n, err = res.LastInsertId(); err != nil {
			return 0, err
		}
		if _, err = t.tx.ExecContext(t.ctx, "INSERT INTO incident_doc(n, doc) VALUES(?, ?)", n, string(doc)); err != nil {
			return 0, err
		}
	} else {
		_, err := t.tx.ExecContext(t.ctx, `UPDATE incident SET id = ?, source = ?, key = ?, number = ?, title = ?, state = ?, severity = ?, priority = ?,
			told_state = ?, told_severity = ?, told_priority = ?, begins = ?, at = ?, day = ?, minutes = ?, review = ?, import = ?, profile = ?, words = ?
			WHERE n = ?`, append(columns, n)...)
		if err != nil {
			return 0, err
		}
		if _, err = t.tx.ExecContext(t.ctx, "UPDATE incident_doc SET doc = ? WHERE n = ?", string(doc), n); err != nil {
			return 0, err
		}
		if _, err = t.tx.ExecContext(t.ctx, "DELETE FROM incident_service WHERE n = ?", n); err != nil {
			return 0, err
		}
	}
	if err := t.putTimes(n, s.Snapshot); err != nil {
		return 0, err
	}
	for _, service := range l.Services {
		if _, err := t.tx.ExecContext(t.ctx, "INSERT OR IGNORE INTO incident_service(service, n) VALUES(?, ?)", service, n); err != nil {
			return 0, err
		}
	}
	return n, nil
}

// putTimes keeps what measures read of an incident; nothing for one without a moment.
func (t *Tx) putTimes(n int64, s incident.Snapshot) error {
	times := s.Times()
	if len(times) == 0 {
		_, err := t.tx.ExecContext(t.ctx, "DELETE FROM incident_times WHERE n = ?", n)
		return err
	}
	raw, err := json.Marshal(times)
	if err != nil {
		return err
	}
	_, err = t.tx.ExecContext(t.ctx, "INSERT INTO incident_times(n, times) VALUES(?, ?) ON CONFLICT(n) DO UPDATE SET times = excluded.times", n, string(raw))
	return err
}

// LinkIncident notes the review an incident became.
func (t *Tx) LinkIncident(n int64, review string) error {
	_, err := t.tx.ExecContext(t.ctx, "UPDATE incident SET review = ? WHERE n = ?", review, n)
	return err
}

// DropIncident takes an incident out of the register.
func (t *Tx) DropIncident(n int64) error {
	for _, table := range []string{"incident", "incident_doc", "incident_times", "incident_service"} {
		if _, err := t.tx.ExecContext(t.ctx, "DELETE FROM "+table+" WHERE n = ?", n); err != nil {
			return err
		}
	}
	return nil
}

// KeepBefore notes what an import found where it changes something; nil where there was
// nothing. Only the first of an import counts.
func (t *Tx) KeepBefore(imp string, n int64, before *incident.Stored) error {
	prior, doc := "", ""
	if before != nil {
		raw, err := json.Marshal(before.Snapshot)
		if err != nil {
			return err
		}
		prior, doc = before.Import, string(raw)
	}
	_, err := t.tx.ExecContext(t.ctx, "INSERT OR IGNORE INTO incident_before(import, n, prior, doc) VALUES(?, ?, ?, ?)", imp, n, prior, doc)
	return err
}

// BeforeOf lists what an import found, behind a place of the store; at most limit.
func (t *Tx) BeforeOf(imp string, after int64, limit int) ([]incident.Before, error) {
	rows, err := t.tx.QueryContext(t.ctx, "SELECT n, prior, doc FROM incident_before WHERE import = ? AND n > ? ORDER BY n LIMIT ?", imp, after, limit)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []incident.Before
	for rows.Next() {
		b := incident.Before{}
		var doc string
		if err := rows.Scan(&b.N, &b.Prior, &doc); err != nil {
			return nil, err
		}
		if doc != "" {
			b.Snapshot = new(incident.Snapshot)
			if err := json.Unmarshal([]byte(doc), b.Snapshot); err != nil {
				return nil, err
			}
		}
		out = append(out, b)
	}
	return out, rows.Err()
}

// DropBefore forgets what an import found at a place.
func (t *Tx) DropBefore(imp string, n int64) error {
	_, err := t.tx.ExecContext(t.ctx, "DELETE FROM incident_before WHERE import = ? AND n = ?", imp, n)
	return err
}

// PassBefore gives what an import found to the one that changed the incident next.
func (t *Tx) PassBefore(imp string, b incident.Before) error {
	doc := ""
	if b.Snapshot != nil {
		raw, err := json.Marshal(b.Snapshot)
		if err != nil {
			return err
		}
		doc = string(raw)
	}
	_, err := t.tx.ExecContext(t.ctx, "UPDATE incident_before SET prior = ?, doc = ? WHERE prior = ? AND n = ? AND import <> ?", b.Prior, doc, imp, b.N, imp)
	return err
}

// LeaveRefusals takes the refused rows of an import that came first from it: another import
// has them from then on, or with "" they are gone. n is how many these were.
func (t *Tx) LeaveRefusals(imp, other string, limit int) (n int, err error) {
	const some = " WHERE id IN (SELECT id FROM incident_refused WHERE import = ? ORDER BY id LIMIT ?)"
	var res sql.Result
	if other == "" {
		res, err = t.tx.ExecContext(t.ctx, "DELETE FROM incident_refused"+some, imp, limit)
	} else {
		res, err = t.tx.ExecContext(t.ctx, "UPDATE incident_refused SET import = ?"+some, other, imp, limit)
	}
	if err != nil {
		return 0, err
	}
	many, err := res.RowsAffected()
	return int(many), err
}

// PutImport stores an import.
func (t *Tx) PutImport(i incident.Import) error {
	doc, err := json.Marshal(i)
	if err != nil {
		return err
	}
	_, err = t.tx.ExecContext(t.ctx, `INSERT INTO incident_import(id, sha256, at, state, doc) VALUES(?, ?, ?, ?, ?)
		ON CONFLICT(id) DO UPDATE SET state = excluded.state, doc = excluded.doc`, i.ID, i.SHA256, millis(i.At), i.State, string(doc))
	return err
}

// IncidentImports lists the imports, newest first; id "" for all.
func (t *Tx) IncidentImports(id string, limit int) ([]incident.Import, error) {
	docs, err := t.texts("SELECT doc FROM incident_import WHERE ?1 = '' OR id = ?1 ORDER BY id DESC LIMIT ?2", id, limit)
	out := make([]incident.Import, len(docs))
	for i, doc := range docs {
		if err := json.Unmarshal([]byte(doc), &out[i]); err != nil {
			return nil, err
		}
	}
	return out, err
}

// RunningImports lists the imports that have not said how they ended, the oldest first.
func (t *Tx) RunningImports() ([]incident.Import, error) {
	docs, err := t.texts("SELECT doc FROM incident_import WHERE state = ? ORDER BY id", incident.Running)
	out := make([]incident.Import, len(docs))
	for i, doc := range docs {
		if err := json.Unmarshal([]byte(doc), &out[i]); err != nil {
			return nil, err
		}
	}
	return out, err
}

// PutRefusal keeps a row that could not be taken. The same row again belongs to the later
// import.
func (t *Tx) PutRefusal(r incident.Refusal) error {
	doc, err := json.Marshal(r.Quarantined)
	if err != nil {
		return err
	}
	row := ""
	if r.Snapshot != nil {
		raw, err := json.Marshal(r.Snapshot)
		if err != nil {
			return err
		}
		row = string(raw)
	}
	_, err = t.tx.ExecContext(t.ctx, `INSERT INTO incident_refused(sum, import, at, doc, row) VALUES(?, ?, ?, ?, ?)
		ON CONFLICT(sum) DO UPDATE SET import = excluded.import, at = excluded.at, doc = excluded.doc, row = excluded.row`, r.Sum, r.Import, millis(r.At), string(doc), row)
	return err
}

// Refusals lists rows in quarantine behind an id, in the order they came; imp "" for those of
// all imports.
func (t *Tx) Refusals(imp string, after int64, limit int) ([]incident.Refusal, error) {
	rows, err := t.tx.QueryContext(t.ctx, `SELECT id, sum, import, at, doc, row FROM incident_refused WHERE (?1 = '' OR import = ?1) AND id > ?2
		ORDER BY id LIMIT ?3`, imp, after, limit)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []incident.Refusal
	for rows.Next() {
		var r incident.Refusal
		var at int64
		var doc, row string
		if err := rows.Scan(&r.ID, &r.Sum, &r.Import, &at, &doc, &row); err != nil {
			return nil, err
		}
		r.At = instant(at)
		if err := json.Unmarshal([]byte(doc), &r.Quarantined); err != nil {
			return nil, err
		}
		if row != "" {
			r.Snapshot = new(incident.Snapshot)
			if err := json.Unmarshal([]byte(row), r.Snapshot); err != nil {
				return nil, err
			}
		}
		out = append(out, r)
	}
	return out, rows.Err()
}

// CountRefusals counts the rows in quarantine.
func (t *Tx) CountRefusals(imp string) (n int, err error) {
	err = t.tx.QueryRowContext(t.ctx, "SELECT count(*) FROM incident_refused WHERE ?1 = '' OR import = ?1", imp).Scan(&n)
	return n, err
}

// IsRefused says whether a row of a sum is in quarantine.
func (t *Tx) IsRefused(sum string) (is bool, err error) {
	err = t.tx.QueryRowContext(t.ctx, "SELECT EXISTS (SELECT 1 FROM incident_refused WHERE sum = ?)", sum).Scan(&is)
	return is, err
}

// DropRefusals takes rows out of quarantine.
func (t *Tx) DropRefusals(ids ...int64) error {
	if len(ids) == 0 {
		return nil
	}
	args := make([]any, len(ids))
	for i, id := range ids {
		args[i] = id
	}
	_, err := t.tx.ExecContext(t.ctx, "DELETE FROM incident_refused WHERE id IN (?"+strings.Repeat(",?", len(ids)-1)+")", args...)
	return err
}
