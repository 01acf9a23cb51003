package main

import (
	"archive/zip"
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"os"
	"sort"
	"strings"
	"time"
)

const format = "second-story-evidence/1"

var beginning = strings.Repeat("0", 64) // prev of the first entry

// manifest has its keys in the order in which they are written: it is compared byte for byte.
type manifest struct {
	Format  string   `json:"format"`
	MadeAt  string   `json:"made_at"`
	Program string   `json:"program"`
	Device  string   `json:"device"`
	Records []string `json:"records"`
	Chains  []struct {
		Chain   string `json:"chain"`
		Device  string `json:"device"`
		Space   string `json:"space"`
		File    string `json:"file"`
		Entries int64  `json:"entries"`
		Last    int64  `json:"last"`
		Head    string `json:"head"`
	} `json:"chains"`
	Files []struct {
		Path   string `json:"path"`
		Size   int64  `json:"size"`
		SHA256 string `json:"sha256"`
	} `json:"files"`
	LeftOut []leftOut `json:"left_out"`
}

// leftOut counts the entries of a chain that are without their content.
type leftOut struct {
	Chain string `json:"chain"`
	Why   string `json:"why"`
	Count int64  `json:"count"`
}

// made is what the manifest says of the pack as a whole, once more, in a file that has a sum.
type made struct {
	MadeAt  string    `json:"made_at"`
	Program string    `json:"program"`
	Device  string    `json:"device"`
	Records []string  `json:"records"`
	LeftOut []leftOut `json:"left_out"`
}

// asWritten is a value as a pack holds it; nil where it cannot be written.
func asWritten(v any) []byte {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if enc.Encode(v) != nil {
		return nil
	}
	return out.Bytes()
}

// link is what is looked at of an entry. sum is "" where the content is not in the pack.
type link struct {
	seq             int64
	prev, hash, sum string
	at              time.Time
	erased          bool
	why             string // why the content is not there
}

func (l link) known() bool  { return l.sum != "" }
func (l link) spoilt() bool { return l.known() && l.sum != l.hash }

// anchor says what the hash of an entry was. One of the pack itself proves nothing: it
// was packed by the same hand.
type anchor struct {
	Device string `json:"device"`
	Chain  string `json:"chain"`
	Seq    int64  `json:"seq"`
	Hash   string `json:"hash"`
	given  bool
}

type fault struct {
	Path    string `json:"path"`
	Problem string `json:"problem"`
}

type pack map[string]*zip.File

// check looks at the files first, then at each chain.
func check(z *zip.Reader, given []anchor) result {
	files := pack{}
	for _, f := range z.File {
		files[f.Name] = f
	}
	r := result{Files: []fault{}, Chains: []found{}, Unmet: []anchor{}, Seals: []sealFound{}}
	var m manifest
	raw, err := files.read("manifest.json")
	if err != nil || json.Unmarshal(raw, &m) != nil || m.Format != format {
		r.Files = append(r.Files, fault{"manifest.json", "unreadable"})
		return r
	}
	if !bytes.Equal(raw, asWritten(m)) {
		r.Files = append(r.Files, fault{"manifest.json", "spoilt"})
	}
	listed := map[string]bool{"manifest.json": true}
	for _, f := range m.Files {
		listed[f.Path] = true
		if _, ok := files[f.Path]; !ok {
			r.Files = append(r.Files, fault{f.Path, "missing"})
		} else if sum, size, err := files.sum(f.Path); err != nil {
			r.Files = append(r.Files, fault{f.Path, "unreadable"})
		} else if sum != f.SHA256 || size != f.Size {
			r.Files = append(r.Files, fault{f.Path, "changed"})
		}
	}
	var extra []string
	for name := range files {
		// A folder holds nothing of itself; who packs the files anew may have some.
		if !listed[name] && !strings.HasSuffix(name, "/") {
			extra = append(extra, name)
		}
	}
	sort.Strings(extra)
	for _, name := range extra {
		r.Files = append(r.Files, fault{name, "unlisted"})
	}
	for _, c := range m.Chains {
		if c.Chain != c.Device+"/"+c.Space && (c.Space != "" || c.Chain != c.Device+"/local") {
			r.Files = append(r.Files, fault{"manifest.json", "contradicts"})
			break
		}
	}
	if listed["made.json"] {
		if raw, err := files.read("made.json"); err != nil || !bytes.Equal(raw, asWritten(made{m.MadeAt, m.Program, m.Device, m.Records, m.LeftOut})) {
			r.Files = append(r.Files, fault{"manifest.json", "otherwise"})
		}
	}
	var anchors []anchor
	if raw, err := files.read("anchors.json"); err == nil {
		var list []anchor
		if json.Unmarshal(raw, &list) == nil {
			anchors = list
		}
	}
	placed, unmet := files.place(m, given)
	anchors, r.Unmet = append(anchors, placed...), append(r.Unmet, unmet...)
	left, counted := map[leftOut]int64{}, true
	r.Whole = len(r.Unmet) == 0
	for _, c := range m.Chains {
		f := files.chain(c.Chain, c.File, append(anchors[:len(anchors):len(anchors)], anchor{Chain: c.Chain, Seq: c.Last, Hash: c.Head}))
		r.Whole = r.Whole && f.Broken == 0 && !f.Truncated && f.Erased == 0
		r.Chains = append(r.Chains, f)
		counted = counted && f.Entries == c.Entries
		files.each(c.File, func(l link) {
			if l.why != "" {
				left[leftOut{Chain: c.Chain, Why: l.why}]++
			}
		})
	}
	for _, l := range m.LeftOut {
		at := leftOut{Chain: l.Chain, Why: l.Why}
		counted = counted && l.Count > 0 && left[at] == l.Count
		delete(left, at)
	}
	if !counted || len(left) > 0 {
		r.Files = append(r.Files, fault{"manifest.json", "miscounted"})
	}
	if listed["seals.json"] {
		r.Seals, r.keys = files.sealed()
	}
	for _, s := range r.Seals {
		r.Whole = r.Whole && s.Verdict != "not_made"
	}
	r.Whole = r.Whole && len(r.Files) == 0
	return r
}

