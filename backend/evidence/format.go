package evidence

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"secondstory/backend/domain/journal"
)

// Format names the layout of a pack; another layout has another number.
const Format = "second-story-evidence/1"

// Names of files in a pack.
const (
	ManifestFile = "manifest.json"
	ReadmeFile   = "README.md"
	AnchorsFile  = "anchors.json"
	RecordsFile  = "records.json"
	MadeFile     = "made.json"
)

// Why the content of an entry is not in a pack.
const (
	Private   = "private"   // it stays on this machine
	Elsewhere = "elsewhere" // another record, and only some were asked for
	Erased    = "erased"    // it was gone already
)

// Manifest says what a pack holds.
type Manifest struct {
	Format  string      `json:"format"`
	MadeAt  string      `json:"made_at"`
	Program string      `json:"program"`
	Device  string      `json:"device"`
	Records []string    `json:"records"` // those asked for; empty for all
	Chains  []ChainInfo `json:"chains"`
	Files   []FileInfo  `json:"files"` // all but the manifest
	LeftOut []LeftOut   `json:"left_out"`
}

// Made says once more what a manifest says of the pack as a whole: the manifest is in no list
// of sums, and so has to agree with something that is.
type Made struct {
	MadeAt  string    `json:"made_at"`
	Program string    `json:"program"`
	Device  string    `json:"device"`
	Records []string  `json:"records"`
	LeftOut []LeftOut `json:"left_out"`
}

func (m Manifest) made() Made { return Made{m.MadeAt, m.Program, m.Device, m.Records, m.LeftOut} }

// ChainInfo is a chain in a pack.
type ChainInfo struct {
	Chain   string `json:"chain"`
	Device  string `json:"device"`
	Space   string `json:"space"`
	File    string `json:"file"`
	Entries int64  `json:"entries"`
	Last    int64  `json:"last"`
	Head    string `json:"head"`
}

// FileInfo is a file of a pack.
type FileInfo struct {
	Path   string `json:"path"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// LeftOut counts entries of a chain whose content is not in the pack.
type LeftOut struct {
	Chain string `json:"chain"`
	Why   string `json:"why"`
	Count int64  `json:"count"`
}

// Claim is an anchor as a pack holds it.
type Claim struct {
	Chain string `json:"chain"`
	Seq   int64  `json:"seq"`
	Hash  string `json:"hash"`
	Where string `json:"where"`
	Ref   string `json:"ref"`
	At    string `json:"at"`
}

// Record is a record that entries of the pack are about, as it is now.
type Record struct {
	ID      string `json:"id"`
	Ref     string `json:"ref"`
	Kind    string `json:"kind"`
	Title   string `json:"title"`
	Trashed bool   `json:"trashed"`
	SHA256  string `json:"sha256"` // of its canonical JSON, as in the foot of a report
}

// line is one entry of a chain file: Hash and Entry, or Hash with the place of an entry
// whose content is withheld.
type line struct {
	Entry    json.RawMessage `json:"entry,omitempty"`
	Hash     string          `json:"hash"`
	Prev     string          `json:"prev,omitempty"`
	Seq      int64           `json:"seq,omitempty"`
	Withheld string          `json:"withheld,omitempty"`
}

// Given is an anchor that comes from outside of a pack. Chain may be "": then it is of
// whichever chain of the device has it.
type Given struct {
	Device string    `json:"device"`
	Chain  string    `json:"chain"`
	Seq    int64     `json:"seq"`
	Hash   string    `json:"hash"`
	Ref    string    `json:"-"`
	At     time.Time `json:"-"`
}

// ParseGiven reads anchors from a text: one a line, "<device> <seq> <hash>", with the
// chain behind it where it is known. "Audit:" before it, as in a commit, and any other
// line do not matter.
func ParseGiven(text string) (out []Given) {
	for l := range strings.SplitSeq(text, "\n") {
		words := strings.Fields(strings.TrimPrefix(strings.TrimSpace(l), journal.TrailerKey+":"))
		if len(words) != 3 && len(words) != 4 {
			continue
		}
		device, seq, hash, ok := journal.ParseTrailer(strings.Join(words[:3], " "))
		if !ok {
			continue
		}
		g := Given{Device: device, Seq: seq, Hash: hash}
		if len(words) == 4 {
			g.Chain = words[3]
		}
		out = append(out, g)
	}
	return out
}

func chainFile(i int) string { return "chains/" + strconv.Itoa(i+1) + ".ndjson" }
