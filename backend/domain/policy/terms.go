package policy

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
)

// Setting is one line of the table of a rule: "Review within" · "48 h".
type Setting struct {
	Name  string `json:"name"`
	Value string `json:"value"`
	Note  string `json:"note,omitempty"`
}

// Seat is a role whose agreement is needed, by Count different people.
type Seat struct {
	Role  string `json:"role"`
	Count int    `json:"count"`
}

// Terms are all that people sign. Texts are in the form in which a space writes them
// (NFC, line feeds); the caller sees to that, for a hash must be the same everywhere.
type Terms struct {
	Kind     Kind          `json:"kind"`
	Title    string        `json:"title"`
	Text     string        `json:"text"` // Markdown
	Settings []Setting     `json:"settings"`
	Data     any           `json:"data,omitempty"` // made and read by the program: a pack, a matrix
	Zone     string        `json:"zone"`           // of its dates
	From     calendar.Date `json:"effective"`      // none: from the last signature on
	// Backdated is why the rule is to hold from a day before it was proposed.
	Backdated string        `json:"backdated,omitempty"`
	ReviewBy  calendar.Date `json:"review_by"`
	Seats     []Seat        `json:"seats"`
	Recorded  bool          `json:"recorded"` // a decision may be recorded by another for the signer
	Ends      bool          `json:"ends"`     // from its date on there is no such rule
	Repeat    Repeat        `json:"repeat"`
}

// Repeat is when exceptions are so many that the procedure itself is the question.
type Repeat struct {
	Count int `json:"count"`
	Days  int `json:"days"`
}

// DefaultRepeat holds where a policy says nothing.
var DefaultRepeat = Repeat{Count: 5, Days: 90}

// OrDefault is the rule, or the default where there is none.
func (r Repeat) OrDefault() Repeat {
	if r.Count <= 0 || r.Days <= 0 {
		return DefaultRepeat
	}
	return r
}

// Hash of the terms under a version number, in hexadecimal digits.
func (t Terms) Hash(number int) (string, error) {
	doc := t.plain()
	doc["format"], doc["number"] = 1, number
	raw, err := record.Canonical(doc)
	if err != nil {
		return "", fault.Wrap(err, fault.Invalid, "policy.data_bad")
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:]), nil
}

// Equal says whether two terms say the same.
func (t Terms) Equal(o Terms) bool {
	a, errA := record.Canonical(t.plain())
	b, errB := record.Canonical(o.plain())
	return errA == nil && errB == nil && slices.Equal(a, b)
}

// plain has only what is said: a field that comes later and is empty leaves the hashes
// of before as they are.
func (t Terms) plain() map[string]any {
	doc := map[string]any{}
	put := func(name, v string) {
		if v != "" {
			doc[name] = v
		}
	}
	put("kind", string(t.Kind))
	put("title", t.Title)
	put("text", t.Text)
	put("zone", t.Zone)
	put("effective", day(t.From))
	put("backdated", t.Backdated)
	put("review_by", day(t.ReviewBy))
	if !record.Empty(t.Data) {
		doc["data"] = t.Data
	}
	if list := settingsPlain(t.Settings); len(list) > 0 {
		doc["settings"] = list
	}
	if list := seatsPlain(t.Seats); len(list) > 0 {
		doc["seats"] = list
	}
	if t.Recorded {
		doc["recorded"] = true
	}
	if t.Ends {
		doc["ends"] = true
	}
	if t.Repeat != (Repeat{}) {
		doc["repeat"] = map[string]any{"count": t.Repeat.Count, "days": t.Repeat.Days}
	}
	return doc
}

func settingsPlain(list []Setting) []any {
	out := make([]any, len(list))
	for i, s := range list {
		d := map[string]any{"name": s.Name, "value": s.Value}
		if s.Note != "" {
			d["note"] = s.Note
		}
		out[i] = d
	}
	return out
}

func seatsPlain(list []Seat) []any {
	out := make([]any, len(list))
	for i, s := range list {
		out[i] = map[string]any{"role": s.Role, "count": s.Count}
	}
	return out
}

