package registering

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strconv"
	"strings"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/intake"
)

// taking is an import under way.
type taking struct {
	s        *Service
	ctx      context.Context
	profile  incident.Profile
	imp      incident.Import
	dry      bool
	rows     []incident.Row
	most     int  // rows that one write takes
	looked   int  // new incidents that were looked for in other tables
	alike    int  // of these, how many are there
	late     bool // rows that waited in quarantine while others came in
	progress Progress
	told     map[string]*telling       // by source
	refused  map[[sha256.Size]byte]int // how many rows until now were refused with these very words
}

// telling is what a file told of a source.
type telling struct {
	ids    map[string]bool // of the incidents
	retold string          // the earliest import of what it tells once more, or ""
}

// told is one row that told of an incident.
type told struct {
	source, id string
	retold     string // the import of an incident that was there before, or ""
}

// answered notes with which answers the rows are read, so that a killed import can be gone
// on with in the same way.
func (t *taking) answered(o incident.Options) {
	t.imp.Zone, t.imp.DayOrder, t.imp.Mapping = o.Zone, o.DayOrder, o.Mapping
}

// take is given each row by the reader.
func (t *taking) take(r incident.Row) error {
	t.rows = append(t.rows, r)
	if len(t.rows) < t.most {
		return nil
	}
	return t.flush()
}

// work is one incident that rows of a batch speak of.
type work struct {
	before  *incident.Stored // as the store has it; nil for a new one
	now     incident.Stored
	line    incident.Line
	words   string
	changed bool // its content
	write   bool
	twin    bool // another source has told of it, and that is enough
}

// batch is what becomes of some rows, made without the write lock.
type batch struct {
	stamp    int64
	works    []*work
	refusals []incident.Refusal
	account  incident.Account
	looked   int
	alike    int
	told     []told
	refused  map[[sha256.Size]byte]int
}

// errMoved says that the register was written to between planning and writing.
var errMoved = errors.New("registering: the register has moved on")

// flush writes the rows that wait. They are joined with what is there before the lock is
// taken; another writer in between means doing that again, the last time inside the lock.
func (t *taking) flush() error {
	if err := t.ctx.Err(); err != nil {
		return fault.Wrap(err, fault.Cancelled, "job.cancelled")
	}
	if len(t.rows) == 0 {
		return nil
	}
	var done batch
	for try := 0; ; try++ {
		var b batch
		err := t.s.Store.View(t.ctx, func(tx Tx) (err error) {
			b, err = t.plan(tx)
			return err
		})
		if err != nil {
			return err
		}
		if t.dry {
			done = b
			break
		}
		var begun time.Time
		err = t.s.Store.Update(t.ctx, func(tx Writer) error {
			begun = time.Now()
			stamp, err := tx.IncidentStamp()
			if err != nil {
				return err
			}
			if stamp != b.stamp {
				if try < 3 {
					return errMoved
				}
				if b, err = t.plan(tx); err != nil {
					return err
				}
			}
			return t.write(tx, b)
		})
		if err == nil {
			t.pace(time.Since(begun))
			done = b
			break
		}
		if !errors.Is(err, errMoved) {
			return err
		}
	}
	t.imp.Account.Add(done.account)
	t.looked, t.alike = t.looked+done.looked, t.alike+done.alike
	for _, row := range done.told {
		of := t.told[row.source]
		if of == nil {
			if t.told == nil {
				t.told = map[string]*telling{}
			}
			of = &telling{ids: map[string]bool{}}
			t.told[row.source] = of
		}
		of.ids[row.id] = true
		of.retold = earlierOf(of.retold, row.retold)
	}
	if t.refused == nil {
		t.refused = map[[sha256.Size]byte]int{}
	}
	for words, n := range done.refused {
		t.refused[words] += n
	}
	t.rows = t.rows[:0]
	if t.progress != nil {
		t.progress(t.imp.Account.Read)
	}
	return nil
}

// pace fits the next write to how long the last one held the lock. What comes of an import
// does not depend on it.
func (t *taking) pace(held time.Duration) {
	switch {
	case held > longEnough:
		t.most = max(fewestRows, t.most/2)
	case held < longEnough/3 && len(t.rows) == t.most:
		t.most = min(mostRows, 2*t.most)
	}
}

