package workspace

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"

	"secondstory/assets"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/journal"
	"secondstory/backend/domain/proof"
	"secondstory/backend/domain/record"
	"secondstory/backend/evidence"
	"secondstory/backend/service/auditing"
	"secondstory/backend/share/space"
	"secondstory/backend/sqlite"
)

// auditStore fits sqlite's transactions to what auditing reads.
type auditStore struct{ w *Workspace }

func (s auditStore) View(ctx context.Context, f func(auditing.Reader) error) error {
	return s.w.local.View(ctx, s.w.Registry, func(tx *sqlite.Tx) error { return f(tx) })
}

func newAuditing(w *Workspace) *auditing.Service {
	return &auditing.Service{Store: auditStore{w}, Registry: w.Registry, Anchors: func(ctx context.Context) ([]journal.Anchor, error) {
		found, err := w.anchored(ctx)
		if err != nil {
			return nil, err
		}
		ended, err := w.restoredFrom(ctx)
		out := make([]journal.Anchor, 0, len(found))
		for _, a := range found {
			if !beyond(a.Anchor, ended) {
				out = append(out, a.Anchor)
			}
		}
		return out, err
	}}
}

// restoredFrom tells, of the chains from which this workspace goes on as another device,
// how far they came along.
func (w *Workspace) restoredFrom(ctx context.Context) (map[string]int64, error) {
	ended := map[string]int64{}
	err := w.local.View(ctx, w.Registry, func(tx *sqlite.Tx) error {
		begun, err := tx.Restorations()
		for _, e := range begun {
			if a, ok := journal.AnchorIn(e); ok {
				ended[a.Chain] = max(ended[a.Chain], a.Seq)
			}
		}
		return err
	})
	return ended, err
}

// beyond says that an anchor is of entries that another machine wrote after the backup: the
// one from which the backup came may still be in use.
func beyond(a journal.Anchor, ended map[string]int64) bool {
	last, is := ended[a.Chain]
	return is && a.Where == journal.InCommit && a.Seq > last
}

// anchored reads what the commits of all spaces say of journals. A private repository
// that cannot be read is as good as one that is not there: the next exchange makes it
// anew, and until then nothing vouches.
func (w *Workspace) anchored(ctx context.Context) (out []space.Anchored, err error) {
	list, err := w.Spaces(ctx)
	if err != nil {
		return nil, err
	}
	s := w.Syncer()
	for _, l := range list {
		found, err := s.Anchors(ctx, l.Link)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err == nil {
			out = append(out, found...)
		}
	}
	return out, nil
}

// EvidenceOrder is what a person wants in an evidence pack.
type EvidenceOrder struct {
	Only     []string // ids of records; empty for all
	Program  string
	Text     *assets.Catalogue
	Progress func(done, total int64) // may be nil
}

// Evidence writes an evidence pack.
func (w *Workspace) Evidence(ctx context.Context, to io.Writer, o EvidenceOrder) (m evidence.Manifest, err error) {
	anchors, err := w.Audit.Anchors(ctx)
	if err != nil {
		return m, err
	}
	if o.Only, err = w.withAssessments(ctx, o.Only); err != nil {
		return m, err
	}
	records, err := w.evidenceRecords(ctx, o.Only)
	if err != nil {
		return m, err
	}
	seals, err := w.evidenceSeals(ctx, o.Only)
	if err != nil {
		return m, err
	}
	err = w.local.View(ctx, w.Registry, func(tx *sqlite.Tx) error {
		heads, err := tx.ChainHeads()
		total := int64(0)
		for _, h := range heads {
			total += h.Seq
		}
		if err != nil {
			return err
		}
		made := w.now().UTC()
		m, err = evidence.Write(to, stoppable{tx, ctx}, evidence.Order{
			MadeAt: made, Program: o.Program, Device: w.Who.Device, Only: o.Only, Records: records, Anchors: anchors, Seals: seals, Stays: stays,
			Readme: o.Text.Text("evidence.readme", "at", journal.FormatAt(made), "device", w.Who.Device, "program", o.Program),
			Progress: func(done int64) {
				if o.Progress != nil && done%1_000 == 0 {
					o.Progress(done, max(done, total))
				}
			}})
		return err
	})
	return m, err
}

// withAssessments adds to records the assessments of whom to tell about them: what was
// decided there is decided about the incident.
func (w *Workspace) withAssessments(ctx context.Context, only []string) ([]string, error) {
	out := slices.Clone(only)
	for _, id := range only {
		list, err := w.Obligations.About(ctx, id)
		if err != nil {
			return nil, err
		}
		for _, a := range list {
			out = append(out, a.ID)
		}
	}
	return out, nil
}

// stoppable hears a wish to stop between entries.
type stoppable struct {
	*sqlite.Tx
	ctx context.Context
}

func (s stoppable) EachOfChain(chain string, f func(journal.Entry) error) error {
	return s.Tx.EachOfChain(chain, func(e journal.Entry) error {
		if err := s.ctx.Err(); err != nil {
			return err
		}
		return f(e)
	})
}

// stays says that what an entry holds is for nobody else: all that a person wrote into
// the chain of this machine, such as private notes, names, and words looked at before
// sharing. What an exchange brought stands there too, and the others have it.
func stays(h journal.Head, e journal.Entry) bool {
	return h.Space == "" && e.Action != journal.Receive
}

