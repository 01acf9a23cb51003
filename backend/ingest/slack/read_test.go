package slack_test

import (
	"archive/zip"
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"secondstory/backend/domain/intake"
	"secondstory/backend/ingest/slack"
)

const (
	fixture = "testdata/export"
	most    = 16 << 20
)

// packed writes a zip of files in the order given.
func packed(t testing.TB, files ...[2]string) string {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range files {
		w, err := z.Create(f[0])
		if err == nil {
			_, err = w.Write([]byte(f[1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "export.zip")
	if err := os.WriteFile(name, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// fixtureFiles are the files of the fixture below a folder.
func fixtureFiles(t testing.TB, top string) (out [][2]string) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(fixture), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(fixture, name))
		out = append(out, [2]string{top + name, string(data)})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func names(e *slack.Export) (out []string) {
	for _, c := range e.Channels() {
		out = append(out, c.Name)
	}
	return out
}

// take reads one channel.
func take(t *testing.T, e *slack.Export, name string) ([]byte, intake.Outcome) {
	t.Helper()
	i := slices.Index(names(e), name)
	if i < 0 {
		t.Fatalf("no %s among %v", name, names(e))
	}
	data, err := e.Bundle(e.Channels()[i], most)
	if err != nil {
		t.Fatal(err)
	}
	out, ok, mine := slack.Read(name, data)
	if !ok || !mine {
		t.Fatalf("a bundle is not read: %s", data)
	}
	return data, out
}

func inFolder(path string) (*slack.Export, bool) { return slack.OpenFolder(path, nil) }

func open(t *testing.T, path string, how func(string) (*slack.Export, bool)) *slack.Export {
	t.Helper()
	e, ok := how(path)
	if !ok {
		t.Fatalf("%s is no export", path)
	}
	return e
}

func TestAChannelBecomesATimeline(t *testing.T) {
	e := open(t, fixture, inFolder)
	if got := strings.Join(names(e), " "); got != "hall inc-linen quiet" {
		t.Fatalf("channels: %s (direct messages are not offered)", got)
	}
	_, out := take(t, e, "inc-linen")
	d := out.Document
	var got []string
	for _, x := range d.Timeline {
		got = append(got, x.Time.At+" "+x.Role+" / "+x.Name+": "+x.Text)
		if x.Time.Zone != "UTC" || x.Time.Precision != "second" || x.Time.Raw == "" {
			t.Errorf("time: %+v", x.Time)
		}
	}
	want := []string{
		"2026-03-02T07:00:00Z Gauge (tool) / : Boiler 2\nPressure < 3 bar\nSite: North",
		"2026-03-02T07:01:00Z Person 1 / Ben Field: Looking. @Duty engineer & @Duty engineer 2: see the chart (https://example.org/boiler) :eyes:",
		"2026-03-02T07:02:00Z Duty engineer 2 / Cleo Marsh: ↳ (“Looking. @Duty engineer & @Duty enginee…”) Valve was shut",
		"2026-03-02T07:02:00Z Duty engineer / Ada Stone: Calling @boilers in #hall @here",
		"2026-03-03T00:04:00Z Duty engineer 2 / Cleo Marsh: ↳ (“Looking. @Duty engineer & @Duty enginee…”) Valve open again",
		"2026-03-03T00:05:00Z Person 4 / Dora Hill: Photo from hall 2\n[file: valve.jpg]",
		"2026-03-04T01:00:00Z Duty engineer / Ada Stone: All dry. Closing.",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if d.Title != "#inc-linen" || d.Date != "2026-03-02" || len(d.Participants) != 4 || d.Participants[0].Name != "Ben Field" {
		t.Errorf("%s %s %+v", d.Title, d.Date, d.Participants)
	}
	if len(d.Sections) != 1 || d.Sections[0].Text != "Topic: Linen is late & wet\n\nPurpose: Led by @Duty engineer" {
		t.Errorf("%+v", d.Sections)
	}
}

// Every message is an entry or left out for one reason, and a broken day is named.
func TestEveryMessageIsAccountedFor(t *testing.T) {
	_, out := take(t, open(t, fixture, inFolder), "inc-linen")
	told := map[string]map[string]string{}
	for _, f := range out.Document.Findings {
		told[f.Key] = f.Params
	}
	if a := told[intake.KeyChatAccount]; a["read"] != "15" || a["entries"] != "7" || a["left"] != "8" {
		t.Errorf("%v", a)
	}
	for key, count := range map[string]string{intake.KeyChatJoins: "1", intake.KeyChatSettings: "1", intake.KeyChatTwice: "1", intake.KeyChatEmpty: "1",
		intake.KeyChatUnread: "1", intake.KeyChatEdits: "1", intake.KeyChatDeleted: "2", intake.KeyChatFiles: "1", intake.KeyChatReactions: "2"} {
		if told[key]["count"] != count {
			t.Errorf("%s: %v, want %s", key, told[key], count)
		}
	}
	if b := told["ingest.slack_day_broken"]; b["file"] != "2026-03-04.json" || b["count"] != "1" {
		t.Errorf("%v", b)
	}
	_, out = take(t, open(t, fixture, inFolder), "quiet")
	if out.Quarantined == nil || out.Quarantined.Reason != slack.ReasonNothing {
		t.Errorf("%+v", out)
	}
}

// No name of a person stands where it would be shared.
func TestNamesStayInTheFieldThatStaysHere(t *testing.T) {
	_, out := take(t, open(t, fixture, inFolder), "inc-linen")
	var shared []string
	for _, e := range out.Document.Timeline {
		shared = append(shared, e.Role, e.Text)
	}
	for _, p := range out.Document.Participants {
		shared = append(shared, p.Role)
	}
	for _, s := range out.Document.Sections {
		shared = append(shared, s.Text)
	}
	all := strings.Join(shared, "\n")
	for _, name := range []string{"Ada", "Stone", "Ben", "Field", "Cleo", "Marsh", "Dora", "U0"} {
		if strings.Contains(all, name) {
			t.Errorf("%s stands in\n%s", name, all)
		}
	}
}

// A zip, a zip with a folder around it, the folder and the folder of one channel give
// the same bytes.
func TestTheSameChannelGivesTheSameBundle(t *testing.T) {
	want, _ := take(t, open(t, fixture, inFolder), "inc-linen")
	for how, e := range map[string]*slack.Export{
		"zip":     open(t, packed(t, fixtureFiles(t, "")...), slack.OpenZip),
		"wrapped": open(t, packed(t, fixtureFiles(t, "Linen export/")...), slack.OpenZip),
		"channel": open(t, fixture+"/inc-linen", inFolder),
	} {
		if got, _ := take(t, e, "inc-linen"); !bytes.Equal(got, want) {
			t.Errorf("%s:\n%s\nwant\n%s", how, got, want)
		}
	}
}

func TestWhatIsNoExportIsLeftToOtherReaders(t *testing.T) {
	if _, ok := slack.OpenFolder("testdata", nil); ok {
		t.Error("a folder above an export is none")
	}
	for name, files := range map[string][][2]string{
		"other":   {{"word/document.xml", "<x/>"}},
		"numbers": {{"load/2026-03-02.json", `[{"cpu": 1}]`}},
		"tricks":  {{"../2026-03-02.json", `[{"type":"message","ts":"1.0"}]`}, {"/2026-03-03.json", `[{"type":"message","ts":"1.0"}]`}, {`a\2026-03-03.json`, `[{"type":"message","ts":"1.0"}]`}},
	} {
		if e, ok := slack.OpenZip(packed(t, files...)); ok {
			t.Errorf("%s: %v", name, names(e))
		}
	}
	for _, text := range []string{`[]`, `{}`, `[{"ts":"1.0"}]`, `[{"type":"message","ts":"soon"}]`, `# Report`} {
		if _, ok, _ := slack.Read("2026-03-02.json", []byte(text)); ok {
			t.Errorf("%s is no day", text)
		}
	}
	day, err := os.ReadFile(fixture + "/hall/2026-03-02.json")
	if err != nil {
		t.Fatal(err)
	}
	out, ok, mine := slack.Read("2026-03-02.json", day)
	if !ok || mine || out.Document.Title != "Slack 2026-03-02" || out.Document.Timeline[0].Name != "U0DORA04" || out.Document.Timeline[0].Role != "Person 1" {
		t.Errorf("%v %v %+v", ok, mine, out)
	}
}

// Whoever waits hears of each file of a folder, and can stop at any of them.
func TestAFolderIsCountedWhileItIsLookedThrough(t *testing.T) {
	seen := 0
	if _, ok := slack.OpenFolder(fixture, func() bool { seen++; return true }); !ok || seen < 6 {
		t.Errorf("%d files seen", seen)
	}
	all := seen
	seen = 0
	if _, ok := slack.OpenFolder(fixture, func() bool { seen++; return seen < all-1 }); ok || seen != all-1 {
		t.Errorf("stopped at %d of %d and told %v", seen, all, ok)
	}
}

// A channel that unpacks to more than is read of a file is refused before it is read.
func TestAChannelTooLargeIsRefused(t *testing.T) {
	day := `[{"type":"message","ts":"1772434800.0","text":"` + strings.Repeat("a", 1<<20) + `"}]`
	e := open(t, packed(t, [2]string{"a/2026-03-02.json", day}, [2]string{"a/2026-03-03.json", day}), slack.OpenZip)
	if _, err := e.Bundle(e.Channels()[0], 1<<20); err == nil {
		t.Error("too large a channel was read")
	}
	if _, err := e.Bundle(e.Channels()[0], 4<<20); err != nil {
		t.Error(err)
	}
}
