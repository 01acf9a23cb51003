package cli_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"secondstory/backend/cli"
)

// guests is an incident of which others may have to be told.
const guests = "# Guest portal showed other bookings\n\nDate: 2026-01-05\nTimezone: Europe/Berlin\n\n## Summary\n\nSome guests saw bookings of others.\n\n## Timeline\n\n- 13:05 cache change goes live\n"

func (d *desk) guests() string {
	out := d.do("import", d.file("guests.md", guests)).out
	return out[strings.Index(out, "REV-"):][:len("REV-26-000000")]
}

type shownClock struct {
	Step, State string
	Due         *struct {
		Case, Day string
		Whole     bool
	}
}

type shownAssessment struct {
	Ref, Decision, Reason string
	Signed                bool
	ApprovedBy            string `json:"approved_by"`
	Clocks                []shownClock
}

func TestTimesAreReadInTheZoneThatIsNamedAndCountedInTheAuthoritys(t *testing.T) {
	d := newDesk(t)
	ref := d.guests()
	d.ok("obligation", "assess", ref, "--pack", "sec-8k", "--zone", "Asia/Tokyo", "--event", "material=2026-07-02 08:00")
	out := d.ok("obligation", "show", ref)
	for _, words := range []string{"2026-07-01 19:00 EDT", "2026-07-07"} {
		if !strings.Contains(out, words) {
			t.Errorf("%q is not in\n%s", words, out)
		}
	}
	// Later than that gives more time: not without a reason, and the time before stays told.
	later := []string{"obligation", "assess", ref, "--pack", "sec-8k", "--event", "material=2026-07-03 08:00-04:00"}
	if c := d.do(later...); c.status != cli.Failed {
		t.Errorf("%+v", c)
	}
	d.ok(append(later, "--reason", "That was a first guess.")...)
	if out := d.ok("obligation", "show", ref); !strings.Contains(out, "2026-07-01 19:00 EDT") || !strings.Contains(out, "That was a first guess.") {
		t.Error(out)
	}
}

