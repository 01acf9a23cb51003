package space

import (
	"context"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/sharing"
	"secondstory/backend/share/canon"
)

// Mirror brings a space and its mirror folder together, once. settle waits until files
// that were just changed have come to rest; nil does not wait. Faults:
// share.mirror_gone, share.mirror_emptied, share.mirror_emptied_only, share.stick_*; whatever fails, both sides
// keep what they have, and the next pass goes on.
func (s *Syncer) Mirror(ctx context.Context, id string, settle func(context.Context) error) (Mirroring, error) {
	unlock, err := s.lockMirror(ctx, id)
	if err != nil {
		return Mirroring{}, err
	}
	defer unlock()
	state, err := s.readMirror(id)
	if err != nil {
		return Mirroring{}, fault.Wrap(err, fault.NotFound, "share.mirror_none")
	}
	if err := s.marked(state, id); err != nil {
		return Mirroring{}, err
	}
	r := &run{Syncer: s, ctx: ctx, told: map[string][]Refused{}}
	if err := r.read(id); err != nil {
		return Mirroring{}, err
	}
	if r.format, err = s.formatsOf(r.link); err != nil {
		return Mirroring{}, err
	}
	m := &mirrorRun{run: r, dir: state.Dir, notes: s.mirrorDir(id)}
	err = m.all(settle)
	slices.Sort(m.out.Taken)
	return m.out, err
}

type mirrorRun struct {
	*run
	dir   string          // the folder
	notes string          // where is noted what was written
	stay  map[string]bool // records that are written again though their folder is gone
	out   Mirroring
}

// emptied says whether more than half of the reviews are gone from the folder, which is an
// accident more often than a wish to delete them, also where there is one. One that was
// there a moment ago is perhaps just being saved, and one that stays is not gone.
func emptied(known map[string]*mirrored, stay map[string]bool, before, now scanned) bool {
	gone, shown, saved := 0, 0, 0
	for id, k := range known {
		if !k.shown() || stay[id] {
			continue
		}
		shown++
		if len(now.files[id]) == 0 {
			gone++
			if len(before.files[id]) > 0 {
				saved++
			}
		}
	}
	return gone*2 > shown && (gone > 1 || saved < gone)
}

// only says whether the folder held one review.
func only(known map[string]*mirrored) bool {
	shown := 0
	for _, k := range known {
		if k.shown() {
			shown++
		}
	}
	return shown == 1
}

// all looks at every record that is different on one side from what it was last.
func (m *mirrorRun) all(settle func(context.Context) error) error {
	var rows []record.Row
	err := m.Local.View(m.ctx, func(tx Reader) (err error) {
		rows, err = tx.PlacesOfSpace(m.link.Space)
		return err
	})
	if err != nil {
		return err
	}
	known := map[string]*mirrored{}
	there, err := m.scanMirror(m.dir)
	if err != nil {
		return err
	}
	places := there.places
	for _, row := range rows {
		if p, ok := m.format.placeOf(row.Kind, row.ID); ok {
			places[row.ID] = p
		}
	}
	if err := m.noted(places, known); err != nil {
		return err
	}
	revs := map[string]int64{}
	for _, row := range rows {
		revs[row.ID] = row.Rev
	}
	changed := false
	for id, k := range known {
		changed = changed || !k.same(there.files[id])
	}
	before := there
	if changed && settle != nil {
		if err := settle(m.ctx); err != nil {
			return fault.Wrap(err, fault.Cancelled, "share.cancelled")
		}
		if there, err = m.scanMirror(m.dir); err != nil {
			return err
		}
	}
	back, stay, err := m.putBack(places, known, there)
	if err != nil {
		return err
	}
	if m.stay = stay; len(back) > 0 {
		if there, err = m.scanMirror(m.dir); err != nil {
			return err
		}
		for id := range back {
			before.files[id] = there.files[id]
		}
	}
	if emptied(known, stay, before, there) && only(known) {
		return fault.New(fault.Denied, "share.mirror_emptied_only", "folder", m.dir)
	}
	if emptied(known, stay, before, there) {
		return fault.New(fault.Denied, "share.mirror_emptied", "folder", m.dir)
	}
	for id := range known {
		if !slices.Equal(there.files[id], before.files[id]) {
			m.out.Busy = true
			delete(known, id) // the next pass
		}
	}
	for _, id := range sortedKeys(places) {
		if err := m.ctx.Err(); err != nil {
			return fault.Wrap(err, fault.Cancelled, "share.cancelled")
		}
		k := known[id]
		if k == nil {
			continue
		}
		if k.stored && k.Next == nil && k.Rev == revs[id] && k.same(there.files[id]) && !m.came(k) {
			if k.head != nil && k.head.Told {
				if err := m.load(id, k); err != nil {
					return err
				}
			}
			m.tell(id, k)
			continue
		}
		if k.head != nil {
			if err := m.load(id, k); err != nil {
				return err
			}
		}
		if err := m.one(places[id], k, there.files[id]); err != nil {
			return err
		}
	}
	for _, x := range gathered(there.strangers, there.own) {
		m.out.Problems = append(m.out.Problems, Refused{"", x})
	}
	return m.keepHeads(known)
}

