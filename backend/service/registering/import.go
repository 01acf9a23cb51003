package registering

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"slices"
	"strconv"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/journal"
	"secondstory/backend/domain/record"
)

// rowsAtOnce is how many rows one write takes before it is known how long that takes here.
// Others should not wait for the write lock for longer than the 20 ms in which nobody
// notices, so an import takes fewer at once where it took longer than longEnough.
const (
	rowsAtOnce = 64
	fewestRows = 8
	mostRows   = 512
	longEnough = 8 * time.Millisecond
)

// importsLookedAt bounds how many imports are looked through for the same file.
const importsLookedAt = 1000

// Options of an import.
type Options struct {
	incident.Options
	Format string // of a reader; "" lets the content decide
	DryRun bool   // count, and write nothing
	Twins  string // incident.TakeAll, TakeNew, or "" to ask

	sum string // of the file that is meant; "" takes whatever is there
}

// Outcome is what an import gave. With questions nothing was taken.
type Outcome struct {
	Import    incident.Import
	Questions []incident.Question
	Headers   []string
	Same      bool // the very file has been taken before
	// Remembered are answers that were not given this time but of such a file before.
	Remembered incident.Options
	// Alike is how many of the first new incidents have the number and the title of one that
	// a table with other columns has brought.
	Alike int
}

// Progress is told how many rows have been read.
type Progress func(rows int)

// Import reads a file into the register. When it is stopped or fails half way, what came
// until then stands, and its import says so and can be withdrawn. Faults: incident.no_reader,
// those of the reader and of the store.
func (s *Service) Import(ctx context.Context, path string, o Options, progress Progress) (Outcome, error) {
	if s.Busy != nil && !o.DryRun {
		release, err := s.Busy.Hold()
		if err != nil {
			return Outcome{}, err
		}
		defer release()
	}
	in, name, done, err := s.Files.Open(path)
	if err != nil {
		return Outcome{}, err
	}
	defer done() //nolint:errcheck // it was only read
	reader, err := s.reader(name, in, o.Format)
	if err != nil {
		return Outcome{}, err
	}
	profile, err := s.Profile(ctx)
	if err != nil {
		return Outcome{}, err
	}
	sum, err := sumOf(in)
	if err != nil {
		return Outcome{}, fault.Wrap(err, fault.Unavailable, "file.unreadable", "name", name)
	}
	if o.sum != "" && o.sum != sum {
		return Outcome{}, fault.New(fault.Conflict, "incident.another_file", "file", name)
	}
	t := &taking{s: s, ctx: ctx, most: rowsAtOnce, profile: profile, dry: o.DryRun, progress: progress, imp: incident.Import{
		ID: s.NewID(), File: name, Path: path, SHA256: sum, Profile: profile.Version, At: s.now(),
		Written: written(in), Encoding: encodingOf(in), State: incident.Running, Zone: o.Zone, DayOrder: o.DayOrder, Mapping: o.Mapping, Twins: o.Twins, Format: reader.Format(), Reader: reader.Format(),
	}}
	out := Outcome{}
	if out.Same, err = s.takenBefore(ctx, t.imp.SHA256); err != nil {
		return out, err
	}
	if q := s.twins(ctx, reader, name, in, o); q != nil {
		out.Questions, out.Import = []incident.Question{*q}, t.imp
		return out, nil
	}
	told, answers, err := s.read(ctx, reader, name, in, o.Options, t.answered, t.take)
	if errors.Is(err, errAnswers) {
		return out, err
	}
	out.Remembered = added(o.Options, answers)
	if err == nil {
		err = t.flush()
	}
	t.imp.Answers = answersKey(told, t.imp)
	t.imp.Uses, t.imp.ReaderVersion = told.Uses, told.ReaderVersion
	if told.Format != "" {
		t.imp.Format = told.Format
	}
	out.Alike = t.alike
	out.Questions, out.Headers, out.Import = told.Questions, told.Headers, t.imp
	if len(told.Questions) > 0 && t.imp.Account.Read == 0 || o.DryRun {
		return out, err
	}
	if err != nil && t.imp.Account.Read == 0 {
		return out, err
	}
	out.Import.State = incident.Finished
	if err != nil {
		out.Import.State = incident.Stopped
	}
	tellings, tellErr := s.tellings(context.WithoutCancel(ctx), t.told)
	if out.Import.Tellings = tellings; err == nil {
		err = tellErr
	}
	// What was taken is accounted for also when the person has left by now.
	if endErr := s.end(context.WithoutCancel(ctx), out.Import); endErr != nil && err == nil {
		err = endErr
	}
	return out, err
}

var errAnswers = errors.New("registering: what was answered before cannot be read")