// plan joins the rows that wait with what the register has.
func (t *taking) plan(tx Tx) (b batch, err error) {
	if b.stamp, err = tx.IncidentStamp(); err != nil {
		return b, err
	}
	byKey := map[[2]string]*work{}
	for _, r := range t.rows {
		fate, err := t.row(tx, r, byKey, &b)
		if err != nil {
			return b, err
		}
		b.account.Count(fate)
	}
	for _, w := range b.works {
		if w.write {
			w.line, w.words = t.s.listed(w.now, t.profile)
		}
	}
	return b, nil
}

func (t *taking) row(tx Tx, r incident.Row, byKey map[[2]string]*work, b *batch) (incident.Fate, error) {
	if r.Refused != nil {
		q := *r.Refused
		if q.File == "" {
			q.File = t.imp.File
		}
		if q.Line == 0 {
			q.Line = r.Line
		}
		if q.Column == 0 {
			q.Column = r.Column
		}
		t.refuse(b, q, r.Snapshot)
		return incident.Quarantined, nil
	}
	snap := *r.Snapshot
	if p := snap.Check(t.profile); p != nil {
		t.refuse(b, problem(p, t.imp.File, r, snap), r.Snapshot)
		return incident.Quarantined, nil
	}
	w, err := t.workOn(tx, snap, byKey)
	if err != nil {
		return "", err
	}
	if w == nil {
		p := &incident.Problem{Field: "key", Reason: incident.NoIncident, Params: map[string]string{"key": snap.Key}}
		t.refuse(b, problem(p, t.imp.File, r, snap), r.Snapshot)
		return incident.Quarantined, nil
	}
	if w.now.ID == "" && t.imp.Twins == incident.TakeNew && !w.twin {
		source, err := twinIn(tx, snap)
		if err != nil {
			return "", err
		}
		w.twin = source != ""
	}
	if w.twin {
		return incident.Unchanged, nil
	}
	if w.now.ID == "" {
		w.now = incident.Stored{ID: t.s.NewID(), Snapshot: snap, Profile: t.profile.Version, Import: t.imp.ID}
		// Joined with itself the lines of its history are in their order and each is there once.
		w.now.Snapshot, _ = incident.Join(snap, snap)
		w.changed, w.write = true, true
		b.works = append(b.works, w)
		b.told = append(b.told, told{source: snap.Source, id: w.now.ID})
		return incident.Created, t.lookElsewhere(tx, snap, b)
	}
	if t.late && w.now.Import > t.imp.ID {
		return t.before(w, snap, b), nil
	}
	// The first of two rows of one file about an incident tells it, and not the file once more.
	again := told{source: snap.Source, id: w.now.ID}
	if w.before != nil && w.before.Import != t.imp.ID {
		again.retold = w.before.Import
	}
	b.told = append(b.told, again)
	joined, changed := incident.Join(w.now.Snapshot, snap)
	if changed || joined.TakenAt != w.now.Snapshot.TakenAt || joined.Turn != w.now.Snapshot.Turn {
		if !w.write {
			w.write = true
			b.works = append(b.works, w)
		}
		w.now.Snapshot = joined
	}
	if !changed {
		return incident.Unchanged, nil
	}
	w.changed = true
	w.now.Import, w.now.Profile = t.imp.ID, t.profile.Version
	return incident.Updated, nil
}

// mostLooked bounds how many new incidents of an import are looked for in other tables.
const mostLooked = 64

// lookElsewhere counts an incident that a table with other columns has brought before. They
// stay two, for the number 17 of one table need not be that of another, and people are told.
func (t *taking) lookElsewhere(tx Tx, snap incident.Snapshot, b *batch) error {
	format, _, table := strings.Cut(snap.Source, "/")
	if !table || t.looked+b.looked == mostLooked {
		return nil
	}
	b.looked++
	ids, err := tx.IncidentsNamed(cmp.Or(snap.Number, snap.Key))
	for _, id := range ids {
		have, _, err := tx.IncidentByID(id)
		if err != nil {
			return err
		}
		o := have.Snapshot
		if o.Source != snap.Source && strings.HasPrefix(o.Source, format+"/") && o.Title == snap.Title {
			b.alike++
			break
		}
	}
	return err
}

