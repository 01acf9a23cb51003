package gitstore

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha1" //nolint:gosec // git's packs end in a SHA-1
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/format/idxfile"
	"github.com/go-git/go-git/v5/plumbing/format/packfile"

	"secondstory/backend/domain/fault"
)

// LargestPack is how many bytes a pack from elsewhere may have. Who enters a space gets all
// of it in one, with every picture it has ever had; a pack goes straight to the disk, and
// one that does not fit there leaves nothing behind.
const LargestPack int64 = 16 << 30

// What a pack in a file may unpack to: far above what a space holds, and far below
// what would fill a memory or keep a machine busy for hours.
const (
	mostObjects   = 5_000_000
	largestObject = 256 << 20
	largestPack   = LargestPack
)

// AcceptFile is AcceptPack for a pack that lay in a file. Nobody answers for it, so it
// is weighed before anything of it is unpacked into memory; and it may leave out what
// it is described by differences from, where that is here.
func (s *Store) AcceptFile(ctx context.Context, from io.Reader, limit int64) (count int, err error) {
	return s.accept(ctx, from, limit, func(file *os.File) error {
		bases, err := weigh(ctx, file)
		if err == nil && len(bases) > 0 {
			err = s.standAlone(file, bases)
		}
		return err
	})
}

// weigh reads a pack once and says which objects it describes others by. invalid:
// share.pack_too_large, share.pack_damaged.
func weigh(ctx context.Context, file *os.File) (bases []Hash, err error) {
	defer func() {
		if wrong := recover(); wrong != nil {
			err = fault.Wrap(fmt.Errorf("pack cannot be read: %v", wrong), fault.Invalid, "share.pack_damaged")
		}
	}()
	bad := func(err error) error { return fault.Wrap(err, fault.Invalid, "share.pack_damaged") }
	whole, err := endsInSum(ctx, file)
	if err != nil {
		return nil, err
	}
	if !whole {
		return nil, bad(errors.New("it does not end in its sum"))
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	scanner := packfile.NewScanner(file)
	_, count, err := scanner.Header()
	if err != nil {
		return nil, bad(err)
	}
	tooLarge := fault.New(fault.Invalid, "share.pack_too_large")
	if count > mostObjects {
		return nil, tooLarge
	}
	var sum int64
	for range count {
		if err := ctx.Err(); err != nil {
			return nil, fault.Wrap(err, fault.Cancelled, "share.cancelled")
		}
		head, err := scanner.NextObjectHeader()
		if err != nil {
			return nil, bad(err)
		}
		if head.Length > largestObject {
			return nil, tooLarge
		}
		size := head.Length
		if head.Type.IsDelta() {
			var begin beginning
			if _, _, err := scanner.NextObject(&begin); err != nil {
				return nil, bad(err)
			}
			made, ok := begin.target()
			if !ok {
				return nil, bad(errors.New("a difference without a size"))
			}
			size = max(size, made)
		}
		if head.Type == plumbing.REFDeltaObject {
			bases = append(bases, head.Reference)
		}
		if sum += size; size > largestObject || sum > largestPack {
			return nil, tooLarge
		}
	}
	return bases, nil
}

// endsInSum says whether a pack ends in the sum of what is before: nothing of it is
// missing, and nothing follows it.
func endsInSum(ctx context.Context, file *os.File) (bool, error) {
	info, err := file.Stat()
	if err != nil || info.Size() < sha1.Size {
		return false, err
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return false, err
	}
	sum := sha1.New() //nolint:gosec // as above
	if _, err := io.CopyN(sum, readerWith(ctx, file), info.Size()-sha1.Size); err != nil {
		return false, err
	}
	var said [sha1.Size]byte
	if _, err := io.ReadFull(file, said[:]); err != nil {
		return false, err
	}
	return bytes.Equal(said[:], sum.Sum(nil)), nil
}

// beginning keeps the first bytes of what is written to it.
type beginning struct{ kept []byte }

func (b *beginning) Write(data []byte) (int, error) {
	if room := 2*binary.MaxVarintLen64 - len(b.kept); room > 0 {
		b.kept = append(b.kept, data[:min(room, len(data))]...)
	}
	return len(data), nil
}

// target is the size of what a difference makes: its second number.
func (b *beginning) target() (int64, bool) {
	_, n := binary.Uvarint(b.kept)
	if n <= 0 {
		return 0, false
	}
	size, n := binary.Uvarint(b.kept[n:])
	return int64(min(size, 1<<62)), n > 0
}

// standAlone adds to a pack the objects it describes others by and does not hold, as
// far as they are here: a pack stands alone on a disk. One it holds as well is there
// twice, which costs its bytes and nothing else.
func (s *Store) standAlone(file *os.File, bases []Hash) error {
	_, _, _, err := indexFrom(file)
	if !errors.Is(err, packfile.ErrReferenceDeltaNotFound) {
		return nil // whole, or damaged in a way the next reading tells
	}
	info, err := file.Stat()
	if err != nil {
		return err
	}
	end := info.Size() - sha1.Size
	if err := file.Truncate(end); err != nil {
		return err
	}
	if _, err := file.Seek(end, io.SeekStart); err != nil {
		return err
	}
	var head [12]byte
	if _, err := file.ReadAt(head[:], 0); err != nil {
		return err
	}
	count := binary.BigEndian.Uint32(head[8:])
	more := &packWriter{out: bufio.NewWriterSize(file, 1<<16), sum: sha1.New(), offset: uint64(end)} //nolint:gosec // as above
	added := map[Hash]bool{}
	for _, h := range bases {
		if added[h] {
			continue
		}
		added[h] = true
		there, err := s.Has(h)
		if err != nil {
			return err
		}
		if !there {
			continue
		}
		each, err := s.raw(h)
		if err != nil {
			return err
		}
		if err := more.object(each); err != nil {
			return err
		}
		count++
	}
	if err := more.out.Flush(); err != nil {
		return err
	}
	binary.BigEndian.PutUint32(head[8:], count)
	if _, err := file.WriteAt(head[:], 0); err != nil {
		return err
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	sum := sha1.New() //nolint:gosec // as above
	if _, err := io.Copy(sum, file); err != nil {
		return err
	}
	_, err = file.Write(sum.Sum(nil))
	return err
}

func indexFrom(file *os.File) (Hash, *idxfile.Writer, int, error) {
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return Zero, nil, 0, err
	}
	return indexOf(file)
}

// WritePack writes the named objects as one pack, one after the other, so that a
// large history needs no memory of its size.
func (s *Store) WritePack(ctx context.Context, to io.Writer, hashes []Hash) error {
	if _, _, err := packInto(to, len(hashes), oneByOne(ctx, s, hashes)); err != nil {
		return err
	}
	Counted(ctx).tell(len(hashes), len(hashes))
	return nil
}
