package space

import (
	"errors"
	"maps"
	"slices"
	"sort"
	"strings"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/sharing"
	"secondstory/backend/share/canon"
	"secondstory/backend/share/gitstore"
)

// Hash names a commit, a tree or a file.
type Hash = gitstore.Hash

// format is how one kind of record is written and merged in a space.
type format struct {
	schema *record.Schema
	scheme *merge.Scheme
	codec  *canon.Codec
}

// formats knows all kinds, as the merge version of a space wants them.
type formats struct {
	byKind  map[string]format
	schemas []*record.Schema
}

func newFormats(kinds []Kind, version int) (formats, error) {
	f := formats{byKind: map[string]format{}}
	for _, k := range kinds {
		scheme, err := merge.NewScheme(k.Schema, version, k.Validators...)
		if err != nil {
			return f, err
		}
		f.byKind[k.Schema.Kind] = format{k.Schema, scheme, canon.New(k.Schema, scheme)}
		f.schemas = append(f.schemas, k.Schema)
	}
	return f, nil
}

// entry is a file in the folder of a record.
type entry struct {
	path string
	rest string // below the folder
	mode gitstore.Mode
	hash Hash
}

// parsed says whether the codec reads such a file.
func (e entry) parsed() bool {
	return e.regular() && !canon.IsBlob(e.rest) && !canon.IsStub(e.rest)
}

func (e entry) regular() bool { return e.mode == gitstore.File || e.mode == gitstore.Executable }

// folder is what a tree holds of one record.
type folder struct {
	place   canon.Place
	entries []entry
	files   []canon.File // what the codec reads
	stub    *canon.Stub  // where the record went, nil while it is here
	// refused paths of the record's own cannot be looked at: links, names, sizes.
	refused []canon.Problem
	// strange are such paths that are not the record's: they are told and left where they
	// are, and keep nothing from being exchanged. They are not among the entries.
	strange []canon.Problem
	// said is what the codec read where nothing was known of the record before; nil where
	// that was not asked for.
	said *reading
}

// subtree finds the tree of a folder; Zero when there is none.
func subtree(store *gitstore.Store, tree Hash, path string) (Hash, error) {
	for name := range strings.SplitSeq(path, "/") {
		entries, err := store.Tree(tree)
		if err != nil {
			return gitstore.Zero, err
		}
		tree = gitstore.Zero
		for _, e := range entries {
			if e.Name == name && e.Mode == gitstore.Folder {
				tree = e.Hash
			}
		}
		if tree == gitstore.Zero {
			return tree, nil
		}
	}
	return tree, nil
}

// entriesOf lists the files below the folder of a record.
func entriesOf(store *gitstore.Store, tree Hash, place canon.Place) ([]entry, error) {
	at, err := subtree(store, tree, place.Dir)
	if err != nil || at == gitstore.Zero {
		return nil, err
	}
	found, err := store.Files(at)
	var out []entry
	for _, c := range found {
		out = append(out, entry{path: place.Dir + "/" + c.Path, rest: c.Path, mode: c.B.Mode, hash: c.B.Hash})
	}
	return out, err
}

// readFolder reads what a tree holds of a record.
func (f formats) readFolder(store *gitstore.Store, tree Hash, place canon.Place) (folder, error) {
	entries, err := entriesOf(store, tree, place)
	if err != nil {
		return folder{place: place}, err
	}
	return f.readEntries(store, entries, place)
}

// readEntries reads the files of a record. Paths, kinds and sizes are looked at before
// a byte is read.
func (f formats) readEntries(store *gitstore.Store, entries []entry, place canon.Place) (folder, error) {
	out := folder{place: place}
	var err error
	var list, own []canon.Entry
	for _, e := range entries {
		size := int64(0)
		if e.regular() {
			if size, err = store.Sizes([]Hash{e.hash}); err != nil {
				return out, err
			}
		}
		list = append(list, canon.Entry{Path: e.path, Mode: canon.Mode(e.mode), Size: size})
		if f.owns(place, e.path) {
			own = append(own, list[len(list)-1])
		}
	}
	out.refused = canon.CheckTree(own, f.schemas...)
	bad := map[string]bool{}
	for _, p := range out.refused {
		bad[p.Path] = true
	}
	if len(own) < len(list) {
		out.strange = f.strange(place, canon.CheckTree(list, f.schemas...), bad)
	}
	aside := map[string]bool{}
	for _, p := range out.strange {
		aside[p.Path] = true
	}
	for _, e := range entries {
		if !aside[e.path] {
			out.entries = append(out.entries, e)
		}
	}
	for _, e := range out.entries {
		stub := e.regular() && canon.IsStub(e.rest)
		if !e.parsed() && !stub || bad[e.path] || bad[place.Dir] {
			continue
		}
		data, err := store.Blob(e.hash)
		if err != nil {
			return out, err
		}
		if stub {
			said, problem := canon.ParseStub(canon.File{Path: e.path, Data: data})
			if problem != nil {
				out.refused = append(out.refused, *problem)
				continue
			}
			out.stub = &said
			continue
		}
		out.files = append(out.files, canon.File{Path: e.path, Data: data})
	}
	return out, nil
}

