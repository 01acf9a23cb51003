package draw

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"io"
	"math/rand"
	"reflect"
	"strings"
	"testing"

	"secondstory/backend/domain/cause"
)

func TestJSONGivesTheTreeBack(t *testing.T) {
	r := rand.New(rand.NewSource(2))
	for i := 0; i < 50; i++ {
		tree := cause.Build(randomTree(r, 30))
		nodes, err := ReadJSON(JSON(tree))
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(cause.Build(nodes).DepthFirst(), tree.DepthFirst()) {
			t.Fatal("the tree read back differs")
		}
	}
	if _, err := ReadJSON([]byte(`{"nodes":[]}`)); err == nil {
		t.Error("a foreign file was read")
	}
}

func TestAPictureGivesItsTreeBack(t *testing.T) {
	for _, tree := range []*cause.Tree{gatesTree(), hostileTree()} {
		nodes, err := ReadSVG(SVG(Fishbone(measurer(t), tree, Defaults()).Scene, Light, Meta{Tree: tree}))
		if err != nil {
			t.Fatal(err)
		}
		want, err := ReadJSON(JSON(tree))
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(cause.Build(nodes).DepthFirst(), cause.Build(want).DepthFirst()) {
			t.Error("the tree read back differs")
		}
	}
	for _, s := range []string{"", "<svg/>", "<svg><metadata>"} {
		if _, err := ReadSVG([]byte(s)); err == nil {
			t.Errorf("%q was read", s)
		}
	}
}

func TestXMLExportsAreWellFormedForAnyText(t *testing.T) {
	for _, tree := range []*cause.Tree{gatesTree(), hostileTree(), cause.Build(nil)} {
		wellFormed(t, OPML(tree))
		wellFormed(t, FreeMind(tree))
		wellFormed(t, DrawIO(Fishbone(measurer(t), tree, Defaults()).Scene, Print, tree.Effect().Text))
	}
}

func TestExportsHoldEveryCause(t *testing.T) {
	tree := gatesTree()
	xmind, err := XMind(tree, "also contributes")
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"outline": Outline(tree), "markdown": string(Markdown(tree)), "csv": string(CSV(tree)), "opml": string(OPML(tree)),
		"freemind": string(FreeMind(tree)), "xmind": unzip(t, xmind)["content.json"], "mindmap": string(MermaidMindmap(tree)),
		"ishikawa": string(MermaidIshikawa(tree, "In full:")), "flowchart": string(MermaidFlowchart(tree, "therefore")),
	} {
		for _, p := range tree.DepthFirst() {
			if !strings.Contains(text, p.Text) {
				t.Errorf("%s lacks %q", name, p.Text)
			}
		}
	}
}

func unzip(t *testing.T, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(b)
	}
	return out
}

func TestXMindIsAZipOfThreeFilesAndTheSameEveryTime(t *testing.T) {
	a, err := XMind(hostileTree(), "also")
	if err != nil {
		t.Fatal(err)
	}
	b, _ := XMind(hostileTree(), "also")
	if !bytes.Equal(a, b) {
		t.Error("two runs differ")
	}
	files := unzip(t, a)
	var sheets []map[string]any
	if err := json.Unmarshal([]byte(files["content.json"]), &sheets); err != nil || len(sheets) != 1 {
		t.Errorf("content: %v", err)
	}
	if len(files) != 3 || !json.Valid([]byte(files["manifest.json"])) {
		t.Errorf("files: %v", files)
	}
}

func TestCSVCellsDoNotRunAsFormulas(t *testing.T) {
	nodes := []cause.Node{{ID: "e", Kind: "effect", Text: "=cmd|' /C calc'!A0"}}
	for i, s := range []string{"+1", "-1", "@SUM(A1)", " =1", "\t=1", "\r=1", "\n=1", "\u00A0=1", "\u3000=1", "\uFEFF=1", "\u200B=1", "\x00=1", "＝1", "＠SUM(A1)", "plain - text"} {
		nodes = append(nodes, cause.Node{ID: "c" + itoa(i), Parent: "e", Kind: "cause", Text: s, Rank: rank(i)})
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(CSV(cause.Build(nodes)), []byte("\uFEFF")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != len(nodes)+1 {
		t.Fatalf("%d rows", len(rows))
	}
	for i, row := range rows[1:] {
		if guarded := strings.HasPrefix(row[3], "'"); guarded != (i < len(nodes)-1) {
			t.Errorf("cell %q", row[3])
		}
		// The table of any other export is guarded by the same rule.
		other, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(Table([][]string{{"head", nodes[i].Text}}), []byte("\uFEFF")))).Read()
		if err != nil || other[1] != row[3] {
			t.Errorf("a cell of another table is %q, %v", other, err)
		}
	}
}

