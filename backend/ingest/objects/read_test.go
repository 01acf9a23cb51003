package objects

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/incident"
)

// fixtures are our own files.
func fixtures(t testing.TB) []string {
	t.Helper()
	plain, err := filepath.Glob("testdata/*.json")
	lines, _ := filepath.Glob("testdata/*.jsonl")
	if err != nil || len(plain)+len(lines) < 10 {
		t.Fatalf("%d fixtures, %v", len(plain)+len(lines), err)
	}
	return append(plain, lines...)
}

// form is a snapshot as a few lines that can be compared.
func form(s incident.Snapshot) string {
	var b strings.Builder
	say := func(name string, v ...string) {
		if t := strings.Join(v, ", "); t != "" {
			fmt.Fprintf(&b, "%s: %s\n", name, t)
		}
	}
	say("id", s.Source, s.Key, s.Number)
	say("title", s.Title)
	say("summary", s.Summary)
	say("codes", s.State, s.Severity, s.Priority)
	for _, m := range incident.Moments() {
		if at, ok := s.Moments[m]; ok {
			say(m, at.At)
		}
	}
	say("services", s.Services...)
	say("owners", s.Owners...)
	say("people", s.People...)
	say("link", s.Link)
	if s.Planned {
		say("planned", "yes")
	}
	for _, u := range s.Updates {
		say("- "+u.Time.At, u.Key, u.Kind, u.State, u.Text, u.Role, u.Name)
	}
	for _, f := range s.Raw {
		say("raw "+f.Name, f.Value)
	}
	return b.String()
}

func TestEachFormatComesInAsItsFixtureSays(t *testing.T) {
	files := fixtures(t)
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			g := read(t, filepath.Base(file), raw, incident.Options{})
			var b strings.Builder
			fmt.Fprintf(&b, "read as %s, %d rows, %d refused\n", g.told.Format, len(g.rows), len(g.refused))
			for _, q := range g.told.Questions {
				fmt.Fprintf(&b, "asks %s %s %v\n", q.Key, q.Field, q.Samples)
			}
			for i, s := range g.rows {
				fmt.Fprintf(&b, "\nline %d, partial %v, taken %d\n%s", g.lines[i], s.Partial, s.TakenAt, form(s))
			}
			for _, q := range g.refused {
				fmt.Fprintf(&b, "\nrefused line %d: %s %s %v\n%s\n", q.Line, q.Field, q.Reason, q.Params, q.Text)
			}
			b.WriteString("\nfields\n")
			for _, u := range g.told.Uses {
				fmt.Fprintf(&b, "%s → %s%s\n", u.Field, u.Target, u.Why)
			}
			golden := file + ".golden"
			if os.Getenv("UPDATE") != "" {
				if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil || string(want) != b.String() {
				t.Errorf("it came in as\n%s", b.String())
			}
		})
	}
}

// page is a list of a status page with n incidents.
func statuspageOf(n int) []map[string]any {
	var out []map[string]any
	for i := range n {
		out = append(out, map[string]any{"id": fmt.Sprintf("inc%d", i), "name": fmt.Sprintf("Checkout is slow %d", i), "status": "resolved", "impact": "minor",
			"created_at": "2026-03-01T10:00:00Z", "resolved_at": "2026-03-01T11:00:00Z", "page_id": "p1", "updated_at": "2026-03-01T11:00:00Z",
			"incident_updates": []any{map[string]any{"id": fmt.Sprintf("u%d", i), "status": "resolved", "body": "It works again.", "display_at": "2026-03-01T11:00:00Z"}}})
	}
	return out
}

func compact(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(raw)
}

func pretty(v any) string {
	raw, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		panic(err)
	}
	return string(raw)
}

func TestWhateverHoldsTheObjectsTogetherTheyComeIn(t *testing.T) {
	list := statuspageOf(5)
	lines := ""
	for _, i := range list {
		lines += compact(i) + "\n"
	}
	env := map[string]any{"page": map[string]any{"id": "p1"}, "incidents": list}
	want := read(t, "", []byte(compact(list)), incident.Options{})
	if len(want.rows) != 5 {
		t.Fatalf("%d rows", len(want.rows))
	}
	for name, text := range map[string]string{
		"pretty": pretty(list), "envelope": compact(env), "pretty envelope": pretty(env), "lines": lines, "lines in CRLF": strings.ReplaceAll(lines, "\n", "\r\n"),
		"mark": "\ufeff" + lines, "no end of line": strings.TrimSpace(lines), "two lists": compact(list[:2]) + "\n" + compact(list[2:]),
		"pages a line": compact(map[string]any{"incidents": list[:2]}) + "\n" + compact(map[string]any{"incidents": list[2:]}),
		"blank lines":  strings.ReplaceAll(lines, "\n", "\n\n"),
	} {
		g := read(t, name, []byte(text), incident.Options{})
		if g.sniffed != "statuspage" || len(g.refused) > 0 || !reflect.DeepEqual(g.rows, want.rows) {
			t.Errorf("%s: read by %s, %d rows, refused %+v", name, g.sniffed, len(g.rows), g.refused)
		}
	}
}

