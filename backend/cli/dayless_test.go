package cli_test

import (
	"strings"
	"testing"
)

// A question that is asked is answered by what it asks for, and asked again when the
// answer is taken back.
func TestTheDateOfTheIncidentPlacesTimesWithoutADate(t *testing.T) {
	d := newDesk(t)
	path := d.file("t.md", "# T\n\n## Timeline\n\n- 23:50 JST one\n- 00:05 JST two\n")
	ref := parse[imported](t, d.do("import", "--json", path).out).Records[0].Ref
	type shown struct {
		Timeline []struct {
			ID    string
			At    string
			Times []struct{ At, Raw string }
		}
		Findings []struct{ Key, State, Answer string }
	}
	show := func() (ats, asked string, s shown) {
		s = parse[shown](t, d.ok("review", "show", ref, "--json"))
		for _, e := range s.Timeline {
			ats += e.At + " "
		}
		for _, f := range s.Findings {
			if f.Key == "ingest.date_missing" {
				asked = f.State + f.Answer
			}
		}
		return ats, asked, s
	}
	without := func(when string) {
		t.Helper()
		if ats, asked, _ := show(); ats != "T23:50:00 T00:05:00 " || asked != "open" {
			t.Errorf("%s: %q, the question is %q", when, ats, asked)
		}
		if text := d.ok("review", "show", ref); !strings.Contains(text, "23:50 JST") || !strings.Contains(text, "Times without a date") {
			t.Errorf("%s: %s", when, text)
		}
	}
	without("imported")
	d.ok("record", "set", ref, "date=2024-03-10")
	ats, asked, s := show()
	if ats != "2024-03-10T23:50:00+09:00 2024-03-11T00:05:00+09:00 " || asked != "answered2024-03-10" {
		t.Errorf("with a date: %q, the question is %q", ats, asked)
	}
	if len(s.Timeline[1].Times) != 1 || s.Timeline[1].Times[0].Raw != "00:05 JST" {
		t.Errorf("what was stated: %+v", s.Timeline[1].Times)
	}
	text := d.ok("review", "show", ref)
	if !strings.Contains(text, "2024-03-11 00:05 JST") || strings.Contains(text, "Times without a date") {
		t.Error(text)
	}
	// Nothing was changed in an export of it.
	before := d.ok("review", "show", ref, "--json")
	d.do("import", d.file("again.md", d.ok("review", "export", ref, "--to", "md", "-o", "-")))
	if after := d.ok("review", "show", ref, "--json"); parse[shown](t, after).Timeline[0].Times[0] != parse[shown](t, before).Timeline[0].Times[0] || len(parse[shown](t, after).Timeline[1].Times) != 1 {
		t.Errorf("its own export was taken for a correction: %s", after)
	}
	d.ok("record", "set", ref, "date=")
	without("taken back")
	// A person who corrects one entry says the day of the other, too.
	d.ok("record", "set", ref, "timeline/"+s.Timeline[1].ID+"/times=2024-03-12 00:05 JST")
	if ats, asked, _ := show(); ats != "2024-03-11T23:50:00+09:00 2024-03-12T00:05:00+09:00 " || asked != "answered2024-03-11" {
		t.Errorf("one corrected: %q, the question is %q", ats, asked)
	}
	d.ok("record", "undo", ref)
	without("undone")
}
