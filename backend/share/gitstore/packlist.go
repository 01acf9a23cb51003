package gitstore

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
)

// errHalfPack says that an object is in no pack that can be read, while one lies there
// whose index is not there yet.
var errHalfPack = errors.New("a pack has no index yet")

// errOtherPack says that a pack is not the one its index is of.
var errOtherPack = errors.New("it is not what its index is of")

// folders are where the objects of a store lie: its own, and those it borrows from.
// It knows the packs there as they were when they were first asked for (T6).
type folders struct {
	dirs  []string
	packs []*pack // the one that was of use last comes first
	known bool
	half  []string // packs whose index was not there
	// broken says why a pack was passed over, nil where none was: what is asked for may
	// have been in it.
	broken error
	open   []*pack
	bases  recent[place, object]
}

// pack is one pack with its index. Its index is read whole where it is small, or is
// asked for often; a large one is looked into where it lies, so that a store that is
// opened for a few objects does not read the names of all.
type pack struct {
	stem   string // path without ending
	index  []byte // the whole file; nil while it is too large for that
	table  *os.File
	fanout [256]uint32
	count  int
	large  int // offsets of more than 31 bits
	asked  int
	sum    Hash // of the pack, as the index has it
	data   *os.File
	fits   bool // the pack was seen to be the one the index is of
}

const (
	// smallIndex is up to which size an index is read at once, largestIndex up to which
	// it is at all, once it was asked for manyAsked times.
	smallIndex   = 512 << 10
	largestIndex = 64 << 20
	manyAsked    = 300
	// mostOpen is how many packs are open at once.
	mostOpen = 24

	indexNames = 8 + 256*4 // where the names begin in an index
)

// deepestAlternates is how far one repository may borrow from another, as in git.
const deepestAlternates = 5

func newFolders(dir string) *folders {
	f := &folders{bases: recent[place, object]{room: roomForBases}}
	f.borrow(filepath.Join(dir, "objects"), 0)
	return f
}

// borrow adds a folder of objects and those that it names as others to look into.
func (f *folders) borrow(dir string, depth int) {
	for _, known := range f.dirs {
		if known == dir {
			return
		}
	}
	f.dirs = append(f.dirs, dir)
	list, err := os.ReadFile(filepath.Join(dir, "info", "alternates"))
	if err != nil || depth == deepestAlternates {
		return // most borrow from nobody
	}
	for line := range strings.Lines(string(list)) {
		other := strings.TrimRight(line, "\r\n")
		if other == "" || other[0] == '#' {
			continue
		}
		if !filepath.IsAbs(other) {
			other = filepath.Join(dir, filepath.FromSlash(other))
		}
		if info, err := os.Stat(other); err == nil && info.IsDir() {
			f.borrow(filepath.Clean(other), depth+1)
		}
	}
}

// close forgets all packs and lets go of their files.
func (f *folders) close() error {
	var errs []error
	for _, p := range f.packs {
		errs = append(errs, p.close())
	}
	f.packs, f.open, f.known, f.half, f.broken = nil, nil, false, nil, nil
	f.bases = recent[place, object]{room: roomForBases}
	return errors.Join(errs...)
}

func (p *pack) close() (err error) {
	for _, file := range []**os.File{&p.table, &p.data} {
		if *file != nil {
			err = errors.Join(err, (*file).Close())
			*file = nil
		}
	}
	return err
}

// list looks which packs there are, the largest first. A folder that many write to, or
// that is copied while it is read, may hold an index that is cut short, or one that
// nobody here can read: its pack is passed over, for what is asked for mostly lies
// elsewhere, and without it all would be lost to the reader.
func (f *folders) list() error {
	if f.known {
		return nil
	}
	var found []*pack
	for _, dir := range f.dirs {
		entries, err := os.ReadDir(filepath.Join(dir, "pack"))
		if err != nil {
			if errors.Is(err, fs.ErrNotExist) {
				continue
			}
			return err
		}
		for _, e := range entries {
			stem, isPack := strings.CutSuffix(e.Name(), ".pack")
			if !isPack || !strings.HasPrefix(stem, "pack-") {
				continue
			}
			p := &pack{stem: filepath.Join(dir, "pack", stem)}
			err := p.openIndex()
			if errors.Is(err, fs.ErrNotExist) {
				f.half = append(f.half, p.stem)
				continue
			}
			if err != nil {
				f.passOver(p, err)
				continue
			}
			found = append(found, p)
		}
	}
	sort.SliceStable(found, func(i, j int) bool { return found[i].count > found[j].count })
	f.packs, f.known = found, true
	return nil
}

// passOver lets go of a pack that cannot be used, and remembers why.
func (f *folders) passOver(p *pack, why error) {
	_ = p.close() // read handles only
	if f.broken == nil {
		f.broken = why
	}
}

// openIndex reads the head of an index, or all of a small one.
func (p *pack) openIndex() error {
	table, err := os.Open(p.stem + ".idx")
	if err != nil {
		return err
	}
	info, err := table.Stat()
	if err != nil {
		_ = table.Close() // nothing was read
		return err
	}
	if info.Size() <= smallIndex {
		p.index = make([]byte, info.Size())
		_, err = table.ReadAt(p.index, 0)
		if err = errors.Join(err, table.Close()); err != nil {
			return err
		}
	} else {
		p.table = table
	}
	return p.readHead(info.Size())
}

