package space

import (
	"maps"
	"path"
	"slices"
	"strings"
	"unicode"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/proof"
	"secondstory/backend/domain/sharing"
	"secondstory/backend/share/canon"
	"secondstory/backend/share/gitstore"
)

// mostPeople is how many files of devices are read; a space has a handful.
const mostPeople = 2000

// longestPerson is how many bytes of such a file are read.
const longestPerson = 64 << 10

// introduce says in the next commit how this device is called, where the space says
// something else: what nobody chose is in no file. Of whoever chose nothing it says under
// which pseudonym they decide and state, once such a thing goes into the space: others
// would take the writer and the decider for two people.
func (r *run) introduce(tree Hash, batch *gitstore.Batch, edits map[string]Hash) error {
	at, ok := canon.PersonPath(r.Device)
	if !ok {
		return nil
	}
	want := canon.Person{Device: r.Device}
	e, err := entryAt(r.store, tree, at)
	if err != nil {
		return err
	}
	if e != (gitstore.Entry{}) {
		if said, good, err := r.personIn(at, e); err != nil {
			return err
		} else if good {
			want = said
		} else {
			e = gitstore.Entry{} // not as a device writes it: to be written again
		}
	}
	alias, actor := canon.Text(r.link.Alias), ""
	if alias != "" || r.spoke || want.Alias == "" && want.Actor == r.Actor {
		actor = r.Actor
	}
	r.anew = r.anew && e != gitstore.Entry{}
	var keys []string
	if actor != "" {
		err := r.Local.View(r.ctx, func(tx Reader) (err error) {
			keys, err = tx.OwnKeys()
			return err
		})
		if err != nil {
			return err
		}
		slices.Sort(keys)
	}
	if !r.anew && want.Alias == alias && want.Actor == actor && slices.Equal(want.Keys, keys) && (alias == "" || e != gitstore.Entry{}) {
		return nil
	}
	want.Alias, want.Actor, want.Keys = alias, actor, keys
	file, problem := want.Emit()
	if problem != nil {
		return refusal(*problem)
	}
	edits[file.Path] = batch.Blob(file.Data)
	return nil
}

// withoutIt is a commit that takes the file of this device away, for the next one to
// write it again: only a commit that changes a file says who wrote it.
func (r *run) withoutIt(parent gitstore.Commit, batch *gitstore.Batch) (Hash, error) {
	at, _ := canon.PersonPath(r.Device)
	tree, err := batch.Edit(parent.Tree, map[string]Hash{at: gitstore.Zero})
	if err != nil {
		return gitstore.Zero, err
	}
	return batch.Commit(r.commit(tree, "Say who writes here", parent.Hash)), nil
}

// calledBefore is the alias that this device has given itself in a space earlier: who
// left it and comes back is called by it still. What somebody else wrote does not count.
func (r *run) calledBefore(tip Hash, tree Hash) (string, error) {
	at, ok := canon.PersonPath(r.Device)
	if !ok {
		return "", nil
	}
	e, err := entryAt(r.store, tree, at)
	if err != nil || e == (gitstore.Entry{}) {
		return "", err
	}
	p, good, err := r.personIn(at, e)
	if err != nil || !good {
		return "", err
	}
	alias, fine := sharing.CheckAlias(p.Alias)
	if !fine || alias != p.Alias || alias == "" {
		return "", nil
	}
	wrote, err := r.personWriters(tip)
	if err != nil || wrote.foreign(at, e.Hash) || wrote.unseen(at, e.Hash) {
		return "", err
	}
	return alias, nil
}

// personIn reads the file of a device; good is false where it cannot be taken.
func (r *run) personIn(at string, e gitstore.Entry) (p canon.Person, good bool, err error) {
	if e.Mode != gitstore.File && e.Mode != gitstore.Executable {
		return p, false, nil
	}
	size, err := r.store.Sizes([]Hash{e.Hash})
	if err != nil || size > longestPerson {
		return p, false, err
	}
	data, err := r.store.Blob(e.Hash)
	if err != nil {
		return p, false, err
	}
	p, _, bad := canon.ParsePerson(canon.File{Path: at, Data: data})
	return p, bad == nil, nil
}

