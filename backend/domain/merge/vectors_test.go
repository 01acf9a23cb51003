package merge

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"secondstory/backend/domain/record"
)

// Golden vectors of merge version 1: documents and the hash of what they merge to,
// the same on every system and in every version of the program. A change of the
// documents is written with UPDATE=1; a change of a hash alone is a new merge
// version and never an update, from the first release on.

type vector struct {
	Bases  []json.RawMessage `json:"bases"`
	A      json.RawMessage   `json:"a"`
	B      json.RawMessage   `json:"b"`
	Merged string            `json:"merged"` // hash of the canonical JSON
	Opened int               `json:"opened"`
}

// read is a doc from its canonical JSON.
func read(raw []byte) *Doc {
	var v record.Doc
	if err := json.Unmarshal(raw, &v); err != nil {
		panic(err)
	}
	d := Absent(record.Str(v, "kind"), record.Str(v, "id"))
	d.Schema, _ = whole(v["schema"])
	d.Live, _ = v["live"].(bool)
	d.Tombstones = stonesOf(v["disposed"])
	d.Fields, _ = v["fields"].(map[string]any)
	parts, _ := v["parts"].(map[string]any)
	for name, list := range parts {
		for id, p := range list.(map[string]any) {
			fields := p.(map[string]any)
			if list := stonesOf(fields[tombstonesName]); len(list) > 0 {
				d.PutPart(name, id, Part{Tombstones: list})
				continue
			}
			d.PutPart(name, id, Part{Fields: fields})
		}
	}
	conflicts, _ := v["conflicts"].(map[string]any)
	for id, c := range conflicts {
		d.Conflicts[id] = ConflictOf(id, c.(map[string]any))
	}
	return d
}

func TestADocReadFromItsCanonicalFormIsTheSame(t *testing.T) {
	for n := range uint64(200) {
		_, a, _, _ := versions(seed(n))
		if back := read(a.Canonical()); !back.Equal(a) || back.Hash() != a.Hash() {
			t.Fatalf("%s\n%s", show(a), show(back))
		}
	}
}

func vectorPath() string { return filepath.Join("testdata", fmt.Sprintf("vectors-v%d.jsonl", Version)) }

func writeVectors(t *testing.T) {
	var out bytes.Buffer
	for n := range uint64(80) {
		base, a, b, e := versions(seed(9_000 + n))
		var bases []*Doc
		switch n % 8 {
		case 0:
		case 1, 2:
			bases = []*Doc{base, e.edit(base)}
		default:
			bases = []*Doc{base}
		}
		r := Merge(scheme(), bases, side(a), side(b))
		v := vector{A: a.Canonical(), B: b.Canonical(), Merged: r.Doc.Hash(), Opened: len(r.Opened), Bases: []json.RawMessage{}}
		for _, d := range bases {
			v.Bases = append(v.Bases, d.Canonical())
		}
		raw, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		out.Write(append(raw, '\n'))
	}
	if err := os.WriteFile(vectorPath(), out.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestP8TheSameDocumentsMergeToTheSameHash(t *testing.T) {
	if os.Getenv("UPDATE") != "" {
		writeVectors(t)
	}
	f, err := os.Open(vectorPath())
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	n, opened := 0, 0
	for ; lines.Scan(); n++ {
		var v vector
		if err := json.Unmarshal(lines.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		for range 3 { // each time Go walks maps in another order
			var bases []*Doc
			for _, raw := range v.Bases {
				bases = append(bases, read(raw))
			}
			if r := Merge(scheme(), bases, side(read(v.A)), side(read(v.B))); r.Doc.Hash() != v.Merged || len(r.Opened) != v.Opened {
				t.Errorf("vector %d: %s, %d opened, want %s, %d:\n%s", n, r.Doc.Hash(), len(r.Opened), v.Merged, v.Opened, show(r.Doc))
				break
			}
		}
		opened += v.Opened
	}
	if err := lines.Err(); err != nil || n < 80 || opened == 0 {
		t.Fatalf("%d vectors, %d conflicts: %v", n, opened, err)
	}
}

// What one more thousand generated versions merge to; the generator is part of it.
func TestP8AThousandGeneratedMergesAreWhatTheyWere(t *testing.T) {
	var all strings.Builder
	for n := range uint64(1_000) {
		base, a, b, _ := versions(seed(20_000 + n))
		all.WriteString(Merge(scheme(), []*Doc{base}, side(a), side(b)).Doc.Hash())
	}
	got := fmt.Sprintf("%x\n", hashOf(all.String()))
	path := filepath.Join("testdata", "generated-v1.txt")
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil || string(want) != got {
		t.Errorf("%s, want %s: %v", got, want, err)
	}
}
