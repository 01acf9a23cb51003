package importing

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"strings"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/intake"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
)

// Status of a file in a preview.
type Status string

// The closed set of statuses.
const (
	StatusNew         Status = "new"
	StatusUnchanged   Status = "unchanged"
	StatusSameText    Status = "same_text" // other bytes, but the text of a known source
	StatusProposal    Status = "proposal"  // known source, new content
	StatusAsked       Status = "asked"     // looks like a newer version of a known source: a person says
	StatusQuarantined Status = "quarantined"
)

// Item is one file with what would become of it.
type Item struct {
	File File
	Name string
	// Shown is what people read: the name, with the folder where another file of the
	// import has the same name. It is never stored: a folder may say whose it is.
	Shown  string
	Status Status
	SHA256 string
	// Document is set unless the file is quarantined; Known is the record a known
	// source belongs to.
	Document    *intake.Document
	Quarantined *intake.Quarantined
	Known       string
	// TwinOf is the name of the file of this import that holds the same text.
	TwinOf string
	// InTrash says that the record of a known source is in the trash: importing it
	// again does not bring it back.
	InTrash bool
	// Elsewhere says that the known record was made from this text on another machine.
	Elsewhere bool
	// Reread says that the bytes are those of the last import, but this version of
	// the program reads more out of them.
	Reread bool
	// Own says that the file is an export of the known record itself.
	Own bool
	// Newer says that a person called the file a newer version of the known record, whose
	// file lay elsewhere.
	Newer bool
	// Told says that the times in the prose of the document become its timeline.
	Told    bool
	left    map[string]bool
	body    []byte
	asks    int    // values the merge left open
	brought []Note // of pictures, told once they are there
}

// content finds the sources with the content of the file, in these or other bytes.
func (it *Item) content() record.SourceBy {
	return record.SourceBy{SHA256: it.SHA256, Text: it.Document.TextSHA256}
}

// holds says that a source has the content of the file, in these or other bytes.
func (it *Item) holds(s record.Source) bool {
	return s.SHA256 == it.SHA256 || s.Text != "" && s.Text == it.Document.TextSHA256
}

// document is what becomes of the file.
func (it *Item) document() *intake.Document {
	d := *it.Document
	if it.Told {
		d.TakeTold()
	}
	return &d
}

// Preview is what an import would do.
type Preview struct{ Items []Item }

// Options of an import.
type Options struct {
	Zone   string // used where a file names none; "" leaves them without
	Update bool   // merge known sources with new content
	As     string // "markdown" or "text" where the content is not to decide; ""
	// AsText are the hashes of contents that a person has had read as text.
	AsText map[string]bool
	// NewerAs answers for contents, by their hash, whether they are newer versions of what
	// they look like; Newer answers for all others, "" leaves them asked.
	NewerAs map[string]bool
	Newer   string // NewerVersion or OwnReview
	// Told makes the times in the prose of files without a timeline their timeline;
	// ToldOf does so for single files, by their place in the preview.
	Told   bool
	ToldOf map[int]bool
	// Pieces are the keys of pieces of changed files that are left out of a merge, by
	// the place of the file in the preview (Proposal).
	Pieces map[int]map[string]bool
	// Channels are the names of the channels taken of chat exports; none takes all.
	Channels []string
	// LeaveOut are the places of files in the preview that are not imported.
	LeaveOut map[int]bool
}

// Preview reads the files and changes nothing.
func (s *Service) Preview(ctx context.Context, paths []string, opts Options, progress Progress) (Preview, error) {
	if opts.Zone != "" {
		if z, ok := timeline.ParseZone(opts.Zone); !ok || !z.Known() {
			return Preview{}, fault.New(fault.Invalid, "time.zone_unknown", "zone", opts.Zone).WithField("zone", "time.zone_unknown", "zone", opts.Zone)
		}
	}
	files, err := s.expand(ctx, paths, progress)
	if err != nil {
		return Preview{}, err
	}
	if files, err = channels(files, opts.Channels); err != nil {
		return Preview{}, err
	}
	p := Preview{Items: make([]Item, 0, len(files))}
	for i, f := range files {
		if err := ctx.Err(); err != nil {
			return Preview{}, fault.Wrap(err, fault.Cancelled, "job.cancelled")
		}
		item, err := s.read(ctx, f, opts)
		if err != nil {
			return Preview{}, err
		}
		p.Items = append(p.Items, item)
		if progress != nil {
			progress(i+1, len(files), item.Name)
		}
	}
	tellApart(p.Items)
	s.markTwins(&p)
	return p, nil
}

// tellApart names files of one name by their folders, as far as it takes.
func tellApart(items []Item) {
	for depth := 1; depth <= mostFolders; depth++ {
		count := map[string]int{}
		for i := range items {
			if depth == 1 {
				items[i].Shown = items[i].Name
			}
			count[items[i].Shown]++
		}
		for i := range items {
			if count[items[i].Shown] > 1 {
				items[i].Shown = lastParts(items[i].File.Path, depth+1)
			}
		}
	}
}

// mostFolders are the folders by which two files of one name are told apart; the
// whole path would fill the line.
const mostFolders = 4

// lastParts are the last parts of a path, with a slash between them everywhere.
func lastParts(path string, n int) string {
	parts := strings.Split(filepath.ToSlash(path), "/")
	return strings.Join(parts[max(0, len(parts)-n):], "/")
}

