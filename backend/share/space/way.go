package space

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/sharing"
	"secondstory/backend/share/canon"
	"secondstory/backend/share/gitstore"
)

// chapter is what one commit made of a record.
type chapter struct {
	by sharing.Author
	// before is what its parents said, after what it says; nil where that cannot be read.
	before []*merge.Doc
	after  *merge.Doc
	// times are when the edits in it were made, as far as that is not when the last was.
	times moments
}

// at is its author with when a place was edited.
func (c chapter) at(place string) sharing.Author {
	if at := c.times.at(place, c.by.At); at.Before(c.by.At) {
		c.by.Edited = at
	}
	return c.by
}

// chapters tells what each commit since the last exchange did to a record, parents
// first. It is for the history and decides nothing: where it is not known (the private
// repository is new) there are fewer, and of commits before the last Syncer.Told only
// who made a record, and what came of it until then.
//
// known holds what folders of the record say that were read already.
func (r *run) chapters(f format, p canon.Place, head Hash, known map[Hash]*merge.Doc) ([]chapter, error) {
	touched, err := r.trail(head)
	if err != nil {
		return nil, err
	}
	var out []chapter
	for _, h := range touched[p.Dir] {
		c, err := r.store.Commit(h)
		if err != nil {
			return nil, err
		}
		next := chapter{by: r.authorOf(c), times: momentsIn(c, p.ID)}
		trees, err := r.parentTrees(c)
		if err != nil {
			return nil, err
		}
		for _, tree := range trees {
			doc, err := r.docAt(f, p, tree, known)
			if err != nil {
				return nil, err
			}
			next.before = append(next.before, doc)
		}
		if next.after, err = r.docAt(f, p, c.Tree, known); err != nil {
			return nil, err
		}
		out = append(out, next)
	}
	return r.before(f, p, head, out, known)
}

// trail lists by folder the commits since the last exchange that touched a record.
func (r *run) trail(head Hash) (map[string][]Hash, error) {
	if r.trailOf == head && r.trailFrom == r.link.Head && r.touched != nil {
		return r.touched, nil
	}
	r.trailOf, r.trailFrom, r.touched, r.early = head, r.link.Head, map[string][]Hash{}, nil
	var from []Hash
	if r.link.Head != "" {
		h, err := gitstore.ParseHash(r.link.Head)
		if err != nil {
			return r.touched, nil
		}
		if has, err := r.store.Has(h); err != nil || !has {
			return r.touched, err
		}
		from = append(from, h)
	}
	commits, err := r.store.Since(head, from...)
	if err != nil {
		return nil, err
	}
	cut := max(0, len(commits)-r.mostTold())
	if cut > 0 {
		r.early = &early{all: commits, cut: cut}
	}
	for _, h := range commits[cut:] {
		c, err := r.store.Commit(h)
		if err != nil {
			return nil, err
		}
		trees, err := r.parentTrees(c)
		if err != nil {
			return nil, err
		}
		dirs := map[string]bool{}
		for _, tree := range trees {
			changes, err := r.store.Diff(tree, c.Tree)
			if err != nil {
				return nil, err
			}
			for _, p := range r.format.places(changes) {
				dirs[p.Dir] = true
			}
		}
		for _, dir := range sortedKeys(dirs) {
			r.touched[dir] = append(r.touched[dir], h)
		}
	}
	return r.touched, nil
}

// parentTrees are the trees a commit began from; the empty one for the first.
func (r *run) parentTrees(c gitstore.Commit) ([]Hash, error) {
	if len(c.Parents) == 0 {
		return []Hash{gitstore.Zero}, nil
	}
	var out []Hash
	for _, h := range c.Parents {
		parent, err := r.store.Commit(h)
		if err != nil {
			return nil, err
		}
		out = append(out, parent.Tree)
	}
	return out, nil
}

