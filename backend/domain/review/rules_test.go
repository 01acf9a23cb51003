package review_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
)

func at(s string, p timeline.Precision) *timeline.Statement {
	zone := ""
	if strings.HasSuffix(s, "Z") {
		zone = "UTC"
	}
	return &timeline.Statement{At: s, Zone: zone, Precision: p}
}

func TestDurationsStandBetweenNamedMomentsAndSayWhatIsWrongWithThem(t *testing.T) {
	r := review.Review{
		Started: at("2026-03-29T00:30:00Z", timeline.Minute), Detected: at("2026-03-29T00:40:30Z", timeline.Minute),
		Mitigated: at("2026-03-29T00:10:00Z", timeline.Minute), Resolved: at("2026-03-29T03:00:00", timeline.Minute),
		Stated: []review.Stated{{Text: "about ten minutes", From: "started", To: "detected"}},
	}
	got := map[string]review.Duration{}
	for _, d := range review.Durations(r) {
		got[d.From+"–"+d.To] = d
	}
	if d := got["started–detected"]; d.Minutes != 10.5 || !d.Exact || d.Problem != "" || d.Stated != "about ten minutes" {
		t.Errorf("plain: %+v", d)
	}
	if d := got["started–mitigated"]; d.Minutes != -20 || d.Problem != "end_before_start" || d.Exact {
		t.Errorf("turned round: %+v", d)
	}
	if d := got["started–resolved"]; d.Problem != "zones_unknown" || d.Minutes != 0 {
		t.Errorf("one end without a zone: %+v", d)
	}
	if _, there := got["detected–declared"]; there || len(got) != 5 {
		t.Errorf("a pair with an unknown end: %v", got)
	}
	r.Detected.Precision = timeline.Approximate
	if d := review.Durations(r)[0]; d.Exact || d.Minutes != 10.5 {
		t.Errorf("about: %+v", d)
	}
	if list := review.Durations(review.Review{}); list == nil || len(list) != 0 {
		t.Errorf("nothing known: %v", list)
	}
}

