package canon

import (
	"sync"

	"go.yaml.in/yaml/v3"
)

// shelf keeps what files were read as, by their text. An exchange reads several versions
// of a record one after the other, and most files are the same in all of them. What was
// not asked for since half of the room was filled goes. The nodes are shared by all
// readers, and none of them writes to one.
type shelf struct {
	mu         sync.Mutex
	young, old map[string]parsed
	filled     int // bytes of the young
}

type parsed struct {
	root     *yaml.Node
	comments []comment
}

const (
	// roomForTexts is how many bytes of text are young before they become old. What is
	// read from them takes some ten times as much.
	roomForTexts = 256 << 10
	// longestKept is how long a text may be to be kept.
	longestKept = 32 << 10
)

func (s *shelf) find(text []byte) (parsed, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p, ok := s.young[string(text)]; ok {
		return p, true
	}
	p, ok := s.old[string(text)]
	if ok {
		s.put(string(text), p)
	}
	return p, ok
}

func (s *shelf) keep(text []byte, p parsed) {
	if len(text) > longestKept {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.put(string(text), p)
}

func (s *shelf) put(text string, p parsed) {
	if s.young == nil || s.filled > roomForTexts {
		s.young, s.old, s.filled = map[string]parsed{}, s.young, 0
	}
	s.young[text] = p
	s.filled += len(text)
}

// node reads a file as one map, or remembers it. What cannot be read is never kept: its
// problem names the file.
func (c *Codec) node(s source) (*yaml.Node, []comment, *Problem) {
	if p, ok := c.shelf.find(s.text); ok {
		return p.root, p.comments, nil
	}
	root, comments, problem := s.node()
	if problem == nil {
		c.shelf.keep(s.text, parsed{root, comments})
	}
	return root, comments, problem
}