func TestWhoEditsACalendarIsToldWhichLimitsEndOtherwise(t *testing.T) {
	d := newDesk(t)
	ref := d.guests()
	cal := d.calendarOf(t, "Filing days", "America/New_York", "09:00", "17:00", workdays...)
	d.ok("obligation", "assess", ref, "--pack", "sec-8k", "--calendar", cal, "--event", "material=2026-01-06 08:00")
	told := func(from, to string, args ...string) {
		t.Helper()
		c := d.do(args...)
		if words := "ended " + from + " and ends " + to + " now"; c.status == cli.Failed || strings.Contains(c.err, words) != (from != "") || from == "" && strings.Contains(c.err, "ends") {
			t.Errorf("%v: %+v", args, c)
		}
	}
	const first, next = "2026-01-12 17:30 EST", "2026-01-13 17:30 EST"
	told(first, next, "record", "add", cal, "holidays", "on=2026-01-09", "name=Snow", "--json")
	told(next, first, "record", "undo", cal)
	told(first, next, "record", "redo")
	told("", "", "record", "set", cal, "title=Days of filing")
	told(next, first, "record", "set", cal, "valid_from=2027-01-01") // weekdays then
	told(first, next, "record", "set", cal, "valid_from=")
	ics := d.file("snow.ics", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;VALUE=DATE:20260112\r\nSUMMARY:More snow\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
	told(next, "2026-01-14 17:30 EST", "calendar", "import", ics, "--into", cal)
}

func TestALimitStandsInTheTerminalWhereItsCalendarIsNeverOpen(t *testing.T) {
	d := newDesk(t)
	ref := d.guests()
	holidays := parse[struct{ Ref string }](t, d.ok("record", "create", "calendar", "title=Holidays", "zone=America/New_York", "--json")).Ref
	d.ok("obligation", "assess", ref, "--pack", "sec-8k", "--calendar", holidays, "--event", "material=2026-01-06 08:00")
	c := d.do("obligation", "clocks")
	if c.status != cli.NeedsPerson || !strings.Contains(c.out, "overdue") || !strings.Contains(c.out, "\"Holidays\" has no open days") {
		t.Errorf("%+v", c)
	}
	if out := d.ok("obligation", "register"); !strings.Contains(out, "2026-01-12 17:30 EST") || !strings.Contains(out, "! The calendar \"Holidays\"") {
		t.Error(out)
	}
	if c := d.do("home", "list"); !strings.Contains(c.out, "Form 8-K") {
		t.Errorf("%+v", c)
	}
	if out := d.ok("obligation", "show", ref); !strings.Contains(out, holidays+", version ") {
		t.Error(out)
	}
}

func TestATerminalCountsWhoHasToBeToldAndByWhen(t *testing.T) {
	d := newDesk(t)
	ref := d.guests()
	d.ok("obligation", "assess", ref, "--pack", "hipaa", "--zone", "America/New_York", "--fact", "people=499", "--fact", "state_residents=500", "--event", "discovered=2026-01-05")
	got := parse[shownAssessment](t, d.ok("obligation", "show", ref, "--json"))
	want := map[string]string{"individuals": "2026-03-06", "hhs": "2027-03-01"}
	for _, k := range got.Clocks {
		if due := want[k.Step]; due != "" && (k.Due == nil || !k.Due.Whole || k.Due.Day != due) {
			t.Errorf("%s: %+v", k.Step, k)
		}
		if k.Step == "media" && k.State != "not_required" {
			t.Errorf("%+v", k)
		}
	}
	if got.Signed || !strings.HasPrefix(got.Ref, "OBL-") {
		t.Errorf("%+v", got)
	}
	text := d.ok("obligation", "show", got.Ref)
	for _, words := range []string{"Pack not approved", "2026-03-06", "Notice to individuals", "not required"} {
		if !strings.Contains(text, words) {
			t.Errorf("%q is not in\n%s", words, text)
		}
	}
	// A decision not to notify needs all of it, and stands in the register.
	if c := d.do("obligation", "assess", ref, "--pack", "us-tx", "--decision", "not_notifiable", "--role", "privacy officer", "--reason", "none of them lives there"); c.status != cli.Failed {
		t.Errorf("%+v", c)
	}
	d.ok("obligation", "assess", ref, "--pack", "us-tx", "--decision", "not_notifiable", "--role", "privacy officer", "--reason", "none of the guests lives there", "--approved-by", "head of legal")
	list := parse[struct{ Assessments []shownAssessment }](t, d.ok("obligation", "register", "--json")).Assessments
	if len(list) != 2 || list[1].Decision != "not_notifiable" || list[1].ApprovedBy != "head of legal" || list[1].Reason == "" {
		t.Errorf("%+v", list)
	}
	// The register holds the incident, the facts, the reason and what was sent by itself.
	out := d.ok("obligation", "register")
	for _, words := range []string{"not notifiable", ref, "Guest portal showed other bookings", "Number of individuals: 499", "overdue", "2026-03-06",
		"privacy officer, approved by head of legal", "none of the guests lives there"} {
		if !strings.Contains(out, words) {
			t.Errorf("%q is not in\n%s", words, out)
		}
	}
}

// What says that nothing was changed has begun nothing, and kept nothing of the rest.
func TestARefusedAssessmentBeginsAndKeepsNothing(t *testing.T) {
	d := newDesk(t)
	ref := d.guests()
	refused := func(args ...string) {
		t.Helper()
		if c := d.do(append([]string{"obligation", "assess", ref, "--pack", "gdpr"}, args...)...); c.status != cli.Failed {
			t.Errorf("%v: %+v", args, c)
		}
	}
	audit := d.ok("audit", "list", "--json")
	for _, wrong := range [][]string{
		{"--fact", "risk=frisk"},
		{"--fact", "risk=risk", "--event", "aware=2027-01-05 14:25"},
		{"--event", "aware=2026-01-05 14:25", "--event", "nothing=2026-01-05"},
		{"--fact", "risk=risk", "--decision", "not_notifiable", "--role", "privacy officer", "--approved-by", "head of legal", "--reason", "we think so"},
	} {
		refused(wrong...)
	}
	if list := parse[struct{ Assessments []shownAssessment }](t, d.ok("obligation", "register", "--json")).Assessments; len(list) != 0 {
		t.Errorf("%+v", list)
	}
	if now := d.ok("audit", "list", "--json"); now != audit {
		t.Errorf("%s\n%s", audit, now)
	}
	// All of it together is one step of history; what is asked sees what was said before it.
	d.ok("obligation", "assess", ref, "--pack", "gdpr", "--fact", "risk=risk", "--event", "aware=2026-01-05 14:25", "--decision", "notifiable", "--role", "privacy officer", "--reason", "guests saw it")
	shown := d.ok("obligation", "show", ref, "--json")
	if got := parse[shownAssessment](t, shown); got.Decision != "notifiable" || !strings.Contains(shown, "2026-01-08 14:25 CET") {
		t.Errorf("%s", shown)
	}
	refused("--fact", "risk=high_risk", "--event", "aware=2026-01-04")
	if now := d.ok("obligation", "show", ref, "--json"); now != shown {
		t.Errorf("%s\n%s", shown, now)
	}
	d.ok("obligation", "assess", ref, "--fact", "risk=high_risk", "--event", "aware=2026-01-05 14:00")
	if out := d.ok("obligation", "show", ref); !strings.Contains(out, "2026-01-08 14:00 CET") {
		t.Error(out)
	}
	d.ok("record", "undo", parse[shownAssessment](t, shown).Ref)
	if out := d.ok("obligation", "assess", ref, "--pack", "dora", "--event", "aware=2026-01-05 14:25"); !strings.Contains(out, "limit from “Became aware of the incident” ended 2026-01-06 14:25 CET") {
		t.Error(out)
	}
	if now := parse[shownAssessment](t, d.ok("obligation", "show", parse[shownAssessment](t, shown).Ref, "--json")); now.Decision != "notifiable" || now.Clocks[0].Due == nil || now.Clocks[0].Due.Case != "2026-01-08 14:25 CET" {
		t.Errorf("%+v", now)
	}
}

func TestATerminalSubmitsDraftsAndPauses(t *testing.T) {
	d := newDesk(t)
	ref := d.guests()
	d.ok("obligation", "assess", ref, "--pack", "gdpr", "--fact", "risk=risk", "--event", "aware=2026-01-05 14:25")
	if c := d.do("obligation", "clocks", ref); c.status != cli.NeedsPerson || !strings.Contains(c.out, "2026-01-08 14:25 CET") {
		t.Errorf("an overdue clock needs a person: %d\n%s", c.status, c.out)
	}
	if c := d.do("obligation", "draft", ref, "authority"); c.status != cli.Done || !strings.Contains(c.out, "Some guests saw bookings of others.") || !strings.Contains(c.err, "missing") {
		t.Errorf("%+v", c)
	}
	if c := d.do("obligation", "pause", ref, "--from", "2026-01-06 12:00", "--reason", "written request of the police"); c.status != cli.Failed || !strings.Contains(c.err, "know no pause") {
		t.Errorf("%+v", c)
	}
	if c := d.do("obligation", "submit", ref, "authority", "--at", "2026-01-08 14:26", "--role", "privacy officer"); c.status != cli.Failed || !strings.Contains(c.err, "late") {
		t.Errorf("%+v", c)
	}
	out := d.ok("obligation", "submit", ref, "authority", "--at", "2026-01-08 14:25", "--role", "privacy officer", "--file", d.file("sent.md", "what was sent"))
	if !strings.Contains(out, "2026-01-08 14:25 CET") {
		t.Error(out)
	}
	if out := d.ok("obligation", "register"); !strings.Contains(out, "sent 2026-01-08 14:25 CET by privacy officer") {
		t.Error(out)
	}
	deny := []string{"obligation", "assess", ref, "--pack", "gdpr", "--decision", "not_notifiable", "--role", "privacy officer", "--reason", "everything that left was encrypted", "--approved-by", "head of legal"}
	if c := d.do(deny...); c.status != cli.Failed || !strings.Contains(c.err, "The answers say that this has to be notified") {
		t.Errorf("%+v", c)
	}
	if out := d.ok(append(deny, "--despite")...); !strings.Contains(out, "! The answers ask for: Notification to the authority") {
		t.Error(out)
	}
	d.ok("obligation", "clocks")
	paused := regexp.MustCompile(`OBL-\S+`).FindString(d.ok("obligation", "assess", ref, "--pack", "hipaa", "--event", "discovered=2026-01-05"))
	d.ok("obligation", "pause", paused, "--from", "2026-01-06 12:00", "--reason", "written request of the police")
	d.ok("obligation", "pause", paused, "--to", "2026-01-08 14:00")
	if c := d.do("obligation", "show", paused); !strings.Contains(c.out, "2026-03-07") {
		t.Error(c.out)
	}
	for _, args := range [][]string{{"assess", ref, "--pack", "gdpr", "--fact", "risk"}, {"assess", ref, "--pack", "gdpr", "--decision", "maybe"},
		{"clocks", ref, "more"}, {"submit", ref}, {"pause", ref}, {"packs", "more"}, {"show"}, {"assess", ref, "--pick", "third"}} {
		if c := d.do(append([]string{"obligation"}, args...)...); c.status != cli.Usage {
			t.Errorf("%q: %+v", args, c)
		}
	}
}

func TestATerminalShowsThePacks(t *testing.T) {
	d := newDesk(t)
	if out := d.ok("obligation", "packs"); !strings.Contains(out, "gdpr") || !strings.Contains(out, "unsigned") || !strings.Contains(out, "proposed") {
		t.Error(out)
	}
	out := d.ok("obligation", "show", "hipaa")
	for _, words := range []string{"164.404", "zone of the one who notifies", "Only where “Residents of the State with most of them” is more than 500.", "A documented request can stop the time"} {
		if !strings.Contains(out, words) {
			t.Errorf("%q is not in\n%s", words, out)
		}
	}
	policy := d.ok("obligation", "propose", "hipaa")
	policy = policy[strings.Index(policy, "POL-"):][:len("POL-26-000000")]
	if out := d.ok("policy", "show", policy); !strings.Contains(out, "Limit otherwise: 60 days after the end of the year of “Discovered”") {
		t.Errorf("who signs reads %s", out)
	}
	if out := d.ok("obligation", "register"); !strings.Contains(out, "No incident") {
		t.Error(out)
	}
}

func TestATerminalSaysThatRulesDidNotHoldThenAndThatNobodySignedThem(t *testing.T) {
	d := newDesk(t)
	ref := d.guests()
	d.ok("obligation", "assess", ref, "--pack", "cra", "--event", "aware=2026-09-10 09:00")
	for _, args := range [][]string{{"show", ref}, {"clocks", ref}, {"register"}} {
		out := d.ok(append([]string{"obligation"}, args...)...)
		if !strings.Contains(out, "These rules hold from 2026-09-11 on, and 2026-09-10 lies before.") || !strings.Contains(out, "Pack not approved") || strings.Contains(out, "overdue") {
			t.Errorf("%v: %s", args, out)
		}
	}
	d.ok("obligation", "assess", ref, "--pack", "dora", "--event", "aware=2026-11-21 08:00", "--reason", "Seen again.")
	if out := d.do("home", "list").out; !strings.Contains(out, "Initial notification") || strings.Contains(out, "Intermediate report") {
		t.Error(out)
	}
	// Beside meetings a date says by which law it ends, for whom, and what is not sure of it.
	d.ok("obligation", "assess", ref, "--pack", "hipaa", "--event", "discovered=2026-11-20")
	out := strings.ReplaceAll(d.ok("calendar", "dates", "-o", "-"), "\r\n ", "")
	for _, want := range []string{"Projected limit: Initial notification (DORA", "Limit: Notice to individuals (", "Pack not approved"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in %s", want, out)
		}
	}
}

