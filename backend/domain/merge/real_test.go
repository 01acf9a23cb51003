package merge

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The texts people write: lists, tables, code, hard line breaks, repeated lines.
// Two people each change a sentence of every other paragraph; all of it has to be in
// the result, and only what is really ambiguous may become a question.
func TestRealReportsEditedInManyPlacesComeTogether(t *testing.T) {
	root := filepath.Join("..", "..", "..", "..", "shared", "data")
	var texts []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".md") && !strings.HasSuffix(path, ".txt") {
			return err
		}
		raw, err := os.ReadFile(path)
		texts = append(texts, strings.ReplaceAll(string(raw), "\r\n", "\n"))
		return err
	})
	if err != nil || len(texts) == 0 {
		t.Skipf("the reference reports are not here: %v", err)
	}
	edits, overlaps, joined := 0, 0, 0
	for n, base := range texts {
		c := seed(uint64(n))
		paragraphs := strings.Split(base, "\n\n")
		a, b := append([]string{}, paragraphs...), append([]string{}, paragraphs...)
		for i := range paragraphs {
			side := a
			if i%2 == 1 {
				side = b
			}
			switch e := c.n(6); {
			case strings.TrimSpace(paragraphs[i]) == "":
			case e == 0:
				side[i] += " Added by one of us."
				edits++
			case e == 1:
				side[i] = "Put before.\n\n" + side[i]
				edits++
			case e == 2:
				said := sentences(paragraphs[i])
				j := c.n(len(said))
				said[j] = " Said in other words."
				side[i] = strings.TrimSpace(strings.Join(said, ""))
				edits++
			}
		}
		x, y := strings.Join(a, "\n\n"), strings.Join(b, "\n\n")
		r, back := Text(base, x, y), Text(base, y, x)
		if r.Text != back.Text {
			t.Fatalf("text %d: the sides may not change places", n)
		}
		complete(t, base, x, y, r)
		if Text(x, r.Text, x).Text != r.Text {
			t.Fatalf("text %d: not absorbed", n)
		}
		overlaps += len(r.Overlaps)
		joined += r.Joined
	}
	t.Logf("%d texts, %d edits, %d runs became a question, %d insertions joined", len(texts), edits, overlaps, joined)
	if overlaps*50 > edits {
		t.Errorf("%d of %d edits became a question although nobody touched what another did", overlaps, edits)
	}
}
