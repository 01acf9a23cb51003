package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"go/parser"
	"go/token"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/journal"
	"secondstory/backend/evidence"
)

func TestTheVerifierImportsTheStandardLibraryAlone(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) < 3 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range parsed.Imports {
			first, _, _ := strings.Cut(strings.Trim(i.Path.Value, `"`), "/")
			if strings.Contains(first, ".") || first == "secondstory" {
				t.Errorf("%s imports %s", name, i.Path.Value)
			}
		}
	}
}

// chains is a workspace of three chains.
type chains map[string][]journal.Entry

func (c chains) ChainHeads() ([]journal.Head, error) {
	var out []journal.Head
	for _, id := range []string{"d/local", "d/mine", "d/shared"} {
		h := journal.Head{Chain: id, Device: "d", Space: strings.TrimPrefix(id, "d/"), Hash: journal.Genesis}
		if n := len(c[id]); n > 0 {
			h.Seq, h.Hash = c[id][n-1].Seq, c[id][n-1].Hash
		}
		out = append(out, h)
	}
	return out, nil
}

func (c chains) EachOfChain(id string, f func(journal.Entry) error) error {
	for _, e := range c[id] {
		if err := f(e); err != nil {
			return err
		}
	}
	return nil
}

func filled(t testing.TB) chains { return written(t, false) }

// written are the chains; gone takes the content of every eighth entry of one away.
func written(t testing.TB, gone bool) chains {
	t.Helper()
	c := chains{}
	for id, n := range map[string]int{"d/local": 9, "d/mine": 24, "d/shared": 17} {
		prev := journal.Genesis
		for i := 1; i <= n; i++ {
			e := journal.Entry{Chain: id, Seq: int64(i), At: time.Date(2026, 3, 1, 9, 0, i*7%40, 250e6, time.UTC), Actor: "a", Action: "review.set", Record: fmt.Sprintf("R%d", i%3),
				Entity: fmt.Sprintf("R%d", i%3), Prev: prev, Reason: "said \"so\" & <more>", Before: json.RawMessage(`{"title":"Ä"}`), After: json.RawMessage(fmt.Sprintf(`{"title":"%d"}`, i))}
			var err error
			if e.Hash, err = e.Sum(); err != nil {
				t.Fatal(err)
			}
			if prev = e.Hash; gone && id == "d/mine" && i%8 == 0 {
				e.Before, e.After, e.Reason, e.Erased = nil, nil, "", true
			}
			c[id] = append(c[id], e)
		}
	}
	return c
}

func packed(t testing.TB, c chains, only ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	_, err := evidence.Write(&out, c, evidence.Order{MadeAt: time.Date(2026, 4, 1, 8, 0, 0, 0, time.UTC), Program: "test", Device: "d", Only: only, Readme: "what this is\n",
		Anchors: []journal.Anchor{{Chain: "d/shared", Seq: 12, Hash: c["d/shared"][11].Hash, Where: journal.InCommit, Ref: "abc"}},
		Records: []evidence.Record{{ID: "R1", Ref: "REV-1", Kind: "review", Title: "One", SHA256: "00"}},
		Stays:   func(h journal.Head, _ journal.Entry) bool { return h.Chain == "d/local" }})
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// both checks a pack with this program and with the application.
func both(t *testing.T, raw []byte, given string) (own, theirs string, whole bool) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	app, appErr := evidence.Check(bytes.NewReader(raw), int64(len(raw)), evidence.ParseGiven(given))
	if err != nil || appErr != nil {
		return fmt.Sprint(err), fmt.Sprint(appErr), false
	}
	r := check(z, readAnchors(given))
	return asText(t, r), asText(t, app), r.Whole
}

