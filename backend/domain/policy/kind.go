package policy

import "regexp"

// RecordKind of the record.
const RecordKind = "policy"

// Kind says what a policy is about. The list is open: a kind this program does not
// know is kept and shown as it is written.
type Kind string

// The kinds this program knows.
const (
	Severity     Kind = "severity"
	Matrix       Kind = "matrix"
	Escalation   Kind = "escalation"
	Cadence      Kind = "cadence"
	Freeze       Kind = "freeze"
	Promotion    Kind = "promotion"
	Inclusion    Kind = "inclusion"
	Retention    Kind = "retention"
	Charter      Kind = "charter"
	Obligations  Kind = "obligation_pack"
	Coordination Kind = "coordination_model"
	CalendarKind Kind = "calendar"
	Procedure    Kind = "procedure"
	General      Kind = "general"
	Review       Kind = "review" // when reviews are held and required (package promise)
)

// Kinds in the order in which screens list them.
var Kinds = []Kind{Severity, Matrix, Escalation, Cadence, Freeze, Promotion, Inclusion, Retention,
	Charter, Obligations, Coordination, CalendarKind, Procedure, Review, General}

var kindForm = regexp.MustCompile(`^[a-z][a-z0-9_]{0,63}$`)

// Valid says whether the word can be a kind: small letters, digits and low lines.
func (k Kind) Valid() bool { return kindForm.MatchString(string(k)) }

// Known says whether this program has a name for the kind.
func (k Kind) Known() bool {
	for _, known := range Kinds {
		if k == known {
			return true
		}
	}
	return false
}

// Rule names the version of a policy that a result rests on. A result keeps it, so
// that it can be explained when the rule has long been another.
type Rule struct {
	Policy string `json:"policy"` // id of the record
	Number int    `json:"number"`
	Hash   string `json:"hash"`
}