func (p pack) read(name string) ([]byte, error) {
	f, ok := p[name]
	if !ok {
		return nil, os.ErrNotExist
	}
	in, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return io.ReadAll(in)
}

func (p pack) sum(name string) (string, int64, error) {
	in, err := p[name].Open()
	if err != nil {
		return "", 0, err
	}
	defer in.Close()
	h := sha256.New()
	size, err := io.Copy(h, in)
	return hex.EncodeToString(h.Sum(nil)), size, err
}

// place finds the chain of an anchor that names only a device: the one that has it, or
// the only one that the device shares with others.
func (p pack) place(m manifest, given []anchor) (placed, unmet []anchor) {
	if len(given) == 0 {
		return nil, nil
	}
	hashes := map[string]map[int64]string{}
	for _, c := range m.Chains {
		hashes[c.Chain] = map[int64]string{}
		p.each(c.File, func(l link) { hashes[c.Chain][l.seq] = l.hash })
	}
	for _, a := range given {
		chain, shared := a.Chain, []string{}
		for _, c := range m.Chains {
			if a.Chain != "" || !strings.HasPrefix(c.Chain, a.Device+"/") {
				continue
			}
			if hashes[c.Chain][a.Seq] == a.Hash {
				chain = c.Chain
				break
			}
			if !strings.HasSuffix(c.Chain, "/local") {
				shared = append(shared, c.Chain)
			}
		}
		if chain == "" && len(shared) == 1 {
			chain = shared[0]
		}
		if hashes[chain] == nil {
			unmet = append(unmet, a)
			continue
		}
		a.Chain = chain
		placed = append(placed, a)
	}
	return placed, unmet
}

// each reads a chain file line by line. A line that cannot be read stands for the next
// entry, and is a damaged one.
func (p pack) each(name string, f func(link)) {
	file, ok := p[name]
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
			l := read(raw, last+1)
			last = l.seq
			f(l)
		}
		if err != nil {
			return
		}
	}
}

func read(raw []byte, next int64) link {
	var l struct {
		Entry                json.RawMessage
		Hash, Prev, Withheld string
		Seq                  int64
	}
	if json.Unmarshal(raw, &l) != nil {
		return link{seq: next, sum: "none"}
	}
	if l.Entry == nil {
		return link{seq: l.Seq, prev: l.Prev, hash: l.Hash, erased: l.Withheld == "erased", why: l.Withheld}
	}
	var e struct {
		Seq      int64
		Prev, At string
	}
	if json.Unmarshal(l.Entry, &e) != nil {
		return link{seq: next, hash: l.Hash, sum: "none"}
	}
	sum := sha256.Sum256(l.Entry)
	at, err := time.Parse(time.RFC3339, e.At)
	if err != nil {
		at = time.Time{}
	}
	return link{seq: e.Seq, prev: e.Prev, hash: l.Hash, sum: hex.EncodeToString(sum[:]), at: at}
}

// most is how many breaks are listed; all are counted.
const most = 50

// chain checks one chain. prev is the entry before, bad that it was found to be wrong.
type chain struct {
	found
	prev    link
	bad     bool
	parted  *[2]link         // two whole entries of which one does not name the other
	gaps    map[string]int64 // hash before a gap of one entry → its number
	at      time.Time
	anchors []anchor
	there   map[int64]string // hashes at the places of anchors
	told    map[int64]bool
}

