package space

import (
	"bytes"
	"maps"
	"slices"

	"secondstory/backend/share/canon"
)

// readable are versions of one record that are to be merged, the two sides first, with
// what stands in place of each file that cannot be read.
type readable struct {
	said []canon.Reading
	// quoted are unreadable files that one side wrote: the merge puts good ones in their
	// place, and their bytes into a question.
	quoted []canon.File
	told   []canon.Problem // why they cannot be read
	// left are paths of which no version can be read, or that one side alone wrote to. They
	// stay as they are, so that whoever knows an earlier version goes on with that one.
	left map[string]bool
}

// aside reads two sides of a record, and what they began from, file by file: one that
// cannot be read keeps nothing else of the record from being merged. In its place stands
// what both began from, else what the other side says. What cannot be read as a beginning is
// none. ok is false where there is more wrong with a side than single files.
func (f format) aside(id string, in []folder) (out readable, ok bool) {
	var files [][]canon.File
	var bad []map[string]canon.Problem
	for i, v := range in {
		said := f.codec.Parse(id, v.files)
		unread, fine := unreadable(v, said)
		if !fine && i < 2 {
			return out, false
		}
		if !fine {
			in = in[:2] // doubts become questions
			files, bad, out.said = files[:2], bad[:2], out.said[:2]
			break
		}
		files, bad, out.said = append(files, v.files), append(bad, unread), append(out.said, said)
	}
	out.left = map[string]bool{}
	both := maps.Clone(bad[0])
	maps.Copy(both, bad[1])
	for _, path := range sortedKeys(both) {
		good := slices.IndexFunc([]int{2, 0, 1}, func(i int) bool {
			if i >= len(in) {
				return false
			}
			_, is := bad[i][path]
			return !is
		})
		for i, other := range []int{1, 0} {
			// Only one wrote to it: it stands as if the other had written nothing, and is told
			// until it is put right.
			_, is := bad[i][path]
			if good < 0 || is && sameInAny(in[2:], path, in[other]) {
				out.left[path] = true
			}
		}
		for i := range 2 {
			why, is := bad[i][path]
			if !is {
				continue
			}
			if files[i] = without(files[i], path); good < 0 {
				continue
			}
			files[i] = append(files[i], fileAt(in[[]int{2, 0, 1}[good]].files, path)...)
			if !out.left[path] && !sameInAny(in[2:], path, in[i]) {
				out.quoted, out.told = append(out.quoted, fileAt(in[i].files, path)...), append(out.told, why)
			}
		}
		for i := 2; i < len(in) && good < 0; i++ {
			files[i] = without(files[i], path)
		}
	}
	for i := range in {
		for path := range bad[i] {
			if i > 1 {
				files[i] = without(files[i], path)
			}
		}
		if len(files[i]) != len(in[i].files) || len(bad[i]) > 0 {
			out.said[i] = f.codec.Parse(id, files[i])
		}
		if out.said[i].Doc == nil && i < 2 {
			return out, false
		}
		if out.said[i].Doc == nil {
			out.said = out.said[:2]
			break
		}
	}
	slices.SortFunc(out.quoted, func(a, b canon.File) int { return bytes.Compare(a.Data, b.Data) })
	return out, true
}

// unreadable are the files of a version that cannot be read; fine is false where more than
// single files is wrong with it.
func unreadable(in folder, said canon.Reading) (bad map[string]canon.Problem, fine bool) {
	if len(in.refused) > 0 || said.Newer || said.Split != nil {
		return nil, false
	}
	bad = map[string]canon.Problem{}
	for _, p := range said.Problems {
		if p.Note {
			continue
		}
		if len(fileAt(in.files, p.Path)) == 0 {
			return nil, false
		}
		bad[p.Path] = p
	}
	return bad, true
}

// sameInAny says whether one of the versions has a path as the one given has it.
func sameInAny(list []folder, path string, as folder) bool {
	want := fileAt(as.files, path)
	return slices.ContainsFunc(list, func(v folder) bool {
		return slices.EqualFunc(fileAt(v.files, path), want, func(a, b canon.File) bool { return bytes.Equal(a.Data, b.Data) })
	})
}

// fileAt is the file of a path, or nothing.
func fileAt(files []canon.File, path string) []canon.File {
	for _, f := range files {
		if f.Path == path {
			return []canon.File{f}
		}
	}
	return nil
}

func without(files []canon.File, path string) []canon.File {
	return slices.DeleteFunc(slices.Clone(files), func(f canon.File) bool { return f.Path == path })
}
