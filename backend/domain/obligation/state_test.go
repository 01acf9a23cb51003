package obligation_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/obligation"
)

func TestAStepThatWaitsHasAProjectedEnd(t *testing.T) {
	got, zone := sketch{pack: "dora", zone: "Europe/Berlin", now: "2026-03-26 19:00", events: when{"aware": "2026-03-26 18:30"}}.clocks(t)
	initial, next, final := got["initial"], got["intermediate"], got["final"]
	if initial.State != obligation.Waits || initial.Waits[0].Event != "classified" || told(initial.Projected, zone) != "2026-03-27 18:30 CET" {
		t.Errorf("%+v", initial)
	}
	if next.State != obligation.Waits || next.Waits[0].After != "initial" || told(next.Projected, zone) != "2026-03-30 19:30 CEST" {
		t.Errorf("%+v", next)
	}
	if told(final.Projected, zone) != "2026-04-30" {
		t.Errorf("%+v", final)
	}
}

func TestOnceWhatCanLapseHasPassedTheEndIsProjectedFromNow(t *testing.T) {
	got, zone := sketch{pack: "dora", zone: "Europe/Berlin", now: "2026-03-28 19:00", events: when{"aware": "2026-03-26 18:30"}}.clocks(t)
	if k := got["initial"]; k.State != obligation.Waits || k.Due != nil || told(k.Projected, zone) != "2026-03-28 23:00 CET" ||
		len(k.Lapsed) != 1 || k.Lapsed[0].From.Event != "aware" || told(&k.Lapsed[0].Due, zone) != "2026-03-27 18:30 CET" {
		t.Errorf("%+v", k)
	}
	for _, now := range []when{{"aware": "2026-03-28 18:30"}, {"aware": "2026-03-26 18:30", "classified": "2026-03-28 18:00"}} {
		got, _ := sketch{pack: "dora", zone: "Europe/Berlin", now: "2026-03-28 19:00", events: now}.clocks(t)
		if k := got["initial"]; len(k.Lapsed) != 0 {
			t.Errorf("%v: %+v", now, k)
		}
	}
}

func TestAChainThatIsOverdueIsProjectedFromNow(t *testing.T) {
	got, zone := sketch{pack: "us-ca", now: "2026-03-02 10:00", facts: facts{"residents": "501"}, events: when{"discovered": "2026-01-15 08:00"}}.clocks(t)
	if got["residents"].State != obligation.Overdue || told(got["attorney_general"].Projected, zone) != "2026-03-17" {
		t.Errorf("%+v", got)
	}
}

func TestAMissingAnswerIsAskedForAndTheEarliestEndIsShown(t *testing.T) {
	got, zone := sketch{pack: "hipaa", zone: "America/New_York", events: when{"discovered": "2026-01-05 10:00"}}.clocks(t)
	hhs, media := got["hhs"], got["media"]
	if hhs.State != obligation.Asks || !slices.Equal(hhs.Missing, []string{"people"}) || told(hhs.Projected, zone) != "2026-03-06" || hhs.Due != nil {
		t.Errorf("%+v", hhs)
	}
	if media.State != obligation.Asks || !slices.Equal(media.Missing, []string{"state_residents"}) || media.Due != nil {
		t.Errorf("%+v", media)
	}
}

func TestOneConditionThatDoesNotHoldSettlesTheMatter(t *testing.T) {
	got, _ := sketch{pack: "ftc-safeguards", zone: "America/Chicago", facts: facts{"unencrypted": "no"}, events: when{"discovered": "2026-05-04 09:00"}}.clocks(t)
	if k := got["ftc"]; k.State != obligation.NotRequired || len(k.Missing) != 0 {
		t.Errorf("%+v", k)
	}
}

