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
	var files []map[string]canon.File // what is read of each version, by path
	var bad []map[string]canon.Problem
	has := make([]map[string]canon.File, len(in))
	for i, v := range in {
		has[i] = filesAt(v.files)
	}
	for i, v := range in {
		said := f.codec.Parse(id, v.files)
		unread, fine := unreadable(v, has[i], said)
		if !fine && i < 2 {
			return out, false
		}
		if !fine {
			in, has = in[:2], has[:2] // doubts become questions
			files, bad, out.said = files[:2], bad[:2], out.said[:2]
			break
		}
		files, bad, out.said = append(files, maps.Clone(has[i])), append(bad, unread), append(out.said, said)
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
			if good < 0 || is && sameInAny(has[2:], path, has[other]) {
				out.left[path] = true
			}
		}
		for i := range 2 {
			why, is := bad[i][path]
			if !is {
				continue
			}
			if delete(files[i], path); good < 0 {
				continue
			}
			if f, there := has[[]int{2, 0, 1}[good]][path]; there {
				files[i][path] = f
			}
			if !out.left[path] && !sameInAny(has[2:], path, has[i]) {
				out.quoted, out.told = append(out.quoted, has[i][path]), append(out.told, why)
			}
		}
		for i := 2; i < len(in) && good < 0; i++ {
			delete(files[i], path)
		}
	}
	for i := range in {
		for path := range bad[i] {
			if i > 1 {
				delete(files[i], path)
			}
		}
		if len(files[i]) != len(in[i].files) || len(bad[i]) > 0 {
			out.said[i] = f.codec.Parse(id, inOrderOf(in[i].files, files[i]))
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
func unreadable(in folder, has map[string]canon.File, said canon.Reading) (bad map[string]canon.Problem, fine bool) {
	if len(in.refused) > 0 || said.Newer || said.Split != nil {
		return nil, false
	}
	bad = map[string]canon.Problem{}
	for _, p := range said.Problems {
		if p.Note {
			continue
		}
		if _, there := has[p.Path]; !there {
			return nil, false
		}
		bad[p.Path] = p
	}
	return bad, true
}

// sameInAny says whether one of the versions has a path as the one given has it.
func sameInAny(list []map[string]canon.File, path string, as map[string]canon.File) bool {
	want, there := as[path]
	return slices.ContainsFunc(list, func(v map[string]canon.File) bool {
		f, has := v[path]
		return has == there && bytes.Equal(f.Data, want.Data)
	})
}

// filesAt are files by their path. A record may have ten thousands of them.
func filesAt(files []canon.File) map[string]canon.File {
	out := make(map[string]canon.File, len(files))
	for _, f := range files {
		out[f.Path] = f
	}
	return out
}

// inOrderOf are files by path in the order of those they came of.
func inOrderOf(was []canon.File, files map[string]canon.File) []canon.File {
	out := make([]canon.File, 0, len(files))
	for _, f := range was {
		if now, there := files[f.Path]; there {
			out = append(out, now)
		}
	}
	return out
}
