package canon_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"secondstory/backend/domain/merge"
	"secondstory/backend/share/canon"
)

const typed = "QX7typedByHandZQ"

// kept says where what a person typed is after a reading: in what the next write
// puts out, or in a problem. "" = it is lost.
func kept(t testing.TB, c *canon.Codec, r canon.Reading, what string) string {
	t.Helper()
	for _, p := range r.Problems {
		if strings.Contains(p.Quote, what) || bytes.Contains(p.Bytes, []byte(what)) || strings.Contains(p.Path, what) {
			return "problem"
		}
	}
	var written []canon.File
	switch {
	case r.Split != nil:
		written = append(append(written, r.Split[0]...), r.Split[1]...)
	case r.Doc == nil:
		return ""
	default:
		files, p := c.Emit(r.Doc, r.Kept...)
		if p != nil {
			if strings.Contains(p.Quote, what) {
				return "problem"
			}
			t.Fatalf("what was read cannot be written: %s %s %q", p.Path, p.Key, p.Quote)
		}
		written = files
	}
	if strings.Contains(show(written), what) {
		return "doc"
	}
	return ""
}

// forms in which a person types something somewhere.
var forms = []string{
	"%s", " %s", "%s\n", "\n%s\n", "%s: x\n", "\n%s: x\n", "\n    %s: x\n", "\n  note: %s\n", "\n      - %s\n", "# %s\n", " # %s", "\n# %s\n", "  # %s\n",
	"\"%s", "'%s'", "\"%s\"", "\n\t%s: x\n", "|\n %s\n", "\n---\n%s: x\n", "\n---\n", "&%s ", "*%s", "!%s ", "{%s}", "[%s, a]", "{a: %s}", "\n## %s {#%[1]s}\n", "\n## %s\n",
	"\n<<<<<<< a\n%s\n=======\n>>>>>>> b\n", "\n<<<<<<< %s\n", "\r\n%s\r\n", "\x00%s", "\ufeff%s", "\xff%s", "%s\u2028", "? %s\n: y\n", "%%%s", "@%s", "`%s", "<!-- %s -->", "\n$disposed: %s\n", "\n\"$disposed\":\n  - a: %s\n",
	"\nschema: %s\n", "\nprivate_notes: %s\n", "\nprivate_notes:\n  - %s # %[1]s\n", "\ntitle: %s\n", "\nsections: %s\n", "\n\n%s\n\n", ": %s", " - %s", ",%s",
}

func insert(d *rand.Rand, data []byte) (edited []byte, form string) {
	form = forms[d.IntN(len(forms))]
	text := strings.ReplaceAll(form, "%[1]s", typed)
	text = strings.ReplaceAll(strings.Replace(text, "%s", typed, 1), "%%", "%")
	at := d.IntN(len(data) + 1)
	if d.IntN(2) == 0 { // people type at the end of lines more often than elsewhere
		if i := bytes.IndexByte(data[at:], '\n'); i >= 0 {
			at += i + d.IntN(2)
		}
	}
	return append(append(append([]byte{}, data[:at]...), text...), data[at:]...), form
}

// Whatever is typed anywhere into any file is read, or quoted.
func TestNothingTypedByHandIsLost(t *testing.T) {
	c, _ := reviews(t)
	_, docs := sampleDocs(t)
	d := dice(9)
	where := map[string]int{}
	for n := range 600 {
		doc := docs[n%len(docs)].Clone()
		if n%3 == 0 {
			doc = randomDoc(d)
		}
		files := emit(t, c, doc)
		i := d.IntN(len(files))
		edited, form := insert(d, files[i].Data)
		files[i].Data = edited
		r := c.Parse(doc.ID, files)
		if r.Doc == nil && r.Split == nil && len(r.Problems) == 0 && !r.Newer {
			t.Fatalf("%d: neither a doc nor a problem", n)
		}
		in := kept(t, c, r, typed)
		if in == "" && !strings.Contains(form, "%") {
			in = "nothing typed"
		}
		if in == "" && strings.Contains(form, "<<<<<<< %s") && r.Split != nil {
			in = "name of a side" // the label of git's own marker
		}
		if in == "" && bytes.Contains(edited, []byte("? "+typed)) && len(r.Problems) > 0 {
			in = "problem"
		}
		if in == "" {
			t.Fatalf("%d: %q in %s is lost: %q\n%v", n, form, files[i].Path, around(edited), r.Problems)
		}
		where[in]++
	}
	t.Log(where)
	if where["doc"] < 100 || where["problem"] < 100 {
		t.Errorf("the edits are too much alike: %v", where)
	}
}

