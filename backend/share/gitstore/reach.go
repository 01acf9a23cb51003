package gitstore

// Between lists the objects of the commits that tip has and none of known has:
// what a peer that has known needs. Folders that a parent has too are not read.
func (s *Store) Between(tip Hash, known ...Hash) ([]Hash, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.between(tip, known)
}

func (s *Store) between(tip Hash, known []Hash) ([]Hash, error) {
	commits, err := s.since(tip, known)
	if err != nil {
		return nil, err
	}
	var objects []Hash
	seen := map[Hash]bool{}
	for _, h := range commits {
		objects = append(objects, h)
		n := s.graph.nodes[h]
		parents, err := s.parentTrees(n)
		if err != nil {
			return nil, err
		}
		if err := s.newObjects(n.tree, parents, seen, &objects, 1); err != nil {
			return nil, err
		}
	}
	return objects, nil
}

func (s *Store) parentTrees(n node) ([]Hash, error) {
	trees := make([]Hash, len(n.parents))
	for i, parent := range n.parents {
		p, err := s.node(parent)
		if err != nil {
			return nil, err
		}
		trees[i] = p.tree
	}
	return trees, nil
}

// newObjects adds a tree and what is in it, unless one of the old trees at the
// same place has it.
func (s *Store) newObjects(tree Hash, old []Hash, seen map[Hash]bool, into *[]Hash, depth int) error {
	if seen[tree] || contains(old, tree) {
		return nil
	}
	if depth > deepest {
		return tooLarge(tree)
	}
	seen[tree] = true
	*into = append(*into, tree)
	entries, err := s.tree(tree)
	if err != nil {
		return err
	}
	fresh, err := s.without(entries, old)
	if err != nil || len(fresh) == 0 {
		return err
	}
	before, err := s.byName(fresh, old)
	if err != nil {
		return err
	}
	for _, each := range fresh {
		if each.isFolder() {
			if err := s.newObjects(each.Hash, before[each.key()], seen, into, depth+1); err != nil {
				return err
			}
			continue
		}
		if each.Mode != Submodule && !seen[each.Hash] && !contains(before[each.key()], each.Hash) {
			seen[each.Hash] = true
			*into = append(*into, each.Hash)
		}
	}
	return nil
}

// without are the entries that the first of some old trees does not have at the same
// place in the list or the one it has come to: a commit changes few of hundreds. That may
// leave in what is old all the same.
func (s *Store) without(entries []Entry, old []Hash) ([]Entry, error) {
	if len(old) == 0 {
		return entries, nil
	}
	was, err := s.tree(old[0])
	if err != nil {
		return nil, err
	}
	var fresh []Entry
	i := 0
	for _, each := range entries {
		for i < len(was) && was[i].Name < each.Name {
			i++
		}
		if i < len(was) && was[i] == each {
			i++
			continue
		}
		fresh = append(fresh, each)
	}
	return fresh, nil
}

// byName gathers what several trees have under the names of some entries; a folder is
// under another than a file, for the one may have become the other.
func (s *Store) byName(of []Entry, trees []Hash) (map[string][]Hash, error) {
	all := make(map[string][]Hash, len(of))
	for _, each := range of {
		all[each.key()] = nil
	}
	for i, tree := range trees {
		if contains(trees[:i], tree) {
			continue
		}
		entries, err := s.tree(tree)
		if err != nil {
			return nil, err
		}
		for _, each := range entries {
			key := each.key()
			if had, asked := all[key]; asked {
				all[key] = append(had, each.Hash)
			}
		}
	}
	return all, nil
}

func contains(hashes []Hash, h Hash) bool {
	for _, each := range hashes {
		if each == h {
			return true
		}
	}
	return false
}

// Connected makes sure that everything tip has and known has not is here, so
// that no ref comes to name a history with holes. unavailable:
// share.store_damaged.
func (s *Store) Connected(tip Hash, known ...Hash) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	commits, err := s.since(tip, known)
	if err != nil {
		return err
	}
	seen := map[Hash]bool{}
	for _, h := range commits {
		// Not from the graph alone: that may remember what the disk has lost.
		if _, err := s.commit(h); err != nil {
			return err
		}
		parents, err := s.parentTrees(s.graph.nodes[h])
		if err != nil {
			return err
		}
		if err := s.complete(s.graph.nodes[h].tree, parents, seen); err != nil {
			return err
		}
	}
	return nil
}

// complete reads the trees below one, except those that old ones have, and sees
// to it that each file's object is there.
func (s *Store) complete(tree Hash, old []Hash, seen map[Hash]bool) error {
	var objects []Hash
	if err := s.newObjects(tree, old, seen, &objects, 1); err != nil {
		return err
	}
	for _, h := range objects {
		there, err := s.has(h)
		if err != nil {
			return err
		}
		if !there {
			return missing(h, s.folders.broken)
		}
	}
	return nil
}
