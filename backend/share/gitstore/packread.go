package gitstore

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/format/packfile"
)

// longestChain is how many differences may describe one object, as in git.
const longestChain = 4096

// entryHead is what stands before the bytes of an object in a pack.
type entryHead struct {
	kind plumbing.ObjectType
	size int64
	back int64 // of an OFS difference: how far before it its base begins
	base Hash  // of a REF difference
}

// unpacker reads one entry of a pack after the other. It is used again, for what it
// holds is larger than most objects are.
type unpacker struct {
	in    *bufio.Reader
	at    *io.SectionReader
	plain io.ReadCloser
	// whole is where the compressed bytes of the last object lie that was read from a
	// pack and is described by no difference; nil after every other reading.
	whole *span
}

// span is a part of a file.
type span struct {
	file     *os.File
	from, to int64
}

// begin goes to an entry and reads what stands before its bytes.
func (u *unpacker) begin(file *os.File, offset int64) (head entryHead, err error) {
	u.at = io.NewSectionReader(file, offset, math.MaxInt64-offset)
	if u.in == nil {
		u.in = bufio.NewReaderSize(u.at, 4096)
	} else {
		u.in.Reset(u.at)
	}
	first, err := u.in.ReadByte()
	if err != nil {
		return head, err
	}
	head.kind = plumbing.ObjectType(first >> 4 & 7)
	head.size = int64(first & 15)
	for shift := 4; first&0x80 != 0; shift += 7 {
		if first, err = u.in.ReadByte(); err != nil {
			return head, err
		}
		if shift > 56 {
			return head, errors.New("an object of an impossible size")
		}
		head.size |= int64(first&0x7f) << shift
	}
	switch head.kind {
	case plumbing.OFSDeltaObject:
		for more := true; more; {
			b, err := u.in.ReadByte()
			if err != nil {
				return head, err
			}
			if head.back > math.MaxInt64>>8 {
				return head, errors.New("a difference from nowhere")
			}
			head.back = head.back<<7 | int64(b&0x7f)
			if more = b&0x80 != 0; more {
				head.back++
			}
		}
		if head.back <= 0 || head.back >= offset {
			return head, errors.New("a difference from nowhere")
		}
	case plumbing.REFDeltaObject:
		_, err = io.ReadFull(u.in, head.base[:])
	case plumbing.CommitObject, plumbing.TreeObject, plumbing.BlobObject, plumbing.TagObject:
	default:
		err = fmt.Errorf("an object of kind %d", head.kind)
	}
	return head, err
}

// body reads the bytes of the entry that was begun.
func (u *unpacker) body(size int64) ([]byte, error) {
	if err := u.inflate(); err != nil {
		return nil, err
	}
	return readSized(u.plain, size)
}

func (u *unpacker) inflate() (err error) {
	if u.plain == nil {
		u.plain, err = zlib.NewReader(u.in)
		return err
	}
	return u.plain.(zlib.Resetter).Reset(u.in, nil)
}

// passed is how many bytes of the file were used up since the beginning of the entry.
func (u *unpacker) passed() (int64, error) {
	n, err := u.at.Seek(0, io.SeekCurrent)
	return n - int64(u.in.Buffered()), err
}

// readSized reads exactly so many bytes. What a pack only claims takes no memory: a
// large object is given room as it comes.
func readSized(from io.Reader, size int64) ([]byte, error) {
	const trusted = 1 << 20
	if size > largestObject {
		return nil, fmt.Errorf("an object of %d bytes", size)
	}
	if size > trusted {
		var out bytes.Buffer
		n, err := io.Copy(&out, io.LimitReader(from, size+1))
		if err == nil && n != size {
			err = fmt.Errorf("%d bytes where %d were said", n, size)
		}
		return out.Bytes(), err
	}
	data := make([]byte, size)
	if _, err := io.ReadFull(from, data); err != nil {
		return nil, err
	}
	// The end holds the sum of what was before, and is looked at by reading on.
	var more [1]byte
	if n, err := from.Read(more[:]); n > 0 || err != nil && !errors.Is(err, io.EOF) {
		return nil, errors.Join(errors.New("more bytes than were said"), err)
	}
	return data, nil
}

