package obligating_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"secondstory/assets"
	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/obligation"
	"secondstory/backend/domain/record"
	"secondstory/backend/service/obligating"
	"secondstory/backend/workspace"
)

var ctx = context.Background()

// desk is a workspace with one review and a clock that a test moves.
type desk struct {
	*testing.T
	ws     *workspace.Workspace
	s      *obligating.Service
	review string
	now    time.Time
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{T: t, now: time.Date(2026, 10, 24, 8, 0, 0, 0, time.UTC)}
	ws, err := workspace.Open(ctx, t.TempDir(), workspace.Options{Origin: "cli", Now: func() time.Time { return d.now }, Zone: func() *time.Location { return time.UTC }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(ws.Close)
	d.ws, d.s = ws, ws.Obligations
	id, _, err := ws.Reviews.Create(ctx, "Portal showed other bookings", "")
	if err != nil {
		t.Fatal(err)
	}
	d.review = id
	d.set("zone", "Europe/Berlin")
	d.set("started", "2026-10-23 13:05")
	return d
}

func (d *desk) set(field, value string) {
	d.Helper()
	if _, err := d.ws.Reviews.SetValue(ctx, d.review, record.Path{Field: field}, value, ""); err != nil {
		d.Fatal(err)
	}
}

func (d *desk) begin(pack string) string {
	d.Helper()
	saved, err := d.s.Begin(ctx, obligating.Start{Subject: d.review, Pack: pack})
	if err != nil {
		d.Fatal(err)
	}
	return saved.ID
}

func (d *desk) must(_ obligating.Saved, err error) {
	d.Helper()
	if err != nil {
		d.Fatal(err)
	}
}

func (d *desk) refused(key string, _ obligating.Saved, err error) {
	d.Helper()
	if f, ok := fault.As(err); !ok || f.Key != key {
		d.Errorf("%v, want %s", err, key)
	}
}

func (d *desk) clock(id, step string) obligating.ClockView {
	d.Helper()
	v, err := d.s.Get(ctx, id)
	if err != nil {
		d.Fatal(err)
	}
	for _, k := range v.Clocks {
		if k.Step == step {
			return k
		}
	}
	d.Fatalf("no step %s", step)
	return obligating.ClockView{}
}

func given(text string) obligation.Given { return obligation.Given{Text: text} }

func TestAnAssessmentGoesFromTheFirstAnswerToTheSubmission(t *testing.T) {
	d := newDesk(t)
	id := d.begin("gdpr")
	if k := d.clock(id, "authority"); k.State != "asks" || len(k.Missing) != 1 {
		t.Errorf("%+v", k)
	}
	d.must(d.s.Answer(ctx, id, "risk", "risk", ""))
	if k := d.clock(id, "authority"); k.State != "waits" || len(k.WaitsFor) != 1 {
		t.Errorf("%+v", k)
	}
	d.must(d.s.State(ctx, id, "aware", given("2026-10-23 14:25"), "", ""))
	k := d.clock(id, "authority")
	if k.State != "running" || k.Due.Case != "2026-10-26 13:25 CET" || k.Due.UTC != "2026-10-26T12:25:00Z" || k.Due.Left != 52*60+25 || len(k.Later) != 2 {
		t.Errorf("%+v %+v", k, k.Due)
	}
	d.now = time.Date(2026, 10, 26, 13, 0, 0, 0, time.UTC)
	if k := d.clock(id, "authority"); k.State != "overdue" || k.Due.Left != -35 {
		t.Errorf("%+v", k)
	}
	late := obligating.Sent{Step: "authority", At: given("2026-10-26 13:40"), Role: "privacy officer"}
	_, err := d.s.Submit(ctx, id, late, "")
	d.refused("obligation.late_reason", obligating.Saved{}, err)
	late.LateReason, late.Content = "The form was down.", []byte("what was sent")
	d.must(d.s.Submit(ctx, id, late, ""))
	k = d.clock(id, "authority")
	if k.State != "late" || len(k.Sent) != 1 || len(k.Sent[0].ContentHash) != 64 || k.Sent[0].LateReason == "" {
		t.Errorf("%+v", k)
	}
	// Every step can be taken back, and the clock with it.
	if _, err := d.ws.Records.Undo(ctx, id, ""); err != nil {
		t.Fatal(err)
	}
	if k := d.clock(id, "authority"); k.State != "overdue" || len(k.Sent) != 0 {
		t.Errorf("%+v", k)
	}
}

func TestATimeThatCannotBeIsAskedAboutAndNeverMoved(t *testing.T) {
	d := newDesk(t)
	id := d.begin("gdpr")
	state := func(text, reason string, pick calendar.Pick) error {
		_, err := d.s.State(ctx, id, "aware", obligation.Given{Text: text, Pick: pick}, reason, "")
		return err
	}
	d.now = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	d.refused("obligation.future", obligating.Saved{}, state("2026-11-01 02:00", "", ""))
	d.refused("obligation.before_start", obligating.Saved{}, state("2026-10-23 12:00", "", ""))
	d.refused("calendar.local_twice", obligating.Saved{}, state("2026-10-25 02:30", "", ""))
	if err := state("2026-10-23 12:00", "The vendor had warned us.", ""); err != nil {
		t.Error(err)
	}
	// A later time gives every limit more time, so it says why.
	d.refused("obligation.moved_later", obligating.Saved{}, state("2026-10-25 02:30", " ", calendar.Later))
	for _, err := range []error{state("2026-10-25 02:30", "That was another warning.", calendar.Later)} {
		if err != nil {
			t.Error(err)
		}
	}
	v, err := d.s.Get(ctx, id)
	if err != nil || v.Events[0].At.UTC != "2026-10-25T01:30:00Z" || len(v.Events[0].Before) != 1 {
		t.Errorf("%+v %v", v.Events[0], err)
	}
}

func TestNotToNotifyStandsInTheRegisterWithItsReasonAndApprover(t *testing.T) {
	d := newDesk(t)
	gdpr, nis := d.begin("gdpr"), d.begin("nis2")
	d.must(d.s.Answer(ctx, gdpr, "risk", "risk", ""))
	d.must(d.s.State(ctx, gdpr, "aware", given("2026-10-23 14:25"), "", ""))
	j := obligation.Judgement{Decision: obligation.NotNotifiable, Reason: "No service of the annexes stood still.", Role: "security lead"}
	_, err := d.s.Decide(ctx, nis, j, "")
	d.refused("obligation.decision_approver", obligating.Saved{}, err)
	j.Approver = "head of legal"
	d.must(d.s.Decide(ctx, nis, j, ""))
	list, err := d.s.Register(ctx)
	if err != nil || len(list) != 2 {
		t.Fatal(len(list), err)
	}
	if list[0].ID != gdpr || list[0].Next() == nil {
		t.Errorf("what ends next stands first: %+v", list[0])
	}
	got := list[1]
	if got.Decision != "not_notifiable" || got.Reason != j.Reason || got.ApprovedBy != j.Approver || got.DecidedBy != j.Role || got.DecidedAt == "" || got.SubjectTitle == "" {
		t.Errorf("%+v", got)
	}
	for _, k := range got.Clocks {
		if k.State != "not_required" || k.Due != nil {
			t.Errorf("%+v", k)
		}
	}
	// The rules allow no such decision through another door either.
	path := record.Path{Field: "approved_by"}
	_, err = d.ws.Keeping.SetField(ctx, nis, path.String(), []byte(`""`), "")
	d.refused("obligation.decision_approver", obligating.Saved{}, err)
}

func TestAnIncidentHasOneAssessmentUnderAPack(t *testing.T) {
	d := newDesk(t)
	d.begin("gdpr")
	_, err := d.s.Begin(ctx, obligating.Start{Subject: d.review, Pack: "gdpr"})
	d.refused("obligation.begun", obligating.Saved{}, err)
	_, err = d.s.Begin(ctx, obligating.Start{Subject: d.review, Pack: "mars"})
	d.refused("obligation.no_pack", obligating.Saved{}, err)
	_, err = d.s.Begin(ctx, obligating.Start{Subject: d.review, Pack: "dora", Calendar: d.review})
	d.refused("record.missing", obligating.Saved{}, err)
	d.set("zone", "")
	_, err = d.s.Begin(ctx, obligating.Start{Subject: d.review, Pack: "dora"})
	d.refused("obligation.zone_missing", obligating.Saved{}, err)
	d.must(d.s.Begin(ctx, obligating.Start{Subject: d.review, Pack: "uk-gdpr"})) // its authority has a zone
	if list, err := d.s.About(ctx, d.review); err != nil || len(list) != 2 {
		t.Errorf("%d %v", len(list), err)
	}
}

func TestWhatThePackDoesNotKnowIsRefused(t *testing.T) {
	d := newDesk(t)
	id := d.begin("hipaa")
	_, err := d.s.Answer(ctx, id, "people", "many", "")
	d.refused("obligation.fact_number", obligating.Saved{}, err)
	_, err = d.s.Answer(ctx, id, "mood", "good", "")
	d.refused("obligation.no_fact", obligating.Saved{}, err)
	_, err = d.s.State(ctx, id, "lunch", given("2026-10-23 14:25"), "", "")
	d.refused("obligation.no_event", obligating.Saved{}, err)
	_, err = d.s.Submit(ctx, id, obligating.Sent{Step: "party", At: given("2026-10-23 14:25"), Role: "x"}, "")
	d.refused("obligation.no_step", obligating.Saved{}, err)
	_, err = d.s.Submit(ctx, id, obligating.Sent{Step: "hhs", At: given("2026-10-23 14:25")}, "")
	d.refused("obligation.submit_role", obligating.Saved{}, err)
	_, err = d.s.Submit(ctx, id, obligating.Sent{Step: "hhs", At: given("2027-10-23 14:25"), Role: "privacy officer"}, "")
	d.refused("obligation.future", obligating.Saved{}, err)
}

func TestAPauseMovesTheEndUntilItIsOver(t *testing.T) {
	d := newDesk(t)
	other := d.begin("nydfs")
	_, err := d.s.Pause(ctx, other, obligating.Stretch{From: given("2026-10-23 15:00"), Reason: "written request of the police"}, "")
	d.refused("obligation.pause_never", obligating.Saved{}, err)
	id := d.begin("hipaa")
	d.must(d.s.State(ctx, id, "discovered", given("2026-10-23 14:00"), "", ""))
	_, err = d.s.Pause(ctx, id, obligating.Stretch{From: given("2026-10-23 15:00")}, "")
	d.refused("obligation.pause_reason", obligating.Saved{}, err)
	saved, err := d.s.Pause(ctx, id, obligating.Stretch{From: given("2026-10-23 15:00"), Reason: "written request of the police"}, "")
	d.must(saved, err)
	if k := d.clock(id, "individuals"); k.State != "paused" {
		t.Errorf("%+v", k)
	}
	_, err = d.s.Pause(ctx, id, obligating.Stretch{Step: "individuals", From: given("2026-10-23 15:30"), Reason: "the same request again"}, "")
	d.refused("obligation.pause_there", obligating.Saved{}, err)
	d.now = d.now.Add(48 * time.Hour)
	d.must(d.s.Resume(ctx, id, saved.ID, given("2026-10-25 12:00"), ""))
	k := d.clock(id, "individuals")
	if k.State != "running" || k.Due.Day != "2026-12-23" {
		t.Errorf("%+v %+v", k, k.Due)
	}
	d.must(d.s.Remove(ctx, id, obligation.PausesOf+"/"+saved.ID, ""))
	if k := d.clock(id, "individuals"); k.Due.Day != "2026-12-22" {
		t.Errorf("%+v", k.Due)
	}
	_, err = d.s.Remove(ctx, id, obligation.FactsOf+"/people", "")
	d.refused("record.field_unknown", obligating.Saved{}, err)
}

func TestAPauseOfDaysAfterTheEndIsRefused(t *testing.T) {
	d := newDesk(t)
	id := d.begin("hipaa")
	d.must(d.s.State(ctx, id, "discovered", given("2026-10-23 14:00"), "", ""))
	d.now = d.now.AddDate(0, 6, 0)
	before := d.clock(id, "individuals").Due
	late := obligating.Stretch{Step: "individuals", From: given("2027-03-20 09:00"), To: given("2027-03-25 09:00"), Reason: "written request of the police"}
	_, err := d.s.Pause(ctx, id, late, "")
	d.refused("obligation.pause_after", obligating.Saved{}, err)
	late.From = given("2026-12-01 09:00")
	d.must(d.s.Pause(ctx, id, late, ""))
	if got := d.clock(id, "individuals").Due; got.Day <= before.Day {
		t.Errorf("a pause that begins before the end moves it: %s, before %s", got.Day, before.Day)
	}
}

func TestADraftSaysWhatTheIncidentKnowsAndMarksTheRest(t *testing.T) {
	d := newDesk(t)
	id := d.begin("gdpr")
	_, err := d.ws.Reviews.SaveText(ctx, d.review, "sections/summary/text", "", "Some guests saw bookings of others.", "")
	if err != nil {
		t.Fatal(err)
	}
	d.must(d.s.Answer(ctx, id, "people", "312", ""))
	draft, err := d.s.Draft(ctx, id, "authority")
	if err != nil {
		t.Fatal(err)
	}
	text := draft.Markdown("to be written")
	for _, words := range []string{"Some guests saw bookings of others.", "312", "2026-10-23 13:05", "**to be written**"} {
		if !strings.Contains(text, words) {
			t.Errorf("%q is not in\n%s", words, text)
		}
	}
	if draft.Missing() != strings.Count(text, "**to be written**") {
		t.Errorf("%d missing", draft.Missing())
	}
}

func TestBusinessDaysComeFromTheCalendarThatIsNamed(t *testing.T) {
	d := newDesk(t)
	made, err := d.ws.Keeping.Create(ctx, newCalendar(office()))
	d.must(made, err)
	saved, err := d.s.Begin(ctx, obligating.Start{Subject: d.review, Pack: "sec-8k", Calendar: made.ID})
	d.must(saved, err)
	d.now = time.Date(2026, 7, 2, 8, 0, 0, 0, time.UTC)
	d.set("started", "2026-07-01 09:00")
	d.must(d.s.State(ctx, saved.ID, "material", given("2026-07-01 11:00"), "", ""))
	if k := d.clock(saved.ID, "form"); k.Due == nil || k.Due.Case != "2026-07-08 17:30 EDT" {
		t.Errorf("%+v", k)
	}
}

func TestALimitStaysWhereItsCalendarSaysNothing(t *testing.T) {
	d := newDesk(t)
	d.now = time.Date(2026, 7, 2, 8, 0, 0, 0, time.UTC)
	d.set("started", "2026-07-01 09:00")
	holidays, err := d.ws.Keeping.Create(ctx, newCalendar(nil)) // a list of holidays has no hours
	d.must(holidays, err)
	saved, err := d.s.Begin(ctx, obligating.Start{Subject: d.review, Pack: "sec-8k", Calendar: holidays.ID})
	d.must(saved, err)
	d.must(d.s.State(ctx, saved.ID, "material", given("2026-07-01 11:00"), "", ""))
	stays := func(key, state string) {
		t.Helper()
		k := d.clock(saved.ID, "form")
		if end, sure := k.Pending(); k.State != state || end == nil || !sure || end.Case != "2026-07-07 17:30 EDT" || k.Problem == nil || k.Problem.Key != key {
			t.Errorf("%s: %+v %+v", key, k, k.Problem)
		}
		list, err := d.s.Register(ctx)
		if err != nil || len(list) != 1 || list[0].Problem != nil || list[0].Next() == nil || list[0].CalendarName == "" {
			t.Errorf("%+v %v", list, err)
		}
	}
	stays("obligation.calendar_closed", "running")
	later, err := d.ws.Keeping.Create(ctx, newCalendar(office()))
	d.must(later, err)
	d.must(d.s.CountBy(ctx, saved.ID, later.ID, ""))
	if k := d.clock(saved.ID, "form"); k.Problem != nil || k.Kept != nil || k.Due.Case != "2026-07-08 17:30 EDT" {
		t.Errorf("%+v %+v", k, k.Due)
	}
	_, err = d.ws.Keeping.SetField(ctx, later.ID, "valid_from", []byte(`"2026-07-15"`), "")
	d.must(obligating.Saved{}, err)
	d.now = time.Date(2026, 7, 9, 8, 0, 0, 0, time.UTC)
	stays("obligation.calendar_outside", "overdue")
	if k := d.clock(saved.ID, "form"); k.Kept == nil || k.Kept.Case != "2026-07-08 17:30 EDT" {
		t.Errorf("%+v", k.Kept)
	}
	_, err = d.ws.Keeping.SetField(ctx, saved.ID, "calendar", []byte(`"01KATA0000BBBBBBBBBBBBBBBB"`), "")
	d.must(obligating.Saved{}, err)
	stays("obligation.calendar_gone", "overdue")
	if k := d.clock(saved.ID, "form"); k.Kept != nil {
		t.Errorf("kept of another calendar: %+v", k.Kept)
	}
	// What is sent is taken all the same.
	_, err = d.s.Submit(ctx, saved.ID, obligating.Sent{Step: "form", At: given("2026-07-08 09:00"), Role: "counsel", LateReason: "The office was closed."}, "")
	d.must(obligating.Saved{}, err)
}

func TestAnEndThatACalendarMovedLaterSaysSo(t *testing.T) {
	d := newDesk(t)
	d.now = time.Date(2026, 7, 2, 8, 0, 0, 0, time.UTC)
	d.set("started", "2026-07-01 09:00")
	made, err := d.ws.Keeping.Create(ctx, newCalendar(office()))
	d.must(made, err)
	saved, err := d.s.Begin(ctx, obligating.Start{Subject: d.review, Pack: "sec-8k", Calendar: made.ID})
	d.must(saved, err)
	d.must(d.s.State(ctx, saved.ID, "material", given("2026-07-01 11:00"), "", ""))
	first, err := d.s.Get(ctx, saved.ID)
	if err != nil || first.CalendarVersion == "" || first.CalendarKept != first.CalendarVersion {
		t.Fatalf("%q %q %v", first.CalendarKept, first.CalendarVersion, err)
	}
	if _, err := d.ws.Keeping.Add(ctx, made.ID, calendar.HolidayList, record.Doc{"on": "2026-07-06", "name": "Another"}, "", ""); err != nil {
		t.Fatal(err)
	}
	v, err := d.s.Get(ctx, saved.ID)
	if err != nil || v.CalendarKept != first.CalendarVersion || v.CalendarVersion == first.CalendarVersion {
		t.Errorf("%q %q %v", v.CalendarKept, v.CalendarVersion, err)
	}
	if k := v.Clocks[0]; k.Due.Case != "2026-07-09 17:30 EDT" || k.Kept == nil || k.Kept.Case != "2026-07-08 17:30 EDT" {
		t.Errorf("%+v %+v", k.Due, k.Kept)
	}
	d.must(d.s.CountBy(ctx, saved.ID, made.ID, ""))
	if k := d.clock(saved.ID, "form"); k.Due.Case != "2026-07-09 17:30 EDT" || k.Kept != nil {
		t.Errorf("%+v %+v", k.Due, k.Kept)
	}
}

func TestAnAssessmentOutlivesItsReview(t *testing.T) {
	d := newDesk(t)
	id := d.begin("uk-gdpr")
	if _, err := d.ws.Keeping.SetField(ctx, id, "subject", []byte(`"01KATA0000BBBBBBBBBBBBBBBB"`), ""); err != nil {
		t.Fatal(err)
	}
	v, err := d.s.Get(ctx, id)
	if err != nil || v.SubjectTitle != "" || v.SubjectRef == "" || len(v.Clocks) == 0 {
		t.Errorf("%+v %v", v, err)
	}
	if _, err := d.s.Draft(ctx, id, "authority"); err != nil {
		t.Error(err)
	}
}

func TestPacksAreUnsignedUntilPeopleSignThem(t *testing.T) {
	d := newDesk(t)
	list, err := d.s.Packs(ctx, assets.English())
	if err != nil || len(list) == 0 {
		t.Fatal(err)
	}
	for _, p := range list {
		if p.Signed || p.Rule != "" || len(p.Steps) == 0 || len(p.Steps[0].Rules) < 2 || len(p.Sources) == 0 {
			t.Errorf("%+v", p)
		}
	}
}

func TestASubmissionDoesNotLieBeforeWhatItCountsFrom(t *testing.T) {
	d := newDesk(t)
	d.now = time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)
	id := d.begin("nis2")
	d.must(d.s.State(ctx, id, "aware", given("2026-10-23 14:25"), "", ""))
	for _, fact := range [][2]string{{"significant", "yes"}, {"ongoing", "no"}, {"trust_service", "no"}} {
		d.must(d.s.Answer(ctx, id, fact[0], fact[1], ""))
	}
	v, err := d.s.Get(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	send := func(step, at string) error {
		_, err := d.s.Submit(ctx, id, obligating.Sent{Step: step, At: given(at), Role: "security lead", LateReason: "The form was down."}, "")
		return err
	}
	first := v.Clocks[0].Step
	d.refused("obligation.sent_before", obligating.Saved{}, send(first, "2026-10-23 14:00"))
	if err := send(first, "2026-10-23"); err != nil {
		t.Errorf("a day that is the day itself: %v", err)
	}
	d.refused("obligation.sent_first", obligating.Saved{}, send("final", "2026-11-20 08:30"))
}

func TestWithoutAStartTheDayOfTheIncidentIsItsBeginning(t *testing.T) {
	d := newDesk(t)
	d.set("started", "")
	d.set("date", "2026-10-23")
	id := d.begin("gdpr")
	_, err := d.s.State(ctx, id, "aware", given("2026-10-22 10:00"), "", "")
	d.refused("obligation.before_start", obligating.Saved{}, err)
	d.must(d.s.State(ctx, id, "aware", given("2026-10-23 00:10"), "", ""))
}

func TestTheCalendarOfBusinessDaysIsChosenLater(t *testing.T) {
	d := newDesk(t)
	id := d.begin("sec-8k")
	made, err := d.ws.Calendars.Create(ctx, "Exchange days", "America/New_York", "")
	if err != nil {
		t.Fatal(err)
	}
	_, err = d.s.CountBy(ctx, id, d.review, "")
	d.refused("record.missing", obligating.Saved{}, err)
	d.must(d.s.CountBy(ctx, id, made.ID, ""))
	v, err := d.s.Get(ctx, id)
	if err != nil || v.CalendarName != "Exchange days" || v.CalendarRef == "" {
		t.Errorf("%q %q %v", v.CalendarName, v.CalendarRef, err)
	}
	d.must(d.s.CountBy(ctx, id, "", ""))
}

func TestADecisionThatTheAnswersContradictIsAskedAboutAndTold(t *testing.T) {
	d := newDesk(t)
	id := d.begin("gdpr")
	j := obligation.Judgement{Decision: obligation.NotNotifiable, Reason: "Everything that left was encrypted.", Role: "privacy officer", Approver: "head of legal"}
	told := func() (keys []string) {
		v, err := d.s.Get(ctx, id)
		if err != nil {
			d.Fatal(err)
		}
		for _, m := range v.Against {
			keys = append(keys, m.Key+" "+m.Params["steps"])
		}
		return keys
	}
	state := func() string {
		v, err := d.s.Get(ctx, id)
		if err != nil {
			d.Fatal(err)
		}
		for _, k := range v.Clocks {
			if k.Step == "authority" {
				return k.State
			}
		}
		return "no such step"
	}
	d.must(d.s.Decide(ctx, id, j, "")) // no answer asks for anything yet
	if got := told(); len(got) != 0 {
		t.Errorf("%q", got)
	}
	d.must(d.s.State(ctx, id, "aware", given("2026-10-23 14:25"), "", ""))
	d.must(d.s.Answer(ctx, id, "risk", "risk", ""))
	const step = "Notification to the authority"
	if got := told(); len(got) != 1 || got[0] != "obligation.against_answers "+step || state() != string(obligation.Running) && state() != string(obligation.Overdue) {
		t.Errorf("the limit runs again: %q, %s", got, state())
	}
	_, err := d.s.Decide(ctx, id, j, "")
	d.refused("obligation.decision_against", obligating.Saved{}, err)
	j.Despite = true
	d.must(d.s.Decide(ctx, id, j, ""))
	if got := told(); len(got) != 1 || got[0] != "obligation.against_despite "+step || state() != string(obligation.NotRequired) {
		t.Errorf("decided despite the answers: %q, %s", got, state())
	}
	d.must(d.s.Submit(ctx, id, obligating.Sent{Step: "authority", At: given("2026-10-23 15:00"), Role: "privacy officer"}, ""))
	if got := told(); len(got) != 2 || got[1] != "obligation.against_sent "+step {
		t.Errorf("%q", got)
	}
	d.must(d.s.Answer(ctx, id, "risk", "unlikely", ""))
	j.Decision, j.Despite = obligation.Notifiable, false
	d.must(d.s.Decide(ctx, id, j, ""))
	if got := told(); len(got) != 0 {
		t.Errorf("%q", got)
	}
}

func TestALawOnlyProposedComesBehindWhatBinds(t *testing.T) {
	d := newDesk(t)
	proposed, law := d.begin("us-circia"), d.begin("gdpr")
	d.now = time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC)
	d.must(d.s.State(ctx, law, "aware", given("2026-11-19 14:25"), "", ""))
	p, err := d.s.Pack("us-circia")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range p.Events {
		d.must(d.s.State(ctx, proposed, e.ID, given("2026-10-23 14:25"), "", ""))
	}
	list, err := d.s.Register(ctx)
	if err != nil {
		t.Fatal(err)
	}
	earliest := func(v obligating.View) string {
		k := v.Next()
		switch {
		case k == nil:
			return "none"
		case k.Due != nil:
			return k.Due.UTC
		}
		return k.Projected.UTC
	}
	if len(list) != 2 || list[0].ID != law || earliest(list[1]) >= earliest(list[0]) {
		t.Errorf("%+v", list)
	}
}