func TestAPackIsInForceOnceItsPolicyIsSigned(t *testing.T) {
	d := newDesk(t)
	ref := d.guests()
	d.ok("obligation", "assess", ref, "--pack", "gdpr", "--fact", "risk=risk")
	out := d.ok("obligation", "propose", "gdpr")
	rule := out[strings.Index(out, "POL-"):][:len("POL-26-000000")]
	signed := func() bool {
		return parse[shownAssessment](t, d.ok("obligation", "show", ref, "--json")).Signed
	}
	d.ok("policy", "propose", rule)
	if signed() {
		t.Error("it is only proposed")
	}
	d.ok("policy", "sign", rule, "--as", "Legal reviewer")
	if !signed() {
		t.Error(d.ok("policy", "show", rule))
	}
	if out := d.ok("obligation", "packs"); strings.Count(out, " signed by its proposer alone ") != 1 {
		t.Error(out)
	}
	if again := d.ok("obligation", "propose", "gdpr"); !strings.Contains(again, rule) {
		t.Errorf("the pack was drafted once more: %s", again)
	}
	// The rule ends: what was assessed under it was signed all the same, and says so.
	d.ok("policy", "retire", rule)
	d.ok("policy", "sign", rule, "--as", "Legal reviewer")
	if out := d.ok("obligation", "show", ref); signed() || !strings.Contains(out, "were signed as "+rule+" v1, and that rule was ended on ") {
		t.Error(out)
	}
	// The same rules under another name, ended later: that is the one people mean.
	out = d.ok("obligation", "propose", "gdpr")
	later := out[strings.Index(out, "POL-"):][:len("POL-26-000000")]
	for _, step := range []string{"propose", "sign", "retire", "sign"} {
		d.at = d.at.Add(time.Hour)
		d.ok(append([]string{"policy", step, later}, map[string][]string{"sign": {"--as", "Legal reviewer"}}[step]...)...)
	}
	if out := d.ok("obligation", "show", ref); later == rule || !strings.Contains(out, "were signed as "+later+" v1, and that rule was ended on ") {
		t.Errorf("%s and %s: %s", rule, later, out)
	}
	// Another calendar is taken, or told that there is none.
	made := parse[struct{ Ref string }](t, d.ok("record", "create", "calendar", "title=Court days", "zone=Europe/London", "--json"))
	if out := d.ok("obligation", "assess", ref, "--calendar", made.Ref); !strings.Contains(out, made.Ref) {
		t.Error(out)
	}
	if c := d.do("obligation", "assess", ref, "--calendar", ref); c.status != cli.Failed {
		t.Errorf("a review as calendar: %+v", c)
	}
	if out := d.ok("obligation", "packs"); strings.Contains(out, " signed ") {
		t.Error(out)
	}
	// A proposal of a law stays one.
	out = d.ok("obligation", "propose", "us-circia")
	rule = out[strings.Index(out, "POL-"):][:len("POL-26-000000")]
	d.ok("policy", "propose", rule)
	d.ok("policy", "sign", rule, "--as", "Legal reviewer")
	if out := d.ok("obligation", "packs"); strings.Contains(out, " signed ") {
		t.Error(out)
	}
}