// owns says whether a path is that of a file which the program writes for the record.
func (f formats) owns(place canon.Place, path string) bool {
	rest, inside := strings.CutPrefix(path, place.Dir+"/")
	return inside && f.byKind[place.Schema.Kind].codec.OwnFile(rest)
}

// strange are of the problems of a folder those that are not about the record's own files,
// beside those that are told already. Of two names that differ by case alone it is the
// other one that is not.
func (f formats) strange(place canon.Place, all []canon.Problem, told map[string]bool) (out []canon.Problem) {
	for _, p := range all {
		if other := p.Params["other"]; f.owns(place, p.Path) && other != "" && !f.owns(place, other) {
			params := maps.Clone(p.Params)
			params["other"] = p.Path
			p.Path, p.Params = other, params
		}
		if !told[p.Path] && !f.owns(place, p.Path) {
			out = append(out, p)
		}
	}
	return out
}

// reading is what a record of a tree says.
type reading struct {
	doc *merge.Doc // nil when nothing of it can be taken
	// held: the record is not to be written, only looked at by a newer program.
	held bool
	// mended: the files are to be written anew, for they held two versions.
	mended  bool
	kept    []canon.File
	refused []sharing.Refusal
	// quoted are files whose bytes are in no record; a write that replaces them keeps
	// them in a conflict.
	quoted []canon.File
	// notes tell what was read and will not be written again, such as comments.
	notes []merge.Notice
}

// refusalOf tells a problem of a file as what is left in the space.
func refusalOf(p canon.Problem) sharing.Refusal {
	return sharing.Refusal{Path: p.Path, Line: p.Line, Key: p.Key, Params: p.Params, Quote: p.Quote, Bytes: p.Bytes}
}

// read takes what can be read of a record; files that cannot be read stay as they
// were in the last good version.
func (f format) read(in folder, good []canon.File) reading {
	var out reading
	refuse := func(list []canon.Problem) {
		for _, p := range list {
			if p.Note {
				out.notes = append(out.notes, noticesOf([]canon.Problem{p})...)
				continue
			}
			out.refused = append(out.refused, refusalOf(p))
			if p.Bytes != nil {
				out.quoted = append(out.quoted, canon.File{Path: p.Path, Data: p.Bytes})
			}
		}
	}
	refuse(in.strange)
	if len(in.refused) > 0 {
		// What stands in the way cannot be written around either.
		refuse(in.refused)
		out.held = true
		return out
	}
	r := f.codec.ParseOver(in.place.ID, in.files, good)
	switch {
	case r.Newer:
		out.held = true
		out.refused = []sharing.Refusal{{Path: in.place.Dir, Key: "canon.newer"}}
	case r.Split != nil:
		doc, problems := f.join(in, r, good)
		refuse(problems)
		if out.doc = doc; doc == nil {
			out.refused = unread(in, good, out.refused)
			out.held = true
			break
		}
		out.mended = true
	default:
		out.doc, out.kept = r.Doc, r.Kept
		refuse(r.Problems)
		out.held = r.Doc == nil
	}
	return out
}

// unread tells of each file of a merge by hand that cannot be finished, with its bytes:
// they are in no record.
func unread(in folder, good []canon.File, told []sharing.Refusal) []sharing.Refusal {
	has, was := map[string]bool{}, map[string]string{}
	for _, x := range told {
		has[x.Path] = has[x.Path] || x.Bytes != nil
	}
	for _, f := range good {
		was[f.Path] = string(f.Data)
	}
	for _, f := range in.files {
		if old, there := was[f.Path]; !has[f.Path] && !(there && old == string(f.Data)) {
			told = append(told, sharing.Refusal{Path: f.Path, Key: unreadKey(f.Data), Quote: quote(f.Data), Bytes: f.Data})
		}
	}
	if len(told) == 0 {
		told = []sharing.Refusal{{Path: in.place.Dir, Key: "canon.markers"}}
	}
	return told
}

// unreadKey says why a file is not taken that has no fault of its own to tell.
func unreadKey(data []byte) string {
	if _, _, _, hunks, _ := canon.Markers(data); hunks > 0 {
		return "canon.markers"
	}
	return "canon.with_others"
}

