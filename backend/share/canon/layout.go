package canon

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"strings"

	"secondstory/backend/domain/record"
)

// Limits of a repository.
const (
	MaxPath       = 90       // characters of a path the program writes; Windows has 260 for the whole of it
	MaxAttachment = 5 << 20  // bytes of a picture
	MaxRecord     = 50 << 20 // bytes of a record with its pictures, also where two people added many at once
	MaxConflict   = 16 << 20 // bytes of a conflict's file; it may hold three versions of another file
)

// Folders of the repository and of a record.
const (
	PeopleFolder   = "people"
	conflictFolder = "conflicts"
	blobFolder     = "files"
)

// File is one file with its path in the repository.
type File struct {
	Path string
	Data []byte
}

// Folder is where a record lies: its kind, the month in which it was made and its
// id, none of which ever changes. ok is false for an id that is no ULID.
func Folder(schema *record.Schema, id string) (dir string, ok bool) {
	t, ok := record.ULIDTime(id)
	if !ok || t.Year() > 9999 {
		return "", false
	}
	return fmt.Sprintf("%s/%04d/%02d/%s", schema.Folder, t.Year(), int(t.Month()), id), true
}

// Place is what the path of a record's file says.
type Place struct {
	Schema *record.Schema
	ID     string
	Dir    string // of the record
	Rest   string // below it
}

// Locate reads a path. ok is false for a path outside the records of the kinds
// given, also for one whose month is not that of its id.
func Locate(path string, schemas ...*record.Schema) (Place, bool) {
	parts := strings.SplitN(path, "/", 5)
	if len(parts) != 5 {
		return Place{}, false
	}
	for _, s := range schemas {
		if s.Folder != parts[0] {
			continue
		}
		dir, ok := Folder(s, parts[3])
		if !ok || dir != strings.Join(parts[:4], "/") {
			return Place{}, false
		}
		return Place{Schema: s, ID: parts[3], Dir: dir, Rest: parts[4]}, true
	}
	return Place{}, false
}

// BlobPath is where the bytes with this SHA-256 (in hexadecimal digits) lie below
// the folder of a record. 32 digits are written: with all 64 the path would be too
// long.
func BlobPath(dir, sum, ending string) string {
	return dir + "/" + blobFolder + "/" + sum[:min(32, len(sum))] + "." + ending
}

// IsBlob says whether a path below a record's folder names content-addressed bytes:
// they are never parsed, and two versions of a tree are joined by taking all.
func IsBlob(rest string) bool { return strings.HasPrefix(rest, blobFolder+"/") }

var conflictName = regexp.MustCompile(`^([0-9a-f]{32}|[0-7][0-9A-HJKMNP-TV-Z]{25})$`)

// conflictFile is the file of a conflict below its record's folder. Ids that could
// not stand in a path, or differ from another by case alone, are in the file.
func conflictFile(id string) (rest string, inside bool) {
	if conflictName.MatchString(id) {
		return conflictFolder + "/" + id + ".yaml", false
	}
	sum := sha256.Sum256([]byte(id))
	return conflictFolder + "/x" + hex.EncodeToString(sum[:])[:31] + ".yaml", true
}

// OwnFile says whether a path below a record's folder is that of a file this codec writes.
func (c *Codec) OwnFile(rest string) bool {
	if rest == c.schema.Kind+".md" || IsStub(rest) {
		return true
	}
	if name, deeper := strings.CutPrefix(rest, conflictFolder+"/"); deeper {
		return strings.HasSuffix(name, ".yaml") && !strings.Contains(name, "/")
	}
	for _, k := range c.schema.Collections {
		if name, ok := c.fileOf(k.Name); ok && rest == name+".yaml" {
			return true
		}
	}
	return false
}

// collectionName is what a collection nobody here knows may be called: its name is
// that of its file.
var collectionName = regexp.MustCompile(`^[a-z][a-z_]{0,39}$`)

// fileOf is the file that holds a collection, without its ending.
func (c *Codec) fileOf(collection string) (name string, ok bool) {
	if collection == conflictFolder { // each conflict has a file of its own
		return "", false
	}
	if k, known := c.schema.Collection(collection); known {
		if k.File != "" {
			return k.File, true
		}
		return k.Name, true
	}
	for _, k := range c.schema.Collections {
		if k.File == collection {
			return "", false
		}
	}
	return collection, collectionName.MatchString(collection) && !device(collection) && collection != schemaKey
}