// keys are those of the rows that came in.
func keys(g got) (out []string) {
	for _, s := range g.rows {
		out = append(out, s.Key)
	}
	return out
}

func TestWhatIsBrokenIsRefusedWithItsPlaceAndTakesNothingAlong(t *testing.T) {
	list := statuspageOf(5)
	env := map[string]any{"incidents": list, "page": map[string]any{"id": "p1"}}
	lines := ""
	for _, i := range list {
		lines += compact(i) + "\n"
	}
	title := `"Checkout is slow 2"`
	for form, text := range map[string]string{"lines": lines, "list": compact(list), "pretty list": pretty(list), "envelope": compact(env), "pretty envelope": pretty(env)} {
		for name, with := range map[string]string{
			"no quote at the end": `"Checkout is slow 2`, "no quote at the beginning": `Checkout is slow 2"`, "a word": `True`, "no value": ``, "a bad escape": `"\q"`,
			"half a number": `-`, "an open bracket": `{"x": 1`, "an open list": `["x"`, "a list closed wrongly": `["x"}`,
			"too deep": strings.Repeat("[", 200) + strings.Repeat("]", 200),
		} {
			bad := strings.Replace(text, title, with, 1)
			g := read(t, form, []byte(bad), incident.Options{})
			if got := keys(g); !slices.Equal(got, []string{"inc0", "inc1", "inc3", "inc4"}) {
				t.Errorf("%s in %s: %v came in", name, form, got)
			}
			if len(g.refused) == 0 || len(g.refused) > 2 {
				t.Errorf("%s in %s: refused %+v", name, form, g.refused)
				continue
			}
			line := strings.Count(bad[:strings.Index(bad, "inc2")], "\n") + 1
			first := g.refused[0]
			if first.Line > line || first.Line < line-15 || !strings.Contains(first.Text, "inc2") || first.Params["line"] == "" {
				t.Errorf("%s in %s: inc2 is in line %d, refused %+v", name, form, line, first)
			}
		}
	}
}

// A file without line ends has all its rows in one line: what is shown of one is that one, with
// the place of what is wrong in it, and each is told apart from the next that says the same.
func TestOfOneEndlessLineThePieceIsQuoted(t *testing.T) {
	list := statuspageOf(6)
	list[2]["postmortem_body"] = strings.Repeat("All is well here. ", 20_000)
	text := strings.Replace(compact(map[string]any{"incidents": list}), "well here. \"", "well here. \",\"odd\":tru", 1)
	text = strings.Replace(text, `"incidents":[`, `"incidents":[7,7,`, 1)
	g := read(t, "", []byte(text), incident.Options{})
	if len(g.refused) < 3 || strings.Contains(text, "\n") {
		t.Fatalf("%v, refused %+v", keys(g), g.refused)
	}
	columns := map[int]bool{}
	for _, q := range g.refused {
		if q.Line != 1 || q.Column < 1 || columns[q.Column] || len(q.Text) > mostText+8 {
			t.Errorf("line %d, sign %d, %d bytes of text", q.Line, q.Column, len(q.Text))
		}
		columns[q.Column] = true
		if at := text[q.Column-1:]; !strings.HasPrefix(at, q.Text[:1]) {
			t.Errorf("at %d stands %.20s, shown %.20s", q.Column, at, q.Text)
		}
		if q.Reason == incident.BadJSON && strings.HasPrefix(q.Text, "{") && (!strings.Contains(q.Text, "\"odd\":tru") || !strings.Contains(q.Text[:400], "created_at")) {
			t.Errorf("neither its beginning nor what is wrong: %.200s … %s", q.Text, q.Text[max(0, len(q.Text)-200):])
		}
	}
	for _, s := range g.rows {
		if s.Key == "inc2" {
			t.Error("the broken one came in")
		}
	}
}

