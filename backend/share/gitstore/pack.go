package gitstore

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"context"
	"crypto/sha1" //nolint:gosec // git's packs end in a SHA-1
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/go-git/go-git/v5/plumbing/format/idxfile"
	"github.com/go-git/go-git/v5/plumbing/format/packfile"

	"secondstory/backend/domain/fault"
)

// packWriter writes a pack and remembers where each object stands, so that the
// index needs no second reading.
type packWriter struct {
	out    *bufio.Writer
	sum    hash.Hash
	offset uint64
	crc    uint32
	packed *zlib.Writer
	index  idxfile.Writer
}

func (p *packWriter) Write(data []byte) (int, error) {
	n, err := p.out.Write(data)
	p.sum.Write(data[:n])
	p.crc = crc32.Update(p.crc, crc32.IEEETable, data[:n])
	p.offset += uint64(n)
	return n, err
}

func (p *packWriter) begin(count int) error {
	var head [12]byte
	copy(head[:], "PACK")
	binary.BigEndian.PutUint32(head[4:], 2)
	binary.BigEndian.PutUint32(head[8:], uint32(count))
	if err := p.index.OnHeader(uint32(count)); err != nil {
		return err
	}
	_, err := p.Write(head[:])
	return err
}

func (p *packWriter) object(each object) error {
	at := p.offset
	p.crc = 0
	size := uint64(len(each.data))
	first := byte(each.kind)<<4 | byte(size&15)
	size >>= 4
	head := []byte{first}
	for size > 0 {
		head[len(head)-1] |= 0x80
		head = append(head, byte(size&0x7f))
		size >>= 7
	}
	if _, err := p.Write(head); err != nil {
		return err
	}
	if each.packed != nil { // its bytes were compared with its name when they were read
		_, err := p.Write(each.packed)
		p.index.Add(each.hash, at, p.crc)
		return err
	}
	if p.packed == nil {
		p.packed, _ = zlib.NewWriterLevel(p, zlib.BestSpeed) // the level exists
	} else {
		p.packed.Reset(p)
	}
	_, err := p.packed.Write(each.data)
	if err = errors.Join(err, p.packed.Close()); err != nil {
		return err
	}
	p.index.Add(each.hash, at, p.crc)
	return nil
}

func (p *packWriter) end() (sum Hash, err error) {
	copy(sum[:], p.sum.Sum(nil))
	if _, err := p.out.Write(sum[:]); err != nil {
		return Zero, err
	}
	if err := p.out.Flush(); err != nil {
		return Zero, err
	}
	return sum, p.index.OnFooter(sum)
}

// writePack writes objects as one pack of their own.
func (s *Store) writePack(objects []object) error {
	defer s.reopen()
	return s.installPack(func(file *os.File) (Hash, *idxfile.Writer, error) {
		return packInto(file, len(objects), func(i int) (object, error) { return objects[i], nil })
	})
}

// packInto writes a pack of whole objects, one after the other. They are compressed
// lightly: a pack is made while a person waits, and most of a full one is deflating.
func packInto(to io.Writer, count int, next func(i int) (object, error)) (Hash, *idxfile.Writer, error) {
	pack := &packWriter{out: bufio.NewWriterSize(to, 1<<16), sum: sha1.New()} //nolint:gosec // as above
	if err := pack.begin(count); err != nil {
		return Zero, nil, err
	}
	for i := range count {
		each, err := next(i)
		if err == nil {
			err = pack.object(each)
		}
		if err != nil {
			return Zero, nil, err
		}
	}
	sum, err := pack.end()
	return sum, &pack.index, err
}

// installPack lets a pack be written into a temporary file and puts it and its
// index in place: both durable, the index first. Nobody minds an index without
// its pack, while go-git reads nothing at all beside a pack without its index.
func (s *Store) installPack(write func(*os.File) (Hash, *idxfile.Writer, error)) (err error) {
	folder := filepath.Join(s.dir, "objects", "pack")
	if err := sharedFolders(folder); err != nil { // an empty one is lost where folders are carried
		return err
	}
	pack, err := os.CreateTemp(folder, "tmp_own_*")
	if err != nil {
		return err
	}
	leftovers := []string{pack.Name()}
	defer func() {
		for _, name := range leftovers {
			_ = remove(name) // the next sweep takes what stays
		}
	}()
	sum, index, err := write(pack)
	if err == nil {
		err = errors.Join(pack.Chmod(0o444), fsync(pack))
	}
	if err = errors.Join(err, pack.Close()); err != nil || index == nil {
		return err
	}
	s.reached("pack.written")
	listing, err := writeIndex(folder, index)
	if err != nil {
		return err
	}
	leftovers = append(leftovers, listing)
	final := filepath.Join(folder, "pack-"+sum.String())
	if whole, err := isWhole(final); err == nil && whole {
		return nil // the same objects are there already
	}
	for _, ending := range []string{".pack", ".idx"} { // as a copy that was cut short left them
		if err := remove(final + ending); err != nil {
			return err
		}
	}
	if err := replace(listing, final+".idx"); err != nil {
		return err
	}
	s.reached("pack.half")
	if err := replace(pack.Name(), final+".pack"); err != nil {
		return err
	}
	s.reached("pack.renamed")
	return syncFolder(folder)
}

