package space_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/share/space"
)

// handForms are forms in which a person types something somewhere into a file.
var handForms = []string{
	"%s", " %s ", "%s", " %s ", // most of what people type is words
	"%s", " %s", "%s\n", "\n%s\n", "%s: x\n", "\n%s: x\n", "\n    %s: x\n", "\n      - %s\n", "# %s\n", " # %s", "\n# %s\n", "\"%s", "'%s'", "\n\t%s: x\n", "|\n %s\n",
	"\n---\n%s: x\n", "&%s ", "*%s", "!%s ", "{%s}", "[%s, a]", "\n## %s\n", "\n<<<<<<< a\n%s\n=======\n>>>>>>> b\n", "\r\n%s\r\n", "\x00%s", "\ufeff%s", "\xff%s",
	"\nschema: %s\n", "\nprivate_notes: %s\n", "\ntitle: %s\n", "\nsections: %s\n", "\n\n%s\n\n", ": %s", " - %s", "<!-- %s -->", "`%s",
}

// scribble types a word into a text, or takes some of it away as well.
func scribble(dice *rand.Rand, data []byte, word string) []byte {
	form := strings.ReplaceAll(handForms[dice.IntN(len(handForms))], "%s", word)
	at := dice.IntN(len(data) + 1)
	if dice.IntN(3) > 0 {
		if i := bytes.IndexByte(data[at:], '\n'); i >= 0 {
			at += i + dice.IntN(2)
		}
	}
	end := at
	if dice.IntN(4) == 0 {
		end = min(len(data), at+dice.IntN(20))
	}
	return append(append(bytes.Clone(data[:at]), form...), data[end:]...)
}

// holds says where a word is: in a record, its conflicts included, or in a problem.
func (d *device) holds(word string, ids []string, problems []space.Refused) string {
	d.t.Helper()
	for _, p := range problems {
		if strings.Contains(p.Quote, word) || bytes.Contains(p.Bytes, []byte(word)) || strings.Contains(fmt.Sprint(p.Params), word) {
			return "problem"
		}
	}
	for _, id := range ids {
		snap, err := d.ws.Records.Get(context.Background(), id)
		d.must(err)
		parts := []any{any(snap.State.Head)}
		for _, list := range snap.State.Parts {
			for key, p := range list {
				parts = append(parts, key, any(p.Doc))
			}
		}
		for _, v := range parts {
			raw, err := record.Canonical(v)
			d.must(err)
			if bytes.Contains(raw, []byte(word)) {
				return "record"
			}
		}
	}
	return ""
}

// written is a space of some reviews with one of everything that people edit.
func written(t *testing.T, d *device, n int) (ids []string) {
	t.Helper()
	for i := range n {
		id := d.makes(fmt.Sprintf("Review %d", i))
		d.set(id, "sections/summary/text", "The line stood still.\n\nNobody noticed.\n\n- one\n- two")
		for _, c := range []struct {
			collection string
			doc        map[string]any
		}{
			{review.Timeline, map[string]any{"at": "2026-03-01 10:00", "text": "Alarm"}},
			{review.Timeline, map[string]any{"at": "2026-03-01 10:30", "text": "The line was stopped"}},
			{review.Actions, map[string]any{"title": "Watch the belt"}},
		} {
			_, err := d.ws.Reviews.AddPart(t.Context(), id, c.collection, c.doc, "", "")
			d.must(err)
		}
		ids = append(ids, id)
	}
	return ids
}

func filesOf(t *testing.T, root string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(root, "reviews", "*", "*", "*", "*.*"))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, f := range found {
		if info, err := os.Lstat(f); err == nil && info.Mode().IsRegular() && !strings.HasSuffix(f, ".orig") {
			out = append(out, f)
		}
	}
	return out
}

// fewer is how often something is repeated: the second number under the detector of races.
func fewer(full, underRace int) int {
	if raced {
		return underRace
	}
	return full
}

// handEdits is how many edits each of the two tests makes.
var handEdits = fewer(500, 80)

