package objects

import (
	"bufio"
	"errors"
	"io"
)

// file is what is read; the register's files are such.
type file interface {
	io.ReaderAt
	Size() int64
}

// place is a place in a file: bytes from its beginning, line and byte of the line from 1.
type place struct {
	at           int64
	line, column int
}

// stream reads a file byte by byte from a place on and knows where it is.
type stream struct {
	in   file
	raw  *bufio.Reader
	here place
	err  error // of reading, not that the file has ended
}

func streamAt(in file, from place) *stream {
	return &stream{in: in, here: from, raw: bufio.NewReaderSize(io.NewSectionReader(in, from.at, in.Size()-from.at), 64<<10)}
}

// beginning is the first place of a file, behind the mark of UTF-8 where there is one.
func beginning(in file) place {
	mark := make([]byte, 3)
	if n, _ := in.ReadAt(mark, 0); n == 3 && string(mark) == "\ufeff" {
		return place{at: 3, line: 1, column: 1}
	}
	return place{line: 1, column: 1}
}

// peek is the next byte; ok is false at the end.
func (s *stream) peek() (c byte, ok bool) {
	b, err := s.raw.Peek(1)
	if err != nil {
		if !errors.Is(err, io.EOF) && s.err == nil {
			s.err = err
		}
		return 0, false
	}
	return b[0], true
}

func (s *stream) next() (c byte, ok bool) {
	c, err := s.raw.ReadByte()
	if err != nil {
		if !errors.Is(err, io.EOF) && s.err == nil {
			s.err = err
		}
		return 0, false
	}
	s.here.at++
	s.here.column++
	if c == '\n' {
		s.here.line++
		s.here.column = 1
	}
	return c, true
}

// blank passes over white space and the signs given.
func (s *stream) blank(also string) {
	for {
		c, ok := s.peek()
		if !ok {
			return
		}
		switch c {
		case ' ', '\t', '\r', '\n':
		default:
			if !contains(also, c) {
				return
			}
		}
		s.next()
	}
}

func contains(signs string, c byte) bool {
	for i := range len(signs) {
		if signs[i] == c {
			return true
		}
	}
	return false
}

// Why a value could not be taken out of a file.
type trouble int

const (
	fine trouble = iota
	broken
	cutOff
	tooLong
	tooDeep
)

// capture takes one value out of the file as it stands: an object, a list, a text or a
// word. It looks at brackets and quotes alone, and ends at a line break in a text, which
// JSON does not have. With most < 0 nothing is kept, however long it is.
func (s *stream) capture(buf []byte, most int) (raw []byte, t trouble) {
	depth, text, escaped := 0, false, false
	keep := func(c byte) bool {
		if most >= 0 {
			buf = append(buf, c)
		}
		return most < 0 || len(buf) <= most
	}
	for {
		c, ok := s.peek()
		if !ok {
			if depth == 0 && !text && len(buf) > 0 {
				return buf, fine // a word at the end
			}
			return buf, cutOff
		}
		if depth == 0 && !text {
			switch c {
			case ',', ':', '}', ']', ' ', '\t', '\r', '\n':
				return buf, fine // the end of a word
			}
		}
		s.next()
		if !keep(c) {
			return buf, tooLong
		}
		switch {
		case escaped:
			escaped = false
		case text:
			switch c {
			case '\\':
				escaped = true
			case '\n':
				return buf, broken
			case '"':
				if text = false; depth == 0 {
					return buf, fine
				}
			}
		case c == '"':
			text = true
		case c == '{' || c == '[':
			if depth++; depth > mostDepth {
				return buf, tooDeep
			}
		case c == '}' || c == ']':
			if depth--; depth <= 0 {
				return buf, fine
			}
		}
	}
}