// people takes over what devices say about themselves. A file that another device
// wrote, or that holds no alias as one can be chosen, is not taken: whoever it is about
// keeps the name they had here.
func (r *run) people(head, tree Hash) error {
	var known []sharing.Person
	err := r.Local.View(r.ctx, func(tx Reader) (err error) {
		known, err = tx.People(r.link.Space)
		return err
	})
	if err != nil {
		return err
	}
	r.strange = nil // a sync looks more than once
	byDevice := map[string]sharing.Person{}
	for _, p := range known {
		byDevice[p.Device] = p
	}
	r.callAll(byDevice)
	r.anew = false
	if r.lookedAt == nil {
		before := r.link.People
		r.lookedAt = &before
	}
	folder, err := subtree(r.store, tree, canon.PeopleFolder)
	if err != nil || folder == gitstore.Zero || allKnown+folder.String() == r.link.People {
		return err
	}
	told, err := r.toldPeople()
	if err != nil {
		return err
	}
	wrote, err := r.personWriters(head)
	if err != nil {
		return err
	}
	entries, err := r.store.Tree(folder)
	if err != nil {
		return err
	}
	var taken []sharing.Person
	var shown []shownKeys
	mark := allKnown
	for _, e := range entries[:min(len(entries), mostPeople)] {
		if !strings.HasSuffix(e.Name, ".yaml") {
			continue // nobody's
		}
		at := path.Join(canon.PeopleFolder, e.Name)
		p, said, key, err := r.newPerson(at, e, byDevice, wrote)
		if err != nil {
			return err
		}
		if key == "" && len(said.keys) > 0 {
			shown = append(shown, said)
		}
		r.anew = r.anew || key == "" && p.Device == r.Device && wrote.takenOver(at, e.Hash)
		if key != "" {
			mark = withRefusals
			if key != "share.person_other" || told[e.Name] != e.Hash {
				r.strange = append(r.strange, Refused{"", sharing.Refusal{Path: at, Key: key}})
			}
		} else if p != byDevice[p.Device] {
			r.noticeAlias(byDevice, p)
			byDevice[p.Device] = p
			taken = append(taken, p)
		}
	}
	r.callAll(byDevice)
	now := mark + folder.String()
	if r.anew {
		now = "" // until it is written again, whenever that comes to pass
	}
	if len(taken) > 0 || len(shown) > 0 || now != r.link.People {
		r.link.People = now
		return r.Local.Update(r.ctx, func(tx Writer) error {
			if err := r.takeKeys(tx, shown); err != nil {
				return err
			}
			for _, p := range taken {
				if err := tx.PutPerson(p); err != nil {
					return err
				}
			}
			return tx.PutLink(r.link)
		})
	}
	return nil
}

// callAll notes what each device is called that chose an alias.
func (r *run) callAll(known map[string]sharing.Person) {
	list := make([]sharing.Person, 0, len(known)+1)
	for _, p := range known {
		if p.Device != r.Device || r.link.Alias == "" {
			list = append(list, p)
		}
	}
	if r.link.Alias != "" {
		list = append(list, sharing.Person{Space: r.link.Space, Device: r.Device, Alias: r.link.Alias})
	}
	sharing.TellApart(list)
	r.aliases = map[string]string{}
	for _, p := range list {
		if p.Alias != "" {
			r.aliases[p.Device] = p.Called()
		}
	}
}