func TestABracketTooManyLosesNothing(t *testing.T) {
	list := statuspageOf(5)
	for _, text := range []string{compact(list), pretty(list), compact(map[string]any{"incidents": list})} {
		g := read(t, "", []byte(strings.Replace(text, `"Checkout is slow 2"`, `"x"}`, 1)), incident.Options{})
		if got := keys(g); !slices.Equal(got, []string{"inc0", "inc1", "inc3", "inc4"}) && !slices.Equal(got, []string{"inc0", "inc1", "inc2", "inc3", "inc4"}) {
			t.Errorf("%v came in", got)
		}
		if len(g.refused) == 0 || len(g.refused) > 2 || !strings.Contains(fmt.Sprint(g.refused), "page_id") {
			t.Errorf("refused %+v", g.refused)
		}
	}
}

func TestANoteThatDoesNotSayOfWhichIncidentIsRefusedUnlessTheFileDoes(t *testing.T) {
	const text = `{"notes":[{"id":"N1","user":{"id":"U","type":"user_reference","summary":"Ada Example"},"content":"Words.","created_at":"2026-03-01T10:00:00Z"}]}`
	if g := read(t, "notes.json", []byte(text), incident.Options{}); len(g.refused) != 1 || g.refused[0].Reason != incident.NoOwner {
		t.Errorf("%+v", g)
	}
	if g := read(t, "notes-PABC123.json", []byte(text), incident.Options{}); len(g.rows) != 1 || g.rows[0].Key != "PABC123" || !g.rows[0].Partial {
		t.Errorf("%+v", g)
	}
}

func TestAFileThatIsCutOffKeepsWhatIsWhole(t *testing.T) {
	list := statuspageOf(4)
	for form, text := range map[string]string{"list": compact(list), "pretty": pretty(list), "envelope": compact(map[string]any{"incidents": list})} {
		for _, cut := range []int{len(text) - 1, len(text) - 40, len(text) - 90} {
			g := read(t, form, []byte(text[:cut]), incident.Options{})
			whole := 4
			if cut < len(text)-30 {
				whole = 3
			}
			if len(g.rows) != whole || len(g.refused) != 1 || g.refused[0].Reason != incident.CutOff {
				t.Errorf("%s cut off at %d of %d: %v, refused %+v", form, cut, len(text), keys(g), g.refused)
			}
		}
	}
	// A list that is whole up to a comma is cut off as well.
	g := read(t, "", []byte("["+compact(list[0])+","), incident.Options{})
	if len(g.rows) != 1 || len(g.refused) != 1 || g.refused[0].Reason != incident.CutOff {
		t.Errorf("%v, refused %+v", keys(g), g.refused)
	}
}

func TestOddValuesLoseNothing(t *testing.T) {
	const head = `{"id":"a","name":"Checkout is slow","status":"resolved","impact":"minor","incident_updates":`
	for name, c := range map[string]struct{ text, raw, reason, field string }{
		"names twice":       {head + `[],"note":1,"note":2}`, "note", "", ""},
		"a huge number":     {head + `[],"n":123456789012345678901234567890.5e400}`, "n", "", ""},
		"another kind":      {head + `{"a":"b"}}`, "incident_updates", "", ""},
		"half a pair":       {head + `[],"n":"\ud83d"}`, "n", "", ""},
		"no text":           {head + `[],"n":"caf` + "\xe9" + `"}`, "", incident.BadText, "n"},
		"a time that is no": {head + `[],"started_at":"soon"}`, "", incident.BadTime, "started_at"},
		"a time as object":  {head + `[],"started_at":{"a":1}}`, "", incident.BadTime, "started_at"},
	} {
		g := read(t, name, []byte(c.text), incident.Options{})
		if c.reason != "" {
			if len(g.refused) != 1 || g.refused[0].Reason != c.reason || g.refused[0].Field != c.field || g.refused[0].Text == "" {
				t.Errorf("%s: refused %+v", name, g.refused)
			}
			continue
		}
		if len(g.rows) != 1 || !slices.ContainsFunc(g.rows[0].Raw, func(f incident.Field) bool { return f.Name == c.raw && f.Value != "" }) {
			t.Errorf("%s: %+v, refused %+v", name, g.rows, g.refused)
		}
	}
	g := read(t, "", []byte(head+`[],"note":1,"note":2}`), incident.Options{})
	if n := len(g.rows[0].Raw); n != 2 {
		t.Errorf("of two fields of one name %d are kept", n)
	}
}