func TestAnIncidentOfTheRegisterIsAssessedAndItsReviewShowsTheSame(t *testing.T) {
	d := newDesk(t)
	d.ok("incident", "import", d.file("told.csv", "Number,Title,Started,Detected\nINC1,Guest portal showed other bookings,2026-01-05T12:05:00Z,2026-01-05T12:30:00Z\nINC2,Gate 4 counted nothing,2026-01-06T10:00:00Z,\n"))
	list := parse[struct {
		Incidents []struct{ Ref, Number string }
	}](t, d.ok("incident", "list", "--json"))
	ref := ""
	for _, in := range list.Incidents {
		if in.Number == "INC1" {
			ref = in.Ref
		}
	}
	begun := parse[aboutIncident](t, d.ok("obligation", "assess", ref, "--pack", "gdpr", "--zone", "Europe/Berlin", "--fact", "risk=risk", "--json"))
	if begun.SubjectKind != "incident" || begun.SubjectRef != ref || !strings.HasSuffix(begun.Title, ": Guest portal showed other bookings") {
		t.Errorf("%+v", begun)
	}
	// The register says when it was noticed, which is not when somebody became aware.
	for _, e := range begun.Events {
		if e.At != nil {
			t.Errorf("%s is stated though nobody said it", e.ID)
		}
	}
	// A time before the incident began needs a reason, as it does in a review.
	if c := d.do("obligation", "assess", "INC1", "--event", "aware=2026-01-05 12:00"); c.status != cli.Failed {
		t.Errorf("aware before the beginning: %+v", c)
	}
	if again := parse[aboutIncident](t, d.ok("obligation", "assess", "INC1", "--pack", "gdpr", "--event", "aware=2026-01-05 13:30", "--json")); again.Ref != begun.Ref {
		t.Errorf("two assessments of one incident: %s, %s", begun.Ref, again.Ref)
	}
	// An import that is taken back leaves alone what is assessed.
	imports := parse[struct{ Imports []struct{ ID string } }](t, d.ok("incident", "imports", "--json"))
	d.ok("incident", "undo", imports.Imports[0].ID)
	left := parse[struct{ Incidents []struct{ Ref string } }](t, d.ok("incident", "list", "--json"))
	if len(left.Incidents) != 1 || left.Incidents[0].Ref != ref {
		t.Errorf("the import is taken back, and %+v is left", left)
	}
	if out := d.ok("obligation", "draft", "INC1", "authority"); !strings.Contains(out, ref) || !strings.Contains(out, "2026-01-05") {
		t.Errorf("the draft: %s", out)
	}
	d.ok("incident", "review", "INC1")
	own := ""
	for _, r := range parse[struct{ Reviews []struct{ Ref string } }](t, d.ok("review", "list", "--json")).Reviews {
		own = r.Ref
	}
	for _, name := range []string{own, ref, "INC1", begun.Ref} {
		got := parse[aboutIncident](t, d.ok("obligation", "show", name, "--json"))
		if got.Ref != begun.Ref || got.SubjectKind != "review" || got.SubjectRef != own {
			t.Errorf("%s: %+v", name, got)
		}
	}
	// What is begun later is about the review, from wherever it is begun, and once.
	late := parse[aboutIncident](t, d.ok("obligation", "assess", ref, "--pack", "nydfs", "--json"))
	if same := parse[aboutIncident](t, d.ok("obligation", "assess", own, "--pack", "nydfs", "--json")); same.Ref != late.Ref || late.SubjectRef != own {
		t.Errorf("%+v %+v", late, same)
	}
	if out := d.do("obligation", "show", "INC2"); out.status == cli.Done {
		t.Errorf("another incident has it too: %+v", out)
	}
	if c := d.do("obligation", "assess", "INC-26-000000", "--pack", "gdpr"); c.status == cli.Done || strings.Contains(c.err, "review list") {
		t.Errorf("no such incident: %+v", c)
	}
}

type aboutIncident struct {
	Ref, Title  string
	SubjectKind string `json:"subject_kind"`
	SubjectRef  string `json:"subject_ref"`
	Events      []struct {
		ID string
		At *struct{ Case string }
	}
}
