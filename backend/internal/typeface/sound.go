package typeface

import (
	"encoding/binary"
	"io"
)

// What a font file may have at most. The reader makes room for a table by the
// length that the file claims, so a file that was damaged, or written in part,
// is turned away before it is read.
const (
	mostBytes  = 128 << 20 // the largest collections of Chinese letters have less
	mostTables = 128
	mostFonts  = 256
)

// The first four bytes of the files that are read.
const (
	trueType   = 0x00010000
	appleType  = 0x74727565 // true
	openType   = 0x4F54544F // OTTO
	collection = 0x74746366 // ttcf
)

// whole says whether all that the directory of a font file names lies within it.
func whole(file File) bool {
	size, err := file.Seek(0, io.SeekEnd)
	if err != nil || size > mostBytes {
		return false
	}
	head, ok := bytesAt(file, 0, 12)
	if !ok {
		return false
	}
	if binary.BigEndian.Uint32(head) != collection {
		return wholeFont(file, 0, size)
	}
	count := binary.BigEndian.Uint32(head[8:])
	if count == 0 || count > mostFonts {
		return false
	}
	list, ok := bytesAt(file, 12, int(count)*4)
	for i := 0; ok && i < len(list); i += 4 {
		ok = wholeFont(file, int64(binary.BigEndian.Uint32(list[i:])), size)
	}
	return ok
}

func wholeFont(file File, at, size int64) bool {
	head, ok := bytesAt(file, at, 12)
	if !ok {
		return false
	}
	switch binary.BigEndian.Uint32(head) {
	case trueType, appleType, openType:
	default:
		return false
	}
	count := int(binary.BigEndian.Uint16(head[4:]))
	if count == 0 || count > mostTables {
		return false
	}
	list, ok := bytesAt(file, at+12, count*16)
	if !ok {
		return false
	}
	var all int64
	for i := 0; i < len(list); i += 16 {
		from, length := int64(binary.BigEndian.Uint32(list[i+8:])), int64(binary.BigEndian.Uint32(list[i+12:]))
		if from+length > size {
			return false
		}
		all += length
	}
	return all <= 2*size // two names may stand for one table, but not many
}

func bytesAt(file File, at int64, n int) ([]byte, bool) {
	out := make([]byte, n)
	got, _ := file.ReadAt(out, at) // io.EOF may come with the last byte
	return out, got == n
}
