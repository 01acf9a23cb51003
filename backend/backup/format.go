package backup

import (
	"regexp"
	"strings"
)

// Format is the number of the format; a program reads its own and all before it.
const Format = 1

// Names of parts that every backup has.
const (
	ManifestFile = "manifest.json"
	ReadmeFile   = "README.txt"
	DatabaseFile = "local.db"
)

// Folders of the other parts.
const (
	BlobFolder  = "blobs"
	SpaceFolder = "spaces"
)

// Manifest says what a backup holds.
type Manifest struct {
	Format    int     `json:"format"`
	MadeAt    string  `json:"made_at"` // RFC 3339, UTC
	Program   string  `json:"program"`
	Schema    int     `json:"schema"` // number of the last migration of local.db
	Workspace string  `json:"workspace"`
	Device    string  `json:"device"`
	Records   int     `json:"records"` // without those in the trash
	Pictures  int     `json:"pictures"`
	Spaces    []Space `json:"spaces"`
	// LeftOut names what a backup never holds: "logins", "mirrors", "index".
	LeftOut []string `json:"left_out"`
	Parts   []Part   `json:"parts"`
}

// Space is a shared space of the workspace.
type Space struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Part is one file.
type Part struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"` // bytes
	SHA256 string `json:"sha256"`
}

// Bytes is the size of all parts.
func (m Manifest) Bytes() (n int64) {
	for _, p := range m.Parts {
		n += p.Size
	}
	return n
}

// Elements of a path begin and end with a letter, a digit, "_" or "-": so none is "..",
// hidden, or another name on a system that drops dots at the end.
var (
	blobName  = regexp.MustCompile(`^blobs/[0-9a-f]{64}$`)
	spaceName = regexp.MustCompile(`^spaces/[A-Za-z0-9-]{1,64}\.(git|waiting)(/[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_-])?)+$`)
	sumText   = regexp.MustCompile(`^[0-9a-f]{64}$`)
)

const longestName = 240

// IsPart says whether a name may stand in a backup. What lies in a home under another
// name is not for a backup either.
func IsPart(name string) bool {
	if len(name) > longestName {
		return false
	}
	return name == ReadmeFile || name == DatabaseFile || blobName.MatchString(name) || spaceName.MatchString(name)
}

// spaceOf is the space a part belongs to, "" for none.
func spaceOf(name string) string {
	rest, ok := strings.CutPrefix(name, SpaceFolder+"/")
	if !ok {
		return ""
	}
	folder, _, _ := strings.Cut(rest, "/")
	id, _, _ := strings.Cut(folder, ".")
	return id
}
