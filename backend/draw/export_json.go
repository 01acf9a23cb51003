package draw

import (
	"bytes"
	"encoding/json"
	"encoding/xml"

	"secondstory/backend/domain/cause"
)

// jsonTree is the file format of a tree: one node per line, so that plain
// diffs are readable.
type jsonTree struct {
	Format  string       `json:"format"`
	Version int          `json:"version"`
	Nodes   []cause.Node `json:"nodes"`
}

// jsonFormat names the file format.
const jsonFormat = "second-story/cause-tree"

// treeNamespace marks the tree inside a picture.
const treeNamespace = "urn:second-story:cause-tree:1"

// JSON writes the whole tree without loss, one node per line in the order of
// the outline, asides last.
func JSON(t *cause.Tree) []byte {
	var b bytes.Buffer
	b.WriteString(`{"format":"` + jsonFormat + `","version":1,"nodes":[`)
	for i, n := range nodesOf(t) {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
		line, err := json.Marshal(n)
		if err != nil {
			continue // a Node holds strings, numbers and booleans only
		}
		b.Write(line)
	}
	b.WriteString("\n]}\n")
	return b.Bytes()
}

func nodesOf(t *cause.Tree) []cause.Node {
	var out []cause.Node
	for _, p := range t.DepthFirst() {
		if p.ID == "" {
			continue // stands in for a missing effect
		}
		out = append(out, p.Node)
	}
	return append(out, t.Asides()...)
}

// ReadJSON reads what JSON wrote.
func ReadJSON(data []byte) ([]cause.Node, error) {
	var f jsonTree
	if err := json.Unmarshal(data, &f); err != nil || f.Format != jsonFormat || f.Version != 1 {
		return nil, unreadable(err)
	}
	return f.Nodes, nil
}

// ReadSVG finds the tree in the metadata of a picture that SVG wrote.
func ReadSVG(data []byte) ([]cause.Node, error) {
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		tok, err := d.Token()
		if err != nil {
			return nil, unreadable(err)
		}
		start, ok := tok.(xml.StartElement)
		if !ok || start.Name.Space != treeNamespace || start.Name.Local != "tree" {
			continue
		}
		var text string
		if err := d.DecodeElement(&text, &start); err != nil {
			return nil, unreadable(err)
		}
		return ReadJSON([]byte(text))
	}
}