// evidenceRecords lists the records of a pack as they are now.
func (w *Workspace) evidenceRecords(ctx context.Context, only []string) (out []evidence.Record, err error) {
	ids := only
	if len(ids) == 0 {
		err := w.local.View(ctx, w.Registry, func(tx *sqlite.Tx) error {
			rows, err := tx.Rows()
			for _, r := range rows {
				ids = append(ids, r.ID)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	for _, id := range ids {
		snap, err := w.Records.Get(ctx, id)
		if err != nil {
			return nil, err
		}
		r := evidence.Record{ID: id, Ref: id, Kind: snap.Kind, Title: record.Str(snap.State.Head, "title"), Trashed: snap.Trashed()}
		if schema, ok := w.Registry.Schema(snap.Kind); ok {
			r.Ref = record.Ref(schema.RefPrefix, id)
		}
		if r.SHA256, err = w.DataHash(id); err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, nil
}

// evidenceSeals are the decisions about the rules of a pack as they were sealed, with the keys
// that the devices named there have shown here. Other devices are nobody's business who reads
// the pack.
func (w *Workspace) evidenceSeals(ctx context.Context, only []string) (out evidence.Seals, err error) {
	list, err := w.Policies.List(ctx)
	if err != nil {
		return out, err
	}
	named := map[string]bool{}
	add := func(device string, body []byte, seal string, err error) error {
		if err == nil {
			named[device] = true
			out.Seals = append(out.Seals, evidence.Sealed{Body: string(body), Seal: seal})
		}
		return err
	}
	for _, h := range list {
		if len(only) > 0 && !slices.Contains(only, h.ID) {
			continue
		}
		for _, s := range h.Signoffs {
			body, err := s.Body(h.ID)
			if err := add(s.Device, body, s.Seal, err); err != nil {
				return out, err
			}
		}
		for _, e := range h.Exceptions {
			if e.Answer == "" {
				continue
			}
			body, err := e.Body(h.ID)
			if err := add(e.Device, body, e.Seal, err); err != nil {
				return out, err
			}
		}
	}
	if len(out.Seals) == 0 {
		return out, nil
	}
	keys, err := w.DeviceKeys(ctx)
	for _, k := range keys {
		if named[k.Device] && k.Trust != proof.Refused {
			out.Keys = append(out.Keys, evidence.SealKey{Device: k.Device, Actor: k.Actor, Key: k.Key, Waits: k.Trust == proof.Asked})
		}
	}
	return out, err
}

// CheckEvidence checks a pack. given are anchors a person brings; those in the commits
// of the spaces of this workspace count too. invalid: audit.not_a_pack.
func (w *Workspace) CheckEvidence(ctx context.Context, path string, given []evidence.Given) (evidence.Result, error) {
	f, err := os.Open(path)
	if err != nil {
		return evidence.Result{}, AnchorsFault(err, path)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return evidence.Result{}, AnchorsFault(err, path)
	}
	r, err := evidence.Check(f, info.Size(), given)
	if err != nil {
		return r, fault.Wrap(err, fault.Invalid, "audit.not_a_pack")
	}
	known, err := w.anchored(ctx)
	if err != nil {
		return r, err
	}
	ended := map[string]int64{}
	if r.Manifest.Device == w.Who.Device {
		if ended, err = w.restoredFrom(ctx); err != nil {
			return r, err
		}
	}
	var own []evidence.Given
	for _, a := range known {
		if a.Apart() && !beyond(a.Anchor, ended) && r.Manifest.Concerns(a.Device, a.At) {
			own = append(own, evidence.Given{Device: a.Device, Seq: a.Seq, Hash: a.Hash, Ref: a.Ref, At: a.At})
		}
	}
	if len(own) == 0 {
		return r, nil
	}
	return evidence.Check(f, info.Size(), append(own, given...))
}

// AuditFindings is what a check of the workspace found, with the anchors a person
// brought that no chain has.
type AuditFindings struct {
	auditing.Findings
	Unmet []evidence.Given
	// Signoffs are those that the device they name did not make.
	Signoffs []FalseSignoff
	// Rules are versions and exceptions that are not what people agreed to.
	Rules []UnsoundRule
}

// Whole says whether nothing was found that somebody has to look at.
func (f AuditFindings) Whole() bool {
	return f.Findings.Whole() && len(f.Unmet) == 0 && len(f.Signoffs) == 0 && len(f.Rules) == 0
}

// CheckAudit checks all chains of the workspace, also against anchors a person brings.
func (w *Workspace) CheckAudit(ctx context.Context, given []evidence.Given, progress func(done, total int64)) (out AuditFindings, err error) {
	out.Unmet = []evidence.Given{}
	var heads []journal.Head
	hashes := map[string]map[int64]string{}
	if len(given) > 0 {
		err := w.local.View(ctx, w.Registry, func(tx *sqlite.Tx) error {
			if heads, err = tx.ChainHeads(); err != nil {
				return err
			}
			for _, h := range heads {
				hashes[h.Chain] = map[int64]string{}
				for _, g := range given {
					hash, err := tx.HashAt(h.Chain, g.Seq)
					if err != nil {
						return err
					}
					hashes[h.Chain][g.Seq] = hash
				}
			}
			return nil
		})
		if err != nil {
			return out, err
		}
	}
	var chains []string
	for _, h := range heads {
		chains = append(chains, h.Chain)
	}
	anchors, unmet := evidence.Place(chains, given, func(chain string, seq int64) string { return hashes[chain][seq] })
	out.Unmet = append(out.Unmet, unmet...)
	if out.Signoffs, err = w.FalseSignoffs(ctx); err != nil {
		return out, err
	}
	if out.Rules, err = w.UnsoundRules(ctx); err != nil {
		return out, err
	}
	out.Findings, err = w.Audit.Verify(ctx, anchors, progress)
	return out, err
}

// AnchorsFault is what is told of a file of anchors, or a pack, that cannot be read.
func AnchorsFault(err error, path string) error {
	return fault.Wrap(err, fault.NotFound, "audit.unread", "name", filepath.Base(path))
}