func TestALineWithoutATimeStaysWithWhatWasWrittenThere(t *testing.T) {
	g := read(t, "", []byte(`{"id":"a","name":"x","status":"resolved","incident_updates":[{"id":"u","body":"words","created_at":"yesterday"}]}`), incident.Options{})
	if len(g.rows) != 1 || len(g.rows[0].Updates) != 1 || g.rows[0].Updates[0].Time.Raw != "yesterday" || g.rows[0].Updates[0].Text != "words" {
		t.Errorf("%+v", g)
	}
}

func TestAnItemThatIsLargerThanAnyIsRefusedAndTheNextComesIn(t *testing.T) {
	list := statuspageOf(3)
	list[1]["postmortem_body"] = strings.Repeat("x", mostUnit)
	for _, text := range []string{compact(list), compact(map[string]any{"incidents": list})} {
		g := read(t, "", []byte(text), incident.Options{})
		if !slices.Equal(keys(g), []string{"inc0", "inc2"}) || len(g.refused) != 1 || g.refused[0].Reason != incident.TooLong {
			t.Errorf("%v, %d refused", keys(g), len(g.refused))
		}
	}
}

func TestWhatIsNoIncidentIsNotTakenForOne(t *testing.T) {
	for text, want := range map[string]string{
		`{"services":[{"id":"a"}]}`: "json", `"{ "a": 1 }"`: "json", `id,title`: "", `# A heading`: "", ``: "", `{'status': 'firing'}`: "json", `{"title":"x"}`: "json", `[1,2]`: "",
	} {
		g := read(t, "", []byte(text), incident.Options{})
		if g.sniffed != want {
			t.Errorf("%s: read by %q", text, g.sniffed)
		}
	}
	g := read(t, "", []byte("{'status': 'firing', 'alerts': []}"), incident.Options{})
	if len(g.rows) != 0 || len(g.refused) != 1 || g.refused[0].Reason != incident.BadJSON || g.refused[0].Params["column"] != "2" {
		t.Errorf("%+v", g)
	}
	// Among units of a known tool one that nobody knows is refused by itself.
	g = read(t, "", []byte(compact(statuspageOf(2))+"\n{\"a\":1}\nnull\n"+compact(statuspageOf(3)[2:])), incident.Options{})
	if len(g.rows) != 3 || len(g.refused) != 2 || g.refused[0].Reason != incident.NotIncident || g.refused[1].Line != 3 {
		t.Errorf("%v, refused %+v", keys(g), g.refused)
	}
}

func FuzzNoBytesMakeAReaderFail(f *testing.F) {
	for _, file := range fixtures(f) {
		raw, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
		f.Add(raw[:len(raw)*2/3])
	}
	for _, odd := range []string{"[[[[", "{\"incidents\":[{", ",{,{,{,{", "{\"a\":\"\\u12\"}", "{\"alerts\":[1,null,{}]}\n{", "\ufeff[\x00]"} {
		f.Add([]byte(odd))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		// Each reader is asked, also one that the content does not call for.
		for _, r := range Readers() {
			rows := 0
			_, err := r.Read(t.Context(), "x.json", bytes.NewReader(raw), incident.Options{Zone: "UTC", DayOrder: "day"}, func(row incident.Row) error {
				if rows++; (row.Snapshot == nil) == (row.Refused == nil) || row.Line < 1 {
					t.Errorf("row %d is neither taken nor refused: %+v", rows, row)
				}
				return nil
			})
			if err != nil {
				t.Errorf("%s: %v", r.Format(), err)
			}
			r.Sniff(bytes.NewReader(raw))
		}
	})
}

func TestOnlyAsManyDigitsAsACountHasAreCounted(t *testing.T) {
	for text, want := range map[string]string{"1772359200": "2026-03-01T10:00:00Z", "1772359200123": "2026-03-01T10:00:00.123Z", "1772359200123456": "2026-03-01T10:00:00.123456Z",
		"1772359200123456789": "2026-03-01T10:00:00.123456789Z", "202603011000": "", "20260301100000": "", "177235920": "", "17723592001": "", "-772359200": ""} {
		at, ok := counted(text)
		if got := at.UTC().Format(time.RFC3339Nano); ok != (want != "") || ok && got != want {
			t.Errorf("%s: %s, %v", text, got, ok)
		}
	}
}
