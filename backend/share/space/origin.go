package space

import (
	"bytes"
	"cmp"
	"errors"
	"slices"
	"sort"
	"strings"
	"time"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/sharing"
	"secondstory/backend/share/canon"
	"secondstory/backend/share/gitstore"
)

// farthestOrigin is how many commits are looked at for who wrote what; when there are
// more, nobody is named.
const farthestOrigin = 2000

// mostWritten is of how many commits of one record it is looked at who wrote which value;
// when there are more, only a single writer is named.
const mostWritten = 200

// written is who wrote to a record on the way from the bases to a tip: the commits that
// did, the last one last. Of commits that do not follow each other the later one by time
// is the last.
type written []gitstore.Commit

// originAt is a commit as the origin of a value. It goes into the conflicts of a shared
// record, so it names the device of who wrote it and no person: by which name somebody
// without this program commits is in the commit alone, where Outsider reads it.
// The time is that of the edit of a place of a record, as far as the commit says it.
func originAt(c gitstore.Commit, id, path string) merge.Origin {
	at := momentsIn(c, id).at(strings.TrimPrefix(path, merge.RecordPath), c.AuthoredAt)
	return merge.Origin{By: deviceOf(c), At: shownTime(at), Commit: c.Hash.String()}
}

// last is the last of them where all are by one person; of several nobody is named rather
// than the wrong one.
func (w written) last(id, path string) merge.Origin {
	if len(w) == 0 || slices.ContainsFunc(w, func(c gitstore.Commit) bool { return !oneWriter(c, w[0]) }) {
		return merge.Origin{}
	}
	return originAt(w[len(w)-1], id, path)
}

// said is what was found out about who gave a record a value, so that it is not looked up
// again while the workspace is locked.
type said struct {
	first, last Hash // of the commits that were looked at
	dir         string
	path, value string
}

// side is a version of a record with whom each of its values comes from. While the workspace
// is locked nothing is read of its past: a question that somebody's typing opened in that very
// moment names who wrote to the record, where that was one person, and else nobody.
func (r *run) side(doc *merge.Doc, f format, p canon.Place, w written, locked bool) merge.Side {
	known := map[Hash]*merge.Doc{}
	return merge.Side{Doc: doc, Origin: w.last(p.ID, ""), Said: func(path, value string) merge.Origin {
		if len(w) == 0 {
			return merge.Origin{}
		}
		k := said{w[0].Hash, w[len(w)-1].Hash, p.Dir, path, value}
		o, found := r.origin[k]
		if found || locked {
			return cmp.Or(o, w.last(p.ID, path))
		}
		if c, ok := r.saidIn(f, p, w, path, value, known); ok {
			o = originAt(c, p.ID, path)
		}
		if r.origin == nil {
			r.origin = map[said]merge.Origin{}
		}
		r.origin[k] = o
		return cmp.Or(o, w.last(p.ID, path))
	}}
}

// saidIn is the last commit after which a place said a value and before which it did not.
func (r *run) saidIn(f format, p canon.Place, w written, path, value string, known map[Hash]*merge.Doc) (gitstore.Commit, bool) {
	for _, c := range slices.Backward(w[max(0, len(w)-mostWritten):]) {
		is, err := r.docAt(f, p, c.Tree, known)
		if err != nil || is == nil || !f.scheme.Says(is, path, value) {
			continue // whoever cannot be told is not named
		}
		before, err := r.parentTrees(c)
		if err != nil {
			continue
		}
		if was, err := r.docAt(f, p, before[0], known); err == nil && was != nil && !f.scheme.Says(was, path, value) {
			return c, true
		}
	}
	return gitstore.Commit{}, false
}

