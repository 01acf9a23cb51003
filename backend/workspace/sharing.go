package workspace

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/proof"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/sharing"
	"secondstory/backend/service/recording"
	"secondstory/backend/service/vetting"
	"secondstory/backend/share/remote"
	"secondstory/backend/share/space"
	"secondstory/backend/sqlite"
)

// exchangePort fits the workspace to what an exchange needs of it.
type exchangePort struct {
	w     *Workspace
	watch *vetting.Watch
}

func (p exchangePort) View(ctx context.Context, f func(space.Reader) error) error {
	return p.w.local.View(ctx, p.w.Registry, func(tx *sqlite.Tx) error { return f(exchangeReader{tx, p.w, p.watch}) })
}

func (p exchangePort) Update(ctx context.Context, f func(space.Writer) error) error {
	return p.w.local.Update(ctx, p.w.Registry, func(tx *sqlite.Tx) error { return f(exchangeWriter{exchangeReader{tx, p.w, p.watch}}) })
}

func (p exchangePort) Received(id, kind string, rev int64) { p.w.Records.Announce(id, kind, rev) }

type exchangeWriter struct{ exchangeReader }

func (x exchangeWriter) Receive(a space.Arrival) (int64, bool, error) {
	way := make([]recording.Passage, len(a.Way))
	for i, p := range a.Way {
		way[i] = recording.Passage(p)
	}
	return x.w.Records.Receive(x.Tx, recording.Arrival{Row: a.Row, State: a.State, Trash: a.Trash, Commit: a.Commit, Way: way, Made: a.Made, Turned: a.Turned, Hand: a.Hand})
}

// OwnKeys are what this device seals with; none until it has sealed something.
func (x exchangeReader) OwnKeys() ([]string, error) {
	keys, err := x.DeviceKeys()
	return ownKeys(keys, x.w.Who.Device), err
}

// ShownKeys takes over what a device says in a space that it seals with.
func (x exchangeWriter) ShownKeys(p sharing.Person, keys []string) (asked []proof.Key, err error) {
	ring, err := x.w.ring(x.Tx)
	if err != nil {
		return nil, err
	}
	for _, k := range ring.Take(p.Device, p.Actor, p.Space, keys, x.w.now()) {
		if err := x.PutDeviceKey(k); err != nil {
			return nil, err
		}
		if k.Trust == proof.Asked {
			asked = append(asked, k)
		}
	}
	return asked, nil
}

// Syncer exchanges this workspace with its spaces.
func (w *Workspace) Syncer() *space.Syncer {
	return &space.Syncer{
		Local: exchangePort{w, &vetting.Watch{}}, Kinds: sharedKinds(), Pictures: keptPictures{w.blobs()},
		Device: w.Who.Device, Actor: w.Who.Actor, Dir: filepath.Join(w.Home, "spaces"), Now: w.now, Pause: w.pause, Network: w.network, Waits: &w.waits,
	}
}

