package space

import (
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/share/canon"
	"secondstory/backend/share/gitstore"
)

// begin makes sure that there is a head: that of the other side, or for an empty one
// the first commit of all spaces and a second that says which space this is.
func (r *run) begin(head Hash) (Hash, error) {
	if head == gitstore.Zero {
		var err error
		if head, err = r.theirs(); err != nil {
			return head, err
		}
		if head == gitstore.Zero {
			if head, err = r.found(); err != nil {
				return head, err
			}
		}
		if err := r.store.CAS(r.ctx, gitstore.Main, gitstore.Zero, head); err != nil {
			return head, err
		}
		r.reached("begun")
	}
	return head, r.configure(head)
}

// theirs is what others have of the space; Zero where nobody has anything.
func (r *run) theirs() (Hash, error) {
	if r.intake != nil {
		if err := r.takeIn(); err != nil {
			return gitstore.Zero, err
		}
		if len(r.intake.tips) > 0 {
			return r.knownTip()
		}
	}
	if r.peer == nil {
		return gitstore.Zero, nil
	}
	if err := r.fetch(); err != nil {
		return gitstore.Zero, err
	}
	return r.store.Ref(gitstore.Tracking)
}

// knownTip is the tip that what is here goes on from: written back onto another one, an
// edit made here would find nothing both go on from. The others come when all are brought
// together.
func (r *run) knownTip() (Hash, error) {
	for _, known := range []string{r.link.Head, r.link.Pushed} {
		h, err := gitstore.ParseHash(known)
		if err != nil {
			continue
		}
		for _, tip := range r.intake.tips {
			if holds, err := r.inHistory(h, []Hash{tip}); err != nil || holds {
				return tip, err
			}
		}
	}
	return r.intake.tips[0], nil
}

// found makes the first two commits. A space whose history is lost everywhere begins
// anew as the one it is, so that others know it again, and with everything that is here.
func (r *run) found() (Hash, error) {
	b := r.store.Batch()
	files := map[string]Hash{}
	for _, f := range canon.Genesis() {
		files[f.Path] = b.Blob(f.Data)
	}
	tree, err := b.Edit(gitstore.Zero, files)
	if err != nil {
		return gitstore.Zero, err
	}
	who := gitstore.Person{Name: canon.GenesisName, Email: canon.GenesisEmail}
	at := time.Unix(canon.GenesisUnix, 0)
	first := b.Commit(gitstore.Commit{Tree: tree, Author: who, Committer: who, AuthoredAt: at, CommittedAt: at, Message: canon.GenesisMessage})
	space, known := r.lastConfig()
	if !known {
		space = newSpace(r.link.Space, r.link.Name)
	}
	if err := r.unsent(); err != nil {
		return gitstore.Zero, err
	}
	config, problem := space.Emit()
	if problem != nil {
		return gitstore.Zero, refusal(*problem)
	}
	if tree, err = b.Edit(tree, map[string]Hash{config.Path: b.Blob(config.Data)}); err != nil {
		return gitstore.Zero, err
	}
	second := b.Commit(r.commit(tree, "Name the space", first))
	return second, b.Write()
}

// lastConfig is what the space said about itself when it could last be read; known is
// false before the first exchange.
func (r *run) lastConfig() (config canon.Space, known bool) {
	config, _, problem := canon.ParseSpace(canon.File{Path: canon.SpacePath, Data: []byte(r.link.Config)})
	return config, problem == nil
}

// unsent notes of all records that their bases are in no history any more, so that the
// next commit holds what nobody edited since too.
func (r *run) unsent() error {
	return r.Local.Update(r.ctx, func(tx Writer) error {
		revs, err := tx.CleanRevs(r.link.Space)
		if err != nil {
			return err
		}
		for _, id := range sortedKeys(revs) {
			b, ok, err := tx.Base(r.link.Space, id)
			if err != nil {
				return err
			}
			if b.Rev = 0; ok {
				err = tx.PutBase(b)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// Merge identity of spaces made here: no device, so that all merge alike.
const (
	mergeName  = "Second Story"
	mergeEmail = "merge@second-story.invalid"
	mergeRules = 1
)

// deviceDomain ends the address of a device as the author of a commit.
const deviceDomain = "@device.invalid"

func newSpace(id, name string) canon.Space {
	return canon.Space{Format: canon.Format, ID: id, Name: name, Branch: "main", Merge: mergeRules, MergeName: mergeName, MergeEmail: mergeEmail}
}

// name is how this device is called in the space: by the alias its person chose, and
// never by a name.
func (r *run) name() string {
	if alias := canon.Text(r.link.Alias); alias != "" {
		return alias
	}
	return r.Device
}

// commit is a commit of this device.
func (r *run) commit(tree Hash, message string, parents ...Hash) gitstore.Commit {
	who := gitstore.Person{Name: r.name(), Email: r.Device + deviceDomain}
	at := r.Now().UTC().Truncate(time.Second)
	return gitstore.Commit{Tree: tree, Parents: parents, Author: who, Committer: who, AuthoredAt: at, CommittedAt: at, Message: message}
}

// configure reads what the space says about itself. A file that was damaged by hand
// does not stop anybody: the last good version counts, and is shared again.
func (r *run) configure(head Hash) error {
	c, err := r.store.Commit(head)
	if err != nil {
		return err
	}
	config, ok, err := readSpace(r.store, c.Tree)
	if err != nil {
		return err
	}
	if !ok {
		if config, ok = r.lastConfig(); !ok {
			return fault.New(fault.Denied, "share.not_a_space")
		}
	}
	if config.Format > canon.Format || config.Merge > mergeRules || config.MinApp != "" {
		return newer(r.link.Name)
	}
	r.config = config
	if r.format, err = newFormats(r.Kinds, config.Merge); err != nil {
		return fault.Wrap(err, fault.Denied, "share.space_newer", "name", r.link.Name)
	}
	file, problem := config.Emit()
	if problem != nil || string(file.Data) == r.link.Config {
		return nil
	}
	r.link.Config = string(file.Data)
	return r.note()
}

// newer says that only a newer program may write here.
func newer(name string) error { return fault.New(fault.Denied, "share.space_newer", "name", name) }

// readSpace reads space.yaml of a tree; ok is false when it is not there or cannot
// be read.
func readSpace(store *gitstore.Store, tree Hash) (canon.Space, bool, error) {
	entries, err := store.Tree(tree)
	if err != nil {
		return canon.Space{}, false, err
	}
	for _, e := range entries {
		if e.Name != canon.SpacePath || e.Mode != gitstore.File && e.Mode != gitstore.Executable {
			continue
		}
		data, err := store.Blob(e.Hash)
		if err != nil {
			return canon.Space{}, false, err
		}
		config, _, problem := canon.ParseSpace(canon.File{Path: canon.SpacePath, Data: data})
		return config, problem == nil, nil
	}
	return canon.Space{}, false, nil
}
