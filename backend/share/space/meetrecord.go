package space

import (
	"bytes"
	"maps"
	"slices"
	"strings"

	"secondstory/backend/domain/merge"
	"secondstory/backend/share/canon"
	"secondstory/backend/share/gitstore"
)

// record decides the files of one record.
func (j *joint) record(p canon.Place, changes []gitstore.Change) error {
	keptA, keptB := true, true
	for _, c := range changes {
		keptA = keptA && sameAs(c.A, c.Bases)
		keptB = keptB && sameAs(c.B, c.Bases)
	}
	switch {
	case keptA || keptB:
		for _, c := range changes {
			if e := c.A; keptA {
				j.take(c.Path, c.B)
			} else {
				j.take(c.Path, e)
			}
		}
		return nil
	}
	done, err := j.structure(p, changes)
	if err != nil || done {
		return err
	}
	return j.byFile(p, changes)
}

// structure merges a record both sides changed, part by part. done is false when one
// of its versions cannot be read.
func (j *joint) structure(p canon.Place, changes []gitstore.Change) (done bool, err error) {
	f := j.format.byKind[p.Schema.Kind]
	var kept []map[string][]byte
	var in []folder
	var docs []*merge.Doc
	var out []canon.Problem // what was read and will not be written again
	for i, tree := range append([]Hash{j.a.Tree, j.b.Tree}, j.trees...) {
		entries, err := j.folderOf(i, tree, p)
		if err != nil {
			return false, err
		}
		folder, err := j.format.readEntries(j.store, entries, p)
		if err != nil {
			return false, err
		}
		in = append(in, folder)
	}
	versions, ok := f.aside(p.ID, in)
	if !ok {
		return false, nil
	}
	in = in[:len(versions.said)]
	for i, said := range versions.said {
		if i < 2 {
			out = append(out, said.Problems...)
		}
		kept, docs = append(kept, byPath(said.Kept)), append(docs, said.Doc)
	}
	if done, err := j.joinStubs(p, in, docs); done || err != nil {
		return done, err
	}
	if len(docs) > 2 && !slices.ContainsFunc(docs[2:], (*merge.Doc).There) {
		base, err := j.foundBase(f, p, docs[0], docs[1])
		if err != nil {
			return false, err
		}
		if base != nil {
			docs = append(docs[:2], base)
		}
	}
	r := f.merged(docs[2:], j.side(docs[0], f, p, j.from[p.Dir], false), j.side(docs[1], f, p, j.to[p.Dir], false))
	asked := len(r.Doc.Conflicts)
	keepQuoted(p, r.Doc, versions.quoted, mergedFolder(in))
	j.report.Opened += len(r.Doc.Conflicts) - asked
	for _, q := range versions.told {
		j.left = append(j.left, Refused{p.ID, refusalOf(q)})
	}
	files, problem := f.codec.Emit(r.Doc, joinKept(kept[:2], kept[2:])...)
	if problem != nil {
		return false, nil
	}
	put(j.batch, j.result, mergedFolder(in), files)
	j.blobs(in[:2])
	j.withoutRemoved(f, p, docs[2:], r.Doc)
	j.strangers(in[:2], changes)
	for path := range versions.left {
		delete(j.result, path)
	}
	if err := j.byFile(p, ofPaths(changes, versions.left)); err != nil {
		return false, err
	}
	j.report.Opened += len(r.Opened)
	j.once(&j.report.Joined, &j.report.Merged, "joined", p.ID)
	for _, n := range append(r.Notices, noticesOf(out)...) {
		if x := (Notice{p.ID, n}); !slices.ContainsFunc(j.report.Notices, x.same) {
			j.report.Notices = append(j.report.Notices, x)
		}
	}
	return true, nil
}

// ofPaths are the changes of some paths.
func ofPaths(changes []gitstore.Change, paths map[string]bool) (out []gitstore.Change) {
	for _, c := range changes {
		if paths[c.Path] {
			out = append(out, c)
		}
	}
	return out
}

// noticesOf are notes with their words: the next write leaves them out.
func noticesOf(list []canon.Problem) (out []merge.Notice) {
	for _, p := range list {
		params := map[string]string{"quote": p.Quote}
		maps.Copy(params, p.Params)
		out = append(out, merge.Notice{Key: p.Key, Path: p.Path, Params: params})
	}
	return out
}

