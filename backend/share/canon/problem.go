package canon

// Problem is something about a file that a person should see: a value, never an
// error. The bytes it speaks of are in it, so that nothing is lost when the
// program goes on with the last version it could read.
type Problem struct {
	Path string // of the file in the repository
	Line int    // counted from 1; 0 = the file as a whole
	Key  string // of the catalogue
	// Params of the sentence.
	Params map[string]string
	// Quote is the place, at most QuoteBytes of it.
	Quote string
	// Bytes are the whole file as it was found; nil where only its path or size is
	// the matter, or where nothing of it is lost.
	Bytes []byte
	// Note says that the file was read nevertheless and what is quoted is the one
	// thing that the next write leaves out.
	Note bool
}

// QuoteBytes is how much a problem quotes of the place it speaks of.
const QuoteBytes = 240

func problem(path string, line int, key, quote string, params ...string) *Problem {
	p := &Problem{Path: path, Line: line, Key: key, Quote: clip(quote)}
	for i := 0; i+1 < len(params); i += 2 {
		if p.Params == nil {
			p.Params = map[string]string{}
		}
		p.Params[params[i]] = params[i+1]
	}
	return p
}

// clip shortens a quote; it may end inside a character, for it is bytes.
func clip(s string) string {
	if len(s) > QuoteBytes {
		return s[:QuoteBytes]
	}
	return s
}

// lineOf quotes a line of a file, counted from 1.
func lineOf(data []byte, line int) string {
	for n := 1; ; n++ {
		end := indexByte(data, '\n')
		if n == line || end < 0 {
			if n != line {
				return ""
			}
			if end >= 0 {
				data = data[:end]
			}
			return string(data)
		}
		data = data[end+1:]
	}
}

func indexByte(data []byte, c byte) int {
	for i, b := range data {
		if b == c {
			return i
		}
	}
	return -1
}
