package report

import (
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/redact"
	"secondstory/backend/domain/review"
	"secondstory/backend/draw"
)

// Options shape a report.
type Options struct {
	// Text gives the sentence of a key, its gaps filled from name, value pairs.
	// It must be set. Keys lists what it is asked for.
	Text func(key string, params ...string) string
	// AsOf is the moment for which "overdue" is said and the date of the file;
	// zero is when the record was last changed.
	AsOf time.Time
	// DataHash is the SHA-256 of the record's canonical JSON in hex; "" prints none.
	DataHash     string
	Organisation string
	// Audience is one of Audiences; "" is the report's own.
	Audience string
	// Redact takes out what readers outside should not get; nil takes out nothing.
	Redact *redact.Redactor
	// Picture gives the bytes of a picture of the review as it is printed, and false where
	// there are none; nil has none.
	Picture func(review.Picture) (PictureBytes, bool)
	// Links are addresses of records in the tools that hold them, by the names people
	// call them there ("INC0010023") and by our references.
	Links map[string]string
	// Figures keeps fitted diagrams between reports; nil fits anew.
	Figures *FigureCache
	// Measurer knows the fonts drawings are set in; nil knows the embedded ones.
	Measurer *draw.Measurer
}

// Audiences a report may be marked for.
var Audiences = []string{"internal", "executive", "customer", "regulator"}

// builder holds what the parts of one report share.
type builder struct {
	o      Options
	r      review.Review
	asOf   time.Time
	clock  clockface
	m      *draw.Measurer
	months []string
	// shown are the keys of sections that the first page holds completely.
	shown map[string]bool
	// told are the ids of factors that the first page or the causes hold completely.
	told map[string]bool
	// pictured are the ids of pictures that a part before shows, or says are left out.
	pictured map[string]bool
	// entry numbers of the timeline by id.
	entryNo map[string]int
}

var measurer = sync.OnceValues(draw.NewMeasurer)

func newBuilder(r review.Review, o Options) *builder {
	if o.Redact != nil {
		r = plainly(r, o.Redact)
	}
	b := &builder{o: o, r: r, asOf: o.AsOf, shown: map[string]bool{}, told: map[string]bool{}, pictured: map[string]bool{}, entryNo: map[string]int{}}
	if b.asOf.IsZero() {
		// A record without a readable stamp keeps the zero date: it is no reason
		// to print none.
		b.asOf, _ = time.Parse(time.RFC3339, r.ChangedAt)
	}
	b.asOf = b.asOf.UTC().Truncate(time.Second)
	b.months = strings.Split(b.t("report.months"), ",")
	b.clock = faceOf(r)
	for i, e := range r.Timeline {
		b.entryNo[e.ID] = i + 1
	}
	if b.m = o.Measurer; b.m != nil {
		return b
	}
	// The embedded cuts are read once; they cannot be damaged in a program that
	// was built and tested, and a report without figures is still a report.
	b.m, _ = measurer()
	return b
}

func (b *builder) t(key string, params ...string) string { return b.o.Text(key, params...) }

// textOr is the sentence of a key that a catalogue may lack.
func (b *builder) textOr(key, otherwise string, params ...string) string {
	if s := b.t(key, params...); s != key {
		return s
	}
	return otherwise
}

// count is the sentence for a number: "key.one" for 1, else "key.other".
func (b *builder) count(key string, n int, params ...string) string {
	form := ".other"
	if n == 1 {
		form = ".one"
	}
	return b.t(key+form, append([]string{"count", grouped(n)}, params...)...)
}

// of is the text of one value of a closed set; a value from a newer version is
// printed as it stands rather than not at all.
func (b *builder) of(prefix, value string, known []string) string {
	for _, k := range known {
		if k == value {
			return b.t(prefix + "." + value)
		}
	}
	return value
}

// date prints YYYY-MM-DD for people; anything else stays as it is.
func (b *builder) date(iso string) string {
	d, err := time.Parse(time.DateOnly, iso)
	if err != nil || len(b.months) != 12 {
		return iso
	}
	return b.t("report.date", "day", strconv.Itoa(d.Day()), "month", b.months[d.Month()-1], "year", strconv.Itoa(d.Year()))
}

// grouped prints a count with thin groups of three, as "1 204" with a no-break
// space: the one form that no language reads as a decimal mark.
func grouped(n int) string {
	s := strconv.Itoa(n)
	if n < 10_000 && n > -10_000 {
		return s
	}
	var out []byte
	for i := 0; i < len(s); i++ {
		if i > 0 && (len(s)-i)%3 == 0 && s[i-1] != '-' {
			out = append(out, "\u00A0"...)
		}
		out = append(out, s[i])
	}
	return string(out)
}

func pairs(m map[string]string) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	out := make([]string, 0, 2*len(m))
	for _, k := range keys {
		out = append(out, k, m[k])
	}
	return out
}

func (b *builder) audience(own string) string {
	if a := b.o.Audience; a != "" {
		return b.of("report.audience", a, Audiences)
	}
	return b.t("report.audience." + own)
}

// frame is the part of a model that both reports share.
func (b *builder) frame(own string) Model {
	title := strings.TrimSpace(b.r.Title)
	if title == "" {
		title = b.t("report.untitled")
	}
	ref := b.r.Ref
	if ref == "" {
		ref = record.Ref(review.Schema.RefPrefix, b.r.ID)
	}
	name := b.t("report."+own, "ref", ref)
	left := name
	if b.o.Organisation != "" {
		left = b.t("report.head", "organisation", b.o.Organisation, "report", name)
	}
	foot := b.foot()
	if b.r.State != "" {
		foot = b.t("report.foot", "state", b.of("state", b.r.State, review.States), "as_of", foot)
	}
	return Model{
		Title: title, Subject: name, Organisation: b.o.Organisation, Keywords: append(append([]string{}, b.r.Services...), b.r.Tags...),
		AsOf: b.asOf, Head: [2]string{left, b.audience(own)}, Foot: foot,
		Words: b.words(),
	}
}

// shortHash is the first 16 hex digits in groups of four.
func shortHash(h string) string {
	h = h[:min(16, len(h))]
	var parts []string
	for len(h) > 4 {
		parts, h = append(parts, h[:4]), h[4:]
	}
	return strings.Join(append(parts, h), "\u00A0")
}
