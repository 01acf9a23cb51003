package space

import (
	"bytes"
	"strconv"
	"strings"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/sharing"
	"secondstory/backend/share/canon"
	"secondstory/backend/share/gitstore"
)

// meet brings two heads together: the further one when it holds the other, else a
// merge of both, which is the same whoever makes it.
func (r *run) meet(ours, theirs Hash) (Hash, error) {
	bases, err := r.store.MergeBases(ours, theirs)
	if err != nil {
		return ours, err
	}
	next := theirs
	switch {
	case len(bases) == 1 && bases[0] == theirs:
		return ours, nil
	case len(bases) == 1 && bases[0] == ours:
	default:
		if next, err = r.mergeHeads(bases, ours, theirs); err != nil {
			return ours, err
		}
	}
	if err := r.store.CAS(r.ctx, gitstore.Main, ours, next); err != nil {
		return ours, err
	}
	r.reached("met")
	return next, nil
}

// joint is a merge of two heads while it is made. a and b are in the order of their
// hashes and not of whose they are.
type joint struct {
	*run
	batch  *gitstore.Batch
	a, b   gitstore.Commit
	trees  []Hash // of the bases
	from   map[string]merge.Origin
	to     map[string]merge.Origin
	result map[string]Hash
	// bad are paths of a and b that no tree of ours takes over; a folder stands for all
	// below it.
	bad [2]map[string]bool
}

func (r *run) mergeHeads(bases []Hash, ours, theirs Hash) (Hash, error) {
	if bytes.Compare(ours[:], theirs[:]) > 0 {
		ours, theirs = theirs, ours
	}
	j := &joint{run: r, batch: r.store.Batch(), result: map[string]Hash{}}
	var err error
	if j.a, err = r.store.Commit(ours); err != nil {
		return ours, err
	}
	if j.b, err = r.store.Commit(theirs); err != nil {
		return ours, err
	}
	for _, h := range bases {
		c, err := r.store.Commit(h)
		if err != nil {
			return ours, err
		}
		j.trees = append(j.trees, c.Tree)
	}
	changes, root, err := j.changes()
	if err != nil {
		return ours, err
	}
	config, err := j.config()
	if err != nil {
		return ours, err
	}
	places := r.format.places(changes)
	if j.from, err = r.origins(ours, bases, places); err != nil {
		return ours, err
	}
	if j.to, err = r.origins(theirs, bases, places); err != nil {
		return ours, err
	}
	if err := j.all(changes); err != nil {
		return ours, err
	}
	file, problem := config.Emit()
	if problem != nil {
		return ours, refusal(*problem)
	}
	j.result[file.Path] = j.batch.Blob(file.Data)
	j.untangle()
	tree, err := j.batch.Edit(root, j.result)
	if err != nil {
		return ours, err
	}
	who := gitstore.Person{Name: config.MergeName, Email: config.MergeEmail}
	next := j.batch.Merge(tree, who, config.Merge, j.a, j.b)
	return next, j.batch.Write()
}

// changes lists what is to be decided, and the tree to begin from: that of a base,
// which is the same whoever merges, or an empty one.
func (j *joint) changes() ([]gitstore.Change, Hash, error) {
	root := gitstore.Zero
	if len(j.trees) > 0 {
		root = j.trees[0]
	}
	for i, side := range []Hash{j.a.Tree, j.b.Tree} {
		refused, err := j.store.Check(side, root, gitstore.UsualLimits)
		if err != nil {
			return nil, root, err
		}
		j.bad[i] = map[string]bool{}
		for _, x := range refused {
			j.bad[i][x.Path] = true
			j.refusePath(x)
		}
	}
	changes, err := j.store.ThreeWay(j.trees, j.a.Tree, j.b.Tree)
	if err != nil || len(j.trees) > 0 {
		return changes, root, err
	}
	// Without a base, what is equal on both sides is in no list.
	differs := map[string]bool{}
	for _, c := range changes {
		differs[c.Path] = true
	}
	common, err := j.store.Files(j.a.Tree)
	for _, c := range common {
		if !differs[c.Path] {
			changes = append(changes, gitstore.Change{Path: c.Path, A: c.B, B: c.B})
		}
	}
	return changes, root, err
}