func TestTheLastInstantIsInTimeAndTheNextIsLate(t *testing.T) {
	for _, one := range []struct {
		pack, zone, event, at, step, in, late string
		facts                                 facts
	}{
		{"nydfs", "", "determined", "2026-05-04 09:00", "notice", "2026-05-07 09:00", "2026-05-07 09:01", nil},
		{"us-ny", "", "discovered", "2026-05-04 09:00", "residents", "2026-06-03 23:59", "2026-06-04 00:00", nil},
		{"sec-8k", "", "material", "2026-05-04 09:00", "form", "2026-05-08 17:30", "2026-05-08 17:31", nil},
	} {
		s := sketch{pack: one.pack, zone: one.zone, facts: one.facts, events: when{one.event: one.at}}
		for text, want := range map[string]obligation.State{one.in: obligation.Met, one.late: obligation.Late} {
			s.submissions = sent{one.step: {text}}
			if got, _ := s.clocks(t); got[one.step].State != want {
				t.Errorf("%s submitted %s is %s, want %s", one.pack, text, got[one.step].State, want)
			}
		}
		s.submissions = nil
		for text, want := range map[string]obligation.State{one.in: obligation.Running, one.late: obligation.Overdue} {
			s.now = text
			if got, _ := s.clocks(t); got[one.step].State != want {
				t.Errorf("%s at %s is %s, want %s", one.pack, text, got[one.step].State, want)
			}
		}
	}
}

func TestASoftClockHasAnEndOnlyFromTheContract(t *testing.T) {
	s := sketch{pack: "gdpr", zone: "Europe/Berlin", now: "2026-05-04 10:00", facts: facts{"risk": "risk", "as_processor": "yes"}, events: when{"processor_aware": "2026-05-04 09:00"}}
	got, _ := s.clocks(t)
	if k := got["controller"]; !k.Soft || k.Due != nil || k.State != obligation.Running {
		t.Errorf("%+v", k)
	}
	s.facts["contract_hours"] = "24"
	got, zone := s.clocks(t)
	if k := got["controller"]; !k.Soft || told(k.Due, zone) != "2026-05-05 09:00 CEST" {
		t.Errorf("%+v", k)
	}
}

func TestAPauseStopsHoursAndTakesWholeDaysOut(t *testing.T) {
	zone := zoneNamed(t, "America/New_York")
	hours, days := packNamed(t, "nydfs"), packNamed(t, "hipaa")
	hours.Steps[0].Pausable = true
	c := obligation.Case{Zone: zone, Days: obligation.Weekdays{}, Now: at(t, zone, "2026-05-05 12:00"), Facts: facts{"payment": "no", "people": "499", "state_residents": "1"},
		Events: map[string]time.Time{"determined": at(t, zone, "2026-05-04 09:00"), "discovered": at(t, zone, "2026-01-05 09:00")},
		Pauses: []obligation.Pause{{From: at(t, zone, "2026-05-05 09:00"), To: at(t, zone, "2026-05-05 21:00")}}}
	k := hours.Clocks(c)[0]
	if k.State != obligation.Paused || told(k.Due, zone) != "2026-05-07 21:00 EDT" {
		t.Errorf("%s %s", k.State, told(k.Due, zone))
	}
	// Ten whole days and two halves: the halves count.
	c.Now = at(t, zone, "2026-03-01 12:00")
	c.Pauses = []obligation.Pause{{Step: "individuals", From: at(t, zone, "2026-01-10 12:00"), To: at(t, zone, "2026-01-21 12:00")}}
	list := days.Clocks(c)
	if told(list[0].Due, zone) != "2026-03-16" || told(list[2].Due, zone) != "2027-03-01" {
		t.Errorf("%s %s", told(list[0].Due, zone), told(list[2].Due, zone))
	}
	// One that has not ended moves the end along with the time.
	c.Pauses = []obligation.Pause{{From: at(t, zone, "2026-02-10 00:00")}}
	if k := days.Clocks(c)[0]; k.State != obligation.Paused || told(k.Due, zone) != "2026-03-25" {
		t.Errorf("%s %s", k.State, told(k.Due, zone))
	}
}

func TestTwoPausesThatOverlapAreOne(t *testing.T) {
	zone := zoneNamed(t, "America/New_York")
	p := packNamed(t, "nydfs")
	p.Steps[0].Pausable = true
	c := obligation.Case{Zone: zone, Days: obligation.Weekdays{}, Now: at(t, zone, "2026-05-06 12:00"),
		Events: map[string]time.Time{"determined": at(t, zone, "2026-05-04 09:00")},
		Pauses: []obligation.Pause{
			{From: at(t, zone, "2026-05-05 12:00"), To: at(t, zone, "2026-05-05 21:00")},
			{Step: "notice", From: at(t, zone, "2026-05-05 09:00"), To: at(t, zone, "2026-05-05 15:00")}}}
	if k := p.Clocks(c)[0]; told(k.Due, zone) != "2026-05-07 21:00 EDT" {
		t.Error(told(k.Due, zone))
	}
}

