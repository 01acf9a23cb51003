package review

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"time"

	"secondstory/backend/domain/fault"
)

// UsualSoak is how many days lie between done and the first look at whether an action
// helped, where nobody said another number.
const UsualSoak = 14

// The parts of a promise that may be missing, in the order in which they are asked for.
const (
	NoOwner     = "owner"
	NoDue       = "due"
	NoCriterion = "criterion"
	NoMeasure   = "measure"
)

// Promised says whether somebody has agreed to an action that is not finished.
func (a Action) Promised() bool { return a.Status == "committed" || a.Status == "in_progress" }

// Finished says whether the work on an action is told as done.
func (a Action) Finished() bool { return a.Status == "done" || a.Status == "verified" }

// DateStands says whether the date of an action was promised, so that it moves with a reason
// only: also once the action is done, and where a promise was taken back.
func (a Action) DateStands() bool {
	return dayOf(a.Due) && (a.Promised() || a.Finished() || a.AcceptedOn != "")
}

// Missing names what an action lacks to be promised: somebody who owns it, a day, how one
// sees that it is finished, and what is measured to see that it helped.
func (a Action) Missing() []string {
	var out []string
	for _, m := range []struct {
		name string
		lack bool
	}{
		{NoOwner, a.OwnerActor == "" && blank(a.OwnerRole)}, {NoDue, !dayOf(a.Due)},
		{NoCriterion, blank(a.Criterion)}, {NoMeasure, blank(a.Measure) && blank(a.Target)},
	} {
		if m.lack {
			out = append(out, m.name)
		}
	}
	return out
}

// Words is a sum of what an owner agrees to besides the date: what will change, who owns
// it, when it is finished and what is measured. Blanks do not matter. An owner who is known by name
// alone is told apart by the mark of that person, which is no name.
func (a Action) Words() string {
	h := sha256.New()
	for _, s := range []string{a.Title, a.OwnerRole, a.Criterion, a.Measure, a.Baseline, a.Target} {
		h.Write([]byte(strings.Join(strings.Fields(s), " ") + "\x00"))
	}
	h.Write([]byte(a.OwnerActor))
	return hex.EncodeToString(h.Sum(nil))[:16]
}

// Acceptance of an action by its owner.
const (
	NotAccepted    = ""        // nobody said so
	Accepted       = "yes"     // to all that stands there now
	AcceptedBefore = "changed" // the date or the words are others since
)

// Acceptance says whether the owner has agreed to what the action says now.
func (a Action) Acceptance() string {
	switch {
	case a.AcceptedOn == "":
		return NotAccepted
	case a.AcceptedDue != a.Due || a.AcceptedOf != a.Words():
		return AcceptedBefore
	}
	return Accepted
}

// Soak is how many days lie between done and the first look.
func (a Action) Soak() int {
	if a.SoakDays > 0 {
		return int(a.SoakDays)
	}
	return UsualSoak
}

// LookFrom is the first day on which it can be verified that an action helped; "" where
// nobody knows when it was done.
func (a Action) LookFrom() string {
	done, err := time.Parse(time.DateOnly, a.DoneOn)
	if err != nil {
		return ""
	}
	return done.AddDate(0, 0, a.Soak()).Format(time.DateOnly)
}

// Setting is what a step of an action is judged by besides the action.
type Setting struct {
	Today    string // YYYY-MM-DD
	Severity string // of the review
	// Replanned says that the change of the date comes with its reason.
	Replanned bool
}