// readPacked gives an object of a pack, put together from differences where it has to be.
func (s *Store) readPacked(p *pack, offset int64) (plumbing.ObjectType, []byte, error) {
	type link struct {
		at    place
		delta []byte
	}
	var chain []link
	kind, data := plumbing.InvalidObject, []byte(nil)
	for at := (place{p, offset}); kind == plumbing.InvalidObject; {
		if each, ok := s.folders.bases.find(at, bytesOf); ok {
			kind, data = each.kind, each.data
			break
		}
		file, err := s.folders.file(at.pack)
		if err != nil {
			return kind, nil, err
		}
		head, err := s.unpack.begin(file, at.offset)
		if err != nil {
			return kind, nil, atPlace(at, err)
		}
		begins, err := s.unpack.passed()
		if err != nil {
			return kind, nil, atPlace(at, err)
		}
		body, err := s.unpack.body(head.size)
		if err != nil {
			return kind, nil, atPlace(at, err)
		}
		if head.kind != plumbing.OFSDeltaObject && head.kind != plumbing.REFDeltaObject {
			kind, data = head.kind, body
			if len(chain) > 0 {
				s.folders.bases.put(at, object{kind: kind, data: data}, len(data))
				break
			}
			ends, err := s.unpack.passed()
			s.unpack.whole = &span{file, at.offset + begins, at.offset + ends}
			return kind, data, err
		}
		if len(chain) == longestChain {
			return kind, nil, atPlace(at, errors.New("differences without end"))
		}
		chain = append(chain, link{at, body})
		if head.kind == plumbing.OFSDeltaObject {
			at.offset -= head.back
			continue
		}
		if at.pack, at.offset, err = s.folders.find(head.base); err != nil {
			return kind, nil, err
		}
		if at.pack == nil { // git never stores it so, but the base may lie beside its pack
			if kind, data, err = s.readLoose(head.base); err != nil {
				return plumbing.InvalidObject, nil, err
			}
		}
	}
	for i := len(chain) - 1; i >= 0; i-- {
		said := beginning{kept: chain[i].delta[:min(len(chain[i].delta), 2*binary.MaxVarintLen64)]}
		if size, ok := said.target(); !ok || size > largestObject {
			return kind, nil, atPlace(chain[i].at, errors.New("a difference to something too large"))
		}
		made, err := packfile.PatchDelta(data, chain[i].delta)
		if err != nil {
			return kind, nil, atPlace(chain[i].at, err)
		}
		if data = made; i > 0 {
			s.folders.bases.put(chain[i].at, object{kind: kind, data: data}, len(data))
		}
	}
	return kind, data, nil
}

// sizePacked is the size of an object of a pack, without reading it.
func (s *Store) sizePacked(p *pack, offset int64) (int64, error) {
	file, err := s.folders.file(p)
	if err != nil {
		return 0, err
	}
	head, err := s.unpack.begin(file, offset)
	if err != nil {
		return 0, atPlace(place{p, offset}, err)
	}
	if head.kind != plumbing.OFSDeltaObject && head.kind != plumbing.REFDeltaObject {
		return head.size, nil
	}
	if err := s.unpack.inflate(); err != nil {
		return 0, atPlace(place{p, offset}, err)
	}
	var said beginning
	if _, err := io.CopyN(&said, s.unpack.plain, min(head.size, 2*binary.MaxVarintLen64)); err != nil {
		return 0, atPlace(place{p, offset}, err)
	}
	size, ok := said.target()
	if !ok {
		return 0, atPlace(place{p, offset}, errors.New("a difference without a size"))
	}
	return size, nil
}

func atPlace(at place, err error) error {
	return fmt.Errorf("%s at %d: %w", filepath.Base(at.pack.stem), at.offset, err)
}

// place is where an entry begins.
type place struct {
	pack   *pack
	offset int64
}

// roomForBases is how many bytes of what others are described by differences from are
// young before they become old: neighbours share it.
const roomForBases = 6 << 20

func bytesOf(each object) int { return len(each.data) }