func (m *mirrorRun) noteOf(id string) string { return filepath.Join(m.notes, id+".json") }

// tell adds what is still the matter with a record. A file that is told of with its bytes
// already is not told of once more for a comment in it, but where it was kept is.
func (m *mirrorRun) tell(id string, k *mirrored) {
	told := map[string]bool{}
	for _, p := range k.Problems {
		told[p.Path] = told[p.Path] || p.Bytes != nil
		m.out.Problems = append(m.out.Problems, Refused{id, p})
	}
	for _, n := range k.Notes {
		if n.Key == keptKey || !told[n.Path] {
			m.out.Problems = append(m.out.Problems, Refused{id, n})
		}
	}
}

// one brings a record and its files together.
func (m *mirrorRun) one(p canon.Place, k *mirrored, list []found) error {
	f := m.format.byKind[p.Schema.Kind]
	if moved, err := m.cleared(p.ID, k); err != nil || moved {
		m.out.Busy = m.out.Busy || moved // what is there now was not listed
		return err
	}
	data, problems, torn, err := readFound(m.dir, list)
	if err != nil || torn {
		m.out.Busy = m.out.Busy || torn
		return err
	}
	// A pass that was stopped while it wrote: what it has written already is what both
	// sides say.
	for path, text := range k.Next {
		if string(plain(data[path])) == text {
			k.Files[path] = text
		}
	}
	if k.Next != nil {
		for path := range k.Files {
			if _, stays := k.Next[path]; !stays && data[path] == nil {
				delete(k.Files, path)
			}
		}
		k.Next, k.Was = nil, nil
	}
	if err := m.recall(p, k); err != nil {
		return err
	}
	for _, f := range list {
		if at := time.Unix(0, f.seen.At); at.After(k.saved) {
			k.saved = at
		}
	}
	said, notes := m.reading(f, p, k, data, problems)
	k.Problems, k.Notes = said.refused, notes
	if !said.held && m.differs(k, data) {
		if err := m.take(f, p, k, said); err != nil {
			return err
		}
	}
	if err := m.put(f, p, k, list, data, said); err != nil {
		return err
	}
	m.tell(p.ID, k)
	return m.pictures(f, p, k)
}

