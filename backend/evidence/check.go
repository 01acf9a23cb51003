package evidence

import (
	"archive/zip"
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"sort"
	"strings"
	"time"

	"secondstory/backend/domain/journal"
	"secondstory/backend/domain/proof"
)

// Result is what checking a pack found, in the words of the command line's JSON.
type Result struct {
	Whole  bool         `json:"whole"`
	Files  []FileFault  `json:"files"`
	Chains []ChainFound `json:"chains"`
	Unmet  []Given      `json:"unmet"` // given anchors that no chain of the pack has
	Seals  []SealFound  `json:"seals"` // in the order of the pack
	// Verdicts are those of the chains, in the same order.
	Verdicts []journal.Verdict `json:"-"`
	Manifest Manifest          `json:"-"`
}

// folder says that an entry of a zip is a folder, which holds nothing of itself: who packs
// the same files anew may have them.
func folder(name string) bool { return strings.HasSuffix(name, "/") }

// FileFault says what is wrong with a file: changed, missing, unreadable, or unlisted.
type FileFault struct {
	Path    string `json:"path"`
	Problem string `json:"problem"`
}

// ChainFound is a verdict as JSON.
type ChainFound struct {
	Chain      string       `json:"chain"`
	Entries    int64        `json:"entries"`
	Last       int64        `json:"last"`
	FirstBad   int64        `json:"first_bad"`
	Broken     int          `json:"broken"`
	Breaks     []BreakFound `json:"breaks"`
	Truncated  bool         `json:"truncated"`
	AnchoredTo int64        `json:"anchored_to"`
	Proven     int64        `json:"proven"`
	Erased     int          `json:"erased"`
	Gone       []int64      `json:"gone"` // the first of them
	Withheld   int          `json:"withheld"`
	ClockSkews int          `json:"clock_skews"`
}

// BreakFound is a break as JSON.
type BreakFound struct {
	Kind string `json:"kind"`
	From int64  `json:"from"`
	Seq  int64  `json:"seq"`
}

// Found is a verdict in that form.
func Found(v journal.Verdict) ChainFound {
	c := ChainFound{v.Chain, v.Entries, v.Last, v.FirstBad, v.Broken, []BreakFound{}, v.Truncated, v.AnchoredTo, v.Proven, v.Erased, append([]int64{}, v.Gone...), v.Withheld, v.ClockSkews}
	for _, b := range v.Breaks {
		c.Breaks = append(c.Breaks, BreakFound{string(b.Kind), b.From, b.Seq})
	}
	return c
}

// Check reads a pack. An error means that the file cannot be read at all; what is
// damaged in a pack is in the result.
func Check(r io.ReaderAt, size int64, given []Given) (Result, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return Result{}, err
	}
	c := &checking{files: map[string]*zip.File{}, out: Result{Files: []FileFault{}, Chains: []ChainFound{}, Unmet: []Given{}, Seals: []SealFound{}}}
	for _, f := range z.File {
		c.files[f.Name] = f
	}
	c.check(given)
	c.out.Whole = len(c.out.Files) == 0 && len(c.out.Unmet) == 0
	for _, v := range c.out.Verdicts {
		c.out.Whole = c.out.Whole && v.Whole()
		c.out.Chains = append(c.out.Chains, Found(v))
	}
	for _, s := range c.out.Seals {
		c.out.Whole = c.out.Whole && s.Verdict != string(proof.NotMade)
	}
	return c.out, nil
}

type checking struct {
	files map[string]*zip.File
	out   Result
}

func (c *checking) fault(path, problem string) {
	c.out.Files = append(c.out.Files, FileFault{path, problem})
}

