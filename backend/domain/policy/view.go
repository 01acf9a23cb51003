package policy

import (
	"math"
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
)

// Stamp is how an instant is written in a part: RFC 3339 in UTC with milliseconds.
const Stamp = "2006-01-02T15:04:05.000Z"

// Of reads a policy. It never fails: a version that says something else than its hash
// is shown as damaged, and a sign-off that cannot be read counts for nothing.
func Of(s *record.State) *Policy {
	p := &Policy{ID: s.ID, Draft: termsOf(s.Head), Versions: []Version{}, Signoffs: []Signoff{}, Exceptions: []Exception{}}
	p.Draft.Settings, p.Draft.Seats = []Setting{}, []Seat{}
	p.SettingIDs, p.SeatIDs = s.Live(SettingsOf), s.Live(SeatsOf)
	for _, id := range p.SettingIDs {
		d := s.Parts[SettingsOf][id].Doc
		p.Draft.Settings = append(p.Draft.Settings, Setting{record.Str(d, "name"), record.Str(d, "value"), record.Str(d, "note")})
	}
	for _, id := range p.SeatIDs {
		d := s.Parts[SeatsOf][id].Doc
		p.Draft.Seats = append(p.Draft.Seats, Seat{record.Str(d, "role"), whole(d["count"])})
	}
	for _, id := range s.Live(VersionsOf) {
		p.Versions = append(p.Versions, versionOf(id, s.Parts[VersionsOf][id].Doc))
	}
	for _, id := range s.Live(SignoffsOf) {
		p.Signoffs = append(p.Signoffs, signoffOf(id, s.Parts[SignoffsOf][id].Doc))
	}
	for _, id := range s.Live(ExceptionsOf) {
		p.Exceptions = append(p.Exceptions, ExceptionOf(id, s.Parts[ExceptionsOf][id].Doc))
	}
	for _, id := range s.Live(merge.ConflictsName) {
		if d := s.Parts[merge.ConflictsName][id].Doc; record.Str(d, "state") != merge.Resolved {
			p.Open = append(p.Open, record.Str(d, "path"))
		}
	}
	p.sort()
	return p
}

func termsOf(d record.Doc) Terms {
	on := func(name string) bool { v, _ := d[name].(bool); return v }
	return Terms{
		Kind: Kind(record.Str(d, "kind")), Title: record.Str(d, "title"), Text: record.Str(d, "text"), Data: d["data"],
		Zone: record.Str(d, "zone"), From: dateOf(d, "effective"), Backdated: record.Str(d, "backdated"),
		ReviewBy: dateOf(d, "review_by"), Recorded: on("recorded"), Ends: on("ends"),
		Repeat: Repeat{whole(d["repeat_count"]), whole(d["repeat_days"])},
	}
}

func versionOf(id string, d record.Doc) Version {
	v := Version{
		ID: id, Number: whole(d["number"]), Hash: record.Str(d, "hash"), Terms: termsOf(d), By: record.Str(d, "by"),
		Device: record.Str(d, "device"), At: timeOf(d, "at"), Note: record.Str(d, "note"),
	}
	v.Terms.Settings, v.Terms.Seats = []Setting{}, []Seat{}
	for _, e := range docs(d["settings"]) {
		v.Terms.Settings = append(v.Terms.Settings, Setting{record.Str(e, "name"), record.Str(e, "value"), record.Str(e, "note")})
	}
	for _, e := range docs(d["seats"]) {
		v.Terms.Seats = append(v.Terms.Seats, Seat{record.Str(e, "role"), whole(e["count"])})
	}
	v.Damage = v.check()
	return v
}

// Doc is the version as its part is stored.
func (v Version) Doc() record.Doc {
	t := v.Terms
	d := record.Doc{
		"number": float64(v.Number), "hash": v.Hash, "at": v.At.UTC().Format(Stamp), "by": v.By, "device": v.Device,
		"kind": string(t.Kind), "title": t.Title,
	}
	for name, s := range map[string]string{"note": v.Note, "text": t.Text, "zone": t.Zone, "effective": day(t.From),
		"backdated": t.Backdated, "review_by": day(t.ReviewBy)} {
		if s != "" {
			d[name] = s
		}
	}
	for name, on := range map[string]bool{"recorded": t.Recorded, "ends": t.Ends} {
		if on {
			d[name] = true
		}
	}
	for name, n := range map[string]int{"repeat_count": t.Repeat.Count, "repeat_days": t.Repeat.Days} {
		if n != 0 {
			d[name] = float64(n)
		}
	}
	if list := settingsPlain(t.Settings); len(list) > 0 {
		d["settings"] = list
	}
	if list := seatsPlain(t.Seats); len(list) > 0 {
		for _, e := range list {
			m := e.(map[string]any)
			m["count"] = float64(m["count"].(int))
		}
		d["seats"] = list
	}
	if !record.Empty(t.Data) {
		d["data"] = record.Clone(t.Data)
	}
	return d
}

