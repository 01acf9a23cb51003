package merge

import "strings"

// Carry gives the versions of a run of lines as they read with what was changed beside
// them since. A run whose first version stands in the text word for word has nothing to
// carry. Where it does not, the text went on from it: somebody edited, or a merge joined
// the sentence of a third person. Each other version is then laid into what stands now,
// three-way, with the first version as the common beginning.
//
// now is what stands in the place of the first version, whole lines of the text that are
// there once. laid has one item for each version, now for the first; laidIn says which
// could be laid in: where the same sentence was changed, nobody can say what it should be.
// ok is false where the place cannot be told.
func Carry(text string, values []string) (now string, laid []string, laidIn []bool, ok bool) {
	if len(values) < 2 || values[0] == "" || Holds(text, values[0]) {
		return "", nil, nil, false
	}
	if now, ok = placeOf(text, values[0]); !ok {
		return "", nil, nil, false
	}
	laid, laidIn = make([]string, len(values)), make([]bool, len(values))
	laid[0], laidIn[0] = now, true
	for i, v := range values[1:] {
		r := Text(values[0], now, v)
		if laidIn[i+1] = len(r.Overlaps) == 0; laidIn[i+1] {
			laid[i+1] = r.Text
		}
	}
	return now, laid, laidIn, true
}

// placeOf finds the lines of a text that went on from a run of lines: as many of them, in
// which all that is left of its lines and sentences stands in the line it stood in. There
// must be one such place.
func placeOf(text, run string) (string, bool) {
	lines, were := splitLines(text), splitLines(run)
	all, in := saidIn(run), make([]map[string]bool, len(were))
	for i, l := range were {
		in[i] = saidIn(l)
	}
	left := make([][]string, len(lines)) // what a line has of the run
	total := 0
	for i, l := range lines {
		for s := range saidIn(l) {
			if all[s] {
				left[i] = append(left[i], s)
			}
		}
		total += len(left[i])
	}
	found := ""
	for at := 0; total > 0 && at+len(were) <= len(lines); at++ {
		here := 0
		for i := range were {
			for _, s := range left[at+i] {
				if in[i][s] {
					here++
				}
			}
		}
		switch {
		case here < total: // some of it stands elsewhere
		case found != "":
			return "", false
		default:
			found = strings.Join(lines[at:at+len(were)], "\n")
		}
	}
	return found, found != "" && Holds(text, found)
}

// saidIn are the lines and sentences of a text that say something.
func saidIn(text string) map[string]bool {
	out := map[string]bool{}
	for _, l := range splitLines(text) {
		for _, s := range append(sentences(l), l) {
			if s = strings.TrimSpace(s); s != "" {
				out[s] = true
			}
		}
	}
	return out
}