// noticeAlias tells that a device goes by an alias that another one has already.
func (r *run) noticeAlias(known map[string]sharing.Person, p sharing.Person) {
	if p.Alias == known[p.Device].Alias {
		return
	}
	for _, device := range slices.Sorted(maps.Keys(known)) {
		if device == p.Device || !sharing.SameAlias(known[device].Alias, p.Alias) {
			continue
		}
		key, one, other := "share.alias_same", device, p.Device
		if device == r.Device || p.Device == r.Device {
			key = "share.alias_same_own"
			if p.Device == r.Device {
				one, other = other, one
			}
		}
		r.report.Notices = append(r.report.Notices, Notice{"", merge.Notice{Key: key, Path: canon.SpacePath,
			Params: map[string]string{"alias": p.Alias, "one": one, "other": other}}})
		return
	}
}

// A mark says how the folder of devices was found that was looked at last. Of one with
// refusals not everything was taken: it is looked at again each time.
const (
	allKnown     = "="
	withRefusals = "=!"
)

// toldPeople are the files of devices that a sync before this one has looked at, by
// name: that somebody else wrote one is told once, for only its device can mend it.
func (r *run) toldPeople() (map[string]Hash, error) {
	out := map[string]Hash{}
	h, err := gitstore.ParseHash(strings.TrimPrefix(*r.lookedAt, withRefusals))
	if err != nil {
		return out, nil // nothing was looked at, or nothing was refused
	}
	if has, err := r.store.Has(h); err != nil || !has {
		return out, err
	}
	entries, err := r.store.Tree(h)
	for _, e := range entries {
		out[e.Name] = e.Hash
	}
	return out, err
}

// newPerson reads the file of a device as it is to be known here; key says why it is
// not taken, "" for one that is.
func (r *run) newPerson(at string, e gitstore.Entry, known map[string]sharing.Person, wrote personWriters) (out sharing.Person, said shownKeys, key string, err error) {
	p, good, err := r.personIn(at, e)
	if err != nil || !good {
		return out, said, "share.person_unreadable", err
	}
	alias, fine := sharing.CheckAlias(p.Alias)
	if !fine || alias != p.Alias {
		return out, said, "share.person_alias", nil
	}
	was := known[p.Device]
	said = shownKeys{sharing.Person{Space: r.link.Space, Device: p.Device, Alias: alias, Actor: p.Actor}, p.Keys}
	out = sharing.Person{Space: r.link.Space, Device: p.Device, Alias: alias, Actor: p.Actor}
	if p.Device == r.Device {
		// Only what is chosen here counts; what else stands there is written again.
		if wrote.foreign(at, e.Hash) && p.Alias != canon.Text(r.link.Alias) {
			return out, said, "share.person_other", nil
		}
		out.Alias, out.Actor = r.link.Alias, r.Actor
		return out, said, "", nil
	}
	if !sharing.IsPseudonym(out.Actor) || r.actorTaken(out, known) {
		out.Actor = was.Actor
	}
	if was != out && (wrote.foreign(at, e.Hash) || wrote.unseen(at, e.Hash)) {
		return out, said, "share.person_other", nil
	}
	return out, said, "", nil
}

// shownKeys is what a device says that it seals with.
type shownKeys struct {
	who  sharing.Person
	keys []string
}

// takeKeys takes over what devices seal with, and tells which of it a person is asked about.
func (r *run) takeKeys(tx Writer, shown []shownKeys) error {
	for _, s := range shown {
		asked, err := tx.ShownKeys(s.who, s.keys)
		if err != nil {
			return err
		}
		for _, k := range asked {
			key := "share.key_" + k.Why
			if k.Device == r.Device {
				key = "share.key_own"
			}
			r.report.Notices = append(r.report.Notices, Notice{"", merge.Notice{Key: key, Path: canon.SpacePath,
				Params: map[string]string{"device": k.Device, "alias": s.who.Called(), "key": proof.Short(k.Key)}}})
		}
	}
	return nil
}

// actorTaken says whether somebody else has the pseudonym already: statements of one
// person must not be told as of another.
func (r *run) actorTaken(p sharing.Person, known map[string]sharing.Person) bool {
	if p.Actor == r.Actor {
		return true
	}
	for _, other := range known {
		if other.Device != p.Device && other.Actor == p.Actor {
			return true
		}
	}
	return false
}