func TestTheDateOfAReviewIsTheStatedOneElseTheFirstKnownMoment(t *testing.T) {
	entry := review.Entry{Statement: *at("2026-03-03T10:00:00Z", timeline.Minute)}
	for want, r := range map[string]review.Review{
		"":           {Timeline: []review.Entry{{}}},
		"2026-03-01": {Date: "2026-03-01", Started: at("2026-03-02T00:00:00Z", timeline.Minute), Timeline: []review.Entry{entry}},
		"2026-03-02": {Resolved: at("2026-03-02T00:00:00Z", timeline.Minute), Timeline: []review.Entry{entry}},
		"2026-03-03": {Timeline: []review.Entry{{}, entry}},
	} {
		if got := r.When(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestAKeyMadeOfATitleIsShortPlainAndStable(t *testing.T) {
	for title, want := range map[string]string{
		"What went well?": "what-went-well", "  ": "section", "Ursache №3": "ursache-3", "漢字": "section", "a--b  c": "a-b-c", "-x-": "x", "Été": "t",
	} {
		if got := review.Slug(title); got != want {
			t.Errorf("%q: %q, want %q", title, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		key := review.Slug(rapid.String().Draw(t, "title"))
		if key == "" || len(key) > 61 || review.Slug(key) != key && len(key) < 60 || strings.Trim(key, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			t.Fatalf("%q", key)
		}
		if p, ok := record.ParsePath("sections/" + key + "/text"); !ok || p.Part != key {
			t.Fatalf("%q is no part of a path", key)
		}
	})
}

func TestANameIsKnownAgainWhateverItsCase(t *testing.T) {
	people := map[string]any{"p-2": "Ada Stone", "p-1": "ada stone", "p-3": 5.0}
	if got := review.ActorNamed(people, "ADA STONE"); got != "p-1" {
		t.Errorf("%q", got)
	}
	if got := review.ActorNamed(people, "Ada"); got != "" {
		t.Errorf("%q", got)
	}
}

func TestAStatementIsWrittenAsPeopleWriteIt(t *testing.T) {
	for want, s := range map[string]timeline.Statement{
		"2026-01-01 10:00 UTC":                    {At: "2026-01-01T10:00:00Z", Zone: "UTC", Precision: timeline.Minute},
		"2026-01-01 10:00:05 UTC":                 {At: "2026-01-01T10:00:05Z", Zone: "UTC"},
		"~2026-01-01 10:00 UTC":                   {At: "2026-01-01T10:00:00Z", Zone: "UTC", Precision: timeline.Approximate},
		"2026-01-01 10:00 – 10:30 UTC":            {At: "2026-01-01T10:00:00Z", End: "2026-01-01T10:30:00Z", Zone: "UTC"},
		"2026-01-01 23:00 – 2026-01-02 00:30 UTC": {At: "2026-01-01T23:00:00Z", End: "2026-01-02T00:30:00Z", Zone: "UTC"},
		"2026-01-01":                              {At: "2026-01-01", Zone: "UTC"},
		"10:00":                                   {At: "T10:00:00"},
		"after lunch":                             {Raw: "after lunch"},
		"~2026-01-01 10:00 – 10:30 Europe/Berlin": {At: "2026-01-01T10:00:00+01:00", End: "2026-01-01T10:30:00+01:00", Zone: "Europe/Berlin", Precision: timeline.Approximate},
	} {
		if got := review.Written(s); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// An offset that was stated without a zone is written, and read back as the same instant.
func TestAnOffsetWithoutAZoneIsWrittenAndReadBack(t *testing.T) {
	for want, s := range map[string]timeline.Statement{
		"2026-05-02 09:00 +02:00":         {At: "2026-05-02T09:00:00+02:00", Precision: timeline.Minute},
		"2026-05-02 09:00 UTC":            {At: "2026-05-02T09:00:00Z", Precision: timeline.Minute},
		"2026-05-02 09:00 – 10:30 −05:30": {At: "2026-05-02T09:00:00-05:30", End: "2026-05-02T10:30:00-05:30"},
		"2026-05-02 09:00 −04:00":         {At: "2026-05-02T09:00:00-04:00", Zone: "-04:00"},
		"2026-05-02 09:00":                {At: "2026-05-02T09:00:00"},
	} {
		if got := review.Written(s); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
		scanned, ok := timeline.Scan(want, timeline.SlashUnknown)
		if !ok {
			t.Errorf("%q is not read", want)
			continue
		}
		read, _ := scanned.Resolve(timeline.Context{})
		if read.At != s.At || read.End != s.End || review.Written(read) != want {
			t.Errorf("%q is read as %+v", want, read)
		}
	}
}

func TestTheSchemaIsWholeAndEveryViewFieldIsOfIt(t *testing.T) {
	seen := map[string]bool{}
	check := func(where string, f record.Field) {
		if seen[where+"/"+f.Name] {
			t.Errorf("%s/%s twice", where, f.Name)
		}
		seen[where+"/"+f.Name] = true
		if f.Type == record.Enum && len(f.Values) == 0 {
			t.Errorf("%s/%s has no values", where, f.Name)
		}
		if f.Policy == record.Text && f.Type != record.Markdown {
			t.Errorf("%s/%s merges as text and is %s", where, f.Name, f.Type)
		}
		if f.Policy == record.Tree && f.Type != record.ID {
			t.Errorf("%s/%s is a tree of %s", where, f.Name, f.Type)
		}
		if (f.Policy == record.Group) != (f.Group != "") {
			t.Errorf("%s/%s: group %q with policy %s", where, f.Name, f.Group, f.Policy)
		}
		if f.Policy == "" || f.Type == "" {
			t.Errorf("%s/%s has no policy or no type", where, f.Name)
		}
		if f.Local && !f.Sensitive {
			t.Errorf("%s/%s stays here and is not sensitive", where, f.Name)
		}
	}
	for _, f := range review.Schema.Fields {
		check("", f)
	}
	for _, c := range review.Schema.Collections {
		if _, clash := review.Schema.Field(c.Name); clash {
			t.Errorf("%s is a field and a collection", c.Name)
		}
		for _, f := range c.Fields {
			if f.Local {
				t.Errorf("%s/%s: only fields of the record itself stay here", c.Name, f.Name)
			}
			check(c.Name, f)
		}
		if _, ranked := c.Field("rank"); !ranked {
			t.Errorf("%s has no order", c.Name)
		}
	}
}

func TestTheTreeIsShownDepthFirstAndANodeWithoutAPlaceIsShownToo(t *testing.T) {
	snap := whole()
	causes := map[string]record.Part{}
	add := func(id, parent, rank string, more record.Doc) {
		doc := record.Doc{"analysis": partID, "parent": parent, "kind": "cause", "text": id, "rank": rank}
		for k, v := range more {
			doc[k] = v
		}
		causes[id] = record.Part{Doc: doc}
	}
	add("effect", "", "V", record.Doc{"kind": "effect"})
	add("b", "effect", "W", nil)
	add("a", "effect", "V", nil)
	add("a1", "a", "V", nil)
	add("orphan", "gone", "X", nil)
	add("ring1", "ring2", "Y", nil)
	add("ring2", "ring1", "Z", nil)
	add("elsewhere", "", "V", record.Doc{"analysis": otherID})
	snap.State.Parts[review.Causes] = causes
	snap.State.Parts[review.Analyses][otherID] = record.Part{Doc: record.Doc{"rank": "z"}}
	var order []string
	for _, n := range review.FromSnapshot(snap).Causes {
		order = append(order, n.ID)
	}
	if got := strings.Join(order, " "); got != "effect a a1 b orphan ring1 ring2" {
		t.Fatalf("%s", got)
	}
}
