package policy

import (
	"strings"

	"secondstory/backend/domain/proof"
)

// Moved says that what was asked for says something else than what was answered. An answer that
// its device did not give is told as that, and two versions of what was asked as a question.
func (e Exception) Moved(policy string, open []string) bool {
	return e.Answer != "" && e.Proof != proof.NotMade && !e.disputed(open) && e.AnsweredHash != e.Hash(policy)
}

// Back is an older state of what was asked for with a hash, found by undoing steps, the newest
// first: each is what stood in the fields of the record before it, under "exceptions/ID/field".
// ok is false where no step leads there, so that a history that was tampered with, or begins
// later, tells nothing. each stops when its function says so.
func (e Exception) Back(policy, hash string, each func(func(before map[string]any) (more bool))) (was Exception, ok bool) {
	own := ExceptionsOf + "/" + e.ID + "/"
	doc := e.Asked()
	each(func(before map[string]any) bool {
		for path, v := range before {
			if field, in := strings.CutPrefix(path, own); in {
				doc[field] = v
			}
		}
		was = ExceptionOf(e.ID, doc)
		ok = was.Hash(policy) == hash
		return !ok
	})
	return was, ok
}

// Since lists what is asked for otherwise than it was, in the order of a page.
func (e Exception) Since(was Exception, name func(actor string) string) []Difference {
	d := &differ{out: []Difference{}}
	d.value("procedure", "", was.Procedure, e.Procedure)
	d.value("incident", "", was.Incident, e.Incident)
	d.value("from", "", day(was.From), day(e.From))
	d.value("to", "", day(was.To), day(e.To))
	d.value("zone", "", was.Zone, e.Zone)
	if was.Requester != e.Requester {
		d.value("requester", "", named(was.Requester, name), named(e.Requester, name))
	}
	d.value("requester_role", "", was.RequesterRole, e.RequesterRole)
	d.value("justification", "", was.Justification, e.Justification)
	d.value("risk", "", was.Risk, e.Risk)
	d.value("control", "", was.Control, e.Control)
	return d.out
}