// config joins what the two say about the space; it holds the rules of the rest.
func (j *joint) config() (canon.Space, error) {
	a, okA, err := readSpace(j.store, j.a.Tree)
	if err != nil {
		return a, err
	}
	b, okB, err := readSpace(j.store, j.b.Tree)
	if err != nil {
		return b, err
	}
	out := j.run.config
	switch {
	case okA && okB:
		var base *canon.Space
		if len(j.trees) == 1 {
			c, ok, err := readSpace(j.store, j.trees[0])
			if err != nil {
				return a, err
			}
			if ok {
				base = &c
			}
		}
		out = canon.MergeSpace(base, a, b)
	case okA:
		out = a
	case okB:
		out = b
	}
	if out.Format > canon.Format || out.Merge > mergeRules || out.MinApp != "" {
		return out, newer(j.link.Name)
	}
	return out, nil
}

// all decides every path: records as a whole, other files one by one.
func (j *joint) all(changes []gitstore.Change) error {
	records := map[string][]gitstore.Change{}
	places := map[string]canon.Place{}
	for _, c := range changes {
		if c.Path == canon.SpacePath {
			continue
		}
		// What a side must not bring, it has as the base had it.
		was := gitstore.Entry{}
		if len(c.Bases) > 0 {
			was = c.Bases[0]
		}
		if j.isBad(0, c.Path) {
			c.A = was
		}
		if j.isBad(1, c.Path) {
			c.B = was
		}
		if c.A == was && c.B == was {
			continue
		}
		if p, ok := canon.Locate(c.Path, j.format.schemas...); ok {
			p.Rest = ""
			records[p.Dir] = append(records[p.Dir], c)
			places[p.Dir] = p
			continue
		}
		if err := j.file(c); err != nil {
			return err
		}
	}
	for _, dir := range sortedKeys(records) {
		if err := j.record(places[dir], records[dir]); err != nil {
			return err
		}
	}
	return nil
}

func (j *joint) isBad(side int, path string) bool {
	bad := j.bad[side]
	if len(bad) == 0 {
		return false
	}
	for i := range len(path) + 1 {
		if (i == len(path) || path[i] == '/') && bad[path[:i]] {
			return true
		}
	}
	return bad[""]
}

// reasonKeys are the sentences about paths that are not taken over.
var reasonKeys = map[gitstore.Reason]string{
	gitstore.WindowsName: "canon.path_windows", gitstore.CaseTwin: "canon.case", gitstore.Link: "canon.symlink", gitstore.Nested: "canon.submodule",
	gitstore.BadMode: "canon.mode", gitstore.TooLong: "canon.path_long", gitstore.TooDeep: "canon.path_long", gitstore.TooLarge: "canon.file_large",
	gitstore.TooMany: "share.tree_too_large",
}

// refusePath tells of a path that the merge leaves out; it stays in the history.
func (j *joint) refusePath(x gitstore.Refusal) {
	id := ""
	if p, ok := canon.Locate(x.Path, j.format.schemas...); ok {
		id = p.ID
	}
	key := reasonKeys[x.Reason]
	if key == "" {
		key = "canon.path"
	}
	j.left = append(j.left, Refused{id, sharing.Refusal{Path: x.Path, Key: key,
		Params: map[string]string{"other": x.Detail, "mode": x.Detail, "max": strconv.Itoa(gitstore.UsualLimits.Path)}}})
}

// sameAs says whether one side has a path as every base has it.
func sameAs(side gitstore.Entry, bases []gitstore.Entry) bool {
	if len(bases) == 0 {
		return side == gitstore.Entry{}
	}
	for _, b := range bases {
		if side != b {
			return false
		}
	}
	return true
}

// take puts an entry into the result. What is no file cannot be made by an edit: a
// link becomes a file that says where it led, another repository is left out.
func (j *joint) take(path string, e gitstore.Entry) {
	if e.Mode == gitstore.Submodule {
		e.Hash = gitstore.Zero
	}
	j.result[path] = e.Hash
}

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
	done, err := j.structure(p)
	if err != nil || done {
		return err
	}
	return j.byFile(p, changes)
}