func TestAPauseMovesNothingThatWasSentAndNoStepThatKnowsNone(t *testing.T) {
	zone := zoneNamed(t, "America/New_York")
	p := packNamed(t, "nydfs")
	c := obligation.Case{Zone: zone, Days: obligation.Weekdays{}, Now: at(t, zone, "2026-05-20 12:00"),
		Events:      map[string]time.Time{"determined": at(t, zone, "2026-05-04 09:00")},
		Submissions: map[string][]time.Time{"notice": {at(t, zone, "2026-05-08 09:00")}},
		Pauses:      []obligation.Pause{{From: at(t, zone, "2026-05-07 21:00")}}}
	if k := p.Clocks(c)[0]; k.State != obligation.Late || told(k.Due, zone) != "2026-05-07 09:00 EDT" {
		t.Errorf("rules without a pause: %s %s", k.State, told(k.Due, zone))
	}
	if err := p.AcceptsPause(""); err == nil {
		t.Error("a pack without a pause takes one")
	}
	p.Steps[0].Pausable = true
	// The end had passed when the pause began.
	if k := p.Clocks(c)[0]; k.State != obligation.Late || told(k.Due, zone) != "2026-05-07 09:00 EDT" {
		t.Errorf("a pause behind the end: %s %s", k.State, told(k.Due, zone))
	}
	// Open since before the end, it counts up to the submission and no further.
	c.Pauses[0].From = at(t, zone, "2026-05-06 09:00")
	if k := p.Clocks(c)[0]; k.State != obligation.Met || told(k.Due, zone) != "2026-05-09 09:00 EDT" {
		t.Errorf("an open pause: %s %s", k.State, told(k.Due, zone))
	}
	if err := p.AcceptsPause("notice"); err != nil {
		t.Error(err)
	}
}

func TestWhatWasSentBehindTheEarliestEndIsAskedAbout(t *testing.T) {
	// 24 or 72 hours: nobody has said which.
	s := sketch{pack: "nis2", zone: "Europe/Rome", now: "2026-05-16 10:00", facts: facts{"significant": "yes"}, events: when{"aware": "2026-05-12 09:40"}}
	for sentAt, want := range map[string]obligation.State{"2026-05-13 09:40": obligation.Met, "2026-05-15 09:00": obligation.Asks} {
		s.submissions = sent{"early_warning": {"2026-05-13 09:00"}, "notification": {sentAt}}
		got, zone := s.clocks(t)
		if k := got["notification"]; k.State != want || told(k.Bound, zone) != "2026-05-13 09:40 CEST" {
			t.Errorf("%s is %s, bound %s", sentAt, k.State, told(k.Bound, zone))
		}
	}
}

func TestAClassificationBindsBeforeAnybodySaysWhenTheyBecameAware(t *testing.T) {
	s := sketch{pack: "dora", zone: "Europe/Berlin", now: "2026-03-27 17:00", facts: facts{"entity": "ccp"}, events: when{"classified": "2026-03-27 16:00"}}
	got, zone := s.clocks(t)
	if k := got["initial"]; k.State != obligation.Running || told(k.Due, zone) != "2026-03-27 20:00 CET" || len(k.Waits) != 1 {
		t.Errorf("%s %s %v", k.State, told(k.Due, zone), k.Waits)
	}
	s.events = when{"aware": "2026-03-26 18:30"}
	got, zone = s.clocks(t)
	if k := got["initial"]; k.State != obligation.Waits || k.Due != nil {
		t.Errorf("nothing is classified: %s %s", k.State, told(k.Due, zone))
	}
}

func TestARuleInForceMovesAnEndForThoseItIsFor(t *testing.T) {
	zone := zoneNamed(t, "Europe/Berlin")
	p := packNamed(t, "dora")
	p.Steps[0].Roll.Told = false
	c := obligation.Case{Zone: zone, Days: obligation.Weekdays{}, Now: at(t, zone, "2026-03-06 21:00"), Facts: facts{"entity": "other"},
		Events: map[string]time.Time{"aware": at(t, zone, "2026-03-06 09:00"), "classified": at(t, zone, "2026-03-06 20:00")}}
	if k := p.Clocks(c)[0]; told(k.Due, zone) != "2026-03-09 12:00 CET" {
		t.Error(told(k.Due, zone))
	}
	c.Facts["entity"] = "ccp"
	if k := p.Clocks(c)[0]; told(k.Due, zone) != "2026-03-07 00:00 CET" {
		t.Error(told(k.Due, zone))
	}
	// Of whom nobody has said what they are the strict end holds, and the other is told.
	delete(c.Facts, "entity")
	if k := p.Clocks(c)[0]; told(k.Due, zone) != "2026-03-07 00:00 CET" || len(k.Later) != 1 {
		t.Errorf("%+v", k)
	}
	p.Steps[0].Roll.Rule = obligation.EndOfNextOpenDay
	c.Facts["entity"] = "other"
	if k := p.Clocks(c)[0]; told(k.Due, zone) != "2026-03-09" {
		t.Error(told(k.Due, zone))
	}
}

