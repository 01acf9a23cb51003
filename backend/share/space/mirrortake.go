package space

import (
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/sharing"
	"secondstory/backend/share/canon"
)

// recall takes what the files said last from the workspace, where a pass was stopped
// between taking that and noting it here. Merged once more over what was before, an
// insertion would be there twice.
func (m *mirrorRun) recall(p canon.Place, k *mirrored) error {
	var last sharing.MirrorBase
	var known bool
	err := m.Local.View(m.ctx, func(tx Reader) (err error) {
		last, known, err = tx.MirrorBase(m.link.Space, p.ID)
		return err
	})
	if err != nil || !known {
		return err
	}
	if k.stored && k.Taken != last.Rev { // of an earlier mirror nothing is true here
		k.Files = last.Files
		if k.Files == nil {
			k.Files = map[string]string{}
		}
	}
	k.Taken = last.Rev
	return nil
}

// taking is what the files of a record make of it.
type taking struct {
	rev       int64 // of the record it was worked out from, 0 for none
	elsewhere bool
	named     sharing.Refusal // which review that is
	// arrival has no state where there is nothing to write.
	arrival Arrival
	// says is false where the files say what they said last.
	says    bool
	notices []merge.Notice
	opened  int
}

// take merges what the files say into the record: before the write lock is taken, and
// again when somebody typed in between.
func (m *mirrorRun) take(f format, p canon.Place, k *mirrored, said reading) error {
	var t taking
	err := m.Local.View(m.ctx, func(tx Reader) (err error) {
		t, err = m.taken(tx, f, p, k, said)
		return err
	})
	if err != nil {
		return err
	}
	m.reached("mirror merged")
	base := sharing.MirrorBase{Space: m.link.Space, Record: p.ID, Files: map[string]string{}}
	files, unsaid := f.codec.Emit(said.doc)
	for _, x := range files {
		base.Files[x.Path] = string(x.Data)
	}
	changed := false
	if t.says {
		err = m.Local.Update(m.ctx, func(tx Writer) error {
			snap, err := tx.Record(p.ID)
			if err != nil && !missing(err) {
				return err
			}
			if snap.Rev != t.rev {
				if t, err = m.taken(tx, f, p, k, said); err != nil {
					return err
				}
			}
			base.Rev = t.rev
			if t.arrival.State != nil {
				if base.Rev, changed, err = tx.Receive(t.arrival); err != nil {
					return err
				}
			}
			if unsaid != nil || t.elsewhere || !t.says {
				return nil
			}
			// In the same transaction, so that nothing is ever taken over a base that is
			// not its own.
			return tx.PutMirrorBase(base)
		})
	}
	if err != nil {
		return err
	}
	if t.elsewhere {
		k.Problems = append(k.Problems, t.named)
		return nil
	}
	m.reached("mirror taken")
	if t.says && unsaid == nil {
		k.Files, k.Taken = base.Files, base.Rev
	}
	for _, n := range append(t.notices, said.notes...) {
		m.out.Notices = append(m.out.Notices, Notice{p.ID, n})
	}
	m.out.Opened += t.opened
	if changed {
		m.out.Taken = append(m.out.Taken, p.ID)
		if t.arrival.Trash {
			m.out.Told = append(m.out.Told, Refused{p.ID, sharing.Refusal{Path: p.Dir, Key: "share.mirror_trashed"}})
		}
		m.Local.Received(p.ID, p.Schema.Kind, base.Rev)
	}
	return nil
}

// taken works out what the files of a record make of it.
func (m *mirrorRun) taken(tx Reader, f format, p canon.Place, k *mirrored, said reading) (t taking, err error) {
	was, err := f.docOf(p.ID, goodFiles(k.Files))
	if err != nil {
		was = merge.Absent(f.schema.Kind, p.ID) // nothing is known: the merge asks
	}
	here, err := f.localOf(tx, p.ID, was)
	if err != nil {
		return t, err
	}
	t.rev = here.snap.Rev
	if here.known && here.snap.Space != m.link.Space {
		t.elsewhere, t.named = true, f.elsewhere(here)
		return t, nil
	}
	theirs := said.doc
	if t.says = !theirs.Equal(was); !t.says || here.doc.Equal(theirs) {
		return t, nil
	}
	next := theirs
	if !here.doc.Equal(was) {
		var bases []*merge.Doc
		if len(k.Files) > 0 {
			bases = []*merge.Doc{was}
		}
		result := f.merged(bases, m.sideHere(tx, f, here, merge.InProgram),
			merge.Side{Doc: theirs, Origin: merge.Origin{By: m.Device, At: shownTime(k.saved), Commit: merge.InFile}})
		next, t.notices = result.Doc, result.Notices
	} else {
		next = theirs.Clone()
		merge.KeepConflicts(was, next)
	}
	if !next.Live && !here.known {
		return t, nil
	}
	// Those of the merge, and those that a file with two versions in it brings along.
	for id, c := range next.Conflicts {
		if _, known := here.doc.Conflicts[id]; !known {
			next.Conflicts[id] = c.SavedBy(m.Device, shownTime(k.saved))
		}
	}
	for id, k := range next.Conflicts {
		if k.State == merge.Open && here.doc.Conflicts[id].State != merge.Open {
			t.opened++
		}
	}
	state := record.NewState(p.Schema.Kind, p.ID)
	if here.known {
		state = here.snap.State.Clone()
	}
	f.scheme.Into(f.codec.AsTyped(next, here.typed), state)
	t.arrival = Arrival{Row: record.Row{ID: p.ID, Kind: p.Schema.Kind, Space: m.link.Space}, State: state, Trash: !next.Live, Hand: true}
	return t, nil
}