func day(d calendar.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

// Seat finds the seat of a role; roles are compared without regard to case and blanks.
func (t Terms) Seat(role string) (Seat, bool) {
	for _, s := range t.Seats {
		if sameWords(s.Role, role) {
			return s, true
		}
	}
	return Seat{}, false
}

// MinReason is how many characters a reason has at least, blanks at its ends and runs
// of them not counted.
const MinReason = 20

func reasonLength(s string) int { return utf8.RuneCountInString(strings.Join(strings.Fields(s), " ")) }

func sameWords(a, b string) bool { return words(a) == words(b) }

func words(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// Check says whether the terms may be proposed at an instant. Fault invalid with the
// field named; nothing is changed here.
func (t Terms) Check(now time.Time) error {
	switch {
	case strings.TrimSpace(t.Title) == "":
		return invalid("title", "record.field_required", "field", "title")
	case !t.Kind.Valid():
		return invalid("kind", "policy.kind_bad", "kind", string(t.Kind))
	case strings.TrimSpace(t.Text) == "" && len(t.Settings) == 0 && record.Empty(t.Data):
		return invalid("text", "policy.empty")
	case len(t.Seats) == 0:
		return invalid("seats", "policy.no_seats")
	}
	if err := t.checkLists(); err != nil {
		return err
	}
	zone, err := t.zone()
	if err != nil {
		return err
	}
	today := calendar.DateOf(now, zone)
	switch {
	case !t.From.IsZero() && t.From.Before(today) && t.Backdated == "":
		return invalid("backdated", "policy.backdated", "date", t.From.String())
	case !t.From.IsZero() && t.From.Before(today) && reasonLength(t.Backdated) < MinReason:
		return invalid("backdated", "policy.backdated_short", "date", t.From.String(), "min", "20")
	}
	return t.reviewAhead(today)
}

// CheckReview says whether the day by which the rule is looked at again lies ahead, as
// Check does. Terms without a day have nothing to check.
func (t Terms) CheckReview(now time.Time) error {
	zone, err := t.zone()
	if err != nil || t.ReviewBy.IsZero() {
		return err
	}
	return t.reviewAhead(calendar.DateOf(now, zone))
}

func (t Terms) reviewAhead(today calendar.Date) error {
	if !t.ReviewBy.IsZero() && !t.Ends && t.ReviewBy.Before(later(t.From, today)) {
		return invalid("review_by", "policy.review_past", "date", t.ReviewBy.String())
	}
	return nil
}

func (t Terms) checkLists() error {
	seen := map[string]bool{}
	for _, s := range t.Seats {
		switch {
		case words(s.Role) == "":
			return invalid("seats", "policy.seat_empty")
		case s.Count < 1 || s.Count > 20:
			return invalid("seats", "policy.seat_count", "role", s.Role)
		case seen[words(s.Role)]:
			return invalid("seats", "policy.seat_twice", "role", s.Role)
		}
		seen[words(s.Role)] = true
	}
	seen = map[string]bool{}
	for _, s := range t.Settings {
		switch {
		case words(s.Name) == "":
			return invalid("settings", "policy.setting_empty")
		case seen[words(s.Name)]:
			return invalid("settings", "policy.setting_twice", "name", s.Name)
		}
		seen[words(s.Name)] = true
	}
	return nil
}

// zone of the dates; terms without dates need none.
func (t Terms) zone() (*time.Location, error) {
	if t.Zone == "" && t.From.IsZero() && t.ReviewBy.IsZero() {
		return time.UTC, nil
	}
	if t.Zone == "" {
		return nil, invalid("zone", "policy.zone_missing")
	}
	zone, err := calendar.FindZone(t.Zone)
	if err != nil {
		return nil, invalid("zone", "calendar.zone_unknown", "zone", t.Zone)
	}
	return zone, nil
}

func later(a, b calendar.Date) calendar.Date {
	if a.IsZero() || a.Before(b) {
		return b
	}
	return a
}

func invalid(field, key string, params ...string) error {
	return fault.New(fault.Invalid, key, params...).WithField(field, key, params...)
}
