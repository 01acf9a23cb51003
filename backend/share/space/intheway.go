package space

import (
	"strings"

	"secondstory/backend/domain/sharing"
	"secondstory/backend/share/canon"
	"secondstory/backend/share/gitstore"
)

// clear takes out what is no folder where a record needs one: left there, it would
// keep everything from being sent. It stays in the history and is told.
func (r *run) clear(tree Hash, edits map[string]Hash) error {
	looked := map[string]bool{}
	for _, path := range sortedKeys(edits) {
		if way := fileAbove(path, edits); way != "" {
			if edits[path] != gitstore.Zero {
				r.left = append(r.left, inPlaceOfFolder(path, way))
			}
			delete(edits, path) // it goes with the folder it is in
			continue
		}
		if edits[path] == gitstore.Zero {
			continue
		}
		dir := path[:max(0, lastSlash(path))]
		if looked[dir] {
			continue
		}
		looked[dir] = true
		way, err := inTheWay(r.store, tree, dir)
		if err != nil {
			return err
		}
		if _, done := edits[way]; way != "" && !done {
			edits[way] = gitstore.Zero
			r.left = append(r.left, inPlaceOfFolder(way, path))
		}
	}
	return nil
}

func lastSlash(path string) int { return strings.LastIndexByte(path, '/') }

func inPlaceOfFolder(path, other string) Refused {
	return Refused{"", sharing.Refusal{Path: path, Key: "canon.file_and_folder", Params: map[string]string{"other": other}}}
}

// inTheWay finds the entry on the way to a folder that is none itself; "" when the
// way is free.
func inTheWay(store *gitstore.Store, tree Hash, dir string) (string, error) {
	at := ""
	for name := range strings.SplitSeq(dir, "/") {
		entries, err := store.Tree(tree)
		if err != nil {
			return "", err
		}
		at = strings.TrimPrefix(at+"/"+name, "/")
		tree = gitstore.Zero
		for _, e := range entries {
			switch {
			case e.Name != name:
			case e.Mode == gitstore.Folder:
				tree = e.Hash
			default:
				return at, nil
			}
		}
		if tree == gitstore.Zero {
			return "", nil
		}
	}
	return "", nil
}

// fileAbove is the file a path would be inside of; "" for none.
func fileAbove(path string, result map[string]Hash) string {
	for i := range len(path) {
		if path[i] == '/' && result[path[:i]] != gitstore.Zero {
			return path[:i]
		}
	}
	return ""
}

// untangle takes out a file where the result has a folder of the same name: one side
// has the one, one the other. Of a record its own files stay. What goes stays in the
// history.
func (j *joint) untangle() {
	for _, path := range sortedKeys(j.result) {
		way := fileAbove(path, j.result)
		if way == "" || j.result[path] == gitstore.Zero {
			continue
		}
		out, stays := way, path
		if _, own := canon.Locate(way, j.format.schemas...); own {
			out, stays = path, way
		}
		j.result[out] = gitstore.Zero
		j.left = append(j.left, inPlaceOfFolder(out, stays))
	}
	for _, path := range sortedKeys(j.result) {
		if fileAbove(path, j.result) != "" {
			delete(j.result, path)
		}
	}
}
