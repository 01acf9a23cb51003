package backup

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/fault"
)

var madeAt = time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)

const blob = "blobs/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

// whole is a small backup in order.
func whole(t testing.TB) []byte {
	t.Helper()
	var out bytes.Buffer
	w := NewWriter(&out, madeAt)
	for _, p := range [][2]string{{ReadmeFile, "words"}, {DatabaseFile, strings.Repeat("rows ", 400)}, {blob, "picture"}, {"spaces/01ABC.git/objects/pack/pack-1.pack", "theirs"}} {
		if err := w.Add(context.Background(), p[0], strings.NewReader(p[1]), nil); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.Close(Manifest{MadeAt: "2026-03-01T09:00:00Z", Schema: 3, Spaces: []Space{{"01ABC", "Payments"}}}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func put(t testing.TB, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "b.zip")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// part is an entry of a zip made by hand.
type part struct {
	name, text string
	mode       fs.FileMode
	listed     string // name in the manifest; "" the same, "-" not listed
}

func made(t testing.TB, format int, parts ...part) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	m := Manifest{Format: format, Schema: 3}
	for _, p := range parts {
		h := &zip.FileHeader{Name: p.name, Method: zip.Deflate}
		if p.mode != 0 {
			h.SetMode(p.mode)
		}
		w, err := z.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, p.text); err != nil {
			t.Fatal(err)
		}
		if p.listed == "" {
			p.listed = p.name
		}
		if p.listed != "-" {
			sum := sha256.Sum256([]byte(p.text))
			m.Parts = append(m.Parts, Part{p.listed, int64(len(p.text)), hex.EncodeToString(sum[:])})
		}
	}
	if format >= 0 {
		raw, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		w, err := z.Create(ManifestFile)
		if err == nil {
			_, err = w.Write(raw)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func read(path, dir string) error {
	f, err := Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Extract(context.Background(), dir, nil)
}

func key(err error) string {
	if f, ok := fault.As(err); ok {
		return f.Key
	}
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestABackupGivesBackWhatWentIn(t *testing.T) {
	data := whole(t)
	if !bytes.Equal(data, whole(t)) {
		t.Fatal("the same parts give other bytes")
	}
	path, dir := put(t, data), t.TempDir()
	if err := read(path, dir); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{DatabaseFile: strings.Repeat("rows ", 400), blob: "picture", "spaces/01ABC.git/objects/pack/pack-1.pack": "theirs"} {
		if got, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name))); err != nil || string(got) != want {
			t.Errorf("%s: %q %v", name, got, err)
		}
	}
	f, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sum := sha256.Sum256(data)
	if got, err := f.Sum(context.Background()); err != nil || got != hex.EncodeToString(sum[:]) {
		t.Fatalf("%s %v", got, err)
	}
}

func TestWhatIsNoWholeBackupIsRefusedInWords(t *testing.T) {
	good := whole(t)
	db := part{name: DatabaseFile, text: "rows"}
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"nothing":               {nil, "backup.not_one"},
		"another file":          {[]byte("# A post-mortem"), "backup.not_one"},
		"another zip":           {made(t, -1, part{name: "word/document.xml", text: "x"}), "backup.not_one"},
		"another zip, a folder": {made(t, -1, part{name: "word/", mode: fs.ModeDir}), "backup.not_one"},
		"cut off":               {good[:len(good)-30], "backup.cut_off"},
		"a newer format":        {made(t, 2, db), "backup.newer"},
		"no number":             {made(t, 0, db), "backup.damaged_list"},
		"no database":           {made(t, 1, part{name: ReadmeFile, text: "x"}), "backup.damaged_database"},
		"out of the folder":     {made(t, 1, db, part{name: "../evil", text: "x"}), "backup.strange"},
		"out of a space":        {made(t, 1, db, part{name: "spaces/a.git/../../../evil", text: "x"}), "backup.strange"},
		"a whole path":          {made(t, 1, db, part{name: "/etc/passwd", text: "x"}), "backup.strange"},
		"a path of Windows":     {made(t, 1, db, part{name: `spaces/a.git/..\..\evil`, text: "x"}), "backup.strange"},
		"a drive":               {made(t, 1, db, part{name: "C:evil", text: "x"}), "backup.strange"},
		"a hidden file":         {made(t, 1, db, part{name: "spaces/a.git/.hidden", text: "x"}), "backup.strange"},
		"a link":                {made(t, 1, db, part{name: blob, text: "/etc/passwd", mode: fs.ModeSymlink | 0o777}), "backup.strange"},
		"a name twice":          {made(t, 1, db, db), "backup.strange"},
		"twins by case":         {made(t, 1, db, part{name: "spaces/a.git/HEAD", text: "x"}, part{name: "spaces/a.git/head", text: "y"}), "backup.strange"},
		"more than is listed":   {made(t, 1, db, part{name: blob, text: "x", listed: "-"}), "backup.strange"},
		"less than is listed":   {made(t, 1, db, part{name: ReadmeFile, text: "x", listed: blob}), "backup.damaged_picture"},
		"secrets brought along": {made(t, 1, db, part{name: "logins.sealed", text: "x"}), "backup.strange"},
		"a bomb":                {made(t, 1, part{name: DatabaseFile, text: strings.Repeat("\x00", 1<<20)}, db), "backup.strange"},
	} {
		dir := t.TempDir()
		if err := read(put(t, c.data), dir); key(err) != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
		if left, err := filepath.Glob(filepath.Join(filepath.Dir(dir), "evil")); err != nil || len(left) > 0 {
			t.Errorf("%s: %v %v", name, left, err)
		}
	}
	if err := read(filepath.Join(t.TempDir(), "none.zip"), t.TempDir()); key(err) != "backup.missing" {
		t.Error(err)
	}
	if err := read(t.TempDir(), t.TempDir()); key(err) != "backup.not_one" {
		t.Error(err)
	}
}

func TestABombIsRefusedBeforeItIsUnpacked(t *testing.T) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	w, err := z.Create(DatabaseFile)
	if err != nil {
		t.Fatal(err)
	}
	zeros := make([]byte, 1<<20)
	const size = 210 << 20
	sum := sha256.New()
	to := io.MultiWriter(w, sum)
	for range size >> 20 {
		if _, err := to.Write(zeros); err != nil {
			t.Fatal(err)
		}
	}
	raw, err := json.Marshal(Manifest{Format: 1, Parts: []Part{{DatabaseFile, size, hex.EncodeToString(sum.Sum(nil))}}})
	if err != nil {
		t.Fatal(err)
	}
	if w, err = z.Create(ManifestFile); err == nil {
		_, err = w.Write(raw)
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(put(t, out.Bytes())); key(err) != "backup.strange" {
		t.Fatalf("%v", err)
	}
}

// Whichever byte of a backup is another one, it is told or it is no byte that anything
// depends on: what is unpacked is always what was packed.
func TestAByteThatChangedIsFound(t *testing.T) {
	good := whole(t)
	told := 0
	looked := 0
	for i := 0; i < len(good); i += 7 { // all of them take ten seconds
		looked++
		bad := bytes.Clone(good)
		bad[i] ^= 0x20
		dir := t.TempDir()
		err := read(put(t, bad), dir)
		if err != nil {
			told++
			if !strings.HasPrefix(key(err), "backup.") {
				t.Fatalf("byte %d: %v", i, err)
			}
			continue
		}
		if got, err := os.ReadFile(filepath.Join(dir, DatabaseFile)); err != nil || string(got) != strings.Repeat("rows ", 400) {
			t.Fatalf("byte %d: %v", i, err)
		}
	}
	if told < looked/2 {
		t.Fatalf("only %d of %d", told, looked)
	}
}

func TestTheDamagedPartIsNamed(t *testing.T) {
	for text, want := range map[string]string{"picture": "backup.damaged_picture", "theirs": "backup.damaged_space"} {
		data := whole(t)
		at := bytes.Index(data, []byte(text)) // stored as it is
		data[at] ^= 1
		err := read(put(t, data), t.TempDir())
		f, ok := fault.As(err)
		if !ok || f.Key != want || want == "backup.damaged_space" && f.Params["space"] != "Payments" {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestItEndsWithTheContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	f, err := Open(put(t, whole(t)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := f.Check(ctx, nil); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	if err := NewWriter(io.Discard, madeAt).Add(ctx, DatabaseFile, strings.NewReader("x"), nil); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	if err := NewWriter(io.Discard, madeAt).Add(context.Background(), "known_hosts", strings.NewReader("x"), nil); err == nil {
		t.Fatal("a name that is none was taken")
	}
}

func FuzzOpen(f *testing.F) {
	f.Add(whole(f))
	f.Add(made(f, 1, part{name: DatabaseFile, text: "rows"}))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, data []byte) {
		dir := t.TempDir()
		if err := read(put(t, data), filepath.Join(dir, "in")); err == nil {
			return
		}
		if list, err := os.ReadDir(dir); err != nil || len(list) > 1 {
			t.Fatalf("%v %v", list, err)
		}
	})
}