// personWriters says of the files of devices which commits wrote them since they were
// last taken over.
type personWriters struct {
	// own and others hold the versions by path; a merge that took one over wrote nothing.
	own, others map[string][]Hash
	// whole is false where the history is longer than is looked at.
	whole bool
	// first says that it was looked at from its beginning.
	first bool
}

// foreign says that somebody else than the device wrote what stands there.
func (w personWriters) foreign(at string, h Hash) bool {
	return len(w.others[at]) > 0 && !slices.Contains(w.own[at], h)
}

// unseen says that the device has not written what stands there: it was refused before.
func (w personWriters) unseen(at string, h Hash) bool {
	return w.whole && len(w.own[at]) == 0
}

// takenOver says that what stands there is not known to be the device's own any more:
// after somebody squashed the history, whoever comes later would not believe it.
func (w personWriters) takenOver(at string, h Hash) bool {
	return w.foreign(at, h) || w.first && w.unseen(at, h)
}

// personWriters walks the commits since the people of the space were last looked at.
func (r *run) personWriters(head Hash) (personWriters, error) {
	w := personWriters{own: map[string][]Hash{}, others: map[string][]Hash{}, whole: true}
	var from []Hash
	if h, err := gitstore.ParseHash(r.link.Head); err == nil && strings.HasPrefix(r.link.People, allKnown) {
		if has, err := r.store.Has(h); err != nil {
			return w, err
		} else if has {
			from = append(from, h)
		}
	}
	w.first = len(from) == 0
	commits, err := r.store.Since(head, from...)
	if err != nil {
		return w, err
	}
	w.whole = len(commits) <= farthestOrigin
	for _, h := range commits[max(0, len(commits)-farthestOrigin):] {
		c, err := r.store.Commit(h)
		if err != nil {
			return w, err
		}
		if len(c.Parents) > 1 {
			continue
		}
		if err := r.noteWriter(c, w); err != nil {
			return w, err
		}
	}
	return w, nil
}

// noteWriter notes which files of devices a commit wrote.
func (r *run) noteWriter(c gitstore.Commit, w personWriters) error {
	trees, err := r.parentTrees(c)
	if err != nil {
		return err
	}
	was, err := subtree(r.store, trees[0], canon.PeopleFolder)
	if err != nil {
		return err
	}
	is, err := subtree(r.store, c.Tree, canon.PeopleFolder)
	if err != nil || is == was {
		return err
	}
	changes, err := r.store.Diff(was, is)
	for _, change := range changes {
		at, by := path.Join(canon.PeopleFolder, change.Path), w.others
		if c.Author.Email == strings.TrimSuffix(change.Path, ".yaml")+deviceDomain {
			by = w.own
		}
		by[at] = append(by[at], change.B.Hash)
	}
	return err
}

// toldBy notes who wrote what came into a record, each once: also whose value a question
// holds and the record does not. Who left the stub of a record that moved wrote nothing.
func (r *run) toldBy(id string, a *arriving) {
	note := func(by sharing.Author) {
		own := by.Device != "" && by.Device == r.Device
		if by.Name != "" && !own && !slices.Contains(r.report.By[id], by.Name) {
			r.report.By[id] = append(r.report.By[id], by.Name)
		}
	}
	for _, c := range a.chapters {
		if a.in.stub == nil || c.after == nil || c.after.There() {
			note(c.by)
		}
	}
	for _, p := range a.t.arrival.Way {
		note(p.By)
	}
}

// longestName is how many signs of an author's name are shown.
const longestName = 100

// shownName is the name of an author as it can stand in a line: anybody who may push
// writes it, and a terminal would obey what is in it.
func shownName(name string) string {
	clean := []rune(strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Cc, unicode.Cf) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(name, "")))
	if len(clean) > longestName {
		clean = append(clean[:longestName-1], '…')
	}
	return strings.TrimSpace(string(clean))
}
