package canon_test

import (
	"bytes"
	"strings"
	"testing"

	"secondstory/backend/share/canon"
)

// Any bytes in any file of a record give a doc or a problem that holds them, and what
// was read is a fixpoint of writing.
func FuzzParse(f *testing.F) {
	c, _ := reviews(f)
	files := emit(f, c, small())
	for i, file := range files {
		f.Add(byte(i), file.Data)
	}
	for _, s := range []string{"", "---\n---\n", "a: &b c\nd: *b\n", "<<: {a: b}\n", "? [a]\n: b\n", "a: |2-\n  b\n", strings.Repeat("[", 200), "%YAML 1.2\n---\na: b\n...\n", "a: \xff\n", "\xef\xbb\xbfa: b", "a: 'b\n\n c'\n", "timeline:\n  a: {text: \"\\x00\\u2028\"}\n", "---\ntitle: a\n---\n# a\n", "---\n---\n\n# b\n\n[Timeline](timeline.yaml) · [Undecided](conflicts/)\n", "path: a\nkind: value\nstate: open\nvalues:\n  - \"$value\": {a: [1, true]}\n  - \"x\\r\\n\\\n    \\  # y\"\n"} {
		for i := range files {
			f.Add(byte(i), []byte(s))
		}
	}
	f.Fuzz(func(t *testing.T, which byte, data []byte) {
		mine := append([]canon.File{}, files...)
		i := int(which) % len(mine)
		mine[i].Data = data
		r := c.Parse(theID, mine)
		switch {
		case r.Split != nil || r.Newer:
			return
		case r.Doc == nil:
			quoted := false
			for _, p := range r.Problems {
				quoted = quoted || bytes.Equal(p.Bytes, data) || p.Key == "canon.no_head"
			}
			if !quoted {
				t.Fatalf("neither a doc nor a problem with the bytes: %+v", r.Problems)
			}
			return
		}
		written, p := c.Emit(r.Doc, r.Kept...)
		if p != nil {
			t.Fatalf("what was read cannot be written: %+v", p)
		}
		again := c.Parse(theID, written)
		if again.Doc == nil || len(again.Problems) != 0 || !again.Doc.Equal(r.Doc) {
			t.Fatalf("read back another doc: %+v\n%q", again.Problems, show(written))
		}
		if twice, p := c.Emit(again.Doc, again.Kept...); p != nil || show(twice) != show(written) {
			t.Fatal("written again it is other bytes")
		}
	})
}

func FuzzText(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := canon.Text(s)
		if canon.Text(once) != once {
			t.Fatalf("%q becomes %q, then %q", s, once, canon.Text(once))
		}
	})
}