// before joins a row that waited with an incident that a later import has changed: that
// one says how it stands, and whoever takes it back finds the incident as it was then.
func (t *taking) before(w *work, snap incident.Snapshot, b *batch) incident.Fate {
	joined, _ := incident.Join(snap, w.now.Snapshot)
	if joined.Same(w.now.Snapshot) {
		return incident.Unchanged
	}
	if !w.write {
		w.write = true
		b.works = append(b.works, w)
	}
	w.now.Snapshot = joined
	return incident.Updated
}

// workOn finds the incident a row speaks of; nil for a part of one nobody knows.
func (t *taking) workOn(tx Tx, snap incident.Snapshot, byKey map[[2]string]*work) (*work, error) {
	key := [2]string{snap.Source, snap.Key}
	if w, ok := byKey[key]; ok {
		return w, nil
	}
	have, ok, err := tx.IncidentByKey(snap.Source, snap.Key)
	if err != nil {
		return nil, err
	}
	w := &work{}
	switch {
	case ok:
		before := have
		w.before, w.now = &before, have
	case snap.Partial && strings.TrimSpace(snap.Title) == "":
		return nil, nil
	}
	byKey[key] = w
	return w, nil
}

func (t *taking) write(tx Writer, b batch) error {
	gone, err := withdrawn(tx, t.imp.ID)
	if err != nil {
		return err
	}
	if gone {
		return fault.New(fault.Conflict, "incident.withdrawn_meanwhile", "file", t.imp.File)
	}
	// Its account goes with each write: a program that is killed here leaves what is true.
	soFar := t.imp
	soFar.Account.Add(b.account)
	if err := tx.PutImport(soFar); err != nil {
		return err
	}
	for _, w := range b.works {
		n, err := tx.PutIncident(w.now, w.line, w.words)
		if err != nil {
			return err
		}
		if w.changed {
			if err := tx.KeepBefore(t.imp.ID, n, w.before); err != nil {
				return err
			}
		}
	}
	for _, r := range b.refusals {
		if err := tx.PutRefusal(r); err != nil {
			return err
		}
	}
	if len(b.works) == 0 {
		return nil
	}
	return tx.NextIncidentStamp()
}

// withdrawn says whether an import has been taken back, or is about to be.
func withdrawn(tx Tx, id string) (bool, error) {
	list, err := tx.IncidentImports(id, 1)
	if err != nil || len(list) == 0 {
		return false, err
	}
	return list[0].State == incident.Withdrawing || list[0].State == incident.Withdrawn, nil
}

// listed is the line of an incident, and the plain words it is found by.
func (s *Service) listed(st incident.Stored, p incident.Profile) (incident.Line, string) {
	l := st.Listed(p)
	words := []string{l.Title, l.Number}
	if l.Key != l.Number {
		words = append(words, l.Key)
	}
	words = append(append(words, l.Services...), st.Snapshot.Owners...)
	return l, s.Plain(strings.Join(words, " "))
}

func problem(p *incident.Problem, file string, r incident.Row, snap incident.Snapshot) intake.Quarantined {
	return intake.Quarantined{File: file, Line: r.Line, Column: r.Column, Field: p.Field, Reason: p.Reason, Params: p.Params, Text: strings.TrimSpace(snap.Key + " " + snap.Title)}
}

// mostText bounds what is kept of a refused row beside the reason.
const mostText = 4000

// refuse puts a row aside. Where it stands in its line is no part of what it is known by: an
// export without line ends begins with what is new, and all that it had before moves on. Rows
// that say the same are told apart by their order, and the first of them is counted as none.
func (t *taking) refuse(b *batch, q intake.Quarantined, snap *incident.Snapshot) {
	if len(q.Text) > mostText {
		q.Text = strings.ToValidUTF8(q.Text[:mostText], "")
	}
	sum := sha256.New()
	for _, part := range []string{t.imp.File, q.Field, q.Reason, q.Text, q.Params["value"], strconv.Itoa(q.Line)} {
		sum.Write([]byte(part))
		sum.Write([]byte{0})
	}
	words := [sha256.Size]byte(sum.Sum(nil))
	if before := t.refused[words] + b.refused[words]; before > 0 {
		sum.Write([]byte(strconv.Itoa(before)))
	}
	if b.refused == nil {
		b.refused = map[[sha256.Size]byte]int{}
	}
	b.refused[words]++
	b.refusals = append(b.refusals, incident.Refusal{Import: t.imp.ID, Sum: hex.EncodeToString(sum.Sum(nil)), At: t.imp.At, Quarantined: q, Snapshot: snap})
}