func (p *pack) readHead(size int64) error {
	bad := func(why string) error { return fmt.Errorf("index %s: %s", filepath.Base(p.stem), why) }
	head := make([]byte, indexNames)
	if err := p.at(head, 0); err != nil {
		return bad("it is too short")
	}
	if !bytes.Equal(head[:8], []byte{0xff, 't', 'O', 'c', 0, 0, 0, 2}) {
		return bad("it is of another version")
	}
	last := uint32(0)
	for i := range p.fanout {
		p.fanout[i] = binary.BigEndian.Uint32(head[8+4*i:])
		if p.fanout[i] < last {
			return bad("its names are out of order")
		}
		last = p.fanout[i]
	}
	p.count = int(last)
	rest := size - indexNames - int64(p.count)*28 - 40
	if rest < 0 || rest%8 != 0 {
		return bad("it does not have the size of what it lists")
	}
	p.large = int(rest / 8)
	if err := p.at(p.sum[:], size-40); err != nil {
		return bad("it is too short")
	}
	return nil
}

// check compares the sum at the end of a pack with the one its index has of it: one that
// is cut short, or was replaced, does not hold its objects where the index says. Its name
// tells nothing, for not every program of git names packs by that sum.
func (p *pack) check(data *os.File) error {
	info, err := data.Stat()
	if err != nil {
		return err
	}
	var sum Hash
	if _, err := data.ReadAt(sum[:], max(info.Size()-int64(len(sum)), 0)); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if sum != p.sum {
		return fmt.Errorf("pack %s: %w", filepath.Base(p.stem), errOtherPack)
	}
	p.fits = true
	return nil
}

// isWhole says whether a pack has an index that can be read and is its own.
func isWhole(stem string) (bool, error) {
	p := &pack{stem: stem}
	defer func() { _ = p.close() }() // read handles only
	var err error
	if p.data, err = os.Open(stem + ".pack"); err != nil {
		return false, err
	}
	if p.table, err = os.Open(stem + ".idx"); errors.Is(err, fs.ErrNotExist) {
		return false, nil
	} else if err != nil {
		return false, err
	}
	info, err := p.table.Stat()
	if err != nil {
		return false, err
	}
	return p.readHead(info.Size()) == nil && p.check(p.data) == nil, nil
}

// at reads a part of the index.
func (p *pack) at(to []byte, offset int64) error {
	if p.index != nil {
		if offset+int64(len(to)) > int64(len(p.index)) {
			return errors.New("index ends early")
		}
		copy(to, p.index[offset:])
		return nil
	}
	_, err := p.table.ReadAt(to, offset)
	return err
}

// find says where in the pack an object begins; there is false when it is not in it.
func (p *pack) find(h Hash) (offset int64, there bool, err error) {
	low, high := 0, int(p.fanout[h[0]])
	if h[0] > 0 {
		low = int(p.fanout[h[0]-1])
	}
	if low == high {
		return 0, false, nil
	}
	if p.asked++; p.index == nil && p.asked > manyAsked {
		if err := p.readAll(); err != nil {
			return 0, false, err
		}
	}
	var names []byte
	if p.index != nil {
		names = p.index[indexNames+20*low : indexNames+20*high]
	} else {
		names = make([]byte, 20*(high-low))
		if err := p.at(names, int64(indexNames+20*low)); err != nil {
			return 0, false, err
		}
	}
	n := high - low
	i := sort.Search(n, func(i int) bool { return bytes.Compare(names[20*i:20*i+20], h[:]) >= 0 })
	if i == n || !bytes.Equal(names[20*i:20*i+20], h[:]) {
		return 0, false, nil
	}
	var word [8]byte
	if err := p.at(word[:4], int64(indexNames+24*p.count+4*(low+i))); err != nil {
		return 0, false, err
	}
	short := binary.BigEndian.Uint32(word[:4])
	if short&(1<<31) == 0 {
		return int64(short), true, nil
	}
	at := int(short &^ (1 << 31))
	if at >= p.large {
		return 0, false, fmt.Errorf("index %s: an object lies nowhere", filepath.Base(p.stem))
	}
	err = p.at(word[:], int64(indexNames+28*p.count+8*at))
	return int64(binary.BigEndian.Uint64(word[:]) &^ (1 << 63)), true, err
}

// readAll reads the whole index, for more is asked of it than pays off one by one.
func (p *pack) readAll() error {
	info, err := p.table.Stat()
	if err != nil || info.Size() > largestIndex {
		return err
	}
	all := make([]byte, info.Size())
	if _, err := p.table.ReadAt(all, 0); err != nil {
		return err
	}
	p.index = all
	err = p.table.Close()
	p.table = nil
	return err
}

// find looks for an object in all packs.
func (f *folders) find(h Hash) (p *pack, offset int64, err error) {
	if err := f.list(); err != nil {
		return nil, 0, err
	}
	for i := 0; i < len(f.packs); i++ {
		p := f.packs[i]
		offset, there, err := p.find(h)
		if err == nil && there && !p.fits {
			_, err = f.file(p)
		}
		if errors.Is(err, errOtherPack) {
			f.packs = slices.Delete(f.packs, i, i+1)
			f.passOver(p, err)
			i--
			continue
		}
		if err != nil {
			return nil, 0, err
		}
		if there {
			copy(f.packs[1:i+1], f.packs[:i])
			f.packs[0] = p
			return p, offset, nil
		}
	}
	return nil, 0, nil
}

// file opens a pack, and lets go of one that was not needed for longer.
func (f *folders) file(p *pack) (*os.File, error) {
	if p.data != nil {
		return p.data, nil
	}
	data, err := os.Open(p.stem + ".pack")
	if err != nil {
		return nil, err
	}
	if !p.fits {
		if err := p.check(data); err != nil {
			return nil, errors.Join(err, data.Close())
		}
	}
	if len(f.open) == mostOpen {
		err = f.open[0].data.Close()
		f.open[0].data = nil
		f.open = append(f.open[:0], f.open[1:]...)
	}
	p.data = data
	f.open = append(f.open, p)
	return data, err
}