// join brings the two versions together that git left in one file. Files that cannot be
// read stay as they were in the last good version, each with its own reason.
func (f format) join(in folder, r canon.Reading, good []canon.File) (*merge.Doc, []canon.Problem) {
	id, raw := in.place.ID, map[string][]byte{}
	for _, x := range in.files {
		raw[x.Path] = x.Data
	}
	var told []canon.Problem
	left := map[string]bool{}
	for _, side := range r.Split {
		for _, p := range f.codec.ParseOver(id, side, good).Problems {
			if p.Note {
				if !slices.ContainsFunc(told, func(x canon.Problem) bool { return x.Note && x.Path == p.Path && x.Quote == p.Quote }) {
					told = append(told, p)
				}
				continue
			}
			if left[p.Path] {
				continue
			}
			left[p.Path] = true
			if _, _, _, hunks, _ := canon.Markers(raw[p.Path]); hunks > 0 { // one side alone is not what stands there
				p = canon.Problem{Path: p.Path, Key: "canon.markers", Quote: quote(raw[p.Path]), Bytes: raw[p.Path]}
			}
			told = append(told, p)
		}
	}
	a, b := f.codec.Parse(id, instead(r.Split[0], left, good)).Doc, f.codec.Parse(id, instead(r.Split[1], left, good)).Doc
	if a == nil || b == nil {
		return nil, told
	}
	var bases []*merge.Doc
	if r.Base == nil {
		r.Base = good
	}
	if base := f.codec.Parse(id, instead(r.Base, left, good)).Doc; base != nil {
		bases = append(bases, base)
	}
	return merge.Merge(f.scheme, bases, merge.Side{Doc: a, Origin: merge.Origin{Commit: merge.InUpper}}, merge.Side{Doc: b, Origin: merge.Origin{Commit: merge.InLower}}).Doc, told
}

// notesOf lists what was read of files and will not be written again, also where they
// hold two versions.
func (f format) notesOf(id string, files, good []canon.File) (out []canon.Problem) {
	r := f.codec.ParseOver(id, files, good)
	list := r.Problems
	if r.Split != nil {
		for _, side := range r.Split {
			list = append(list, f.codec.ParseOver(id, side, good).Problems...)
		}
	}
	for _, p := range list {
		if p.Note && !slices.ContainsFunc(out, func(x canon.Problem) bool { return x.Path == p.Path && x.Quote == p.Quote }) {
			out = append(out, p)
		}
	}
	return out
}

// instead puts the files named back as they were.
func instead(files []canon.File, left map[string]bool, good []canon.File) []canon.File {
	var out []canon.File
	for _, f := range files {
		if !left[f.Path] {
			out = append(out, f)
		}
	}
	for _, f := range good {
		if left[f.Path] {
			out = append(out, f)
		}
	}
	return out
}

// docOf reads canonical files back; a record without files is not there.
func (f format) docOf(id string, files []canon.File) (*merge.Doc, error) {
	if len(files) == 0 {
		return merge.Absent(f.schema.Kind, id), nil
	}
	r := f.codec.Parse(id, files)
	if r.Doc == nil {
		return nil, errors.New("space: the stored base of " + id + " cannot be read")
	}
	return r.Doc, nil
}

func canonFiles(list []sharing.File) []canon.File {
	out := make([]canon.File, len(list))
	for i, f := range list {
		out[i] = canon.File{Path: f.Path, Data: []byte(f.Text)}
	}
	return out
}

func sharedFiles(list []canon.File) []sharing.File {
	out := make([]sharing.File, len(list))
	for i, f := range list {
		out[i] = sharing.File{Path: f.Path, Text: string(f.Data)}
	}
	return out
}

// places lists the records whose files differ, by folder.
func (f formats) places(changes []gitstore.Change) []canon.Place {
	seen := map[string]canon.Place{}
	for _, c := range changes {
		if p, ok := canon.Locate(c.Path, f.schemas...); ok {
			p.Rest = ""
			seen[p.Dir] = p
		}
	}
	out := make([]canon.Place, 0, len(seen))
	for _, p := range seen {
		out = append(out, p)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Dir < out[j].Dir })
	return out
}

// placeOf is where a record lies.
func (f formats) placeOf(kind, id string) (canon.Place, bool) {
	k, ok := f.byKind[kind]
	if !ok {
		return canon.Place{}, false
	}
	dir, ok := canon.Folder(k.schema, id)
	return canon.Place{Schema: k.schema, ID: id, Dir: dir}, ok
}
