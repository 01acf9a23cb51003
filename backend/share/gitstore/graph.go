package gitstore

import (
	"bytes"
	"container/heap"
	"sort"
	"time"
)

// node is what the questions about history need to know of a commit. The
// generation is one more than that of its oldest-reaching parent: unlike a time
// it is never smaller than an ancestor's, so walks that go by it end early and
// are still exact, whatever the clocks of its writers said.
type node struct {
	tree       Hash
	parents    []Hash
	at         time.Time
	generation uint32
}

type graph struct {
	nodes map[Hash]node
	fresh int // nodes not in the file yet
}

// node gives a commit of the graph, reading what is not known yet.
func (s *Store) node(h Hash) (node, error) {
	if found, ok := s.graph.nodes[h]; ok {
		return found, nil
	}
	read := map[Hash]Commit{}
	stack := []Hash{h}
	for len(stack) > 0 {
		top := stack[len(stack)-1]
		if _, ok := s.graph.nodes[top]; ok {
			stack = stack[:len(stack)-1]
			continue
		}
		c, ok := read[top]
		if !ok {
			var err error
			if c, err = s.commit(top); err != nil {
				return node{}, err
			}
			read[top] = c
		}
		ready, generation := true, uint32(1)
		for _, parent := range c.Parents {
			known, ok := s.graph.nodes[parent]
			if !ok {
				stack = append(stack, parent)
				ready = false
				continue
			}
			generation = max(generation, known.generation+1)
		}
		if ready {
			s.graph.nodes[top] = node{c.Tree, c.Parents, c.CommittedAt, generation}
			s.graph.fresh++
			delete(read, top)
			stack = stack[:len(stack)-1]
		}
	}
	return s.graph.nodes[h], nil
}

// frontier is a queue of commits, the highest generation first.
type frontier struct {
	hashes      []Hash
	generations []uint32
}

func (f *frontier) Len() int { return len(f.hashes) }
func (f *frontier) Less(i, j int) bool {
	if f.generations[i] != f.generations[j] {
		return f.generations[i] > f.generations[j]
	}
	return bytes.Compare(f.hashes[i][:], f.hashes[j][:]) < 0
}
func (f *frontier) Swap(i, j int) {
	f.hashes[i], f.hashes[j] = f.hashes[j], f.hashes[i]
	f.generations[i], f.generations[j] = f.generations[j], f.generations[i]
}
func (f *frontier) Push(any) {} // add appends; heap.Fix does the rest
func (f *frontier) Pop() any {
	last := len(f.hashes) - 1
	h := f.hashes[last]
	f.hashes, f.generations = f.hashes[:last], f.generations[:last]
	return h
}

func (f *frontier) add(h Hash, generation uint32) {
	f.hashes, f.generations = append(f.hashes, h), append(f.generations, generation)
	heap.Fix(f, len(f.hashes)-1)
}

// The marks of a walk: reached from one side, from the other, and known to be
// below a common commit.
const (
	fromA = 1 << iota
	fromB
	below
)

// paint walks back from two sides and calls visit with each commit once, all its
// descendants before it. It ends when only commits are left that are reached
// from both sides, or when visit says so.
func (s *Store) paint(a, b []Hash, visit func(h Hash, mark int) (passOn int)) error {
	marks := map[Hash]int{}
	queue := &frontier{}
	open := 0 // in the queue and not yet known to be common
	touch := func(h Hash, mark int) error {
		n, err := s.node(h)
		if err != nil {
			return err
		}
		before, seen := marks[h]
		marks[h] = before | mark
		wasOpen, isOpen := seen && !settled(before), !settled(before|mark)
		switch {
		case isOpen && !wasOpen:
			open++
		case wasOpen && !isOpen:
			open--
		}
		if !seen {
			queue.add(h, n.generation)
		}
		return nil
	}
	for _, h := range a {
		if err := touch(h, fromA); err != nil {
			return err
		}
	}
	for _, h := range b {
		if err := touch(h, fromB); err != nil {
			return err
		}
	}
	for queue.Len() > 0 && open > 0 {
		h := heap.Pop(queue).(Hash)
		if !settled(marks[h]) {
			open--
		}
		pass := visit(h, marks[h])
		for _, parent := range s.graph.nodes[h].parents {
			if err := touch(parent, pass); err != nil {
				return err
			}
		}
	}
	return nil
}

func settled(mark int) bool { return mark&below != 0 }

// MergeBases gives the best common ancestors of two commits, sorted by hash:
// none when they have nothing in common, several after criss-cross merges.
func (s *Store) MergeBases(a, b Hash) ([]Hash, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.mergeBases(a, b)
}

func (s *Store) mergeBases(a, b Hash) ([]Hash, error) {
	var bases []Hash
	err := s.paint([]Hash{a}, []Hash{b}, func(h Hash, mark int) int {
		if mark&(fromA|fromB) == fromA|fromB {
			if mark&below == 0 {
				bases = append(bases, h)
			}
			return mark | below
		}
		return mark
	})
	// Generations only fall along the walk, so whatever is below another base
	// was marked as such before its turn came.
	sort.Slice(bases, func(i, j int) bool { return bytes.Compare(bases[i][:], bases[j][:]) < 0 })
	return bases, err
}

// IsAncestor says whether old is new or one of its ancestors.
func (s *Store) IsAncestor(old, new Hash) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.isAncestor(old, new)
}

func (s *Store) isAncestor(old, new Hash) (bool, error) {
	bases, err := s.mergeBases(old, new)
	return len(bases) == 1 && bases[0] == old, err
}

// Since lists the commits that tip has and none of known has, parents first.
func (s *Store) Since(tip Hash, known ...Hash) ([]Hash, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.since(tip, known)
}

func (s *Store) since(tip Hash, known []Hash) ([]Hash, error) {
	var found []Hash
	err := s.paint([]Hash{tip}, known, func(h Hash, mark int) int {
		if mark&fromB != 0 {
			return mark | below
		}
		found = append(found, h)
		return mark
	})
	for i, j := 0, len(found)-1; i < j; i, j = i+1, j-1 {
		found[i], found[j] = found[j], found[i]
	}
	return found, err
}