// markTwins lets the second of two equal files in one import count as unchanged,
// and the second of two exports of one review as its newer version.
func (s *Service) markTwins(p *Preview) {
	first, text, exported := map[string]bool{}, map[string]string{}, map[string]bool{}
	for i := range p.Items {
		it := &p.Items[i]
		if it.Status == StatusNew && first[it.SHA256] {
			it.Status = StatusUnchanged
		}
		first[it.SHA256] = true
		if sum := textOf(it); sum != "" {
			if twin, read := text[sum]; !read {
				text[sum] = it.Shown
			} else if it.Status == StatusNew {
				it.Status, it.TwinOf = StatusSameText, twin
			}
		}
		if it.Status == StatusNew && it.Document.ID != "" {
			if exported[it.Document.ID] {
				it.Status, it.Known, it.Own = StatusProposal, it.Document.ID, true
			}
			exported[it.Document.ID] = true
		}
	}
}

func textOf(it *Item) string {
	if it.Document == nil {
		return ""
	}
	return it.Document.TextSHA256
}

func (s *Service) read(ctx context.Context, f File, opts Options) (Item, error) {
	item := Item{File: f, Name: filepath.Base(f.Path)}
	if out, too := s.Reader.TooLarge(item.Name, f.Size); too {
		item.Status, item.Quarantined = StatusQuarantined, out.Quarantined
		return item, nil
	}
	load := func() ([]byte, error) { return s.Files.Read(f.Path) }
	if f.Load != nil {
		load = f.Load
	}
	data, err := load()
	if f, isFault := fault.As(err); isFault {
		// One file that cannot be read keeps no other from coming in.
		item.Status = StatusQuarantined
		item.Quarantined = &intake.Quarantined{File: item.Name, Reason: f.Key, Params: f.Params}
		return item, nil
	}
	if err != nil {
		return item, err
	}
	sum := sha256.Sum256(data)
	item.SHA256 = hex.EncodeToString(sum[:])
	item.body = data
	// In this order: what another program imports in between is then known by its
	// content, and is no earlier version of itself.
	here, err := s.Sources.Sources(ctx, record.SourceBy{Path: f.Path})
	if err != nil {
		return item, err
	}
	read, err := s.Sources.Sources(ctx, record.SourceBy{SHA256: item.SHA256})
	if err != nil {
		return item, err
	}
	as := opts.As
	if as == "" && opts.AsText[item.SHA256] {
		as = "text"
	}
	out := s.Reader.Read(item.Name, data, as)
	if out.Quarantined != nil && as == "" && len(read) > 0 {
		// A person has had these bytes read before.
		out = s.Reader.Read(item.Name, data, "text")
	}
	if out.Quarantined != nil {
		item.Status, item.Quarantined = StatusQuarantined, out.Quarantined
		return item, nil
	}
	item.Document = out.Document
	item.Told = opts.Told
	same, err := s.Sources.Sources(ctx, item.content())
	if err != nil {
		return item, err
	}
	applyZone(item.Document, opts.Zone)
	// A file that went back to an earlier version has changed since its last import.
	wentBack := len(same) > 0 && len(here) > 0 && here[len(here)-1].Record == same[0].Record && !item.holds(here[len(here)-1])
	switch {
	case len(same) > 0 && !wentBack:
		// Of several imports of one text the last says how it was read.
		last, err := s.standing(ctx, same)
		if err != nil {
			return item, err
		}
		item.Status, item.Known = StatusUnchanged, last.Record
		if item.Elsewhere = len(last.Snapshot) == 0; !item.Elsewhere && len(read) == 0 {
			item.Status = StatusSameText
		}
		if item.InTrash, err = s.Rec.InTrash(ctx, item.Known); err != nil || item.InTrash || item.Elsewhere {
			return item, err
		}
		if err := s.adopt(&item, last, opts); err != nil {
			return item, err
		}
		if last.ReaderVersion < s.Reader.Version() && item.Document.ID != item.Known {
			if item.Reread, err = s.differs(&item, last); item.Reread {
				item.Status = StatusProposal
			}
		}
		return item, err
	case len(here) > 0:
		last, err := s.standing(ctx, here)
		if err != nil {
			return item, err
		}
		item.Status, item.Known = StatusProposal, last.Record
		if item.Own = item.Document.ID == last.Record; item.Own {
			return item, nil
		}
		return item, s.adopt(&item, last, opts)
	}
	item.Status = StatusNew
	if err := s.ownRecord(ctx, &item); err != nil || item.Status != StatusNew || item.Document.ID != "" {
		return item, err
	}
	return item, s.resembling(ctx, &item, opts)
}

// standing is the last of some sources whose record is not in the trash: of two reviews of
// one file that were made one, the one that stayed. The last where all are there.
func (s *Service) standing(ctx context.Context, list []record.Source) (record.Source, error) {
	for i := len(list) - 1; i >= 0; i-- {
		trashed, err := s.Rec.InTrash(ctx, list[i].Record)
		if err != nil || !trashed {
			return list[i], err
		}
	}
	return list[len(list)-1], nil
}

// applyZone answers the question of the zone for a document that states none.
func applyZone(d *intake.Document, zone string) {
	if zone == "" {
		return
	}
	left := false
	place := func(st *timeline.Statement) {
		if st.Zone != "" || st.At == "" {
			return
		}
		placed, err := timeline.WithZone(*st, zone)
		if err != nil {
			left = true
			return
		}
		*st = placed
	}
	for i := range d.Timeline {
		place(&d.Timeline[i].Time)
	}
	for i := range d.KeyTimes {
		place(&d.KeyTimes[i].Time)
	}
	for i := range d.Told {
		place(&d.Told[i].Time)
	}
	if d.Zone == "" {
		d.Zone = zone
	}
	if left {
		return
	}
	d.Findings, d.ToldFindings = answered(d.Findings), answered(d.ToldFindings)
}

// answered is the list without the question of the zone.
func answered(list []intake.Finding) []intake.Finding {
	kept := list[:0]
	for _, f := range list {
		if f.Key != review.ZoneQuestion {
			kept = append(kept, f)
		}
	}
	return kept
}
