package workspace

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"secondstory/assets"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/redact"
	"secondstory/backend/domain/review"
	"secondstory/backend/draw"
	"secondstory/backend/report"
	"secondstory/backend/report/asfile"
)

// ReportKinds are the reports of a review.
var ReportKinds = []string{"internal", "executive", "customer", "regulator"}

// ReportOptions say which report is wanted.
type ReportOptions struct {
	Kind     string    // ReportKinds
	Audience string    // "", or one of report.Audiences
	AsOf     time.Time // zero = the record's last change
	// Keep are words that a person has looked at and that may stay in a report for
	// readers outside.
	Keep []string
}

// Report prints a review as PDF: the same review gives the same bytes on a
// machine, and on every other whose fonts it needs none of.
func (w *Workspace) Report(ctx context.Context, r review.Review, o ReportOptions, text *assets.Catalogue) (Paper, error) {
	ms, err := paperMeasurer()
	if err != nil {
		return Paper{}, fmt.Errorf("fonts: %w", err)
	}
	model, about, err := w.reportModel(ctx, r, o, text, ms)
	if err != nil {
		return Paper{}, err
	}
	paper, err := printed(model, ms)
	paper.Removed, paper.Apart, paper.DataHash = about.Removed, about.Apart, about.DataHash
	return paper, err
}

// ReportFormats are what a report is written as, by the endings of its files.
var ReportFormats = []string{"pdf", "html", "md", "json"}

// ReportAs is a report of a review in one of the formats: the same content as on
// paper, with what its profile took out.
func (w *Workspace) ReportAs(ctx context.Context, r review.Review, o ReportOptions, format string, text *assets.Catalogue) ([]byte, Paper, error) {
	if format == "pdf" {
		paper, err := w.Report(ctx, r, o, text)
		return paper.PDF, paper, err
	}
	ms, err := paperMeasurer()
	if err != nil {
		return nil, Paper{}, fmt.Errorf("fonts: %w", err)
	}
	model, about, err := w.reportModel(ctx, r, o, text, ms)
	if err != nil {
		return nil, Paper{}, err
	}
	raw, err := writtenAs(model, format)
	about.Beside = besideOf(model, format)
	return raw, about, err
}

// writtenAs is a model in a format other than paper.
func writtenAs(model report.Model, format string) ([]byte, error) {
	switch format {
	case "html":
		return asfile.HTML(model), nil
	case "md":
		return asfile.Markdown(model), nil
	case "json":
		return asfile.JSON(model)
	}
	return nil, fault.New(fault.Invalid, "cli.format_unknown", "given", format, "choices", strings.Join(ReportFormats, ", "))
}

// reportModel is the content of a report, whatever it is written as, and what its
// profile took out. Content and hash are of one moment: a review that was edited since
// it was read is read again.
func (w *Workspace) reportModel(ctx context.Context, r review.Review, o ReportOptions, text *assets.Catalogue, ms *draw.Measurer) (report.Model, Paper, error) {
	if err := o.refused(text); err != nil {
		return report.Model{}, Paper{}, err
	}
	snap, err := w.Records.Get(ctx, r.ID)
	if err != nil {
		return report.Model{}, Paper{}, err
	}
	if snap.Rev != r.Rev {
		r = review.FromSnapshot(snap)
	}
	hash, err := w.dataHashOf(snap)
	if err != nil {
		return report.Model{}, Paper{}, err
	}
	opts := report.Options{Measurer: ms, Text: text.Text, AsOf: o.AsOf, DataHash: hash, Audience: o.Audience, Figures: &w.figures, Picture: w.onPaper(r)}
	if o.Kind == "internal" {
		if opts.Links, err = w.linksOf(ctx, r.ID); err != nil {
			return report.Model{}, Paper{}, err
		}
		hash = withLinks(hash, opts.Links)
		opts.DataHash = hash
		model := report.Internal(r.Shared(), opts)
		return model, Paper{Apart: model.Apart, DataHash: hash}, nil
	}
	profile, err := w.profile(ctx, r.ID, o, text)
	if err != nil {
		return report.Model{}, Paper{}, err
	}
	opts.Redact = redact.New(profile)
	lay := map[string]func(review.Review, report.Options) report.Model{"executive": report.Executive, "customer": report.Customer, "regulator": report.Regulator}[o.Kind]
	model := lay(r.Shared(), opts)
	// What is saved is looked through once more as a whole: a way past the profile
	// would end here and not with its readers.
	again := redact.New(profile)
	report.Scan(model, again)
	for _, left := range again.Removed() {
		if !left.Kept {
			return report.Model{}, Paper{}, fault.New(fault.Denied, "report.leak_left", "words", left.Words, "kind", text.Text("redact.kind."+string(left.Kind)))
		}
	}
	return model, Paper{Removed: opts.Redact.Removed(), Apart: model.Apart, DataHash: hash}, nil
}