// pause waits before another try, each device in its own steps.
func (w *Workspace) pause(ctx context.Context, tries int) error {
	wait := remote.Backoff(w.Who.Device, tries)
	t := time.NewTimer(wait)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// SpaceInfo is a space as lists show it.
type SpaceInfo struct {
	sharing.Link
	Records int
	// Unsent counts records that were changed since they were last exchanged, also those
	// whose change is on a stick or in an exchange that was cut off.
	Unsent int
	// Aside counts records of which files of the space are not taken, Undecided what
	// waits for a decision in them.
	Aside     int
	Undecided int
	// Mirror is the folder that mirrors it, "" for none.
	Mirror string
	// Audience is who can read it, as its people put it; "" where nobody said.
	Audience string
	// AudienceAside are other words for it that were said at the same time as these and
	// put aside; "" for none.
	AudienceAside string
}

// Spaces lists the spaces this workspace takes part in, by name.
func (w *Workspace) Spaces(ctx context.Context) (out []SpaceInfo, err error) {
	out = []SpaceInfo{}
	mirrors := w.Syncer()
	err = w.local.View(ctx, w.Registry, func(tx *sqlite.Tx) error {
		links, err := tx.Links()
		if err != nil {
			return err
		}
		for _, l := range links {
			info := SpaceInfo{Link: l, Mirror: mirrors.MirrorOf(l.Space)}
			if info.Audience, err = audienceOf(tx, l); err != nil {
				return err
			}
			aside, err := tx.AsideAudience(l.Space)
			if err != nil {
				return err
			}
			if aside.Stands == info.Audience {
				info.AudienceAside = aside.Words // else somebody has said something else since
			}
			if info.Records, info.Unsent, info.Aside, err = tx.SpaceCounts(l.Space); err != nil {
				return err
			}
			if info.Unsent, err = unsent(tx, mirrors, l, info.Unsent); err != nil {
				return err
			}
			out = append(out, info)
		}
		return w.countUndecided(tx, out)
	})
	return out, err
}

// unsent adds to the records edited since the last commit those of which the commit has
// not reached the place of the space, and those it has yet to hear of that they left. Where the private repository cannot be read, the
// next exchange tells so and mends it.
func unsent(tx *sqlite.Tx, syncer *space.Syncer, l sharing.Link, edited int) (int, error) {
	moves, err := tx.Moves()
	if err != nil {
		return edited, err
	}
	moves = slices.DeleteFunc(moves, func(m sharing.Move) bool { return m.From != l.Space })
	ids, err := syncer.Unpushed(l)
	if err != nil || len(ids) == 0 {
		return edited + len(moves), nil //nolint:nilerr // as said
	}
	all, err := tx.IDsOfSpace(l.Space)
	if err != nil {
		return edited, err
	}
	rows, err := tx.EditedRows(l.Space)
	if err != nil {
		return edited, err
	}
	waits := map[string]bool{}
	for _, r := range rows {
		waits[r.ID] = true
	}
	for _, id := range ids {
		if all[id] {
			waits[id] = true
		}
	}
	for _, m := range moves {
		waits[m.Record] = true
	}
	return len(waits), nil
}

// space finds one by its name or id.
func (w *Workspace) space(ctx context.Context, name string) (l sharing.Link, err error) {
	err = w.local.View(ctx, w.Registry, func(tx *sqlite.Tx) error {
		links, err := tx.Links()
		for _, each := range links {
			if each.Name == name || each.Space == name {
				l = each
				return err
			}
		}
		if err == nil {
			err = fault.New(fault.NotFound, "share.space_missing", "name", name)
		}
		return err
	})
	return l, err
}

// longestSpaceName in characters.
const longestSpaceName = 60

// NewSpace is what a person enters about a space. They want to be called by the alias
// there, "" for the pseudonym. Audience says who can read it, where the space itself does
// not say so already.
type NewSpace struct {
	Name, Address, Alias, Audience string
}

// Added tells of a space that was entered; of none while ID is "".
type Added struct {
	ID string
	// Begun says that nothing was there before.
	Begun  bool
	Report space.Report
}

// AddSpace enters the space at an address under a name and exchanges it once. An
// empty repository or folder becomes a new space; begun says that it did. Where the
// first exchange failed the space is entered all the same, and the same call goes on.
func (w *Workspace) AddSpace(ctx context.Context, name, address string, access remote.Access) (begun bool, r space.Report, err error) {
	added, err := w.AddSpaceTold(ctx, NewSpace{Name: name, Address: address}, access, nil)
	return added.Begun, added.Report, err
}

// AddSpaceTold is AddSpace for somebody who watches.
func (w *Workspace) AddSpaceTold(ctx context.Context, entry NewSpace, access remote.Access, told Told) (out Added, err error) {
	alias, fine := sharing.CheckAlias(entry.Alias)
	if !fine {
		return out, fault.New(fault.Invalid, "share.alias_bad")
	}
	audience, fine := sharing.CheckAudience(entry.Audience)
	if !fine {
		return out, fault.New(fault.Invalid, "share.audience_bad")
	}
	if err := w.namesNobody(ctx, audience); err != nil {
		return out, err
	}
	name, address := strings.TrimSpace(entry.Name), entry.Address
	if name == "" || utf8.RuneCountInString(name) > longestSpaceName || name == "personal" || strings.ContainsAny(name, "\n\t") {
		return out, fault.New(fault.Invalid, "share.space_name", "name", name)
	}
	if access, err = w.accessTo(ctx, address, access); err != nil {
		return out, err
	}
	s := w.Syncer()
	s.Progress = told
	known, err := w.Spaces(ctx)
	if err != nil {
		return out, err
	}
	for _, k := range known {
		if k.Name != name {
			continue
		}
		if where, err := remote.ParseAddress(address); err != nil || where.String() != k.Address || !k.SyncedAt.IsZero() {
			return out, fault.New(fault.Conflict, "share.space_taken", "name", name)
		}
		if alias != "" {
			if _, err := w.SetAlias(ctx, k.Space, alias); err != nil {
				return out, err
			}
		}
		if audience != "" {
			if _, err := w.wishAudience(ctx, k.Space, sharing.Wish{Text: audience, IfNone: true}); err != nil {
				return out, err
			}
		}
		out.ID = k.Space
		out.Report, err = s.Sync(ctx, k.Space, access)
		return out, err
	}
	if err := space.Prepare(address); err != nil {
		return out, err
	}
	w.sweepSpaces(ctx, s)
	id := w.newID()
	found, err := s.Look(ctx, id, address, access)
	if err == nil {
		if alias == "" {
			alias = found.Alias // who left and comes back is called as before
		}
		err = w.enter(ctx, found, sharing.Link{Space: id, Name: name, Address: found.Address, Alias: alias, CreatedAt: w.now().UTC()}, audience)
	}
	if err != nil {
		_ = s.Leave(ctx, id, func() error { return nil }) //nolint:errcheck // a folder nobody knows; the error above is the one to tell
		return out, err
	}
	out.ID, out.Begun = id, found.ID == ""
	if err := w.rememberKey(ctx, found.Address, access); err != nil {
		return out, err
	}
	if out.Report, err = s.Sync(ctx, id, access); err == nil {
		w.exchanged(ctx, &out.Report)
	}
	return out, err
}

// enter notes a space that was found. The names are looked at here, for another command
// may have entered one meanwhile.
func (w *Workspace) enter(ctx context.Context, found space.Found, l sharing.Link, audience string) error {
	return w.local.Update(ctx, w.Registry, func(tx *sqlite.Tx) error {
		links, err := tx.Links()
		if err != nil {
			return err
		}
		for _, k := range links {
			switch {
			case found.ID != "" && space.Named(k, found.ID) || k.Address == found.Address:
				return fault.New(fault.Conflict, "share.space_known", "name", k.Name)
			case k.Name == l.Name:
				return fault.New(fault.Conflict, "share.space_taken", "name", l.Name)
			}
		}
		if err := tx.AddLink(l); err != nil || audience == "" {
			return err
		}
		return tx.WishAudience(l.Space, sharing.Wish{Text: audience, IfNone: true})
	})
}

// Share puts records into a space: the next sync sends them to everybody who has it.
// From another shared space a record is moved: it stays there for the others until the
// space it goes to has it, and a stub follows it. Nothing goes with words that a person
// has not decided about; fault.Denied for such.
func (w *Workspace) Share(ctx context.Context, name string, ids ...string) error {
	l, err := w.space(ctx, name)
	if err != nil {
		return err
	}
	if err := w.nothingHeld(ctx, l.Space, ids); err != nil {
		return err
	}
	if err := w.nothingAway(ctx, l.Space, ids); err != nil {
		return err
	}
	return w.putInto(ctx, l, ids)
}

// putInto moves records in which nothing keeps them from a space, all or none of them.
func (w *Workspace) putInto(ctx context.Context, l sharing.Link, ids []string) error {
	type moved struct {
		id, kind string
		rev      int64
	}
	var done []moved
	err := w.local.Update(ctx, w.Registry, func(tx *sqlite.Tx) error {
		moves, err := tx.Moves()
		if err != nil {
			return err
		}
		moving := map[string]bool{}
		for _, m := range moves {
			moving[m.Record] = true
		}
		for _, id := range ids {
			snap, err := tx.RecordPart(id, nil, nil)
			if err != nil {
				return err
			}
			ref := id
			if schema, ok := w.Registry.Schema(snap.Kind); ok {
				ref = record.Ref(schema.RefPrefix, id)
			}
			switch {
			case snap.Space == l.Space:
				continue
			case snap.Trashed():
				return fault.New(fault.Denied, "record.in_trash", "ref", ref)
			}
			if err := w.leaves(tx, snap.Row, l, ref, moving); err != nil {
				return err
			}
			if err := namesOthers(tx, snap.Row, l.Space, ids, ref); err != nil {
				return err
			}
			rev, err := tx.MoveRecord(id, l.Space, w.now())
			if err != nil {
				return err
			}
			if err := w.Records.Note(tx, id, "sync.share", l.Name); err != nil {
				return err
			}
			done = append(done, moved{id, snap.Kind, rev})
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, d := range done {
		w.Records.Announce(d.id, d.kind, d.rev)
	}
	return nil
}

// sweepSpaces takes away private repositories of spaces nobody takes part in any more:
// what a kill between forgetting one and removing its folder left. One in use stays.
func (w *Workspace) sweepSpaces(ctx context.Context, s *space.Syncer) {
	folders, _ := filepath.Glob(filepath.Join(s.Dir, "*.git")) //nolint:errcheck // the pattern is a good one
	for _, folder := range folders {
		id := strings.TrimSuffix(filepath.Base(folder), ".git")
		err := w.local.View(ctx, w.Registry, func(tx *sqlite.Tx) error {
			_, there, err := tx.Link(id)
			if err == nil && there {
				err = fault.New(fault.Conflict, "share.space_known", "name", id)
			}
			return err
		})
		if err == nil {
			_ = s.Leave(ctx, id, func() error { return nil }) //nolint:errcheck // the next one tries again
		}
	}
}

// LeaveSpace ends taking part: the records stay here as they are, in the personal
// space. What was sent stays with the others.
func (w *Workspace) LeaveSpace(ctx context.Context, name string) error {
	l, err := w.space(ctx, name)
	if err != nil {
		return err
	}
	if err := w.nothingMoves(ctx, l); err != nil {
		return err
	}
	return w.Syncer().Leave(ctx, l.Space, func() error {
		return w.local.Update(ctx, w.Registry, func(tx *sqlite.Tx) error { return tx.DropLink(l.Space, w.Who.Space, space.IDOf(l)) })
	})
}

// Sync exchanges one space.
func (w *Workspace) Sync(ctx context.Context, name string, access remote.Access) (space.Report, error) {
	return w.SyncTold(ctx, name, access, nil)
}
