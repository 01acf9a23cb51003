package workspace

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"secondstory/assets"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/journal"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/redact"
	"secondstory/backend/domain/review"
	"secondstory/backend/report/asfile"
	"secondstory/backend/sqlite"
)

// issueAction is the entry of the journal that says a report went out. The register
// of issued reports is these entries and nothing beside them: they are chained,
// cannot be changed or taken back, and doctor checks them with all others.
const issueAction = "report.issue"

// Issued is a report that somebody gave out: which content as which file.
type Issued struct {
	N        int64     `json:"n"` // of the journal
	At       time.Time `json:"at"`
	By       string    `json:"by"` // the pseudonym of who issued it
	Entry    string    `json:"entry"`
	Record   string    `json:"record"` // id
	Ref      string    `json:"ref"`
	Title    string    `json:"title"`
	Kind     string    `json:"kind"`
	Format   string    `json:"format"`
	To       string    `json:"to"` // whom it is for, as somebody typed
	Name     string    `json:"name"`
	Bytes    int       `json:"bytes"`
	DataHash string    `json:"data_sha256"`
	FileHash string    `json:"file_sha256"`
	// Mark stands in the file and is known again in one that somebody changed; "" of those
	// that went out with an earlier version.
	Mark    string `json:"mark,omitempty"`
	Removed int    `json:"removed"` // details its profile left out
	Kept    int    `json:"kept"`    // of those found that a person let stand
	// Trend is what a trend report is of; nil for a report of a record.
	Trend *TrendQuery `json:"trend,omitempty"`
	// Beside are the files that lie beside it; they are no part of the register.
	Beside []asfile.Beside `json:"-"`
}

// longestTo bounds whom a report is for, in characters.
const longestTo = 200

// PrepareIssue makes a report that is to go out, and what the register will say of
// it once its file is written (EnterIssue). To names a reader or a place, not empty.
func (w *Workspace) PrepareIssue(ctx context.Context, r review.Review, o ReportOptions, format, to string, text *assets.Catalogue) ([]byte, Issued, error) {
	to, err := issuedTo(to)
	if err != nil {
		return nil, Issued{}, err
	}
	raw, paper, err := w.ReportAs(ctx, r, o, format, text)
	if err != nil {
		return nil, Issued{}, err
	}
	out := Issued{Record: r.ID, Ref: r.Ref, Title: r.Title, Kind: o.Kind, Format: format, To: to, DataHash: paper.DataHash}
	raw = out.marked(raw)
	out.Removed, out.Kept = counted(paper.Removed)
	out.Beside = paper.Beside
	return raw, out, nil
}

// marked gives the file its mark, and tells the entry which bytes those are.
func (i *Issued) marked(raw []byte) []byte {
	raw, i.Mark = asfile.Marked(raw, i.Format)
	sum := sha256.Sum256(raw)
	i.Bytes, i.FileHash = len(raw), hex.EncodeToString(sum[:])
	return raw
}

// issuedTo is whom a report is for, on one line.
func issuedTo(to string) (string, error) {
	to = strings.Join(strings.Fields(to), " ")
	if to == "" || len([]rune(to)) > longestTo {
		return "", fault.New(fault.Invalid, "report.issue.to_bad", "max", fmt.Sprint(longestTo)).WithField("to", "report.issue.to_bad", "max", fmt.Sprint(longestTo))
	}
	return to, nil
}

func counted(list []redact.Removed) (removed, kept int) {
	for _, r := range list {
		if r.Kept {
			kept++
		} else {
			removed++
		}
	}
	return removed, kept
}

// EnterIssue enters a report in the register, its file being written as name. It
// cannot be taken back: what went out went out.
func (w *Workspace) EnterIssue(ctx context.Context, i Issued, name string) (Issued, error) {
	i.At, i.By, i.Name = w.now().UTC().Truncate(time.Millisecond), w.Who.Actor, name
	raw, err := json.Marshal(i)
	if err == nil {
		raw, err = record.CanonicalJSON(raw) // as the chain hashes it
	}
	if err != nil {
		return i, fmt.Errorf("issued report: %w", err)
	}
	d, err := journal.NewDraft(journal.Entry{Chain: w.Who.LocalChain, At: i.At, Actor: w.Who.Actor, Action: issueAction, Entity: w.newID(), Before: json.RawMessage("null"), After: raw})
	if err != nil {
		return i, err
	}
	err = w.local.Update(ctx, w.Registry, func(tx *sqlite.Tx) error {
		step, err := tx.OpenStep(journal.Step{Device: w.Who.Device, Kind: journal.Note, Action: issueAction, OpenedAt: i.At, LastAt: i.At})
		if err != nil {
			return err
		}
		e, err := tx.Append(d, step)
		i.N, i.Entry = e.N, e.Hash
		return err
	})
	return i, err
}

