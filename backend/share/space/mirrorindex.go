package space

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"secondstory/backend/share/canon"
)

// A pass looks at every record, at each second somebody types, and finds nearly all of
// them as they were. What it needs for that is in one small file: the notes themselves
// hold the texts of the records, and are read where something is different.

// heads are what a pass needs of the notes, by record.
type heads map[string]head

type head struct {
	At   seen            `json:"at"` // of the note this was read from: another note is read itself
	Rev  int64           `json:"rev"`
	Seen map[string]seen `json:"seen"`
	// Shown says that the record has files in the folder, Told that something is the
	// matter with one of them.
	Shown  bool     `json:"shown,omitempty"`
	Told   bool     `json:"told,omitempty"`
	Lacks  []string `json:"lacks,omitempty"` // see mirrored
	Looked bool     `json:"looked,omitempty"`
}

func (m *mirrorRun) headsFile() string { return filepath.Join(m.notes, "heads") }

// noted reads what is known about each record, and finds those that are in neither
// the space nor the folder any more.
func (m *mirrorRun) noted(places map[string]canon.Place, known map[string]*mirrored) error {
	entries, err := os.ReadDir(m.notes)
	if err != nil {
		return mirrorFault(err)
	}
	all := heads{}
	if data, err := os.ReadFile(m.headsFile()); err != nil || json.Unmarshal(data, &all) != nil {
		all = heads{} // each note is read itself
	}
	for _, e := range entries {
		id, ok := strings.CutSuffix(e.Name(), ".json")
		if !ok || id == "state" {
			continue
		}
		if places[id].Dir == "" {
			seen := all[id].Seen
			if seen == nil { // the note itself tells of which kind it is
				var k mirrored
				if err := m.load(id, &k); err != nil {
					return err
				}
				seen = k.Seen
			}
			if p, ok := m.placeNoted(id, seen); ok {
				places[id] = p
			}
		}
		info, err := e.Info()
		if h, ok := all[id]; ok && err == nil && h.At == seenOf(info) && h.Seen != nil {
			known[id] = &mirrored{Rev: h.Rev, Seen: h.Seen, Lacks: h.Lacks, Looked: h.Looked, stored: true, head: &h}
		}
	}
	for id := range places {
		if known[id] != nil {
			continue
		}
		k := &mirrored{}
		if err := m.load(id, k); err != nil {
			return err
		}
		known[id] = k
	}
	return nil
}

// placeNoted is where a record was that is in the folder no more, nor in the space: the
// files that were seen of it tell its kind. One of which no file was seen had none.
func (m *mirrorRun) placeNoted(id string, files map[string]seen) (canon.Place, bool) {
	for _, schema := range m.format.schemas {
		dir, ok := canon.Folder(schema, id)
		if !ok {
			continue
		}
		for path := range files {
			if strings.HasPrefix(path, dir+"/") {
				return canon.Place{Schema: schema, ID: id, Dir: dir}, true
			}
		}
	}
	for _, schema := range m.format.schemas {
		if dir, ok := canon.Folder(schema, id); ok {
			return canon.Place{Schema: schema, ID: id, Dir: dir}, true
		}
	}
	return canon.Place{}, false
}

// load reads the whole note of a record.
func (m *mirrorRun) load(id string, k *mirrored) error {
	*k = mirrored{}
	data, err := os.ReadFile(m.noteOf(id))
	switch {
	case err == nil:
		m.reached("mirror note read")
		k.stored = json.Unmarshal(data, k) == nil // one that is damaged is made anew: nothing is known then
	case !errors.Is(err, fs.ErrNotExist):
		return mirrorFault(err)
	}
	if k.Files == nil {
		k.Files = map[string]string{}
	}
	if k.Seen == nil {
		k.Seen = map[string]seen{}
	}
	return nil
}

// shown says whether the record had files in the folder.
func (k *mirrored) shown() bool {
	if k.head != nil {
		return k.head.Shown
	}
	return len(k.Files) > 0
}

// keepHeads writes the small file anew where a good part of it is out of date. What is
// missing in it costs time and nothing else.
func (m *mirrorRun) keepHeads(known map[string]*mirrored) error {
	all, fresh := heads{}, 0
	for id, k := range known {
		if k.head != nil {
			all[id] = *k.head
			continue
		}
		info, err := os.Lstat(m.noteOf(id))
		if err != nil || !k.stored || k.Next != nil {
			continue // there is no good note of it, or it has to be read
		}
		fresh++
		all[id] = head{seenOf(info), k.Rev, k.Seen, k.shown(), len(k.Problems)+len(k.Notes) > 0, k.Lacks, k.Looked}
	}
	if fresh == 0 || fresh*16 < len(known) {
		return nil
	}
	return m.writeState(m.headsFile(), all)
}
