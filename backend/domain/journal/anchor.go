package journal

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"
)

// Where an anchor was written down.
const (
	InCommit    = "commit"    // at the end of a commit of a shared space
	InRestore   = "restore"   // in the first entry of the chain that goes on from a backup
	Given       = "given"     // kept by a person: on paper, in a mail, in an evidence pack
	InWorkspace = "workspace" // beside the journal itself: whoever can cut rows can change it too
)

// Anchor is the head of a chain as it was written down elsewhere.
type Anchor struct {
	Chain string
	Seq   int64
	Hash  string
	Where string
	Ref   string    // the commit, or the file it was given in
	At    time.Time // zero where that is not known
}

// Apart says whether the anchor lies outside of the file it vouches for.
func (a Anchor) Apart() bool { return a.Where != InWorkspace }

// TrailerKey names the line of a commit that anchors a chain.
const TrailerKey = "Audit"

// Trailer is the value of that line. The chain is that of the device and of the space
// in which the commit is.
func Trailer(device string, seq int64, hash string) string {
	return device + " " + strconv.FormatInt(seq, 10) + " " + hash
}

// ParseTrailer reads one; ok is false for what is none.
func ParseTrailer(value string) (device string, seq int64, hash string, ok bool) {
	f := strings.Fields(value)
	if len(f) != 3 || !isHash(f[2]) {
		return "", 0, "", false
	}
	seq, err := strconv.ParseInt(f[1], 10, 64)
	return f[0], seq, f[2], err == nil && seq > 0
}

func isHash(s string) bool {
	return len(s) == 64 && strings.Trim(s, "0123456789abcdef") == ""
}

// Restored is the action of the first entry of a chain that goes on from a backup. What
// it says is in After: the hash of the backup, and the head of the chain there.
const Restored = "workspace.restored"

// RestoredFrom is that content.
type RestoredFrom struct {
	Backup string `json:"backup"`
	Chain  string `json:"chain"`
	Seq    int64  `json:"seq"`
	Hash   string `json:"hash"`
}

// AnchorIn is the anchor that an entry holds for another chain.
func AnchorIn(e Entry) (Anchor, bool) {
	var from RestoredFrom
	if e.Action != Restored || e.Erased || json.Unmarshal(e.After, &from) != nil || from.Seq < 1 || !isHash(from.Hash) {
		return Anchor{}, false
	}
	return Anchor{Chain: from.Chain, Seq: from.Seq, Hash: from.Hash, Where: InRestore, Ref: from.Backup, At: e.At}, true
}
