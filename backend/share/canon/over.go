package canon

import "bytes"

// ParseOver reads the files of a record in which some cannot be read: those stay as
// they were in good, the last version that could be read, while everything else is
// taken as it is now. Every file that was not taken is in a problem with its bytes.
// Doc is nil when nothing could be read, now or then.
func (c *Codec) ParseOver(id string, files, good []File) Reading {
	r := c.Parse(id, files)
	if r.Doc != nil || r.Split != nil || r.Newer {
		return r
	}
	was := map[string][]byte{}
	for _, f := range good {
		was[f.Path] = f.Data
	}
	told, left := r.Problems, map[string]bool{}
	for {
		more := false
		for _, p := range r.Problems {
			if !p.Note && !left[p.Path] {
				left[p.Path], more = true, true
			}
		}
		if !more {
			break
		}
		mixed := over(files, was, left)
		if r = c.Parse(id, mixed); r.Doc != nil {
			r.Problems = append(told, notesOf(r.Problems)...)
			return r
		}
		told = append(told, r.Problems...)
	}
	// The files do not go together: all of them stay as they were.
	quoted := map[string]bool{}
	for _, p := range told {
		quoted[p.Path] = quoted[p.Path] || p.Bytes != nil
	}
	for _, f := range files {
		if data, there := was[f.Path]; !quoted[f.Path] && !(there && bytes.Equal(data, f.Data)) {
			p := problem(f.Path, 0, "canon.with_others", string(f.Data))
			p.Bytes = f.Data
			told = append(told, *p)
		}
	}
	r = c.Parse(id, good)
	r.Problems = told
	return r
}

// over puts the files named back as they were.
func over(files []File, was map[string][]byte, left map[string]bool) []File {
	var out []File
	for _, f := range files {
		if !left[f.Path] {
			out = append(out, f)
		}
	}
	for _, path := range sortedKeys(left) {
		if data, ok := was[path]; ok {
			out = append(out, File{path, data})
		}
	}
	return out
}

func notesOf(list []Problem) []Problem {
	var out []Problem
	for _, p := range list {
		if p.Note {
			out = append(out, p)
		}
	}
	return out
}