// writeIndex writes an index into a temporary file, durably.
func writeIndex(folder string, index *idxfile.Writer) (name string, err error) {
	table, err := index.Index()
	if err != nil {
		return "", err
	}
	file, err := os.CreateTemp(folder, "tmp_own_*")
	if err != nil {
		return "", err
	}
	out := bufio.NewWriterSize(file, 1<<16)
	_, err = idxfile.NewEncoder(out).Encode(table)
	if err = errors.Join(err, out.Flush()); err == nil {
		err = errors.Join(file.Chmod(0o444), fsync(file))
	}
	return file.Name(), errors.Join(err, file.Close())
}

// mendPacks makes the index of each pack that has none, as another program
// leaves it when it is stopped in between, and of one whose index is broken or of
// another pack, as a copy leaves it. What cannot be read as a pack is set aside under
// another name.
func (s *Store) mendPacks() error {
	folder := filepath.Join(s.dir, "objects", "pack")
	packs, err := filepath.Glob(filepath.Join(folder, "pack-*.pack"))
	for _, pack := range packs {
		stem := strings.TrimSuffix(pack, ".pack")
		if whole, err := isWhole(stem); err != nil {
			return err
		} else if whole {
			continue
		}
		file, err := os.Open(pack)
		if err != nil {
			return err
		}
		_, index, _, err := indexOf(file)
		_ = file.Close() // read only
		if err != nil {
			if err := replace(pack, pack+".damaged"); err != nil {
				return err
			}
			continue
		}
		listing, err := writeIndex(folder, index)
		if err == nil { // Windows replaces no file that is read only
			err = errors.Join(remove(stem+".idx"), replace(listing, stem+".idx"))
		}
		if err != nil {
			return err
		}
	}
	return err
}

// AcceptPack stores a pack that comes from somebody else, checks that each
// object is what its name says, and returns how many there are. invalid:
// share.pack_too_large, share.pack_damaged. Others may use the store while the
// pack is still on its way.
func (s *Store) AcceptPack(ctx context.Context, from io.Reader, limit int64) (count int, err error) {
	return s.accept(ctx, from, limit, nil)
}

// accept lets a pack be prepared, where it needs that, before it is read.
func (s *Store) accept(ctx context.Context, from io.Reader, limit int64, prepare func(*os.File) error) (count int, err error) {
	defer s.lookAgain()
	err = s.installPack(func(file *os.File) (Hash, *idxfile.Writer, error) {
		limited := &io.LimitedReader{R: readerWith(ctx, from), N: limit + 1}
		if err := keep(file, limited, Counted(ctx)); err != nil {
			return Zero, nil, err
		}
		if limited.N <= 0 {
			return Zero, nil, fault.New(fault.Invalid, "share.pack_too_large")
		}
		if prepare != nil {
			if err := prepare(file); err != nil {
				return Zero, nil, err
			}
		}
		if _, err := file.Seek(0, io.SeekStart); err != nil {
			return Zero, nil, err
		}
		sum, index, n, err := indexOf(file)
		count = n
		if err != nil {
			return Zero, nil, fault.Wrap(err, fault.Invalid, "share.pack_damaged")
		}
		if n == 0 {
			index = nil
		}
		return sum, index, nil
	})
	return count, diskFault(err)
}

// indexOf reads a whole pack. The parser is a stranger to hostile input, so a
// panic in it is an error like any other.
func indexOf(file *os.File) (sum Hash, index *idxfile.Writer, count int, err error) {
	defer func() {
		if wrong := recover(); wrong != nil {
			err = fmt.Errorf("pack cannot be read: %v", wrong)
		}
	}()
	index = &idxfile.Writer{}
	parser, err := packfile.NewParser(packfile.NewScanner(file), index)
	if err != nil {
		return Zero, nil, 0, err
	}
	sum, err = parser.Parse()
	if err != nil {
		return Zero, nil, 0, err
	}
	table, err := index.Index()
	if err != nil {
		return Zero, nil, 0, err
	}
	n, err := table.Count()
	return sum, index, int(n), err
}

// lookAgain lets the next reading find a pack that was put in place.
func (s *Store) lookAgain() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.reopen()
}

// Pack gives the named objects as one pack, in memory, and after how many bytes of it each
// of them is whole, in order. They are written out in full, because the
// library's search for deltas is quadratic in lines that repeat, and the lines of a
// tree do. A thousand versions of a folder with ten thousand entries kept it busy for
// minutes.
func (s *Store) Pack(hashes []Hash) (pack []byte, whole []int64, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out bytes.Buffer
	sum, index, err := packInto(&out, len(hashes), func(i int) (object, error) { return s.rawLocked(hashes[i]) })
	if err != nil {
		return nil, nil, err
	}
	table, err := index.Index()
	if err != nil {
		return nil, nil, err
	}
	for i := range hashes {
		ends := int64(out.Len() - len(sum))
		if i+1 < len(hashes) { // where the next begins
			if ends, err = table.FindOffset(hashes[i+1]); err != nil {
				return nil, nil, err
			}
		}
		whole = append(whole, ends)
	}
	return out.Bytes(), whole, nil
}

// readerWith ends a reading when its context does.
func readerWith(ctx context.Context, from io.Reader) io.Reader { return contextReader{ctx, from} }

type contextReader struct {
	ctx  context.Context
	from io.Reader
}

func (r contextReader) Read(to []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.from.Read(to)
}
