package draw

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"secondstory/backend/domain/cause"
)

type xmindNotes struct {
	Plain struct {
		Content string `json:"content"`
	} `json:"plain"`
}

type xmindChildren struct {
	Attached []*xmindTopic `json:"attached"`
}

type xmindTopic struct {
	ID        string         `json:"id"`
	Class     string         `json:"class"`
	Title     string         `json:"title"`
	Structure string         `json:"structureClass,omitempty"`
	Labels    []string       `json:"labels,omitempty"`
	Notes     *xmindNotes    `json:"notes,omitempty"`
	Branch    string         `json:"branch,omitempty"`
	Children  *xmindChildren `json:"children,omitempty"`
}

type xmindRelation struct {
	ID    string `json:"id"`
	Class string `json:"class"`
	End1  string `json:"end1Id"`
	End2  string `json:"end2Id"`
	Title string `json:"title,omitempty"`
}

type xmindSheet struct {
	ID        string          `json:"id"`
	Class     string          `json:"class"`
	Title     string          `json:"title"`
	Root      *xmindTopic     `json:"rootTopic"`
	Relations []xmindRelation `json:"relationships,omitempty"`
}

// XMind is the tree as an XMind (2020 and later) file with a fishbone, the
// same bytes for the same tree. alsoTitle is written on cross-links.
func XMind(t *cause.Tree, alsoTitle string) ([]byte, error) {
	sheet := xmindSheet{ID: "sheet-1", Class: "sheet", Title: oneLine(t.Effect().Text), Root: topicOf(t, t.Effect())}
	sheet.Root.Structure = "org.xmind.ui.fishbone.rightHeaded"
	for _, p := range t.DepthFirst() {
		for _, to := range p.Also {
			if _, ok := t.Find(to); ok && to != p.ID {
				sheet.Relations = append(sheet.Relations, xmindRelation{"rel-" + itoa(len(sheet.Relations)+1), "relationship", p.ID, to, alsoTitle})
			}
		}
	}
	content, err := json.Marshal([]xmindSheet{sheet})
	if err != nil {
		return nil, fmt.Errorf("write the sheet: %w", err)
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range []struct {
		name string
		data []byte
	}{
		{"content.json", content},
		{"metadata.json", []byte(`{"creator":{"name":"Second Story"},"dataStructureVersion":"2"}`)},
		{"manifest.json", []byte(`{"file-entries":{"content.json":{},"metadata.json":{}}}`)},
	} {
		// A fixed date: the zip format begins in 1980.
		w, err := z.CreateHeader(&zip.FileHeader{Name: f.name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			return nil, fmt.Errorf("add %s: %w", f.name, err)
		}
		if _, err := w.Write(f.data); err != nil {
			return nil, fmt.Errorf("write %s: %w", f.name, err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("close the file: %w", err)
	}
	return out.Bytes(), nil
}

func topicOf(t *cause.Tree, p cause.Placed) *xmindTopic {
	x := &xmindTopic{ID: p.ID, Class: "topic", Title: p.Text}
	if x.ID == "" {
		x.ID = "root"
	}
	if p.Depth > 0 && p.Kind != "category" {
		x.Labels = append(append([]string(nil), p.Classes...), p.Status)
	}
	if p.Note != "" {
		x.Notes = &xmindNotes{}
		x.Notes.Plain.Content = p.Note
	}
	if p.Folded && p.Children > 0 {
		x.Branch = "folded"
	}
	for _, c := range t.Children(p.ID) {
		if x.Children == nil {
			x.Children = &xmindChildren{}
		}
		x.Children.Attached = append(x.Children.Attached, topicOf(t, c))
	}
	return x
}