func TestWhereACalendarHasEndedWeekdaysGiveTheEndAndItIsAProblemOfItsClock(t *testing.T) {
	zone := zoneNamed(t, "America/New_York")
	p := packNamed(t, "sec-8k")
	work := calendar.Calendar{Name: "Office", Zone: zone.String(), ValidTo: calendar.On(2026, 7, 3), Week: []calendar.Hours{{Day: 1, From: 60, To: 120}}}
	clock, err := work.Clock()
	if err != nil {
		t.Fatal(err)
	}
	k := p.Clocks(obligation.Case{Zone: zone, Days: obligation.ByClock{Clock: clock}, Events: map[string]time.Time{"material": at(t, zone, "2026-07-01 10:00")}})[0]
	if f, ok := fault.As(k.Problem); !ok || f.Key != "calendar.outside" || k.State != obligation.Running || told(k.Due, zone) != "2026-07-07 17:30 EDT" {
		t.Errorf("%+v", k)
	}
}

func TestADayThatNobodyCanNameTakesNoLimitAway(t *testing.T) {
	unanswered := obligation.Unanswered{Why: fault.New(fault.NotFound, "record.missing")}
	for _, one := range []struct {
		pack, zone, event, at, step string
		facts                       facts
	}{
		{"sec-8k", "America/New_York", "material", "2026-07-01 10:00", "form", nil},
		{"gdpr", "Europe/Berlin", "aware", "2026-03-26 18:30", "authority", facts{"risk": "risk"}},
		{"nis2", "Europe/Berlin", "aware", "2026-03-26 18:30", "early_warning", nil},
		{"dora", "Europe/Berlin", "aware", "2026-03-26 18:30", "initial", nil},
	} {
		p, zone := packNamed(t, one.pack), zoneNamed(t, one.zone)
		c := obligation.Case{Zone: zone, Facts: obligation.Facts(one.facts), Events: map[string]time.Time{one.event: at(t, zone, one.at)}, Now: at(t, zone, one.at)}
		c.Days = obligation.Weekdays{}
		want := p.Clocks(c)
		c.Days = unanswered
		for i, k := range p.Clocks(c) {
			if k.State != want[i].State || told(k.Due, zone) != told(want[i].Due, zone) || told(k.Projected, zone) != told(want[i].Projected, zone) || told(k.Bound, zone) != told(want[i].Bound, zone) {
				t.Errorf("%s %s: %+v, want %+v", one.pack, k.Step, k, want[i])
			}
		}
	}
}

func TestOpenDaysThatNeverComeAreGivenUp(t *testing.T) {
	zone := zoneNamed(t, "America/New_York")
	p := packNamed(t, "sec-8k")
	k := p.Clocks(obligation.Case{Zone: zone, Days: never{}, Events: map[string]time.Time{"material": at(t, zone, "2026-07-01 10:00")}})[0]
	if f, ok := fault.As(k.Problem); !ok || f.Key != "obligation.horizon" || told(k.Due, zone) != "2026-07-07 17:30 EDT" {
		t.Errorf("%+v", k)
	}
}

type never struct{}

func (never) Open(calendar.Date) (bool, error) { return false, nil }

func TestAMomentThatCannotBeIsRefused(t *testing.T) {
	now := time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)
	for _, one := range []struct {
		m   obligation.Moment
		key string
	}{
		{obligation.Moment{At: now, Now: now}, ""},
		{obligation.Moment{At: now.Add(time.Second), Now: now, Reason: "whatever"}, "obligation.future"},
		{obligation.Moment{At: now.Add(-time.Hour), Now: now, Begins: now}, "obligation.before_start"},
		{obligation.Moment{At: now.Add(-time.Hour), Now: now, Begins: now, Reason: "  "}, "obligation.before_start"},
		{obligation.Moment{At: now.Add(-time.Hour), Now: now, Begins: now, Reason: "warned before it began"}, ""},
	} {
		refused(t, one.m.Accept(), one.key)
	}
}