func (c *checking) check(given []Given) {
	m := &c.out.Manifest
	raw, ok := c.json(ManifestFile, m)
	if !ok || m.Format != Format {
		c.out.Files = []FileFault{{ManifestFile, "unreadable"}}
		return
	}
	// As it is written, byte for byte: a key of another name, in other letters or twice would
	// say something to one reader and nothing to another.
	if again, err := indented(*m); err != nil || !bytes.Equal(raw, again) {
		c.fault(ManifestFile, "spoilt")
	}
	listed := map[string]bool{ManifestFile: true}
	for _, f := range m.Files {
		listed[f.Path] = true
		c.sum(f)
	}
	var extra []string
	for name := range c.files {
		if !listed[name] && !folder(name) {
			extra = append(extra, name)
		}
	}
	sort.Strings(extra)
	for _, name := range extra {
		c.fault(name, "unlisted")
	}
	for _, info := range m.Chains {
		if !info.namesItself() {
			c.fault(ManifestFile, "contradicts")
			break
		}
	}
	if listed[MadeFile] {
		var said Made
		was, ok := c.json(MadeFile, &said)
		if again, err := indented(m.made()); !ok || err != nil || !bytes.Equal(was, again) {
			c.fault(ManifestFile, "otherwise")
		}
	}
	anchors := c.claims()
	placed, unmet := c.place(given)
	c.out.Unmet = append(c.out.Unmet, unmet...)
	anchors = append(anchors, placed...)
	left, counted := map[LeftOut]int64{}, true
	for _, info := range m.Chains {
		known := append(anchors[:len(anchors):len(anchors)], journal.Anchor{Chain: info.Chain, Seq: info.Last, Hash: info.Head, Where: journal.InWorkspace})
		v := journal.NewVerifier(info.Chain, known)
		c.each(info.File, func(l journal.Link, why string) {
			if why != "" {
				left[LeftOut{Chain: info.Chain, Why: why}]++
			}
			v.AddLink(l)
		})
		c.out.Verdicts = append(c.out.Verdicts, v.Verdict())
		counted = counted && v.Verdict().Entries == info.Entries
	}
	for _, l := range m.LeftOut {
		at := LeftOut{Chain: l.Chain, Why: l.Why}
		counted = counted && l.Count > 0 && left[at] == l.Count
		delete(left, at)
	}
	if !counted || len(left) > 0 {
		c.fault(ManifestFile, "miscounted")
	}
	if listed[SealsFile] {
		c.out.Seals = c.seals()
	}
}

// namesItself says whether a chain is that of the device and space it is listed with.
func (c ChainInfo) namesItself() bool {
	return c.Chain == c.Device+"/"+c.Space || c.Space == "" && c.Chain == c.Device+"/local"
}

// json reads a small file; a file that is not as the manifest says is told of there.
func (c *checking) json(name string, v any) (raw []byte, ok bool) {
	f, ok := c.files[name]
	if !ok {
		return nil, false
	}
	in, err := f.Open()
	if err != nil {
		return nil, false
	}
	defer in.Close()
	raw, err = io.ReadAll(in)
	return raw, err == nil && json.Unmarshal(raw, v) == nil
}

func (c *checking) sum(f FileInfo) {
	there, ok := c.files[f.Path]
	if !ok {
		c.fault(f.Path, "missing")
		return
	}
	in, err := there.Open()
	if err != nil {
		c.fault(f.Path, "unreadable")
		return
	}
	defer in.Close()
	h := sha256.New()
	switch size, err := io.Copy(h, in); {
	case err != nil:
		c.fault(f.Path, "unreadable")
	case size != f.Size || hex.EncodeToString(h.Sum(nil)) != f.SHA256:
		c.fault(f.Path, "changed")
	}
}

// claims are the anchors that the pack brings: they find a tail that was cut by somebody
// careless, and prove nothing, for they were packed by the same hand.
func (c *checking) claims() (out []journal.Anchor) {
	var list []Claim
	if _, ok := c.json(AnchorsFile, &list); !ok {
		return nil
	}
	for _, a := range list {
		out = append(out, journal.Anchor{Chain: a.Chain, Seq: a.Seq, Hash: a.Hash, Where: journal.InWorkspace, Ref: a.Ref})
	}
	return out
}

