package space

import "secondstory/backend/share/gitstore"

// What lies in a tree and is no file of a record, and what nobody takes over, is somebody's
// all the same: a merge carries it on as it is, unread, and whoever put it there may take
// it away again.

// carriable are the reasons for which an entry is not used and harms nobody where it lies.
var carriable = map[gitstore.Reason]bool{gitstore.WindowsName: true, gitstore.CaseTwin: true, gitstore.Link: true, gitstore.TooLong: true, gitstore.TooLarge: true}

// carry puts what one side brought and nobody reads into the tree of a merge, where its
// place is free: of a file that became such a thing the last good version stands there.
func (j *joint) carry(tree Hash) (Hash, error) {
	for i, side := range []gitstore.Commit{j.a, j.b} {
		for _, path := range sortedKeys(j.bad[i]) {
			if !j.lies[i][path] {
				continue
			}
			good, err := rawAt(j.store, j.bad[i][path], path)
			if err != nil {
				return tree, err
			}
			if good.Mode == gitstore.Folder {
				good = gitstore.Entry{} // a folder that was there is no version of it
			}
			e, err := rawAt(j.store, side.Tree, path)
			if err != nil {
				return tree, err
			}
			if _, taken := j.carried[path]; good == (gitstore.Entry{}) && e != good && !taken {
				j.carried[path] = e
			}
		}
	}
	root := gitstore.Zero
	if len(j.trees) > 0 {
		root = j.trees[0]
	}
	for _, path := range sortedKeys(j.carried) {
		free, err := j.free(root, path)
		if err != nil {
			return tree, err
		}
		if !free || j.underCarried(path) { // the shorter comes first, so it stays
			delete(j.carried, path)
		}
	}
	if len(j.carried) == 0 {
		return tree, nil
	}
	return j.batch.Graft(tree, j.carried)
}

// free says whether nothing of the merge stands where an entry is to lie, or on the way there.
func (j *joint) free(root Hash, path string) (bool, error) {
	if fileAbove(path, j.result) != "" || j.result[path] != gitstore.Zero {
		return false, nil
	}
	for other, h := range j.result {
		if h != gitstore.Zero && len(other) > len(path) && other[:len(path)] == path && other[len(path)] == '/' {
			return false, nil
		}
	}
	if i := lastSlash(path); i > 0 {
		if way, err := inTheWay(j.store, root, path[:i]); err != nil || way != "" {
			return false, err
		}
	}
	return true, nil
}

// underCarried says whether a thing that is carried has the place of a folder above a path:
// each side may have brought one.
func (j *joint) underCarried(path string) bool {
	for i := range path {
		if _, there := j.carried[path[:i]]; there && path[i] == '/' {
			return true
		}
	}
	return false
}

// rawAt is what a tree has at a path, a folder too; none where it has nothing.
func rawAt(store *gitstore.Store, tree Hash, path string) (gitstore.Entry, error) {
	name := path
	if i := lastSlash(path); i > 0 {
		var err error
		if tree, err = subtree(store, tree, path[:i]); err != nil || tree == gitstore.Zero {
			return gitstore.Entry{}, err
		}
		name = path[i+1:]
	}
	if tree == gitstore.Zero {
		return gitstore.Entry{}, nil
	}
	entries, err := store.Tree(tree)
	for _, e := range entries {
		if e.Name == name {
			return e, err
		}
	}
	return gitstore.Entry{}, err
}

// strangers decides the paths in the folder of a record that are not the record's: what one
// side did to such a thing stands.
func (j *joint) strangers(in []folder, changes []gitstore.Change) {
	strange := map[string]bool{}
	for _, f := range in {
		for _, p := range f.strange {
			strange[p.Path] = true
		}
	}
	for _, c := range changes {
		if !strange[c.Path] {
			continue
		}
		e := c.A
		if sameAs(c.A, c.Bases) || !sameAs(c.B, c.Bases) && c.A == (gitstore.Entry{}) {
			e = c.B
		}
		if e == (gitstore.Entry{}) || e.Mode == gitstore.File || e.Mode == gitstore.Executable {
			j.result[c.Path] = e.Hash
			continue
		}
		j.carried[c.Path] = e
	}
}