func TestADecisionStandsOnlyWithWhatHasToComeWithIt(t *testing.T) {
	why := "Keys were not on the device, logs show no access."
	for _, one := range []struct {
		j   obligation.Judgement
		key string
	}{
		{obligation.Judgement{}, ""},
		{obligation.Judgement{Decision: "perhaps", Role: "privacy officer"}, "obligation.decision_unknown"},
		{obligation.Judgement{Decision: obligation.Notifiable}, "obligation.decision_role"},
		{obligation.Judgement{Decision: obligation.Notifiable, Role: "privacy officer"}, ""},
		{obligation.Judgement{Decision: obligation.NotNotifiable, Role: "privacy officer", Reason: "no", Approver: "head of legal"}, "obligation.decision_reason"},
		{obligation.Judgement{Decision: obligation.NotNotifiable, Role: "privacy officer", Reason: why}, "obligation.decision_approver"},
		{obligation.Judgement{Decision: obligation.NotNotifiable, Role: "privacy officer", Reason: why, Approver: "head of legal"}, ""},
		{obligation.Judgement{Decision: obligation.NotNotifiable, Role: "Privacy officer", Reason: why, Approver: " privacy\u00a0 officer"}, "obligation.decision_same"},
	} {
		refused(t, one.j.Accept(), one.key)
	}
}

func TestAPauseThatCannotBeIsRefused(t *testing.T) {
	now := time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)
	for _, one := range []struct {
		p           obligation.Pause
		reason, key string
	}{
		{obligation.Pause{From: now}, "", "obligation.pause_reason"},
		{obligation.Pause{From: now, To: now}, "asked by the police", "obligation.pause_ends"},
		{obligation.Pause{From: now.Add(time.Hour)}, "asked by the police", "obligation.pause_future"},
		{obligation.Pause{From: now.Add(time.Hour), To: now.Add(2 * time.Hour)}, "asked by the police", ""},
		{obligation.Pause{From: now.Add(-time.Hour)}, "asked by the police", ""},
	} {
		refused(t, obligation.AcceptPause(one.p, one.reason, now), one.key)
	}
}

func refused(t *testing.T, err error, key string) {
	t.Helper()
	if key == "" {
		if err != nil {
			t.Error(err)
		}
		return
	}
	var f *fault.Error
	if !errors.As(err, &f) || f.Key != key || f.Code != fault.Invalid || len(f.Fields) != 1 {
		t.Errorf("got %v, want %s", err, key)
	}
}

func TestAnyOneOfSeveralAnswersIsEnough(t *testing.T) {
	for _, c := range []struct {
		people, harm string
		want         obligation.State
		missing      int
	}{
		{"500", "", obligation.Running, 0}, {"500", "no", obligation.Running, 0}, {"499", "yes", obligation.Running, 0},
		{"499", "no", obligation.NotRequired, 0}, {"499", "", obligation.Asks, 1}, {"", "no", obligation.Asks, 1}, {"", "", obligation.Asks, 2},
	} {
		got, _ := sketch{pack: "sg-pdpa", now: "2026-05-09 10:00", facts: facts{"people": c.people, "harm": c.harm}, events: when{"assessed": "2026-05-08 12:00"}}.clocks(t)
		if k := got["commission"]; k.State != c.want || len(k.Missing) != c.missing {
			t.Errorf("%q people, harm %q: %s, asks %v", c.people, c.harm, k.State, k.Missing)
		}
	}
}

func TestAPartIsNeverMoreThanItsWhole(t *testing.T) {
	p := packNamed(t, "hipaa")
	for residents, want := range map[string]int{"501": 1, "10": 0, "": 0} {
		if got := p.Excesses(obligation.Facts{"people": "10", "state_residents": residents}); len(got) != want {
			t.Errorf("%q residents of 10 people: %+v", residents, got)
		}
	}
	p.Facts[1].AtMost = "nothing"
	if err := p.Check(); err == nil {
		t.Error("a whole that is no question")
	}
	p = packNamed(t, "sg-pdpa")
	p.Steps[0].When[0].Fact = "people"
	if err := p.Check(); err == nil {
		t.Error("a condition of one fact and of any of several")
	}
}
