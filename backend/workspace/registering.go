package workspace

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/search"
	"secondstory/backend/ingest"
	"secondstory/backend/ingest/objects"
	"secondstory/backend/ingest/plaintable"
	"secondstory/backend/service/registering"
	"secondstory/backend/sqlite"
)

// register fits sqlite's transactions to what the register asks for.
type register struct{ store }

func (r register) View(ctx context.Context, f func(registering.Tx) error) error {
	return r.local.View(ctx, r.registry, func(tx *sqlite.Tx) error { return f(tx) })
}

func (r register) Update(ctx context.Context, f func(registering.Writer) error) error {
	return r.local.Update(ctx, r.registry, func(tx *sqlite.Tx) error { return f(tx) })
}

// openFile is a file of this machine that is read in place, whatever its size.
type openFile struct {
	*os.File
	size    int64
	written time.Time
}

func (f openFile) Size() int64 { return f.size }

// Written is when the file last changed.
func (f openFile) Written() time.Time { return f.written }

// otherFile is a file that was written in another encoding, as UTF-8.
type otherFile struct {
	*strings.Reader
	as       openFile
	encoding string
}

// Written is when the file last changed.
func (f otherFile) Written() time.Time { return f.as.written }

// Stored is the file as it was written: by its bytes the inboxes and the imports of before
// know it.
func (f otherFile) Stored() registering.File { return f.as }

// Encoding is how its bytes were written, in words.
func (f otherFile) Encoding() string { return f.encoding }

// Open opens a file that a person named; one that is surely of another encoding is given as
// UTF-8. Faults file.*.
func (files) Open(path string) (registering.File, string, func() error, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, "", nil, fileFault(err, path)
	}
	info, err := os.Stat(abs)
	if err != nil {
		return nil, "", nil, fileFault(err, path)
	}
	if !info.Mode().IsRegular() {
		return nil, "", nil, fault.New(fault.Invalid, "file.not_regular", "name", path)
	}
	f, err := os.Open(abs)
	if err != nil {
		return nil, "", nil, fileFault(err, path)
	}
	as := openFile{f, info.Size(), info.ModTime()}
	text, encoding, err := ingest.AsUTF8(f, info.Size())
	if err != nil {
		f.Close()
		return nil, "", nil, fileFault(err, path)
	}
	if encoding != "" {
		return otherFile{strings.NewReader(text), as, encoding}, filepath.Base(abs), f.Close, nil
	}
	return as, filepath.Base(abs), f.Close, nil
}

func newRegistering(w *Workspace) *registering.Service {
	return &registering.Service{Store: register{store{local: w.local, registry: w.Registry}}, Files: files{}, Readers: incidentReaders(),
		Rec: w.Records, Busy: newImportLock(w.Home), Now: w.now, Zone: w.Reviews.Zone, NewID: w.newID, Plain: search.Plain}
}

// incidentReaders know the formats incidents come in, the sure ones and the generic ones:
// which reads a file is decided by its content.
func incidentReaders() []registering.Reader {
	var all []registering.Reader
	for _, d := range plaintable.Dialects() {
		all = append(all, tables{d})
	}
	all = append(all, books{})
	for _, r := range objects.Readers() {
		all = append(all, units{r})
	}
	return all
}

// units reads the JSON of one tool, or objects of which nothing is known but their fields.
type units struct{ objects.Reader }

func (u units) Sniff(_ string, in registering.File) int { return u.Reader.Sniff(in) }

func (u units) Read(ctx context.Context, name string, in registering.File, o incident.Options, take func(incident.Row) error) (incident.Told, error) {
	return u.Reader.Read(ctx, name, in, o, take)
}

// tables reads the tables of one tool, or those of which nothing is known but their headers.
type tables struct{ plaintable.Dialect }

func (t tables) Format() string { return t.Dialect.Format }

func (t tables) Sniff(_ string, in registering.File) int { return t.Dialect.Sniff(in) }

func (t tables) Read(ctx context.Context, _ string, in registering.File, o incident.Options, take func(incident.Row) error) (incident.Told, error) {
	return t.Dialect.Read(ctx, in, o, take)
}

// books reads the tables of workbooks, in whatever dialect.
type books struct{}

func (books) Format() string { return plaintable.FormatSheet }

func (books) Sniff(_ string, in registering.File) int { return plaintable.SniffBook(in) }

func (books) Read(ctx context.Context, _ string, in registering.File, o incident.Options, take func(incident.Row) error) (incident.Told, error) {
	return plaintable.ReadBook(ctx, in, o, take)
}