func around(data []byte) string {
	i := bytes.Index(data, []byte(typed))
	if i < 0 {
		return ""
	}
	return string(data[max(0, i-150):min(len(data), i+150)])
}

// Lines people take out, double or change places of.
func TestLinesMovedAboutByHandGiveADocOrAProblem(t *testing.T) {
	c, _ := reviews(t)
	_, docs := sampleDocs(t)
	d := dice(10)
	read := 0
	for n := range 150 {
		doc := docs[n%len(docs)]
		files := emit(t, c, doc)
		i := d.IntN(len(files))
		lines := strings.SplitAfter(string(files[i].Data), "\n")
		from, to := d.IntN(len(lines)), d.IntN(len(lines))
		switch d.IntN(4) {
		case 0:
			lines = append(lines[:from], lines[from+1:]...)
		case 1:
			lines = append(lines[:to], append([]string{lines[from]}, lines[to:]...)...)
		case 2:
			lines[from], lines[to] = lines[to], lines[from]
		default:
			lines[from] = "  " + lines[from]
		}
		files[i].Data = []byte(strings.Join(lines, ""))
		r := c.Parse(doc.ID, files)
		if r.Doc == nil {
			if len(r.Problems) == 0 {
				t.Fatalf("%d: neither a doc nor a problem", n)
			}
			for _, p := range r.Problems {
				if !p.Note && p.Bytes == nil && p.Key != "canon.no_head" {
					t.Errorf("%d: %s of %s does not hold the file", n, p.Key, p.Path)
				}
			}
			continue
		}
		read++
		fixpoint(t, c, r.Doc)
	}
	if read < 30 || read > 148 {
		t.Errorf("%d of 150 were read", read)
	}
}

// The fixtures are whole records edited by hand; what is said about each stands
// beside it.
func TestFixturesOfHandEditsAreReadAsSaid(t *testing.T) {
	c, _ := reviews(t)
	dirs, err := filepath.Glob("testdata/handedit/*")
	if err != nil || len(dirs) < 8 {
		t.Fatalf("%d fixtures: %v", len(dirs), err)
	}
	for _, dir := range dirs {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			r := c.Parse(theID, fixture(t, dir))
			var got strings.Builder
			for _, p := range r.Problems {
				fmt.Fprintf(&got, "%s:%d %s note=%t %q\n", strings.TrimPrefix(p.Path, recordDir+"/"), p.Line, p.Key, p.Note, p.Quote)
			}
			if r.Doc != nil {
				got.WriteString(show(emit(t, c, r.Doc, r.Kept...)))
				fixpoint(t, c, r.Doc)
			}
			golden(t, dir+"/read.golden", got.String())
		})
	}
}

const recordDir = "reviews/2024/09/" + theID

func fixture(t testing.TB, dir string) []canon.File {
	t.Helper()
	var files []canon.File
	names, err := filepath.Glob(dir + "/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, ".golden") {
			continue
		}
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, canon.File{Path: recordDir + "/" + filepath.Base(name), Data: raw})
	}
	return files
}

func golden(t testing.TB, path, got string) {
	t.Helper()
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Errorf("%s says something else; set UPDATE=1 after reading what changed:\n%s", path, got)
	}
}

func TestARecordWrittenWithANewerSchemaIsMarkedAndKept(t *testing.T) {
	c, _ := reviews(t)
	_, docs := sampleDocs(t)
	files := emit(t, c, docs[0])
	for i := range files {
		files[i].Data = bytes.Replace(files[i].Data, []byte("schema: 1\n"), []byte("schema: 2\n"), 1)
	}
	r := c.Parse(docs[0].ID, files)
	if !r.Newer || r.Doc == nil || r.Doc.Schema != 2 {
		t.Fatalf("%+v", r)
	}
	// A field whose form changed cannot be read here; that is no mistake of anybody.
	for i := range files {
		files[i].Data = bytes.Replace(files[i].Data, []byte("services:\n"), []byte("services: one\nother:\n"), 1)
	}
	if r := c.Parse(docs[0].ID, files); !r.Newer || r.Doc != nil || len(r.Problems) != 0 {
		t.Fatalf("%+v", r)
	}
	// The files of such a record are merged as they are.
	m, k, conflicted := merge.Whole(merge.File{Path: "file:timeline.yaml", Bases: [][]byte{[]byte("a")}, A: []byte("b"), B: []byte("c")}, nil)
	if !conflicted || k.Kind != merge.KindWhole || len(m) != 1 {
		t.Error("not merged whole")
	}
}
