package space

import (
	"cmp"
	"slices"

	"secondstory/backend/share/gitstore"
)

// past is a history by the folders of records: for each folder the commits after which
// it was changed. Between them it stayed as it was, so nothing else has to be looked at,
// and one walk serves all records that somebody asks about.
type past struct {
	head   Hash // tree
	before map[string][]moment
}

// moment is a commit as its place in a history, which is after those of its parents.
type moment struct {
	at   int
	tree Hash
}

// pastOf walks the history of a head once.
func (r *run) pastOf(head Hash) (past, error) {
	if p, known := r.pasts[head]; known {
		return p, nil
	}
	p := past{before: map[string][]moment{}}
	commits, err := r.store.Since(head)
	if err != nil {
		return p, err
	}
	moments := make(map[Hash]moment, len(commits))
	for i, h := range commits {
		c, err := r.store.Commit(h)
		if err != nil {
			return p, err
		}
		moments[h] = moment{i, c.Tree}
		for _, parent := range c.Parents {
			was, there := moments[parent]
			if !there {
				continue
			}
			changes, err := r.store.Diff(was.tree, c.Tree)
			if err != nil {
				return p, err
			}
			for _, place := range r.format.places(changes) {
				p.before[place.Dir] = append(p.before[place.Dir], was)
			}
		}
	}
	p.head = moments[head].tree
	r.pasts[head] = p
	return p, nil
}

// treesOf are trees that hold the versions a history has of a folder, each once, the
// newest first and no more than anybody looks at.
func (r *run) treesOf(dir string, head Hash) ([]Hash, error) {
	p, err := r.pastOf(head)
	if err != nil {
		return nil, err
	}
	moments := slices.Clone(p.before[dir])
	slices.SortFunc(moments, func(a, b moment) int { return cmp.Compare(b.at, a.at) })
	var trees []Hash
	seen := map[Hash]bool{gitstore.Zero: true}
	for _, tree := range append([]Hash{p.head}, treesAt(moments)...) {
		at, err := subtree(r.store, tree, dir)
		if err != nil {
			return nil, err
		}
		if !seen[at] {
			seen[at] = true
			if trees = append(trees, tree); len(trees) == farthestOrigin {
				break
			}
		}
	}
	return trees, nil
}

func treesAt(moments []moment) []Hash {
	out := make([]Hash, len(moments))
	for i, m := range moments {
		out[i] = m.tree
	}
	return out
}