// place finds the chains that anchors without one belong to: the one that has it, or the
// only one that the device shares.
func (c *checking) place(given []Given) (out []journal.Anchor, unmet []Given) {
	wanted := map[int64]bool{}
	for _, g := range given {
		wanted[g.Seq] = true
	}
	has := map[string]map[int64]string{}
	if len(wanted) > 0 {
		for _, info := range c.out.Manifest.Chains {
			at := map[int64]string{}
			c.each(info.File, func(l journal.Link, _ string) {
				if wanted[l.Seq] {
					at[l.Seq] = l.Hash
				}
			})
			has[info.Chain] = at
		}
	}
	var chains []string
	for _, info := range c.out.Manifest.Chains {
		chains = append(chains, info.Chain)
	}
	return Place(chains, given, func(chain string, seq int64) string { return has[chain][seq] })
}

// Place tells which chains given anchors belong to; hashAt is the hash of an entry, ""
// where there is none.
func Place(chains []string, given []Given, hashAt func(chain string, seq int64) string) (out []journal.Anchor, unmet []Given) {
	for _, g := range given {
		chain, shared := g.Chain, []string{}
		for _, id := range chains {
			if g.Chain != "" || !strings.HasPrefix(id, g.Device+"/") {
				continue
			}
			if hashAt(id, g.Seq) == g.Hash {
				chain = id
				break
			}
			if !strings.HasSuffix(id, "/local") {
				shared = append(shared, id)
			}
		}
		if chain == "" && len(shared) == 1 {
			chain = shared[0]
		}
		if !slices.Contains(chains, chain) {
			unmet = append(unmet, g)
			continue
		}
		out = append(out, journal.Anchor{Chain: chain, Seq: g.Seq, Hash: g.Hash, Where: journal.Given, Ref: g.Ref, At: g.At})
	}
	return out, unmet
}

// Concerns says whether an anchor that a device wrote down at a time must be met by a
// pack: it has a chain of that device and was made later.
func (m Manifest) Concerns(device string, at time.Time) bool {
	made, err := time.Parse(time.RFC3339, m.MadeAt)
	return err == nil && !at.After(made) && slices.ContainsFunc(m.Chains, func(c ChainInfo) bool { return c.Device == device })
}

// each calls f for each entry of a chain file. A line that cannot be read stands for the
// next entry, and is a damaged one.
func (c *checking) each(name string, f func(l journal.Link, why string)) {
	file, ok := c.files[name]
	if !ok {
		return
	}
	in, err := file.Open()
	if err != nil {
		return
	}
	defer in.Close()
	last := int64(0)
	for r := bufio.NewReader(in); ; {
		raw, err := r.ReadBytes('\n')
		if len(raw) > 0 && (err == nil || errors.Is(err, io.EOF)) {
			l, why := linkOf(raw, last+1)
			last = l.Seq
			f(l, why)
		}
		if err != nil {
			return
		}
	}
}

// linkOf reads a line; next is its number where it tells none, and why says why its content
// is not there, "" where it is.
func linkOf(raw []byte, next int64) (link journal.Link, why string) {
	var l line
	if json.Unmarshal(raw, &l) != nil {
		return journal.Link{Seq: next, Sum: "none"}, ""
	}
	if l.Entry == nil {
		return journal.Link{Seq: l.Seq, Prev: l.Prev, Hash: l.Hash, Withheld: l.Withheld != Erased}, l.Withheld
	}
	var e struct {
		Seq  int64  `json:"seq"`
		Prev string `json:"prev"`
		At   string `json:"at"`
	}
	if json.Unmarshal(l.Entry, &e) != nil {
		return journal.Link{Seq: next, Hash: l.Hash, Sum: "none"}, ""
	}
	sum := sha256.Sum256(l.Entry)
	at, err := time.Parse(time.RFC3339, e.At)
	if err != nil {
		at = time.Time{}
	}
	return journal.Link{Seq: e.Seq, Prev: e.Prev, Hash: l.Hash, Sum: hex.EncodeToString(sum[:]), At: at}, ""
}