// origins tells by folder who wrote to a record on the way from the bases to a tip. Merges
// wrote nothing, nor did who left the stub of a record that went to another space. It is
// for display and the same on every device.
func (r *run) origins(tip Hash, bases []Hash) (map[string]written, error) {
	out := map[string]written{}
	commits, err := r.store.Since(tip, bases...)
	if err != nil || len(commits) > farthestOrigin {
		return out, err
	}
	for _, h := range commits {
		c, err := r.store.Commit(h)
		if err != nil {
			return nil, err
		}
		if len(c.Parents) > 1 {
			continue
		}
		before := gitstore.Zero
		if len(c.Parents) == 1 {
			parent, err := r.store.Commit(c.Parents[0])
			if err != nil {
				return nil, err
			}
			before = parent.Tree
		}
		changes, err := r.store.Diff(before, c.Tree)
		if err != nil {
			return nil, err
		}
		moved := r.format.stubsIn(changes)
		for _, p := range r.format.places(changes) {
			if !moved[p.Dir] && (len(out[p.Dir]) == 0 || out[p.Dir][len(out[p.Dir])-1].Hash != c.Hash) {
				out[p.Dir] = append(out[p.Dir], c)
			}
		}
	}
	for _, w := range out {
		sort.SliceStable(w, func(i, j int) bool { return later(w[j], w[i]) })
	}
	return out, nil
}

// stubsIn are the folders in which changes leave a stub.
func (f formats) stubsIn(changes []gitstore.Change) map[string]bool {
	var out map[string]bool
	for _, c := range changes {
		if p, ok := canon.Locate(c.Path, f.schemas...); ok && canon.IsStub(p.Rest) && c.B.Hash != gitstore.Zero {
			if out == nil {
				out = map[string]bool{}
			}
			out[p.Dir] = true
		}
	}
	return out
}

// deviceOf is the device that wrote a commit, whose alias is looked up by whoever reads it;
// "" for somebody without this program.
func deviceOf(c gitstore.Commit) string {
	if device, ours := strings.CutSuffix(c.Author.Email, deviceDomain); ours && sharing.IsPseudonym(device) {
		return device
	}
	return ""
}

// oneWriter says whether two commits are of one device, or of one name outside of it.
func oneWriter(a, b gitstore.Commit) bool {
	return deviceOf(a) == deviceOf(b) && (deviceOf(a) != "" || a.Author.Name == b.Author.Name)
}

// Outsider reads by which name somebody without this program made a commit of a space, for
// who looks at what came of it here; "" where the commit is not here, or names nobody.
func (s *Syncer) Outsider(space, commit string) string {
	h, err := gitstore.ParseHash(commit)
	if err != nil {
		return ""
	}
	guest, err := gitstore.OpenGuest(s.StoreDir(space))
	if err != nil {
		return "" // the next exchange makes it anew
	}
	defer guest.Close()
	c, err := guest.Commit(h)
	if err != nil || deviceOf(c) != "" || len(c.Parents) > 1 {
		return ""
	}
	return shownName(c.Author.Name)
}

// shownTime is a moment as origins hold it; "" for none.
func shownTime(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.UTC().Truncate(time.Second).Format(time.RFC3339)
}

// later orders commits that are not each other's ancestors; ties by hash.
func later(a, b gitstore.Commit) bool {
	if !a.CommittedAt.Equal(b.CommittedAt) {
		return a.CommittedAt.After(b.CommittedAt)
	}
	return bytes.Compare(a.Hash[:], b.Hash[:]) > 0
}

// errWalk says that a merge needs to know who wrote what, and that it is not the
// moment to walk the history: the workspace is locked.
var errWalk = errors.New("space: the history is not looked through yet")

func originKey(head Hash, base string) string { return head.String() + " " + base }

// originOf is who wrote to one record since its base. The history is walked once
// for all records with that base.
func (r *run) originOf(head Hash, base string, p canon.Place, locked bool) (written, error) {
	all, known := r.wrote[originKey(head, base)]
	switch {
	case known:
		return all[p.Dir], nil
	case locked:
		return nil, errWalk
	}
	all, err := r.walk(head, base)
	return all[p.Dir], err
}

// walk fills in who wrote what since a base.
func (r *run) walk(head Hash, base string) (map[string]written, error) {
	var bases []Hash
	if h, err := gitstore.ParseHash(base); err == nil {
		if has, err := r.store.Has(h); err != nil {
			return nil, err
		} else if has {
			bases = append(bases, h)
		}
	}
	all, err := r.origins(head, bases)
	if err == nil {
		r.wrote[originKey(head, base)] = all
	}
	return all, err
}