// structure merges a record both sides changed, part by part. done is false when one
// of its versions cannot be read.
func (j *joint) structure(p canon.Place) (done bool, err error) {
	f := j.format.byKind[p.Schema.Kind]
	var kept []map[string][]byte
	var in []folder
	var docs []*merge.Doc
	for i, tree := range append([]Hash{j.a.Tree, j.b.Tree}, j.trees...) {
		var skip func(string) bool
		if i < 2 {
			skip = func(path string) bool { return j.isBad(i, path) }
		}
		folder, err := j.format.readFolder(j.store, tree, p, skip)
		if err != nil {
			return false, err
		}
		said := f.codec.Parse(p.ID, folder.files)
		if len(folder.refused) > 0 || said.Doc == nil || said.Newer {
			if i < 2 {
				return false, nil
			}
			docs = docs[:2] // a base nobody can read is none: doubts become conflicts
			break
		}
		kept = append(kept, byPath(said.Kept))
		in, docs = append(in, folder), append(docs, said.Doc)
	}
	r := merge.Merge(f.scheme, docs[2:], merge.Side{Doc: docs[0], Origin: j.from[p.Dir]}, merge.Side{Doc: docs[1], Origin: j.to[p.Dir]})
	files, problem := f.codec.Emit(r.Doc, joinKept(kept[:2], kept[2:])...)
	if problem != nil {
		return false, nil
	}
	put(j.batch, j.result, mergedFolder(in), files)
	j.blobs(in[:2])
	j.report.Opened += len(r.Opened)
	j.report.Merged++
	for _, n := range r.Notices {
		j.report.Notices = append(j.report.Notices, Notice{p.ID, n})
	}
	return true, nil
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
			Origin: [2]merge.Origin{j.from[p.Dir], j.to[p.Dir]}}, conflicts)
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

// file decides a file of no record.
func (j *joint) file(c gitstore.Change) error {
	switch {
	case c.A == c.B || sameAs(c.B, c.Bases):
		j.take(c.Path, c.A)
		return nil
	case sameAs(c.A, c.Bases):
		j.take(c.Path, c.B)
		return nil
	}
	data, err := j.versions(c)
	if err != nil {
		return err
	}
	if strings.HasPrefix(c.Path, canon.PeopleFolder+"/") && data[0] != nil && data[1] != nil {
		if content, ok := person(c.Path, data); ok {
			j.result[c.Path] = j.batch.Blob(content)
			return nil
		}
	}
	content, _, two := merge.Whole(merge.File{Path: c.Path, Bases: data[2:], A: data[0], B: data[1]}, nil)
	if content == nil {
		j.result[c.Path] = gitstore.Zero
		return nil
	}
	j.result[c.Path] = j.batch.Blob(content)
	if two {
		j.left = append(j.left, Refused{"", sharing.Refusal{Path: c.Path, Key: "share.two_versions"}})
	}
	return nil
}

// person joins two versions of what a device says about itself.
func person(path string, data [][]byte) ([]byte, bool) {
	a, _, badA := canon.ParsePerson(canon.File{Path: path, Data: data[0]})
	b, _, badB := canon.ParsePerson(canon.File{Path: path, Data: data[1]})
	if badA != nil || badB != nil {
		return nil, false
	}
	var base *canon.Person
	if len(data) == 3 && data[2] != nil {
		if p, _, bad := canon.ParsePerson(canon.File{Path: path, Data: data[2]}); bad == nil {
			base = &p
		}
	}
	out, problem := canon.MergePerson(base, a, b).Emit()
	return out.Data, problem == nil
}

// untangle takes out a file where the result has a folder of the same name: one side
// has the one, one the other. It stays in the history.
func (j *joint) untangle() {
	for _, path := range sortedKeys(j.result) {
		if j.result[path] == gitstore.Zero {
			continue
		}
		for i := range len(path) {
			if path[i] == '/' && j.result[path[:i]] != gitstore.Zero {
				j.result[path[:i]] = gitstore.Zero
				j.left = append(j.left, Refused{"", sharing.Refusal{Path: path[:i], Key: "canon.file_and_folder", Params: map[string]string{"other": path}}})
			}
		}
	}
}