// profile is what goes from a report for its readers. Those who watch over an
// organisation get the inner workings of its systems, and nobody gets names.
func (w *Workspace) profile(ctx context.Context, id string, o ReportOptions, text *assets.Catalogue) (redact.Profile, error) {
	names, err := w.Vetting.Names(ctx, id)
	if err != nil {
		return redact.Profile{}, err
	}
	again, err := w.Vetting.Tells(ctx, id)
	if err != nil {
		return redact.Profile{}, err
	}
	kept, err := w.KeptWords(ctx, id)
	return redact.Profile{
		Names: names, Again: again, Technical: o.Kind != "regulator", Keep: append(kept, o.Keep...),
		Word: func(k redact.Kind) string { return text.Text("redact.word." + string(k)) },
	}, err
}

// refused says why a report cannot be made as it is wanted. Marking the content of
// one for somebody it was not made for would be worse than no report.
func (o ReportOptions) refused(text *assets.Catalogue) error {
	switch {
	case !slices.Contains(ReportKinds, o.Kind):
		return fault.New(fault.Invalid, "cli.format_unknown", "given", o.Kind, "choices", strings.Join(ReportKinds, ", "))
	case o.Audience != "" && !slices.Contains(report.Audiences, o.Audience):
		return fault.New(fault.Invalid, "cli.format_unknown", "given", o.Audience, "choices", strings.Join(report.Audiences, ", "))
	case (o.Audience == "customer" || o.Audience == "regulator") && o.Kind != o.Audience:
		return fault.New(fault.Invalid, "report.audience_other", "audience", text.Text("report.audience."+o.Audience), "kind", o.Audience)
	}
	return nil
}

// DataHash is the SHA-256 in hex of a record's canonical JSON: its fields and the
// parts that are not removed, without what stays on this machine. It depends on
// the record alone, not on the version of the program that prints it.
func (w *Workspace) DataHash(id string) (string, error) {
	snap, err := w.Records.Get(context.Background(), id)
	if err != nil {
		return "", err
	}
	return w.dataHashOf(snap)
}

// dataHashOf is of the form in which a space holds the record: whoever typed a set has it
// in the order of their typing, and everybody else in another.
func (w *Workspace) dataHashOf(snap record.Snapshot) (string, error) {
	schema, ok := w.Registry.Schema(snap.Kind)
	if !ok {
		return asTyped(snap)
	}
	scheme, err := merge.NewScheme(schema, merge.Version)
	if err != nil {
		return "", fmt.Errorf("data hash: %w", err)
	}
	doc := scheme.FromState(snap.State)
	parts := record.Doc{}
	put := func(name, id string, fields record.Doc) {
		list, _ := parts[name].(record.Doc)
		if list == nil {
			list = record.Doc{}
			parts[name] = list
		}
		list[id] = fields
	}
	for name, all := range doc.Parts {
		for id, p := range all {
			if !p.Disposed() {
				put(name, id, p.Fields)
			}
		}
	}
	for id, c := range doc.Conflicts {
		if !c.Withdrawn() {
			put(merge.ConflictsName, id, c.Doc())
		}
	}
	return sumOf(snap, doc.Fields, parts)
}

// asTyped is the hash that reports had before it was the same on all machines.
func asTyped(snap record.Snapshot) (string, error) {
	parts := record.Doc{}
	for name := range snap.State.Parts {
		live := record.Doc{}
		for _, part := range snap.State.Live(name) {
			live[part] = snap.State.Parts[name][part].Doc
		}
		if len(live) > 0 {
			parts[name] = live
		}
	}
	return sumOf(snap, snap.State.Head, parts)
}

func sumOf(snap record.Snapshot, fields, parts record.Doc) (string, error) {
	raw, err := record.Canonical(record.Doc{"kind": snap.Kind, "id": snap.ID, "fields": fields, "parts": parts})
	if err != nil {
		return "", fmt.Errorf("data hash: %w", err)
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:]), nil
}

// CausesPDF prints one drawing of a review's causes.
func (w *Workspace) CausesPDF(r review.Review, f Figure, text *assets.Catalogue) (Paper, error) {
	if f.View == Outline {
		return Paper{}, fault.New(fault.Invalid, "causes.outline_not_drawn")
	}
	shared := r.Shared()
	hash, err := w.DataHash(r.ID)
	if err != nil {
		return Paper{}, err
	}
	ms, err := paperMeasurer()
	if err != nil {
		return Paper{}, fmt.Errorf("fonts: %w", err)
	}
	return printed(report.CauseSheet(shared, f.View == Whys, report.Options{Measurer: ms, Text: text.Text, DataHash: hash, Figures: &w.figures}), ms)
}
