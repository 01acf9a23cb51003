package space

import (
	"slices"
	"sort"
	"strconv"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/sharing"
	"secondstory/backend/share/canon"
	"secondstory/backend/share/gitstore"
)

// farthestGood is how many commits are looked at for the last good version of a path;
// beyond it the base stands in its place.
const farthestGood = 500

// refused looks at what one side brings since the first base. What nobody may take
// over has its last good version on that side in its place: left out, it would look
// removed, and as the base had it, edits made before would be taken back.
func (j *joint) refused(i int, side gitstore.Commit, root Hash, bases []Hash) error {
	list, err := j.store.Check(side.Tree, root, gitstore.UsualLimits)
	if err != nil {
		return err
	}
	j.bad[i], j.lies[i] = map[string]Hash{}, map[string]bool{}
	for _, x := range list {
		// A folder nobody looked through may hold what that side wrote; to take anything
		// else for it would take everybody's edits back.
		if gaveUp(x) {
			return fault.New(fault.Denied, "share.tree_too_large")
		}
		j.bad[i][x.Path], j.lies[i][x.Path] = root, carriable[x.Reason]
		j.refusePath(x)
	}
	if len(list) == 0 {
		return nil
	}
	commits, err := j.store.Since(side.Hash, bases...)
	if err != nil {
		return err
	}
	commits = commits[max(0, len(commits)-farthestGood):]
	open := sortedKeys(j.bad[i])
	for _, h := range slices.Backward(commits) {
		c, err := j.store.Commit(h)
		if err != nil {
			return err
		}
		if list, err = j.store.Check(c.Tree, root, gitstore.UsualLimits); err != nil {
			return err
		}
		if slices.ContainsFunc(list, gaveUp) {
			continue
		}
		still := map[string]bool{}
		for _, x := range list {
			still[x.Path] = true
		}
		open = slices.DeleteFunc(open, func(path string) bool {
			if !still[path] {
				j.bad[i][path] = c.Tree
			}
			return !still[path]
		})
		if len(open) == 0 {
			return nil
		}
	}
	return nil
}

func gaveUp(x gitstore.Refusal) bool {
	return x.Path == "" || x.Reason == gitstore.TooMany || x.Reason == gitstore.Unordered
}

// standIn is the tree that stands for a path one side must not bring.
func (j *joint) standIn(side int, path string) (Hash, bool) {
	if len(j.bad[side]) == 0 {
		return gitstore.Zero, false
	}
	for i := range len(path) + 1 {
		if i < len(path) && path[i] != '/' {
			continue
		}
		if tree, ok := j.bad[side][path[:i]]; ok {
			return tree, true
		}
	}
	return gitstore.Zero, false
}

// replace puts the last good version in the place of what a side must not bring.
func (j *joint) replace(c *gitstore.Change) error {
	for i, e := range []*gitstore.Entry{&c.A, &c.B} {
		tree, bad := j.standIn(i, c.Path)
		if !bad {
			continue
		}
		var err error
		if *e, err = entryAt(j.store, tree, c.Path); err != nil {
			return err
		}
	}
	return nil
}

// entryAt is the file a tree has at a path; none for a folder.
func entryAt(store *gitstore.Store, tree Hash, path string) (gitstore.Entry, error) {
	var err error
	dir, name := "", path
	if i := lastSlash(path); i > 0 {
		dir, name = path[:i], path[i+1:]
		if tree, err = subtree(store, tree, dir); err != nil {
			return gitstore.Entry{}, err
		}
	}
	entries, err := store.Tree(tree)
	for _, e := range entries {
		if e.Name == name && e.Mode != gitstore.Folder {
			return e, err
		}
	}
	return gitstore.Entry{}, err
}

// folderOf lists what one side has of a record, with what stands for bad paths.
func (j *joint) folderOf(side int, tree Hash, place canon.Place) ([]entry, error) {
	own, err := entriesOf(j.store, tree, place)
	if err != nil || side > 1 || len(j.bad[side]) == 0 {
		return own, err
	}
	own = slices.DeleteFunc(own, func(e entry) bool {
		_, bad := j.standIn(side, e.path)
		return bad
	})
	seen := map[Hash]bool{}
	for _, path := range sortedKeys(j.bad[side]) {
		other := j.bad[side][path]
		if seen[other] {
			continue
		}
		seen[other] = true
		entries, err := entriesOf(j.store, other, place)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			if from, bad := j.standIn(side, e.path); bad && from == other {
				own = append(own, e)
			}
		}
	}
	sort.Slice(own, func(a, b int) bool { return own[a].path < own[b].path })
	return own, nil
}

// reasonKeys are the sentences about paths that are not taken over.
var reasonKeys = map[gitstore.Reason]string{
	gitstore.WindowsName: "canon.path_windows", gitstore.CaseTwin: "canon.case", gitstore.Link: "canon.symlink", gitstore.Nested: "canon.submodule",
	gitstore.BadMode: "canon.mode", gitstore.TooLong: "canon.path_long", gitstore.TooDeep: "canon.path_long", gitstore.TooLarge: "canon.file_large",
}

// refusePath tells of a path that the merge does not take over: it carries it on unread,
// or leaves it to the history.
func (j *joint) refusePath(x gitstore.Refusal) {
	id := ""
	if p, ok := canon.Locate(x.Path, j.format.schemas...); ok {
		id = p.ID
	}
	key := reasonKeys[x.Reason]
	if key == "" {
		key = "canon.path"
	}
	limit := int64(gitstore.UsualLimits.Path)
	if x.Reason == gitstore.TooLarge {
		limit = gitstore.UsualLimits.Size >> 20
	}
	j.left = append(j.left, Refused{id, sharing.Refusal{Path: x.Path, Key: key,
		Params: map[string]string{"other": x.Detail, "mode": x.Detail, "max": strconv.FormatInt(limit, 10)}}})
}