// issuedPage is how many entries are read at once.
const issuedPage = 500

// IssuedReports lists what went out, newest first; of one review, or of all with "".
// An entry whose content a disposal run took says so by having no file.
func (w *Workspace) IssuedReports(ctx context.Context, id string) (list []Issued, err error) {
	list = []Issued{}
	err = w.local.View(ctx, w.Registry, func(tx *sqlite.Tx) error {
		q := journal.Query{Action: issueAction, Limit: issuedPage}
		for {
			rows, err := tx.JournalPage(q)
			if err != nil || len(rows) == 0 {
				return err
			}
			for _, row := range rows {
				e, err := tx.JournalEntry(row.N)
				if err != nil {
					return err
				}
				one := Issued{}
				if !e.Erased {
					if err := json.Unmarshal(e.After, &one); err != nil {
						return fmt.Errorf("issued report %d: %w", e.N, err)
					}
				}
				one.N, one.At, one.By, one.Entry = e.N, e.At, e.Actor, e.Hash
				if id == "" || one.Record == id {
					list = append(list, one)
				}
				q.Below = e.N
			}
		}
	})
	return list, err
}

// What a file is to the register.
const (
	FileSame    = "same"    // as issued, and the record says the same now
	FileMoved   = "moved"   // as issued; the record has changed since
	FileGone    = "gone"    // as issued; the record is not here any more
	FileChanged = "changed" // issued from here, and changed after that
	FileForeign = "foreign" // not issued from here
	// FileUnknown is not issued from here, or changed since: reports that went out with an
	// earlier version carry no mark by which that could be told.
	FileUnknown = "unknown"
)

// VerifyIssued says what a file is to the register of issued reports.
func (w *Workspace) VerifyIssued(ctx context.Context, raw []byte) (state string, found Issued, err error) {
	sum := sha256.Sum256(raw)
	hash := hex.EncodeToString(sum[:])
	list, err := w.IssuedReports(ctx, "")
	if err != nil {
		return "", found, err
	}
	at := slices.IndexFunc(list, func(i Issued) bool { return i.FileHash == hash })
	if at < 0 {
		return changedOrForeign(list, asfile.Marks(raw))
	}
	found = list[at]
	now, err := w.DataNow(ctx, found)
	switch {
	case fault.Is(err, fault.NotFound):
		return FileGone, found, nil
	case err != nil:
		return "", found, err
	case now == found.DataHash:
		return FileSame, found, nil
	}
	return FileMoved, found, nil
}

// changedOrForeign says of a file whose bytes nobody issued what its mark says.
func changedOrForeign(list []Issued, marks map[string]bool) (state string, found Issued, err error) {
	state = FileForeign
	for _, i := range list {
		if i.Mark == "" {
			state = FileUnknown
		} else if marks[i.Mark] {
			return FileChanged, i, nil
		}
	}
	return state, found, nil
}

// AsIssued says of the state of a file that its bytes are those that went out.
func AsIssued(state string) bool {
	return state == FileSame || state == FileMoved || state == FileGone
}

// DataNow is the hash of what a report that went out would say now; "" of a trend that
// cannot be made any more, as its calendar is gone or makes no clock, or its service is in no
// incident: what it counted is not what there is.
func (w *Workspace) DataNow(ctx context.Context, i Issued) (string, error) {
	if i.Trend != nil {
		now, err := w.trendHash(ctx, *i.Trend, assets.English())
		if fault.Is(err, fault.NotFound) || fault.Is(err, fault.Invalid) {
			return "", nil
		}
		return now, err
	}
	snap, err := w.Records.Get(ctx, i.Record)
	if err != nil {
		return "", err
	}
	now, err := w.dataHashOf(snap)
	if err != nil || now == i.DataHash {
		return now, err
	}
	before, err := asTyped(snap) // of a report that went out with an earlier version
	if err != nil || before == i.DataHash {
		return before, err
	}
	if i.Kind != "internal" {
		return now, nil
	}
	links, err := w.linksOf(ctx, i.Record)
	if withLinks(before, links) == i.DataHash {
		return i.DataHash, err
	}
	return withLinks(now, links), err
}

// issuedRef is how a record is named where it is gone.
func issuedRef(i Issued) string {
	if i.Ref != "" {
		return i.Ref
	}
	return record.Ref(review.Schema.RefPrefix, i.Record)
}

// Sentence says what a file is, for a person.
func (i Issued) Sentence(state string, text *assets.Catalogue) string {
	key := "report.verify."
	if i.Trend != nil {
		key = "report.verify.trend_"
	}
	return text.Text(key+state, "ref", issuedRef(i), "kind", text.Text("report.kind."+i.Kind), "to", i.To, "at", i.At.UTC().Format("2006-01-02 15:04")+" UTC")
}