func (p pack) chain(name, file string, all []anchor) found {
	c := &chain{found: found{Chain: name, Breaks: []gap{}, Gone: []int64{}}, prev: link{hash: beginning, sum: beginning}, gaps: map[string]int64{}, there: map[int64]string{}, told: map[int64]bool{}}
	for _, a := range all {
		if a.Chain == name {
			c.anchors = append(c.anchors, a)
			c.there[a.Seq] = ""
		}
	}
	sort.SliceStable(c.anchors, func(i, j int) bool { return c.anchors[i].Seq < c.anchors[j].Seq })
	p.each(file, c.add)
	c.end()
	return c.found
}

func (c *chain) broken(kind string, from, seq int64) {
	c.Broken++
	c.told[seq] = true
	first := from
	if kind == "rewritten" || kind == "parted" {
		first = seq
	}
	if c.FirstBad == 0 || first < c.FirstBad {
		c.FirstBad = first
	}
	if len(c.Breaks) < most {
		c.Breaks = append(c.Breaks, gap{kind, from, seq})
	}
}

func (c *chain) add(l link) {
	c.Entries++
	if l.erased {
		if c.Erased++; len(c.Gone) < most {
			c.Gone = append(c.Gone, l.seq)
		}
	} else if !l.known() {
		c.Withheld++
	}
	next, bad := c.prev.seq+1, false
	if c.parted != nil {
		c.settle(&l)
	}
	missed, displaced := c.gaps[l.prev]
	switch {
	case l.seq == next && l.spoilt():
		c.broken("edited", l.seq, l.seq) // what it says does not give its hash
		bad = true
	case l.seq == next && (l.prev == c.prev.hash || c.bad):
	case l.seq == next && c.prev.seq == 0:
		c.broken("rewritten", l.seq, l.seq)
		bad = true
	case l.seq == next:
		c.parted = &[2]link{c.prev, l}
	case l.spoilt() && displaced: // the missing one, under another number
		for i, b := range c.Breaks {
			if b.Kind == "missing" && b.Seq == missed {
				c.Breaks[i].Kind = "edited"
			}
		}
		return
	case l.spoilt() && l.prev == c.prev.hash: // its number was changed
		c.broken("edited", next, next)
		l.seq, bad = next, true
	case l.seq > next:
		c.broken("missing", next, l.seq-1)
		if l.seq == next+1 {
			c.gaps[c.prev.hash] = next
		}
		if bad = l.spoilt(); bad {
			c.broken("edited", l.seq, l.seq)
		}
	default:
		c.broken("twice", l.seq, l.seq)
		return
	}
	if !l.at.IsZero() {
		if l.at.Before(c.at) {
			c.ClockSkews++
		}
		c.at = l.at
	}
	if _, wanted := c.there[l.seq]; wanted {
		c.there[l.seq] = l.hash
	}
	c.prev, c.bad, c.Last = l, bad, l.seq
}

// settle decides which of two entries was made anew: the one that the entry after them
// does not name; at the end of a chain the one that agrees with no anchor.
func (c *chain) settle(next *link) {
	p, l := c.parted[0], c.parted[1]
	c.parted = nil
	switch {
	case !l.known():
		c.broken("parted", p.seq, l.seq)
	case !p.known() || next != nil && next.prev == l.hash || next == nil && c.vouched(l) && !c.vouched(p):
		c.broken("rewritten", p.seq, p.seq)
	case next != nil || c.vouched(p) && !c.vouched(l):
		c.broken("rewritten", l.seq, l.seq)
	default:
		c.broken("parted", p.seq, l.seq)
	}
}

func (c *chain) vouched(l link) bool {
	for _, a := range c.anchors {
		if a.Seq == l.seq && a.Hash == l.hash {
			return true
		}
	}
	return false
}

// end holds the chain against its anchors.
func (c *chain) end() {
	if c.parted != nil {
		c.settle(nil)
	}
	met := int64(0)
	for _, a := range c.anchors {
		c.AnchoredTo = max(c.AnchoredTo, a.Seq)
		switch stands := c.there[a.Seq]; {
		case a.Seq > c.Last:
			c.Truncated = true
		case stands == a.Hash:
			met = a.Seq
			if a.given {
				c.Proven = a.Seq
			}
		case stands != "" && !c.told[a.Seq]:
			c.broken("rewritten", met+1, a.Seq)
		}
	}
	sort.SliceStable(c.Breaks, func(i, j int) bool { return c.Breaks[i].From < c.Breaks[j].From })
}
