package report_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"secondstory/backend/domain/redact"
	"secondstory/backend/domain/review"
	"secondstory/backend/report"
	"secondstory/backend/report/reporttest"
)

// pictured is a review with a picture in a section, at an entry, at an action, inside a text,
// at nothing, and one whose bytes are elsewhere.
func pictured() review.Review {
	r := reporttest.Review()
	id := func(n string) string { return "01J8ZQ4T9V000000000000000" + n }
	r.Pictures = []review.Picture{
		{ID: id("1"), Sum: strings.Repeat("1a", 32), Format: "png", Caption: "Orders that waited", Alt: "A line that rises", About: review.Actions + "/" + r.Actions[0].ID},
		{ID: id("2"), Sum: strings.Repeat("2b", 32), Format: "png", Caption: "The screen of Tilda Okkonen", About: review.Timeline + "/" + r.Timeline[0].ID},
		{ID: id("3"), Sum: strings.Repeat("3c", 32), Format: "jpeg", Alt: "A queue before the gate"},
		{ID: id("4"), Sum: strings.Repeat("4d", 32), Format: "png", Name: "whiteboard.png", About: review.Sections + "/seen_there"},
		{ID: id("5"), Sum: strings.Repeat("5e", 32), Format: "png", Caption: "Elsewhere"},
	}
	r.Sections = append(r.Sections, review.Section{Key: "seen_there", Title: "Seen there", Text: "Before it.\n\n- as seen here: ![the queue](picture:" + id("3") + ") and after\n\n![none](picture:" + id("9") + ") ![away](https://example.org/a.png)"})
	return r
}

func withBytes(o report.Options) report.Options {
	o.Picture = func(p review.Picture) (report.PictureBytes, bool) {
		return report.PictureBytes{Data: []byte(p.ID), Format: p.Format, Width: 640, Height: 400, File: p.ID + ".png"}, p.Caption != "Elsewhere"
	}
	return o
}

func TestPicturesStandWhereTheyBelongAndEachIsShown(t *testing.T) {
	m := report.Internal(pictured(), withBytes(options))
	list := report.Pictures(m)
	if len(list) != 5 {
		t.Fatalf("%d pictures", len(list))
	}
	var order []string
	for i, p := range list {
		if p.Label != "Picture "+string(rune('1'+i)) {
			t.Errorf("%s is %q", p.ID, p.Label)
		}
		order = append(order, p.ID[25:])
	}
	// The entry, then the section with the picture inside its text first, the action, the rest.
	if got := strings.Join(order, ""); got != "23415" {
		t.Errorf("in the order %s", got)
	}
	text := words(m.Blocks)
	has(t, text, "Orders that waited", "A queue before the gate", "as seen here:", "and after", "[picture: none]", "[picture: away https://example.org/a.png]", "This picture is not on this machine.")
	if last := list[4]; last.Data != nil || last.Gone == "" {
		t.Errorf("a picture that is elsewhere has %d bytes", len(last.Data))
	}
	if !bytes.Equal(list[0].Data, []byte(list[0].ID)) || list[3].SeenLine != "To be seen: A line that rises" {
		t.Errorf("%+v", list[3])
	}
	if again := report.Internal(pictured(), withBytes(options)); words(again.Blocks) != text {
		t.Error("a second time it is another report")
	}
}

// What the first page shows of a text has room for words: the picture follows at the end.
func TestAPictureOfTheSummaryFollowsAtTheEnd(t *testing.T) {
	r := pictured()
	for i, s := range r.Sections {
		if s.Key == "summary" {
			r.Sections[i].Text = "Nothing moved. ![the gates](picture:" + r.Pictures[4].ID + ")"
		}
	}
	r.Pictures[0].About = review.Sections + "/summary"
	list := report.Pictures(report.Internal(r, withBytes(options)))
	if len(list) != 5 || !strings.HasPrefix(list[3].Belongs, "Belongs to: ") {
		t.Errorf("%d pictures, %q", len(list), list[3].Belongs)
	}
}

func TestReadersOutsideGetNoPictureUnlessSomebodySaysSo(t *testing.T) {
	r := pictured()
	for kind, make := range map[string]func(review.Review, report.Options) report.Model{"executive": report.Executive, "customer": report.Customer, "regulator": report.Regulator} {
		o := withBytes(options)
		o.Redact = outside(false)
		m := make(r, o)
		if list := report.Pictures(m); len(list) > 0 {
			t.Errorf("%s: %d pictures", kind, len(list))
		}
		has(t, strings.Join(m.Apart, "\n"), map[string]string{"executive": "5 pictures", "customer": "5 pictures", "regulator": "3 pictures"}[kind])
		if kind != "regulator" {
			continue
		}
		has(t, words(m.Blocks), "‹picture›")
		kept := "[" + strings.Repeat("2b", 12) + "]"
		if !slices.Contains(o.Redact.Removed(), redact.Removed{Kind: redact.Picture, Words: "The screen of Tilda Okkonen", Key: kept}) {
			t.Fatalf("not told: %+v", o.Redact.Removed())
		}
		// It is kept by its content: its words keep nothing, nor does the begin of its sum.
		for _, word := range []string{kept, "[" + strings.Repeat("9f", 12) + "]", "The screen of Tilda Okkonen", "[2b2b2b2b]"} {
			o.Redact = outside(false, word)
			m = make(r, o)
			list := report.Pictures(m)
			if (len(list) == 1) != (word == kept) {
				t.Errorf("%q keeps %d pictures", word, len(list))
			}
			if word == kept && (list[0].Label != "Picture 1" || strings.Contains(list[0].Caption, "Okkonen")) {
				t.Errorf("%q %q", list[0].Label, list[0].Caption)
			}
			again := outside(false, word)
			report.Scan(m, again)
			for _, left := range again.Removed() {
				if !left.Kept {
					t.Errorf("still in it: %+v", left)
				}
			}
		}
	}
}