// read has a file read, with what was said before of such files; answered hears with which
// answers before the rows come.
func (s *Service) read(ctx context.Context, reader Reader, name string, in File, o incident.Options, answered func(incident.Options), take func(incident.Row) error) (incident.Told, incident.Options, error) {
	o, err := s.meantBefore(ctx, reader, name, in, o)
	if err != nil {
		return incident.Told{}, o, err
	}
	answered(o)
	told, err := reader.Read(ctx, name, in, o, take)
	for known := true; err == nil && known && len(told.Questions) > 0; {
		// One answer can lead to the next question.
		if o, known, err = s.answersFor(ctx, told, o); err != nil {
			return told, o, errors.Join(errAnswers, err)
		}
		if known {
			answered(o)
			told, err = reader.Read(ctx, name, in, o, take)
		}
	}
	return told, o, err
}

func (s *Service) reader(name string, in File, format string) (Reader, error) {
	var best Reader
	sure := 0
	for _, r := range s.Readers {
		if format != "" && r.Format() != format {
			continue
		}
		// A tool may write tables and objects: of two readers of one format the surer one.
		if n := r.Sniff(name, in); n > sure || best == nil && format != "" {
			best, sure = r, n
		}
	}
	if best == nil {
		return nil, fault.New(fault.Invalid, "incident.no_reader", "name", name)
	}
	return best, nil
}

// sumOf is the SHA-256 of the bytes of a file as they are stored, in whatever encoding.
func sumOf(in File) (string, error) {
	if f, ok := in.(interface{ Stored() File }); ok {
		in = f.Stored()
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, io.NewSectionReader(in, 0, in.Size())); err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

func (s *Service) takenBefore(ctx context.Context, sum string) (same bool, err error) {
	err = s.Store.View(ctx, func(tx Tx) error {
		list, err := tx.IncidentImports("", importsLookedAt)
		same = slices.ContainsFunc(list, func(i incident.Import) bool { return i.SHA256 == sum && i.State == incident.Finished })
		return err
	})
	return same, err
}

// end writes down what an import was, once, with its entry in the journal.
func (s *Service) end(ctx context.Context, imp incident.Import) error {
	draft, err := s.draft("incident.import", imp, record.Doc{"$absent": true})
	if err != nil {
		return err
	}
	err = s.Store.Update(ctx, func(tx Writer) error {
		// Its withdrawal says what became of it.
		if gone, err := withdrawn(tx, imp.ID); err != nil || gone {
			return err
		}
		if err := tx.PutImport(imp); err != nil {
			return err
		}
		if err := remember(tx, imp); err != nil {
			return err
		}
		// Until when the register tells may be later now, though no row is another.
		if err := tx.NextIncidentStamp(); err != nil {
			return err
		}
		return s.log(tx, "incident.import", draft)
	})
	if err == nil {
		s.changed(imp.ID)
	}
	return err
}

// draft is the entry of an import or its withdrawal. It stays on this machine, as the
// rows do.
func (s *Service) draft(action string, imp incident.Import, before record.Doc) (journal.Draft, error) {
	after := record.Doc{"file": imp.File, "format": imp.Format, "sha256": imp.SHA256, "state": imp.State,
		"read": float64(imp.Account.Read), "created": float64(imp.Account.Created), "updated": float64(imp.Account.Updated),
		"unchanged": float64(imp.Account.Unchanged), "quarantined": float64(imp.Account.Quarantined)}
	if action == "incident.withdraw" {
		after["removed"], after["restored"], after["left"] = float64(imp.Removed), float64(imp.Restored), float64(imp.Left)
	}
	was, err := record.Canonical(before)
	if err != nil {
		return journal.Draft{}, err
	}
	is, err := record.Canonical(after)
	if err != nil {
		return journal.Draft{}, err
	}
	return journal.NewDraft(journal.Entry{Chain: s.Rec.Who.LocalChain, At: s.now(), Actor: s.Rec.Who.Actor, Action: action,
		Entity: imp.ID, Before: was, After: is})
}

func (s *Service) log(tx Writer, action string, d journal.Draft) error {
	now := s.now()
	step, err := tx.OpenStep(journal.Step{Device: s.Rec.Who.Device, Origin: s.Rec.Origin, Kind: journal.Note, Action: action, OpenedAt: now, LastAt: now})
	if err != nil {
		return err
	}
	_, err = tx.Append(d, step)
	return err
}

// ImportsList lists the imports, newest first. Those whose program was killed are told as
// stopped.
func (s *Service) ImportsList(ctx context.Context, limit int) (list []incident.Import, err error) {
	s.settled(ctx)
	err = s.Store.View(ctx, func(tx Tx) error {
		list, err = tx.IncidentImports("", limit)
		return err
	})
	return list, err
}

// importOf finds an import by its id, or by a number counted from the newest ("1").
func (s *Service) importOf(tx Tx, name string) (incident.Import, error) {
	if n, err := strconv.Atoi(name); err == nil && n > 0 {
		list, err := tx.IncidentImports("", n)
		if err != nil {
			return incident.Import{}, err
		}
		if len(list) >= n {
			return list[n-1], nil
		}
	}
	list, err := tx.IncidentImports(name, 1)
	if err != nil {
		return incident.Import{}, err
	}
	if len(list) == 0 || name == "" {
		return incident.Import{}, fault.New(fault.NotFound, "incident.no_import", "import", name)
	}
	return list[0], nil
}
