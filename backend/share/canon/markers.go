package canon

import "bytes"

// Markers splits a file in which git left conflict markers: a and b as the two sides
// had it, base as both came from where git wrote that too. hunks counts the places;
// ok is false where it cannot be told which line belongs to whom.
func Markers(data []byte) (a, b, base []byte, hunks int, ok bool) {
	if !bytes.HasPrefix(data, []byte("<<<<<<<")) && !bytes.Contains(data, []byte("\n<<<<<<<")) {
		return nil, nil, nil, 0, true
	}
	a, b, base = []byte{}, []byte{}, []byte{}
	based := true
	const (
		outside = iota
		first
		middle
		second
	)
	state, hadBase := outside, false
	for len(data) > 0 {
		end := bytes.IndexByte(data, '\n') + 1
		if end == 0 {
			end = len(data)
		}
		line := data[:end]
		data = data[end:]
		switch {
		case marker(line, '<'):
			if state != outside {
				return nil, nil, nil, max(hunks, 1), false
			}
			state, hadBase = first, false
			hunks++
		case state == first && marker(line, '|'):
			state, hadBase = middle, true
		case (state == first || state == middle) && marker(line, '='):
			based = based && hadBase
			state = second
		case state == second && marker(line, '='):
			return nil, nil, nil, hunks, false
		case state == second && marker(line, '>'):
			state = outside
		default:
			if state == outside || state == first {
				a = append(a, line...)
			}
			if state == outside || state == second {
				b = append(b, line...)
			}
			if state == outside || state == middle {
				base = append(base, line...)
			}
		}
	}
	if state != outside {
		return nil, nil, nil, max(hunks, 1), false
	}
	if !based || hunks == 0 {
		base = nil
	}
	return a, b, base, hunks, true
}

// marker says whether a line is seven of a sign, alone or with a name after it.
func marker(line []byte, sign byte) bool {
	line = bytes.TrimRight(line, "\r\n")
	if len(line) < 7 || len(line) > 7 && (line[7] != ' ' || sign == '=') {
		return false
	}
	for _, c := range line[:7] {
		if c != sign {
			return false
		}
	}
	return true
}