// CheckStep refuses a change of an action that its way does not allow: before and after
// are the action around the change. What stands there already is not judged, so a record of
// an older version, an import or another machine stays as it is. Faults are invalid and
// name the field.
func CheckStep(before, after Action, s Setting) error {
	if before.DateStands() && before.Due != after.Due {
		switch {
		case !s.Replanned:
			return stop("due", "action.replan_why", "due", before.Due)
		case !dayOf(after.Due):
			return stop("due", "action.replan_day", "due", before.Due)
		case after.Promised() && after.Due < s.Today:
			return stop("due", "action.due_past", "due", after.Due)
		}
	}
	if after.DoneOn != before.DoneOn && dayOf(after.DoneOn) && after.DoneOn > s.Today {
		return stop("done_on", "action.done_future")
	}
	if after.SoakDays != before.SoakDays {
		switch {
		case before.Finished():
			return stop("soak_days", "action.soak_late")
		case after.SoakDays < 0 || after.SoakDays > 3650 || after.SoakDays != float64(int(after.SoakDays)):
			return stop("soak_days", "action.soak_odd")
		}
	}
	if before.Status == after.Status {
		return nil
	}
	switch after.Status {
	case "committed", "in_progress":
		if before.Promised() || before.Finished() && before.AcceptedOn != "" { // it was promised, and is taken up again
			return nil
		}
		return checkPromise(after, s)
	case "verified":
		return checkProof(before, after, s)
	case "declined":
		if blank(after.DeclinedBecause) {
			return stop("declined_because", "action.declined_why")
		}
		if (s.Severity == "SEV1" || s.Severity == "SEV2") && blank(after.DeclinedBy) {
			return stop("declined_by", "action.declined_who", "severity", s.Severity)
		}
	}
	return nil
}

func checkPromise(a Action, s Setting) error {
	if missing := a.Missing(); len(missing) > 0 {
		f := fault.New(fault.Invalid, "action.missing")
		for _, m := range missing {
			f.Fields = append(f.Fields, fault.Field{Name: map[string]string{NoOwner: "owner_role"}[m], Key: "action.lacks." + m})
			if last := &f.Fields[len(f.Fields)-1]; last.Name == "" {
				last.Name = m
			}
		}
		return f
	}
	switch {
	case severalOwners(a.OwnerRole):
		return stop("owner_role", "action.two_owners")
	case a.Due < s.Today:
		return stop("due", "action.due_past", "due", a.Due)
	case !blank(a.Target) && same(a.Target, a.Baseline):
		return stop("target", "action.target_same")
	case a.Acceptance() == AcceptedBefore:
		return stop("accepted_on", "action.accepted_other")
	case a.Acceptance() != Accepted:
		return stop("accepted_on", "action.not_accepted")
	}
	return nil
}

func checkProof(before, a Action, s Setting) error {
	switch from := a.LookFrom(); {
	case before.Status != "done":
		return stop("status", "action.not_done")
	case blank(a.Proof):
		return stop("proof", "action.proof_missing")
	case blank(a.VerifierRole):
		return stop("verifier_role", "action.verifier_missing")
	case same(a.VerifierRole, a.OwnerRole):
		return stop("verifier_role", "action.verifier_owner")
	case !dayOf(a.VerifiedOn):
		return stop("verified_on", "action.verified_day")
	case a.VerifiedOn > s.Today:
		return stop("verified_on", "action.verified_future")
	case from != "" && a.VerifiedOn < from:
		return stop("verified_on", "action.soaking", "day", from, "days", strconv.Itoa(a.Soak()))
	}
	return nil
}

func stop(field, key string, params ...string) error {
	return fault.New(fault.Invalid, key, params...).WithField(field, key, params...)
}

// severalOwners says whether a role names more than one. Words such as "and" say nothing:
// they stand in names of roles.
func severalOwners(role string) bool {
	return strings.ContainsAny(role, ",;\n") || slices.ContainsFunc([]string{" + ", " / ", " & "}, func(s string) bool { return strings.Contains(role, s) })
}

func blank(s string) bool { return strings.TrimSpace(s) == "" }

func dayOf(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// same says whether two texts are one to a reader.
func same(a, b string) bool {
	return strings.EqualFold(strings.Join(strings.Fields(a), " "), strings.Join(strings.Fields(b), " "))
}
