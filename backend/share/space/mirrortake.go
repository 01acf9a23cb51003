package space

import (
	"errors"

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

// take merges what the files say into the record.
func (m *mirrorRun) take(f format, p canon.Place, k *mirrored, said reading) error {
	was, err := f.docOf(p.ID, goodFiles(k.Files))
	if err != nil {
		was = merge.Absent(f.schema.Kind, p.ID) // nothing is known: the merge asks
	}
	base := sharing.MirrorBase{Space: m.link.Space, Record: p.ID, Files: map[string]string{}}
	files, unsaid := f.codec.Emit(said.doc)
	for _, x := range files {
		base.Files[x.Path] = string(x.Data)
	}
	changed, taken := false, false
	var now int64
	var notices []merge.Notice
	var opened int
	err = m.Local.Update(m.ctx, func(tx Writer) error {
		here, err := f.localOf(tx, p.ID, was)
		if err != nil {
			return err
		}
		if here.known && here.snap.Space != m.link.Space {
			return errElsewhere
		}
		theirs := said.doc
		if theirs.Equal(was) {
			return nil
		}
		// In the same transaction, so that nothing is ever taken over a base that is not
		// its own.
		note := func(rev int64) error {
			if taken = unsaid == nil; !taken {
				return nil
			}
			base.Rev = rev
			return tx.PutMirrorBase(base)
		}
		if here.doc.Equal(theirs) {
			return note(here.snap.Rev)
		}
		next := theirs
		if !here.doc.Equal(was) {
			var bases []*merge.Doc
			if len(k.Files) > 0 {
				bases = []*merge.Doc{was}
			}
			result := merge.Merge(f.scheme, bases, merge.Side{Doc: here.doc, Origin: merge.Origin{By: m.Device}}, merge.Side{Doc: theirs, Origin: merge.Origin{By: m.Device}})
			next, notices, opened = result.Doc, result.Notices, len(result.Opened)
		} else {
			next = theirs.Clone()
			merge.KeepConflicts(was, next)
		}
		if !next.Live && !here.known {
			return nil
		}
		state := record.NewState(p.Schema.Kind, p.ID)
		if here.known {
			state = here.snap.State.Clone()
		}
		f.scheme.Into(f.codec.AsTyped(next, here.typed), state)
		now, changed, err = tx.Receive(Arrival{Row: record.Row{ID: p.ID, Kind: p.Schema.Kind, Space: m.link.Space}, State: state, Trash: !next.Live, Hand: true})
		if err != nil {
			return err
		}
		return note(now)
	})
	if errors.Is(err, errElsewhere) {
		k.Problems = append(k.Problems, sharing.Refusal{Path: p.Dir, Key: "share.elsewhere"})
		return nil
	}
	if err != nil {
		return err
	}
	m.reached("mirror taken")
	if taken {
		k.Files, k.Taken = base.Files, base.Rev
	}
	for _, n := range append(notices, said.notes...) {
		m.out.Notices = append(m.out.Notices, Notice{p.ID, n})
	}
	m.out.Opened += opened
	if changed {
		m.out.Taken = append(m.out.Taken, p.ID)
		m.Local.Received(p.ID, p.Schema.Kind, now)
	}
	return nil
}

var errElsewhere = errors.New("space: the record is in another space")