func asText(t *testing.T, v any) string {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func TestAnUntouchedPackHolds(t *testing.T) {
	c := filled(t)
	shared := c["d/shared"]
	for _, only := range [][]string{nil, {"R1"}} {
		for _, given := range []string{"", "Audit: " + journal.Trailer("d", 12, shared[11].Hash), "d 17 " + shared[16].Hash + " d/shared\nnoise\n"} {
			own, theirs, whole := both(t, packed(t, c, only...), given)
			if own != theirs || !whole {
				t.Errorf("%q: %v\n%s\n%s", given, whole, own, theirs)
			}
			if given != "" && !strings.Contains(own, `"proven":1`) {
				t.Errorf("%q proves nothing: %s", given, own)
			}
		}
	}
}

func TestAPackThatWasPackedAnewWithItsFoldersHolds(t *testing.T) {
	raw := packed(t, filled(t))
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	if _, err := w.Create("chains/"); err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		to, err := w.Create(f.Name)
		if err == nil {
			_, err = io.Copy(to, in)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if own, theirs, whole := both(t, out.Bytes(), ""); own != theirs || !whole {
		t.Errorf("%v\n%s\n%s", whole, own, theirs)
	}
}

func TestContentThatIsGoneIsToldByItsNumbersAndThePackDoesNotHold(t *testing.T) {
	own, theirs, whole := both(t, packed(t, written(t, true)), "")
	if own != theirs || whole || !strings.Contains(own, `"erased":3,"gone":[8,16,24]`) || !strings.Contains(own, `"broken":0`) {
		t.Errorf("%v\n%s\n%s", whole, own, theirs)
	}
}

func TestAChainListedUnderAnotherDeviceOrSpaceIsTold(t *testing.T) {
	for _, change := range [][2]string{{`"device": "d",
      "space": "mine"`, `"device": "e",
      "space": "mine"`}, {`"space": "shared"`, `"space": "sharee"`}} {
		raw := repacked(t, packed(t, filled(t)), func(name string, data []byte) []byte {
			if name != evidence.ManifestFile {
				return data
			}
			if !bytes.Contains(data, []byte(change[0])) {
				t.Fatalf("%q is not in\n%s", change[0], data)
			}
			return bytes.Replace(data, []byte(change[0]), []byte(change[1]), 1)
		}, false)
		if own, theirs, whole := both(t, raw, ""); own != theirs || whole || !strings.Contains(own, `"problem":"contradicts"`) {
			t.Errorf("%v\n%s\n%s", whole, own, theirs)
		}
	}
}

func TestWhatIsWithheldIsNotInThePack(t *testing.T) {
	c := written(t, true)
	raw := packed(t, c, "R1")
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	var m evidence.Manifest
	for _, f := range z.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(f.Name, "chains/") {
			all.Write(data)
		}
		if f.Name == evidence.ManifestFile {
			if err := json.Unmarshal(data, &m); err != nil {
				t.Fatal(err)
			}
		}
	}
	if s := all.String(); strings.Contains(s, `"entity":"R0"`) || strings.Contains(s, `"entity":"R2"`) || !strings.Contains(s, `"entity":"R1"`) || strings.Count(s, `"withheld":"private"`) != 9 {
		t.Error(s)
	}
	want := `[{"chain":"d/local","why":"private","count":9},{"chain":"d/mine","why":"elsewhere","count":14},{"chain":"d/mine","why":"erased","count":3},{"chain":"d/shared","why":"elsewhere","count":11}]`
	if got, err := json.Marshal(m.LeftOut); err != nil || string(got) != want {
		t.Errorf("%s %v", got, err)
	}
}

// repacked gives a pack with files changed. Where fit is set the manifest is made to
// fit, as somebody would who knows how.
func repacked(t *testing.T, raw []byte, change func(name string, data []byte) []byte, fit bool) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	files, order := map[string][]byte{}, []string{}
	for _, f := range z.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		if data = change(f.Name, data); data != nil {
			files[f.Name] = data
			order = append(order, f.Name)
		}
	}
	if fit {
		files["manifest.json"] = fitted(t, files)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, name := range order {
		to, err := w.Create(name)
		if err == nil {
			_, err = to.Write(files[name])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestAThousandTamperedPacksGiveTheSameResultHereAsInTheApplication(t *testing.T) {
	c := filled(t)
	shared := c["d/shared"]
	r := rand.New(rand.NewPCG(7, 11))
	given := []string{"", "Audit: " + journal.Trailer("d", 15, shared[14].Hash), "d 15 " + shared[14].Hash + " d/shared\nd 3 " + journal.Genesis[:63] + "1"}
	packs := [][]byte{packed(t, c), packed(t, c, "R1")}
	found := map[bool]int{}
	for i := range 1_000 {
		raw := packs[r.IntN(2)]
		kind := r.IntN(8)
		switch kind {
		case 0: // a byte of the file itself
			raw = bytes.Clone(raw)
			raw[r.IntN(len(raw))] ^= byte(1 + r.IntN(255))
		default:
			target := fmt.Sprintf("chains/%d.ndjson", 1+r.IntN(3))
			raw = repacked(t, raw, func(name string, data []byte) []byte {
				if name != target {
					return data
				}
				return damaged(r, kind, data)
			}, r.IntN(3) > 0)
		}
		own, theirs, whole := both(t, raw, given[r.IntN(len(given))])
		if own != theirs {
			t.Fatalf("pack %d, kind %d:\n%s\n%s", i, kind, own, theirs)
		}
		found[whole]++
	}
	// Bytes of the zip that say nothing (times, attributes) may be changed unnoticed.
	if found[true] > 60 {
		t.Errorf("%d of 1,000 went unnoticed", found[true])
	}
}

// damaged changes a chain file in one of seven ways.
func damaged(r *rand.Rand, kind int, data []byte) []byte {
	lines := bytes.SplitAfter(bytes.Clone(data), []byte("\n"))
	lines = lines[:len(lines)-1]
	at := r.IntN(len(lines))
	switch kind {
	case 1, 2: // a byte
		lines[at][r.IntN(len(lines[at]))] ^= byte(1 + r.IntN(255))
	case 3: // an entry goes
		lines = append(lines[:at], lines[at+1:]...)
	case 4: // the end goes
		lines = lines[:at]
	case 5: // an entry twice
		lines = append(lines[:at+1], lines[at:]...)
	case 6: // two change places
		other := r.IntN(len(lines))
		lines[at], lines[other] = lines[other], lines[at]
	default: // the file goes
		if at == 0 {
			return nil
		}
		lines[at] = bytes.Replace(lines[at], []byte(`"seq":`), []byte(`"seq":1`), 1)
	}
	return bytes.Join(lines, nil)
}

func fitted(t *testing.T, files map[string][]byte) []byte {
	t.Helper()
	var m evidence.Manifest
	if err := json.Unmarshal(files["manifest.json"], &m); err != nil {
		t.Fatal(err)
	}
	var kept []evidence.FileInfo
	for _, f := range m.Files {
		if data, ok := files[f.Path]; ok {
			kept = append(kept, evidence.FileInfo{Path: f.Path, Size: int64(len(data)), SHA256: sumOf(data)})
		}
	}
	m.Files = kept
	raw := asWritten(m) // as a pack writes it
	if raw == nil {
		t.Fatal("the manifest cannot be written")
	}
	return raw
}

func TestNoByteOfTheManifestIsChangedUnnoticed(t *testing.T) {
	raw := packed(t, filled(t), "R1")
	size := 0
	repacked(t, raw, func(name string, data []byte) []byte {
		if name == "manifest.json" {
			size = len(data)
		}
		return data
	}, false)
	if size < 1_000 {
		t.Fatalf("the manifest has %d bytes", size)
	}
	for at := range size {
		bit := byte(1) // another sign
		if at%2 == 0 {
			bit = 32 // a letter in the other case
		}
		bad := repacked(t, raw, func(name string, data []byte) []byte {
			if name != "manifest.json" {
				return data
			}
			data = bytes.Clone(data)
			data[at] ^= bit
			return data
		}, false)
		if at%16 != 0 { // whether the application agrees takes longer to ask
			z, err := zip.NewReader(bytes.NewReader(bad), int64(len(bad)))
			if err != nil || check(z, nil).Whole {
				t.Errorf("byte %d, bit %d: %v", at, bit, err)
			}
			continue
		}
		if own, theirs, whole := both(t, bad, ""); whole || own != theirs {
			t.Errorf("byte %d, bit %d:\n%s\n%s", at, bit, own, theirs)
		}
	}
}

func TestAManifestThatCountsOtherwiseThanItsChainsIsTold(t *testing.T) {
	raw := packed(t, filled(t), "R1")
	for name, change := range map[string]func(*manifest){
		"fewer left out":  func(m *manifest) { m.LeftOut[0].Count-- },
		"nothing said":    func(m *manifest) { m.LeftOut = m.LeftOut[1:] },
		"another reason":  func(m *manifest) { m.LeftOut[0].Why = "elsewhere" },
		"more entries":    func(m *manifest) { m.Chains[0].Entries++ },
		"another device":  func(m *manifest) { m.Device = "e" },
		"another time":    func(m *manifest) { m.MadeAt = "2026-01-01T00:00:00Z" },
		"another record":  func(m *manifest) { m.Records = []string{"R2"} },
		"another program": func(m *manifest) { m.Program += "!" },
	} {
		bad := repacked(t, raw, func(name string, data []byte) []byte {
			if name != "manifest.json" {
				return data
			}
			var m manifest
			if err := json.Unmarshal(data, &m); err != nil {
				t.Fatal(err)
			}
			change(&m)
			return asWritten(m)
		}, false)
		if own, theirs, whole := both(t, bad, ""); whole || own != theirs || !strings.Contains(own, "otherwise") && !strings.Contains(own, "miscounted") {
			t.Errorf("%s:\n%s\n%s", name, own, theirs)
		}
	}
}

func sumOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func TestTheCommandTellsInWordsAndByItsStatus(t *testing.T) {
	c := filled(t)
	dir := t.TempDir()
	at := func(name string, data []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good := at("good.zip", packed(t, c))
	cut := at("cut.zip", repacked(t, packed(t, c), func(name string, data []byte) []byte {
		if name == "chains/3.ndjson" {
			return bytes.Join(bytes.SplitAfter(data, []byte("\n"))[:14], nil)
		}
		return data
	}, true))
	anchors := at("anchors.txt", []byte("Audit: "+journal.Trailer("d", 17, c["d/shared"][16].Hash)+"\n"))
	for _, x := range []struct {
		args   []string
		status int
		want   string
	}{
		{[]string{good}, 0, "cannot exclude: truncation after 17"},
		{[]string{"--anchors", anchors, good}, 0, "up to entry 17 it agrees"},
		{[]string{"--json", good}, 0, `{"whole":true,"files":[],`},
		{[]string{"--anchors", anchors, cut}, 3, "truncated: anchored 17, found 14"},
		{[]string{cut}, 3, "This pack does not hold."},
		{[]string{}, 2, ""}, {[]string{"--what", good}, 2, ""}, {[]string{good, good}, 2, ""},
		{[]string{filepath.Join(dir, "none.zip")}, 1, ""}, {[]string{"--anchors", filepath.Join(dir, "none"), good}, 1, ""}, {[]string{anchors}, 1, ""},
	} {
		var out, errs bytes.Buffer
		if status := run(x.args, &out, &errs); status != x.status || !strings.Contains(out.String(), x.want) || status != 0 && status != 3 && errs.Len() == 0 {
			t.Errorf("%v: %d\n%s%s", x.args, status, out.String(), errs.String())
		}
	}
}