// reading is what the files say, over what they said last.
func (m *mirrorRun) reading(f format, p canon.Place, k *mirrored, data map[string][]byte, problems []sharing.Refusal) (reading, []sharing.Refusal) {
	in := folder{place: p}
	var entries []canon.Entry
	for _, path := range sortedKeys(data) {
		in.files = append(in.files, canon.File{Path: path, Data: plain(data[path])})
		entries = append(entries, canon.Entry{Path: path, Mode: canon.Regular, Size: int64(len(data[path]))})
	}
	// What is in the way of one file says nothing about the others here: it stays where
	// it is, and the file as it was counts.
	blocked := map[string]bool{}
	for _, x := range problems {
		blocked[x.Path] = true
	}
	for _, x := range canon.CheckTree(entries, m.format.schemas...) {
		blocked[x.Path] = true
		problems = append(problems, sharing.Refusal{Path: x.Path, Key: x.Key, Params: x.Params, Quote: quote(data[x.Path]), Bytes: data[x.Path]})
	}
	in.files = slices.DeleteFunc(in.files, func(f canon.File) bool { return blocked[f.Path] })
	for path := range blocked {
		if text, ok := k.Files[path]; ok {
			in.files = append(in.files, canon.File{Path: path, Data: []byte(text)})
		}
	}
	var back []string
	if in.files, back = m.withEntries(f, p, k, in.files, data); len(in.files) == 0 {
		return reading{doc: merge.Absent(f.schema.Kind, p.ID), refused: problems}, nil
	}
	good := goodFiles(k.Files)
	f.codec = f.codec.Typed(m.has(f, p.ID, good))
	said := f.read(in, good)
	for i, x := range said.refused {
		if raw, ok := data[x.Path]; ok {
			said.refused[i].Quote, said.refused[i].Bytes = quote([]byte(x.Quote)), raw
			if x.Quote == "" {
				said.refused[i].Quote = quote(raw)
			}
		}
	}
	said.refused = append(problems, said.refused...)
	if said.held {
		said.refused = m.quoted(p, k, data, said.refused)
	}
	var notes []sharing.Refusal
	for _, path := range back {
		said.mended = true // the file is written again
		if m.stay[p.ID] {
			continue // it is told as a folder
		}
		notes = append(notes, sharing.Refusal{Path: path, Key: "share.mirror_entries_gone"})
	}
	for _, x := range f.notesOf(p.ID, in.files, good) {
		params := map[string]string{"quote": x.Quote}
		maps.Copy(params, x.Params)
		notes = append(notes, sharing.Refusal{Path: x.Path, Line: x.Line, Key: x.Key, Params: params, Quote: x.Quote, Bytes: data[x.Path]})
	}
	for _, path := range sortedKeys(data) {
		if !blocked[path] {
			notes = append(notes, newHeadings(path, k.Files[path], string(plain(data[path])))...)
		}
	}
	return said, notes
}

// withEntries adds the files of entries that are gone while the review itself is there, as
// they were: all entries of a kind gone at once is an accident more often than a wish. So
// are all files of a record whose folder lies somewhere else.
func (m *mirrorRun) withEntries(f format, p canon.Place, k *mirrored, files []canon.File, data map[string][]byte) ([]canon.File, []string) {
	if data[p.Dir+"/"+f.schema.Kind+".md"] == nil && !m.stay[p.ID] {
		return files, nil
	}
	var back []string
	for _, name := range sortedKeys(k.Files) {
		if data[name] != nil || path.Dir(name) != p.Dir || slices.ContainsFunc(files, func(f canon.File) bool { return f.Path == name }) {
			continue
		}
		files, back = append(files, canon.File{Path: name, Data: []byte(k.Files[name])}), append(back, name)
	}
	return files, back
}

// has is the record as the files said it last, or as it is here where that is not known. Its
// values are no typing errors, whoever brought them.
func (m *mirrorRun) has(f format, id string, good []canon.File) *merge.Doc {
	if doc, err := f.docOf(id, good); err == nil && len(good) > 0 {
		return doc
	}
	has := merge.Absent(f.schema.Kind, id)
	_ = m.Local.View(m.ctx, func(tx Reader) error { // without it more is asked than has to be
		here, err := f.localOf(tx, id, has)
		if err == nil {
			has = here.doc
		}
		return err
	})
	return has
}

// quoted makes sure that each file nobody can take is told with its bytes.
func (m *mirrorRun) quoted(p canon.Place, k *mirrored, data map[string][]byte, list []sharing.Refusal) []sharing.Refusal {
	newer, has := false, map[string]bool{}
	for _, x := range list {
		newer = newer || x.Key == "canon.newer"
		has[x.Path] = has[x.Path] || x.Bytes != nil
	}
	list = slices.DeleteFunc(list, func(x sharing.Refusal) bool { return x.Path == p.Dir })
	for _, path := range sortedKeys(data) {
		if !has[path] && string(plain(data[path])) != k.Files[path] {
			key := unreadKey(data[path])
			if newer {
				key = "canon.newer"
			}
			list = append(list, sharing.Refusal{Path: path, Key: key, Quote: quote(data[path]), Bytes: data[path]})
		}
	}
	return list
}

func goodFiles(files map[string]string) []canon.File {
	var out []canon.File
	for _, path := range sortedKeys(files) {
		out = append(out, canon.File{Path: path, Data: []byte(files[path])})
	}
	return out
}

// differs says whether somebody edited the files.
func (m *mirrorRun) differs(k *mirrored, data map[string][]byte) bool {
	for path := range k.Files {
		if _, there := data[path]; !there {
			return true
		}
	}
	for path, raw := range data {
		if was, ok := k.Files[path]; !ok || string(plain(raw)) != was {
			return true
		}
	}
	return false
}