func TestMermaidLinesKeepTheirStructureForAnyText(t *testing.T) {
	tree := hostileTree()
	n := len(tree.DepthFirst())
	if lines := strings.Count(string(MermaidMindmap(tree)), "\n"); lines != n+1 {
		t.Errorf("%d lines for %d nodes", lines, n)
	}
	for _, text := range []string{string(MermaidMindmap(tree)), string(MermaidFlowchart(tree, ""))} {
		if strings.Contains(text, `[""]`) {
			t.Error("Mermaid refuses empty labels")
		}
		if strings.Contains(text, "%%{") {
			t.Error("Mermaid cuts directives out of labels")
		}
	}
	plain := 0
	for _, l := range strings.Split(string(MermaidIshikawa(tree, "")), "\n") {
		if l != "" && !strings.HasPrefix(strings.TrimSpace(l), "%%") {
			plain++
		}
		if strings.ContainsAny(l, "<>&") && !strings.HasPrefix(l, "%%") {
			t.Errorf("markup in %q", l)
		}
	}
	if plain != n+1 {
		t.Errorf("%d lines for %d nodes", plain, n)
	}
}

func TestCarriageReturnsSurviveXML(t *testing.T) {
	const text, note = "one\r\ntwo\rthree", "a\rb"
	tree := cause.Build([]cause.Node{{ID: "e", Kind: "effect", Text: "What"}, {ID: "a", Parent: "e", Kind: "cause", Text: text, Note: note}})
	values := func(file []byte) map[string]bool {
		out := map[string]bool{}
		for d := xml.NewDecoder(bytes.NewReader(file)); ; {
			tok, err := d.Token()
			if err != nil {
				return out
			}
			if el, ok := tok.(xml.StartElement); ok {
				for _, a := range el.Attr {
					out[a.Value] = true
				}
			}
		}
	}
	opml := values(OPML(tree))
	if !opml[text] || !opml[note] {
		t.Errorf("OPML holds %v", opml)
	}
	if !values(FreeMind(tree))[text] {
		t.Error("FreeMind lost the line ends")
	}
}

func TestTextExportsTakeTheWordsOfALanguage(t *testing.T) {
	tree := cause.Build([]cause.Node{{ID: "e", Kind: "effect", Text: "What"},
		{ID: "a", Parent: "e", Kind: "cause", Text: "Why", Status: "ruled_out", Classes: []string{"technical", "human"}},
		{ID: "b", Parent: "e", Kind: "cause", Text: "Bare"}})
	norsk := func(kind, code string) string { return "norsk " + kind + " " + strings.ReplaceAll(code, "_", "-") }
	if got := string(Markdown(tree, norsk)); !strings.Contains(got, "(norsk status ruled-out, norsk class technical, norsk class human)") || !strings.Contains(got, "- Bare\n") {
		t.Errorf("%s", got)
	}
	if got := string(Markdown(tree)); !strings.Contains(got, "(ruled out, technical, human)") {
		t.Errorf("%s", got)
	}
	if got := string(CSV(tree, norsk)); !strings.Contains(got, `norsk status ruled-out,"norsk class technical, norsk class human"`) {
		t.Errorf("%s", got)
	}
	if got := string(CSV(tree)); !strings.Contains(got, "ruled_out,technical human,") {
		t.Errorf("%s", got)
	}
}

func TestTheMermaidFishboneSaysThatItShortensTexts(t *testing.T) {
	long := "When silent cabinets were planned as empty, the evening run took the last count it had for the one of today"
	tree := cause.Build([]cause.Node{{ID: "e", Kind: "effect", Text: "Short"}, {ID: "a", Parent: "e", Kind: "cause", Text: long}})
	text := string(MermaidIshikawa(tree, "In full:"))
	if !strings.HasSuffix(text, "…\n%% In full:\n%% 1 "+long+"\n") {
		t.Errorf("%s", text)
	}
	if text := string(MermaidIshikawa(cause.Build([]cause.Node{{ID: "e", Kind: "effect", Text: "Short"}}), "In full:")); strings.Contains(text, "%%") {
		t.Errorf("nothing was cut:\n%s", text)
	}
}
