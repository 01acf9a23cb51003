package auditing

import (
	"context"

	"secondstory/backend/domain/journal"
)

// Checked is a chain and what checking it found.
type Checked struct {
	journal.Head
	journal.Verdict
}

// Findings is what a check of the workspace found.
type Findings struct {
	Chains  []Checked
	Entries int64
	// Broken counts places that do not hold, Open chains that nothing outside of the
	// workspace vouches for up to their last entry.
	Broken int
	Open   int
	States States
}

// Whole says whether nothing was found that somebody has to look at.
func (f Findings) Whole() bool { return f.ChainsWhole() && f.States.Whole() }

// ChainsWhole says so of the chains alone.
func (f Findings) ChainsWhole() bool {
	for _, c := range f.Chains {
		if !c.Whole() {
			return false
		}
	}
	return true
}

// progressEvery is after how many entries progress is told and a wish to stop is heard.
const progressEvery = 2_000

// Verify checks all chains, and the records against them. given are anchors that a person
// brings; progress is told how many entries of how many were read, each of them once for its
// chain and once for its record, and may be nil.
func (s *Service) Verify(ctx context.Context, given []journal.Anchor, progress func(done, total int64)) (out Findings, err error) {
	anchors, err := s.Anchors(ctx)
	if err != nil {
		return out, err
	}
	anchors = append(anchors, given...)
	err = s.Store.View(ctx, func(tx Reader) error {
		heads, err := tx.ChainHeads()
		if err != nil {
			return err
		}
		begun, err := tx.Restorations()
		if err != nil {
			return err
		}
		for _, e := range begun {
			if a, ok := journal.AnchorIn(e); ok {
				anchors = append(anchors, a)
			}
		}
		total := int64(0)
		for _, h := range heads {
			total += 2 * h.Seq
		}
		read := int64(0)
		tick := func() error {
			if read++; read%progressEvery != 0 {
				return nil
			}
			if progress != nil {
				progress(read, max(total, read))
			}
			return ctx.Err()
		}
		for _, h := range heads {
			known := anchors[:len(anchors):len(anchors)]
			if h.Seq > 0 {
				known = append(known, h.Anchor())
			}
			v := journal.NewVerifier(h.Chain, known)
			err := tx.EachOfChain(h.Chain, func(e journal.Entry) error {
				v.Add(e)
				out.Entries++
				return tick()
			})
			if err != nil {
				return err
			}
			c := Checked{h, v.Verdict()}
			out.Broken += c.Broken
			if c.Unanchored && c.Entries > 0 {
				out.Open++
			}
			out.Chains = append(out.Chains, c)
		}
		out.States, err = s.CheckStates(tx, tick)
		return err
	})
	return out, err
}