func TestEachByteOfManyHandEditsInAMirrorIsInARecordOrAProblem(t *testing.T) {
	t.Parallel()
	d := newDevice(t, 1)
	d.joins(bare(t))
	ids := written(t, d, 10)
	dir := d.mirrors()
	dice := rand.New(rand.NewPCG(20, 26))
	where := map[string]int{}
	for n := 0; n < handEdits; {
		words := map[string]string{}
		before := map[string][]byte{}
		files := filesOf(t, dir)
		for range 10 {
			path := files[dice.IntN(len(files))]
			if before[path] != nil {
				continue
			}
			data, err := os.ReadFile(path)
			d.must(err)
			word := fmt.Sprintf("QX%dtypedZQ", n)
			n++
			before[path], words[word] = data, path
			write(t, path, string(scribble(dice, data, word)))
		}
		if dice.IntN(2) == 0 { // meanwhile somebody edits in the program
			d.set(ids[dice.IntN(len(ids))], "title", fmt.Sprintf("In the program %d", n))
		}
		m := d.mirror()
		for word, path := range words {
			in := d.holds(word, ids, m.Problems)
			if where[in]++; in == "" {
				t.Fatalf("%s in %s is lost\n%s\nwas\n%s", word, path, text(t, path), before[path])
			}
		}
		// Who is told of a file puts it right.
		for _, p := range m.Problems {
			path := filepath.Join(dir, filepath.FromSlash(p.Path))
			if data := before[path]; data != nil && dice.IntN(10) > 0 {
				write(t, path, string(data))
			}
		}
	}
	t.Log(where)
	if where["record"] < handEdits/12 || where["problem"] < handEdits/12 {
		t.Errorf("the edits are too much alike: %v", where)
	}
	d.whole()
}

func TestEachByteOfManyHandEditsWithGitIsInARecordOrAProblem(t *testing.T) {
	t.Parallel()
	needGit(t)
	dir := bare(t)
	d := newDevice(t, 1)
	d.joins(dir)
	ids := written(t, d, 10)
	d.sync()
	root := filepath.Join(t.TempDir(), "clone")
	git(t, t.TempDir(), "clone", "-q", dir, root)
	dice := rand.New(rand.NewPCG(4, 26))
	where := map[string]int{}
	for n := 0; n < handEdits; {
		git(t, root, "pull", "-q", "--ff-only")
		words := map[string]string{}
		before := map[string][]byte{}
		files := filesOf(t, root)
		for range 28 {
			path := files[dice.IntN(len(files))]
			if before[path] != nil {
				continue
			}
			data, err := os.ReadFile(path)
			d.must(err)
			word := fmt.Sprintf("QX%dtypedZQ", n)
			n++
			before[path], words[word] = data, path
			write(t, path, string(scribble(dice, data, word)))
		}
		git(t, root, "commit", "-q", "-a", "-m", "By hand")
		git(t, root, "push", "-q", "origin", "HEAD:main")
		r := d.sync()
		for word, path := range words {
			in := d.holds(word, ids, r.Refused)
			if in == "" { // what is read and not kept is told as a remark, with its words
				for _, x := range r.Notices {
					if strings.Contains(fmt.Sprint(x.Params), word) {
						in = "remark"
					}
				}
			}
			if where[in]++; in == "" {
				t.Fatalf("%s in %s is lost\n%s", word, path, text(t, path))
			}
		}
		git(t, root, "pull", "-q", "--ff-only")
		mended := false
		for _, p := range r.Refused {
			path := filepath.Join(root, filepath.FromSlash(p.Path))
			if data := before[path]; data != nil && dice.IntN(10) > 0 {
				write(t, path, string(data))
				mended = true
			}
		}
		if mended {
			if out, err := gitTry(t, root, "commit", "-q", "-a", "-m", "Put right"); err != nil && !strings.Contains(out, "nothing to commit") {
				t.Fatal(out)
			}
			git(t, root, "push", "-q", "origin", "HEAD:main")
			d.sync()
		}
	}
	t.Log(where)
	if where["record"] < handEdits/20 || where["problem"] < handEdits/20 {
		t.Errorf("the edits are too much alike: %v", where)
	}
	d.whole()
}
