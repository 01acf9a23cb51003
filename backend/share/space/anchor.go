package space

import (
	"context"
	"strings"

	"secondstory/backend/domain/journal"
	"secondstory/backend/domain/sharing"
	"secondstory/backend/share/gitstore"
)

// ChainIn is the journal chain of a device for a space.
func ChainIn(device, space string) string { return device + "/" + space }

// anchor is the line that ties a commit to the journal of this device: whoever has the
// commit can tell later whether the journal is still what it was.
func (r *run) anchor() (trailers []gitstore.Trailer, err error) {
	err = r.Local.View(r.ctx, func(tx Reader) error {
		seq, hash, err := tx.ChainHead(ChainIn(r.Device, r.link.Space))
		if err == nil && seq > 0 {
			trailers = []gitstore.Trailer{{Key: journal.TrailerKey, Value: journal.Trailer(r.Device, seq, hash)}}
		}
		return err
	})
	return trailers, err
}

// Anchored is an anchor as a commit of a space has it.
type Anchored struct {
	Device string
	journal.Anchor
}

// Anchors reads what the commits of a space say of the journals of its devices, oldest
// first. A commit that the others are not known to hold lies beside the journal and
// proves nothing apart from it. A commit counts for its own author alone.
func (s *Syncer) Anchors(ctx context.Context, l sharing.Link) (out []Anchored, err error) {
	store, head, err := s.asGuest(l.Space)
	if err != nil || store == nil {
		return nil, err
	}
	defer store.Close()
	var sent []gitstore.Hash
	if h, err := gitstore.ParseHash(l.Pushed); err == nil {
		if has, err := store.Has(h); err == nil && has {
			sent = append(sent, h)
		}
	}
	own := map[gitstore.Hash]bool{}
	unsent, err := store.Since(head, sent...)
	if err != nil {
		return nil, shown(err)
	}
	for _, h := range unsent {
		own[h] = true
	}
	all, err := store.Since(head)
	if err != nil {
		return nil, shown(err)
	}
	for _, h := range all {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		c, err := store.Commit(h)
		if err != nil {
			return nil, shown(err)
		}
		for _, t := range c.Trailers {
			device, seq, hash, ok := journal.ParseTrailer(t.Value)
			if t.Key != journal.TrailerKey || !ok || c.Author.Email != device+deviceDomain || strings.Contains(device, "/") {
				continue
			}
			a := Anchored{device, journal.Anchor{Chain: ChainIn(device, l.Space), Seq: seq, Hash: hash, Where: journal.InCommit, Ref: h.String(), At: c.CommittedAt}}
			if own[h] {
				a.Where = journal.InWorkspace
			}
			out = append(out, a)
		}
	}
	return out, nil
}