func signoffOf(id string, d record.Doc) Signoff {
	return Signoff{
		ID: id, Number: whole(d["number"]), Hash: record.Str(d, "hash"), Role: record.Str(d, "role"), Actor: record.Str(d, "actor"),
		By: record.Str(d, "recorded_by"), Device: record.Str(d, "device"), Decision: Decision(record.Str(d, "decision")),
		Comment: record.Str(d, "comment"), At: timeOf(d, "at"), N: whole(d["n"]), Seal: record.Str(d, "seal"),
	}
}

// Doc is the sign-off as its part is stored.
func (s Signoff) Doc() record.Doc {
	d := record.Doc{
		"number": float64(s.Number), "hash": s.Hash, "role": s.Role, "actor": s.Actor, "recorded_by": s.By, "device": s.Device,
		"decision": string(s.Decision), "at": s.At.UTC().Format(Stamp), "n": float64(s.N),
	}
	for name, text := range map[string]string{"comment": s.Comment, "seal": s.Seal} {
		if text != "" {
			d[name] = text
		}
	}
	return d
}

// ExceptionOf reads one exception.
func ExceptionOf(id string, d record.Doc) Exception {
	return Exception{
		ID: id, Procedure: record.Str(d, "procedure"), Incident: record.Str(d, "incident"), Justification: record.Str(d, "justification"),
		Risk: record.Str(d, "risk"), Control: record.Str(d, "control"), Requester: record.Str(d, "requester"),
		RequesterRole: record.Str(d, "requester_role"), RequestedAt: timeOf(d, "requested_at"), From: dateOf(d, "from"), To: dateOf(d, "to"),
		Zone: record.Str(d, "zone"), Answer: Answer(record.Str(d, "answer")), Approver: record.Str(d, "approver"),
		ApproverRole: record.Str(d, "approver_role"), Device: record.Str(d, "device"), AnsweredAt: timeOf(d, "answered_at"),
		AnsweredHash: record.Str(d, "answered_hash"), Seal: record.Str(d, "seal"), Outcome: record.Str(d, "outcome"), OutcomeAt: timeOf(d, "outcome_at"),
	}
}

// Asked is what is stored of an exception when it is asked for.
func (e Exception) Asked() record.Doc {
	d := record.Doc{"requested_at": e.RequestedAt.UTC().Format(Stamp)}
	for name, s := range map[string]string{"procedure": e.Procedure, "incident": e.Incident, "justification": e.Justification,
		"risk": e.Risk, "control": e.Control, "requester": e.Requester, "requester_role": e.RequesterRole,
		"from": day(e.From), "to": day(e.To), "zone": e.Zone} {
		if s != "" {
			d[name] = s
		}
	}
	return d
}

func docs(v any) []record.Doc {
	list, _ := v.([]any)
	out := make([]record.Doc, 0, len(list))
	for _, e := range list {
		if d, ok := e.(map[string]any); ok {
			out = append(out, d)
		}
	}
	return out
}

// whole reads a number of things; 0 for what is none.
func whole(v any) int {
	n, _ := v.(float64)
	if n != math.Trunc(n) || math.Abs(n) > 1e9 {
		return 0
	}
	return int(n)
}

// dateOf reads a day; none where there is none or it cannot be read.
func dateOf(d record.Doc, name string) calendar.Date {
	date, err := calendar.ParseDate(record.Str(d, name))
	if err != nil {
		return calendar.Date{}
	}
	return date
}

func timeOf(d record.Doc, name string) time.Time {
	t, err := time.Parse(time.RFC3339, record.Str(d, name))
	if err != nil {
		return time.Time{}
	}
	return t.UTC()
}