// docAt reads a record of a tree; nil when it cannot be read whole.
func (r *run) docAt(f format, p canon.Place, tree Hash, known map[Hash]*merge.Doc) (*merge.Doc, error) {
	at := gitstore.Zero
	if tree != gitstore.Zero {
		var err error
		if at, err = subtree(r.store, tree, p.Dir); err != nil {
			return nil, err
		}
	}
	if doc, ok := known[at]; ok {
		return doc, nil
	}
	doc := merge.Absent(p.Schema.Kind, p.ID)
	if at != gitstore.Zero {
		in, err := r.format.readFolder(r.store, tree, p)
		if err != nil {
			return nil, err
		}
		said := f.codec.Parse(p.ID, in.files)
		if doc = said.Doc; len(in.refused) > 0 || said.Newer {
			doc = nil
		}
	}
	known[at] = doc
	return doc, nil
}

// knows notes what was read of a record of a tree, where docAt would read the very same: of
// most records the last commit that is looked at says what the tree says.
func (r *run) knows(p canon.Place, tree Hash, said reading, known map[Hash]*merge.Doc) error {
	if said.doc == nil || said.held || said.mended || len(said.refused) > 0 {
		return nil
	}
	at, err := subtree(r.store, tree, p.Dir)
	if err == nil && at != gitstore.Zero {
		known[at] = said.doc.Clone() // the other goes on into the merge
	}
	return err
}

// authorOf names who wrote a commit: by the alias a device has given itself in the
// space, else as the commit does.
func (r *run) authorOf(c gitstore.Commit) sharing.Author {
	a := sharing.Author{Space: r.link.Space, Commit: c.Hash.String(), Name: shownName(c.Author.Name), At: c.AuthoredAt.UTC(), Joined: c.Author.Email == r.config.MergeEmail}
	if a.Joined {
		a.Name = ""
		return a
	}
	device, ours := strings.CutSuffix(c.Author.Email, deviceDomain)
	if !ours {
		return a
	}
	a.Device = device
	if alias := r.aliases[device]; alias != "" {
		a.Name = alias
	}
	return a
}

// join brings two edits of one text together where they do not touch.
func join(base, mine, theirs string) (string, bool) {
	m := merge.Text(base, mine, theirs)
	return m.Text, len(m.Overlaps)+m.Joined == 0
}

// way tells how a record came from what it is here to what it is to be, commit by
// commit. What two people changed at once, or what a merge decided, stands at the end:
// under whoever wrote the value that it came to, else under the commit that touched it
// last, or under none. There is no way where the
// record itself came or went in between; made is what a new one began as.
func (f format) way(chapters []chapter, here local, to *record.State, head string) (made *record.State, way []Passage) {
	states := map[*merge.Doc]*record.State{}
	stateOf := func(d *merge.Doc) *record.State {
		if states[d] == nil {
			states[d] = record.NewState(f.schema.Kind, to.ID)
			f.scheme.Into(f.codec.AsTyped(d, here.typed), states[d])
		}
		return states[d]
	}
	var now *record.State
	if here.known {
		if here.snap.Trashed() {
			return nil, nil
		}
		now = here.snap.State.Clone()
	}
	last := map[string]int{} // chapter that touched an atom last
	for i, c := range chapters {
		switch {
		case c.after == nil || now == nil && !c.after.There():
			continue
		case !c.after.There():
			return nil, nil
		case now == nil:
			made = stateOf(c.after)
			now, way = made.Clone(), append(way, Passage{By: c.at("")})
			continue
		}
		var done []record.Change
		for _, before := range c.before {
			if before == nil || !before.There() {
				continue
			}
			followed, asked := record.Follow(f.schema, now, stateOf(before), stateOf(c.after), join)
			done = append(done, followed...)
			for _, change := range asked {
				change.Split(func(field string) string { last[change.Entity+"/"+field] = i; return "" })
			}
		}
		way = append(way, f.byWriter(chapters, i, done)...)
	}
	if now == nil {
		return nil, nil
	}
	return made, append(way, f.remainder(now, to, chapters, last, head)...)
}

