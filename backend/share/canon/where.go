package canon

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

var yamlLine = regexp.MustCompile(`^line (\d+): `)

// misplaced are the beginnings of errors with which the library does not name the line that is
// wrong: it counts the lines of what makes no sense together from 0 and not from 1, and names
// the line in which a list, a map or a text begins, not the one that does not fit into it.
var misplaced = []string{
	"did not find expected <", "did not find expected node content", "did not find expected '-' indicator", "did not find expected key",
	"did not find expected ',' or", "found duplicate %", "found incompatible YAML", "found undefined tag handle",
	"found a tab character that violates",
}

func beginsWith(s string, list []string) bool {
	for _, p := range list {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

// whereOf is the line that an error of the library speaks of, counted from 1 and 0 for none,
// and what it says without it.
func whereOf(text []byte, err error) (line int, why string) {
	said := strings.TrimPrefix(err.Error(), "yaml: ")
	why = said
	if m := yamlLine.FindStringSubmatch(said); m != nil {
		line, _ = strconv.Atoi(m[1])
		why = said[len(m[0]):]
	}
	if beginsWith(why, misplaced) {
		line = firstBad(text, err.Error())
	}
	return line, why
}

// firstBad is the line with which a text begins to bring about an error.
func firstBad(text []byte, said string) int {
	ends := []int{}
	for i, c := range text {
		if c == '\n' {
			ends = append(ends, i+1)
		}
	}
	if len(ends) == 0 || ends[len(ends)-1] < len(text) {
		ends = append(ends, len(text))
	}
	low, high := 0, len(ends)-1
	for low < high {
		mid := (low + high) / 2
		var doc yaml.Node
		err := yaml.NewDecoder(bytes.NewReader(text[:ends[mid]])).Decode(&doc)
		if err != nil && !errors.Is(err, io.EOF) && err.Error() == said {
			high = mid
		} else {
			low = mid + 1
		}
	}
	return low + 1
}
