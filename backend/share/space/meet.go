package space

import (
	"bytes"
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
	trees  []Hash             // of the bases
	from   map[string]written // on a's side
	to     map[string]written
	result map[string]Hash
	// carried are entries nobody reads that go into the merge as they are.
	carried map[string]gitstore.Entry
	// bad are paths of a and b that no tree of ours takes over, with the tree whose files
	// stand in their place; a folder stands for all below it.
	bad [2]map[string]Hash
	// lies are those of them that the merge carries on where they are.
	lies [2]map[string]bool
}

func (r *run) mergeHeads(bases []Hash, ours, theirs Hash) (Hash, error) {
	if bytes.Compare(ours[:], theirs[:]) > 0 {
		ours, theirs = theirs, ours
	}
	j := &joint{run: r, batch: r.store.Batch(), result: map[string]Hash{}, carried: map[string]gitstore.Entry{}}
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
	changes, root, err := j.changes(bases)
	if err != nil {
		return ours, err
	}
	config, err := j.config()
	if err != nil {
		return ours, err
	}
	if j.from, err = r.origins(ours, bases); err != nil {
		return ours, err
	}
	if j.to, err = r.origins(theirs, bases); err != nil {
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
	if err == nil {
		tree, err = j.carry(tree)
	}
	if err != nil {
		return ours, err
	}
	who := gitstore.Person{Name: config.MergeName, Email: config.MergeEmail}
	next := j.batch.Merge(tree, who, config.Merge, j.a, j.b)
	return next, j.batch.Write()
}

// changes lists what is to be decided, and the tree to begin from: that of a base,
// which is the same whoever merges, or an empty one.
func (j *joint) changes(bases []Hash) ([]gitstore.Change, Hash, error) {
	root := gitstore.Zero
	if len(j.trees) > 0 {
		root = j.trees[0]
	}
	for i, side := range []gitstore.Commit{j.a, j.b} {
		if err := j.refused(i, side, root, bases); err != nil {
			return nil, root, err
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
		if err := j.replace(&c); err != nil {
			return err
		}
		if sameAs(c.A, c.Bases) && sameAs(c.B, c.Bases) {
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

// person joins two versions of what a device says about itself. One that nobody can
// read never stands against one that can be read.
func person(path string, data [][]byte) ([]byte, bool) {
	a, _, badA := canon.ParsePerson(canon.File{Path: path, Data: data[0]})
	b, _, badB := canon.ParsePerson(canon.File{Path: path, Data: data[1]})
	switch {
	case badA != nil && badB != nil:
		return nil, false
	case badA != nil:
		return data[1], true
	case badB != nil:
		return data[0], true
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
