package evidence

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"time"

	"secondstory/backend/domain/journal"
)

// Source is where the chains are read.
type Source interface {
	ChainHeads() ([]journal.Head, error)
	// EachOfChain calls f for each entry of a chain, oldest first, until it fails.
	EachOfChain(chain string, f func(journal.Entry) error) error
}

// Order is what a pack is to hold.
type Order struct {
	MadeAt  time.Time
	Program string
	Device  string
	Only    []string // ids of records; empty for all
	Records []Record
	Anchors []journal.Anchor
	Seals   Seals
	Readme  string
	// Stays says that what an entry of a chain holds is not for others.
	Stays func(h journal.Head, e journal.Entry) bool
	// Progress is told how many entries are written; may be nil.
	Progress func(done int64)
}

// Write writes a pack and gives its manifest.
func Write(w io.Writer, src Source, o Order) (Manifest, error) {
	p := &packing{zip: zip.NewWriter(w), order: o, only: map[string]bool{}}
	p.manifest = Manifest{Format: Format, MadeAt: journal.FormatAt(o.MadeAt), Program: o.Program, Device: o.Device, Records: []string{}, Chains: []ChainInfo{}, LeftOut: []LeftOut{}}
	for _, id := range o.Only {
		p.only[id] = true
		p.manifest.Records = append(p.manifest.Records, id)
	}
	if err := p.write(src); err != nil {
		return Manifest{}, fmt.Errorf("evidence pack: %w", err)
	}
	return p.manifest, nil
}

type packing struct {
	zip      *zip.Writer
	order    Order
	only     map[string]bool
	manifest Manifest
	done     int64
}

func (p *packing) write(src Source) error {
	if err := p.file(ReadmeFile, []byte(p.order.Readme)); err != nil {
		return err
	}
	heads, err := src.ChainHeads()
	if err != nil {
		return err
	}
	for i, h := range heads {
		if err := p.chain(src, h, chainFile(i)); err != nil {
			return err
		}
	}
	claims := []Claim{}
	for _, a := range p.order.Anchors {
		c := Claim{Chain: a.Chain, Seq: a.Seq, Hash: a.Hash, Where: a.Where, Ref: a.Ref}
		if !a.At.IsZero() {
			c.At = journal.FormatAt(a.At)
		}
		claims = append(claims, c)
	}
	records := p.order.Records
	if records == nil {
		records = []Record{}
	}
	if p.order.Seals.Keys == nil {
		p.order.Seals.Keys = []SealKey{}
	}
	if p.order.Seals.Seals == nil {
		p.order.Seals.Seals = []Sealed{}
	}
	for _, f := range []struct {
		name string
		v    any
	}{{AnchorsFile, claims}, {RecordsFile, records}, {SealsFile, p.order.Seals}, {MadeFile, p.manifest.made()}} {
		if err := p.json(f.name, f.v); err != nil {
			return err
		}
	}
	raw, err := indented(p.manifest)
	if err != nil {
		return err
	}
	out, err := p.create(ManifestFile)
	if err != nil {
		return err
	}
	if _, err := out.Write(raw); err != nil {
		return err
	}
	return p.zip.Close()
}

func (p *packing) create(name string) (io.Writer, error) {
	return p.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: p.order.MadeAt.UTC()})
}

// counted notes what goes into a file for the manifest.
type counted struct {
	to   io.Writer
	sum  hash.Hash
	size int64
}

func (c *counted) Write(b []byte) (int, error) {
	c.sum.Write(b)
	c.size += int64(len(b))
	return c.to.Write(b)
}

func (p *packing) begin(name string) (*counted, error) {
	out, err := p.create(name)
	return &counted{to: out, sum: sha256.New()}, err
}

func (p *packing) note(name string, c *counted) {
	p.manifest.Files = append(p.manifest.Files, FileInfo{name, c.size, hex.EncodeToString(c.sum.Sum(nil))})
}

func (p *packing) file(name string, data []byte) error {
	c, err := p.begin(name)
	if err == nil {
		_, err = c.Write(data)
	}
	p.note(name, c)
	return err
}

func (p *packing) json(name string, v any) error {
	raw, err := indented(v)
	if err != nil {
		return err
	}
	return p.file(name, raw)
}

func indented(v any) ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(v)
	return out.Bytes(), err
}

// chain writes the entries of a chain, one a line.
func (p *packing) chain(src Source, h journal.Head, name string) error {
	out, err := p.begin(name)
	if err != nil {
		return err
	}
	info := ChainInfo{Chain: h.Chain, Device: h.Device, Space: h.Space, File: name, Head: journal.Genesis}
	left := map[string]int64{}
	err = src.EachOfChain(h.Chain, func(e journal.Entry) error {
		raw, why, err := p.line(h, e)
		if err != nil {
			return err
		}
		if why != "" {
			left[why]++
		}
		info.Entries, info.Last, info.Head = info.Entries+1, e.Seq, e.Hash
		p.done++
		if p.order.Progress != nil {
			p.order.Progress(p.done)
		}
		_, err = out.Write(raw)
		return err
	})
	if err != nil {
		return err
	}
	for _, why := range []string{Elsewhere, Erased, Private} {
		if left[why] > 0 {
			p.manifest.LeftOut = append(p.manifest.LeftOut, LeftOut{h.Chain, why, left[why]})
		}
	}
	p.note(name, out)
	p.manifest.Chains = append(p.manifest.Chains, info)
	return nil
}

// line writes an entry. What the hash covers stands in it byte for byte; an entry that
// is damaged here is written as it is, for that is what the pack is to show.
func (p *packing) line(h journal.Head, e journal.Entry) (raw []byte, why string, err error) {
	switch {
	case e.Erased:
		why = Erased
	case p.order.Stays(h, e):
		why = Private
	case len(p.only) > 0 && !p.only[e.Record]:
		why = Elsewhere
	}
	l := line{Hash: e.Hash}
	if why == "" {
		if l.Entry, err = e.Stored(); err != nil {
			return nil, "", err
		}
	} else {
		l.Prev, l.Seq, l.Withheld = e.Prev, e.Seq, why
	}
	raw, err = json.Marshal(l.place())
	if err != nil || why != "" {
		return append(raw, '\n'), why, err
	}
	// Marshal would write some characters of the entry anew, so its bytes are put in.
	out := append([]byte(`{"entry":`), l.Entry...)
	out = append(append(out, ','), raw[1:]...)
	return append(out, '\n'), "", nil
}

// place is the line without the content.
func (l line) place() line {
	l.Entry = nil
	return l
}