func byPath(files []canon.File) map[string][]byte {
	out := map[string][]byte{}
	for _, f := range files {
		out[f.Path] = f.Data
	}
	return out
}

// joinKept merges files nobody here can read: of two versions one stays, and the
// other in the history.
func joinKept(sides, bases []map[string][]byte) []canon.File {
	all := map[string]bool{}
	for _, m := range sides {
		for path := range m {
			all[path] = true
		}
	}
	var out []canon.File
	for _, path := range sortedKeys(all) {
		f := merge.File{Path: path, A: sides[0][path], B: sides[1][path]}
		for _, m := range bases {
			f.Bases = append(f.Bases, m[path])
		}
		if content, _, _ := merge.Whole(f, nil); content != nil {
			out = append(out, canon.File{Path: path, Data: content})
		}
	}
	return out
}

// mergedFolder lists every path one of the versions has.
func mergedFolder(in []folder) folder {
	var out folder
	seen := map[string]bool{}
	for _, f := range in {
		for _, e := range f.entries {
			if !seen[e.path] {
				seen[e.path] = true
				out.entries = append(out.entries, e)
			}
		}
	}
	return out
}

// blobs are never parsed and never changed: all of them stay.
func (j *joint) blobs(sides []folder) {
	for _, f := range sides {
		for _, e := range f.entries {
			if e.parsed() || e.mode == gitstore.Submodule {
				continue
			}
			if have, ok := j.result[e.path]; !ok || bytes.Compare(e.hash[:], have[:]) < 0 {
				j.result[e.path] = e.hash
			}
		}
	}
}

// withoutRemoved takes away the pictures that the record named before both changed it and
// names no longer: whoever removed one took its file away, and the other still had it.
func (j *joint) withoutRemoved(f format, p canon.Place, bases []*merge.Doc, now *merge.Doc) {
	stays := map[string]bool{}
	for _, x := range f.picturesOf(now, p) {
		stays[x.path] = true
	}
	for _, base := range bases {
		for _, x := range f.picturesOf(base, p) {
			if _, there := j.result[x.path]; there && !stays[x.path] {
				j.result[x.path] = gitstore.Zero
			}
		}
	}
}

// byFile merges the files of a record of which one version cannot be read. What both
// changed is kept twice: one version stands, both are in a conflict of the record.
func (j *joint) byFile(p canon.Place, changes []gitstore.Change) error {
	f := j.format.byKind[p.Schema.Kind]
	conflicts := map[string]merge.Conflict{}
	for _, c := range changes {
		rest := strings.TrimPrefix(c.Path, p.Dir+"/")
		data, err := j.versions(c)
		if err != nil {
			return err
		}
		content, conflict, two := merge.Whole(merge.File{Path: "file:" + rest, Bases: data[2:], A: data[0], B: data[1],
			Origin: [2]merge.Origin{j.from[p.Dir].last(p.ID, ""), j.to[p.Dir].last(p.ID, "")}}, conflicts)
		if content == nil {
			j.result[c.Path] = gitstore.Zero
			continue
		}
		j.result[c.Path] = j.batch.Blob(content)
		if two && !canon.IsBlob(rest) {
			conflicts[conflict.ID] = conflict
		}
	}
	if len(conflicts) == 0 {
		return nil
	}
	d := merge.Absent(p.Schema.Kind, p.ID)
	d.Conflicts = conflicts
	files, problem := f.codec.Emit(d)
	if problem != nil {
		return refusal(*problem)
	}
	for _, file := range files {
		if have, taken := j.result[file.Path]; !taken || have == gitstore.Zero {
			j.result[file.Path] = j.batch.Blob(file.Data)
		}
	}
	j.report.Opened += len(conflicts)
	return nil
}

// versions reads a path of both sides and the bases; nil for one that has no file.
func (j *joint) versions(c gitstore.Change) ([][]byte, error) {
	var out [][]byte
	for _, e := range append([]gitstore.Entry{c.A, c.B}, c.Bases...) {
		if e.Hash == gitstore.Zero || e.Mode == gitstore.Submodule {
			out = append(out, nil)
			continue
		}
		data, err := j.store.Blob(e.Hash)
		if err != nil {
			return nil, err
		}
		if data == nil {
			data = []byte{}
		}
		out = append(out, data)
	}
	return out, nil
}