// turnedBy is who took a record away, or brought it back, last; of no commit where no
// commit alone did that.
func turnedBy(chapters []chapter, there bool) sharing.Author {
	for _, c := range slices.Backward(chapters) {
		if c.by.Joined || c.after == nil || c.after.There() != there {
			continue
		}
		if slices.ContainsFunc(c.before, func(d *merge.Doc) bool { return d != nil && d.There() != there }) {
			return c.at("")
		}
	}
	return sharing.Author{}
}

// byWriter is what a chapter did, each value under whoever wrote it.
func (f format) byWriter(chapters []chapter, at int, done []record.Change) (way []Passage) {
	shares := map[int][]record.Change{}
	for _, c := range done {
		names, parts := c.Split(func(field string) string {
			return strconv.Itoa(f.wrote(chapters, at, strings.TrimPrefix(c.Entity+"/"+field, "/")))
		})
		for _, name := range names {
			i, _ := strconv.Atoi(name) // written two lines above
			shares[i] = append(shares[i], parts[name])
		}
	}
	for _, i := range slices.Sorted(maps.Keys(shares)) {
		way = append(way, f.byTime(chapters[i], shares[i])...)
	}
	return way
}

// byTime is what a chapter did, edit by edit as far as its commit tells them apart.
func (f format) byTime(c chapter, done []record.Change) (way []Passage) {
	for _, change := range done {
		names, parts := change.Split(func(field string) string {
			place, ok := f.placeIn(change.Entity, field)
			if !ok {
				place = change.Entity
			}
			return shownTime(c.at(place).Edited)
		})
		for _, name := range names {
			i := slices.IndexFunc(way, func(p Passage) bool { return shownTime(p.By.Edited) == name })
			if i < 0 {
				by := c.by
				by.Edited, _ = time.Parse(time.RFC3339, name) // written above, or none
				way, i = append(way, Passage{By: by}), len(way)
			}
			way[i].Changes = append(way[i].Changes, parts[name])
		}
	}
	slices.SortStableFunc(way, func(a, b Passage) int { return a.By.When().Compare(b.By.When()) })
	return way
}

// wrote is the last chapter up to one in which somebody wrote what the place says after
// that: a merge that takes one of two values wrote none. The chapter itself where there is
// no such thing.
func (f format) wrote(chapters []chapter, last int, path string) int {
	is := chapters[last].after
	if !chapters[last].by.Joined || strings.HasSuffix(path, "/") {
		return last
	}
	for i := last - 1; i >= 0; i-- {
		c := chapters[i]
		if c.by.Joined || c.after == nil || !f.scheme.SameAt(path, c.after, is) {
			continue
		}
		if !slices.ContainsFunc(c.before, func(d *merge.Doc) bool { return d == nil || f.scheme.SameAt(path, d, is) }) {
			return i
		}
	}
	return last
}

// remainder is what is left of the way once every commit has been followed.
func (f format) remainder(now, to *record.State, chapters []chapter, last map[string]int, head string) (way []Passage) {
	const nobody, asked = "", "?" // the latter for what a merge asks
	shares := map[string][]record.Change{}
	for _, c := range record.Diff(f.schema, now, to) {
		names, parts := c.Split(func(field string) string {
			if i, ok := last[c.Entity+"/"+field]; ok {
				return strconv.Itoa(f.wrote(chapters, i, strings.TrimPrefix(c.Entity+"/"+field, "/")))
			}
			if p, _ := record.ParsePath(c.Entity); p.Collection == merge.ConflictsName {
				return asked
			}
			return nobody
		})
		for _, name := range names {
			shares[name] = append(shares[name], parts[name])
		}
	}
	for i, c := range chapters {
		if list := shares[strconv.Itoa(i)]; len(list) > 0 {
			way = append(way, f.byTime(c, list)...)
		}
	}
	if list := shares[nobody]; len(list) > 0 {
		way = append(way, Passage{By: sharing.Author{Commit: head}, Changes: list})
	}
	if list := shares[asked]; len(list) > 0 {
		way = append(way, Passage{By: sharing.Author{Commit: head, Joined: true}, Changes: list})
	}
	return slices.Clip(way)
}
