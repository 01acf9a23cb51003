package obligation_test

import (
	"testing"

	"secondstory/backend/domain/obligation"
)

type (
	when  = map[string]string
	sent  = map[string][]string
	facts = obligation.Facts
)

func TestSeventyTwoHoursAcrossAChangeOfTheClocksAreNotThreeDays(t *testing.T) {
	autumn := sketch{pack: "gdpr", zone: "Europe/Berlin", facts: facts{"risk": "risk", "as_processor": "no"}, events: when{"aware": "2026-10-23 14:25"}}
	autumn.dues(t, when{"authority": "2026-10-26 13:25 CET", "people": "not required", "controller": "not required"})
	got, zone := autumn.clocks(t)
	authority := got["authority"]
	if utc := authority.Due.At.Format("15:04Z"); utc != "12:25Z" {
		t.Error(utc)
	}
	if len(authority.Later) != 2 || authority.Later[0].Reading != obligation.FullHours || told(&authority.Later[0].Due, zone) != "2026-10-26 14:00 CET" {
		t.Errorf("%+v", authority.Later)
	}
	if told(&authority.Later[1].Due, zone) != "2026-10-27" {
		t.Errorf("two open days: %+v", authority.Later[1])
	}
	spring := autumn
	spring.events = when{"aware": "2026-03-27 14:25"}
	spring.dues(t, when{"authority": "2026-03-30 15:25 CEST"})
}

func TestDORACountsFromWhatComesFirstAndThenFromWhatWasSubmitted(t *testing.T) {
	s := sketch{pack: "dora", zone: "Europe/Berlin", facts: facts{"entity": "credit_institution"},
		events: when{"aware": "2026-03-26 18:30", "classified": "2026-03-27 16:00"}}
	s.dues(t, when{"initial": "2026-03-27 18:30 CET", "intermediate": "none", "final": "none"})
	s.submissions = sent{"initial": {"2026-03-27 18:10"}}
	s.dues(t, when{"intermediate": "2026-03-30 19:10 CEST", "final": "none"})
	s.submissions["intermediate"] = []string{"2026-03-30 12:00"}
	s.dues(t, when{"final": "2026-04-30"})
	// The final report counts from the last update of the intermediate one.
	s.submissions["intermediate"] = []string{"2026-03-30 12:00", "2026-04-10 09:00"}
	s.dues(t, when{"final": "2026-05-10"})
}

func TestDORAClassifiedMoreThanADayAfterAwarenessHasFourHours(t *testing.T) {
	s := sketch{pack: "dora", zone: "Europe/Berlin", events: when{"aware": "2026-03-02 08:00", "classified": "2026-03-03 08:01"}}
	s.dues(t, when{"initial": "2026-03-03 12:01 CET"})
	s.events["classified"] = "2026-03-03 08:00" // just a day: the earlier limit has not passed before
	s.dues(t, when{"initial": "2026-03-03 08:00 CET"})
	s.events["classified"] = "2026-03-02 09:00"
	s.dues(t, when{"initial": "2026-03-02 13:00 CET"})
}

func TestTheWeekendRuleOfDORAIsToldOnlyToThoseItIsFor(t *testing.T) {
	s := sketch{pack: "dora", zone: "Europe/Berlin", facts: facts{"entity": "other"}, events: when{"aware": "2026-03-06 09:00", "classified": "2026-03-06 20:00"}}
	got, zone := s.clocks(t)
	k := got["initial"]
	if told(k.Due, zone) != "2026-03-07 00:00 CET" || len(k.Later) != 1 || k.Later[0].Reading != obligation.NoonOpenDay || told(&k.Later[0].Due, zone) != "2026-03-09 12:00 CET" {
		t.Errorf("%s %+v", told(k.Due, zone), k.Later)
	}
	if len(k.Later[0].Missing) != 0 {
		t.Errorf("%+v", k.Later)
	}
	s.facts["entity"] = "" // nobody has said what it is: told, with the question it hangs on
	got, _ = s.clocks(t)
	if later := got["initial"].Later; len(later) != 1 || len(later[0].Missing) != 1 || later[0].Missing[0] != "entity" {
		t.Errorf("%+v", later)
	}
	s.facts["entity"] = "credit_institution"
	got, _ = s.clocks(t)
	if later := got["initial"].Later; len(later) != 0 {
		t.Errorf("%+v", later)
	}
}

func TestFourBusinessDaysOfTheSECBeginOnTheFirstOpenDay(t *testing.T) {
	s := sketch{pack: "sec-8k", holidays: []string{"2026-07-03"}, events: when{"material": "2026-07-01 11:00"}}
	s.dues(t, when{"form": "2026-07-08 17:30 EDT"})
	s.events["material"] = "2026-07-11 11:00" // a Saturday
	s.dues(t, when{"form": "2026-07-16 17:30 EDT"})
}

func TestTheThresholdsOfHIPAADifferByOnePerson(t *testing.T) {
	s := sketch{pack: "hipaa", zone: "America/New_York", facts: facts{"people": "499", "state_residents": "499"}, events: when{"discovered": "2026-01-05 10:00"}}
	s.dues(t, when{"individuals": "2026-03-06", "hhs": "2027-03-01", "media": "not required"})
	s.events["discovered"] = "2027-06-05 10:00"
	s.dues(t, when{"hhs": "2028-02-29"})
	s.events["discovered"] = "2026-01-05 10:00"
	s.facts = facts{"people": "500", "state_residents": "500"}
	s.dues(t, when{"hhs": "2026-03-06", "media": "not required"})
	s.facts = facts{"people": "501", "state_residents": "501"}
	s.dues(t, when{"hhs": "2026-03-06", "media": "2026-03-06"})
}

func TestCaliforniaCountsTheAttorneyGeneralFromTheNoticeToResidents(t *testing.T) {
	s := sketch{pack: "us-ca", facts: facts{"residents": "501"}, events: when{"discovered": "2026-01-15 08:00"}}
	s.dues(t, when{"residents": "2026-02-14", "attorney_general": "none"})
	s.submissions = sent{"residents": {"2026-02-10 16:00"}}
	s.dues(t, when{"attorney_general": "2026-02-25"})
	s.facts["residents"] = "500"
	s.dues(t, when{"attorney_general": "not required"})
}

func TestNIS2EndsAMonthAfterTheNotification(t *testing.T) {
	s := sketch{pack: "nis2", zone: "Europe/Rome", facts: facts{"significant": "yes", "trust_service": "no", "ongoing": "no"}, events: when{"aware": "2026-05-12 09:40"}}
	s.dues(t, when{"early_warning": "2026-05-13 09:40 CEST", "notification": "2026-05-15 09:40 CEST", "final": "none", "progress": "not required"})
	s.submissions = sent{"notification": {"2026-05-15 08:00"}}
	s.dues(t, when{"final": "2026-06-15"})
	s.facts["trust_service"] = "yes"
	s.dues(t, when{"notification": "2026-05-13 09:40 CEST"})
	s.facts["ongoing"] = "yes"
	s.dues(t, when{"progress": "2026-06-15", "final": "none"})
	s.events["handled"] = "2026-07-31 12:00"
	s.dues(t, when{"final": "2026-08-31"})
}

func TestAMonthAfterTheLastOfJanuaryIsTheLastOfFebruary(t *testing.T) {
	s := sketch{pack: "nis2", zone: "Europe/Rome", facts: facts{"significant": "yes", "trust_service": "no", "ongoing": "no"},
		events: when{"aware": "2026-01-29 09:40"}, submissions: sent{"notification": {"2026-01-31 10:00"}}}
	s.dues(t, when{"final": "2026-02-28"})
}

func TestEachOfTheOtherPacksCountsAsItsTextSays(t *testing.T) {
	for _, one := range []struct {
		sketch
		want when
	}{
		{sketch{pack: "uk-gdpr", facts: facts{"risk": "high_risk"}, events: when{"aware": "2026-12-24 18:00"}}, when{"authority": "2026-12-27 18:00 GMT"}},
		{sketch{pack: "uk-gdpr", facts: facts{"risk": "unlikely"}, events: when{"aware": "2026-12-24 18:00"}}, when{"authority": "not required"}},
		{sketch{pack: "gdpr-omnibus", zone: "Europe/Madrid", facts: facts{"risk": "high_risk"}, events: when{"aware": "2026-06-01 10:00"}}, when{"authority": "2026-06-05 10:00 CEST"}},
		{sketch{pack: "cra", zone: "Europe/Berlin", facts: facts{"about": "vulnerability"}, events: when{"aware": "2026-10-01 10:00", "fix_available": "2026-10-20 17:00"}},
			when{"early_warning": "2026-10-02 10:00 CEST", "notification": "2026-10-04 10:00 CEST", "final": "2026-11-03"}},
		{sketch{pack: "cra", zone: "Europe/Berlin", facts: facts{"about": "incident"}, events: when{"aware": "2026-10-01 10:00"}, submissions: sent{"notification": {"2026-10-31 10:00"}}}, when{"final": "2026-11-30"}},
		{sketch{pack: "us-banking", zone: "America/Chicago", facts: facts{"role": "bank"}, events: when{"determined": "2026-05-04 09:00"}}, when{"regulator": "2026-05-05 21:00 CDT", "bank": "not required"}},
		{sketch{pack: "ftc-safeguards", zone: "America/Chicago", facts: facts{"unencrypted": "yes", "people": "500"}, events: when{"discovered": "2026-05-04 09:00"}}, when{"ftc": "2026-06-03"}},
		{sketch{pack: "ftc-safeguards", zone: "America/Chicago", facts: facts{"unencrypted": "yes", "people": "499"}, events: when{"discovered": "2026-05-04 09:00"}}, when{"ftc": "not required"}},
		{sketch{pack: "nydfs", facts: facts{"payment": "yes"}, events: when{"determined": "2026-05-04 09:00", "paid": "2026-05-06 12:00"}},
			when{"notice": "2026-05-07 09:00 EDT", "payment": "2026-05-07 12:00 EDT", "payment_reasons": "2026-06-05"}},
		{sketch{pack: "us-ny", events: when{"discovered": "2026-05-04 09:00"}}, when{"residents": "2026-06-03"}},
		{sketch{pack: "us-tx", facts: facts{"residents": "250"}, events: when{"determined": "2026-05-04 09:00"}}, when{"people": "2026-07-03", "attorney_general": "2026-06-03"}},
		{sketch{pack: "us-tx", facts: facts{"residents": "249"}, events: when{"determined": "2026-05-04 09:00"}}, when{"attorney_general": "not required"}},
		{sketch{pack: "au-ndb", zone: "Australia/Sydney", facts: facts{"serious_harm": "yes"}, events: when{"suspect": "2026-05-04 09:00"}}, when{"assessment": "2026-06-03", "notice": "none"}},
		{sketch{pack: "sg-pdpa", facts: facts{"people": "500"}, events: when{"assessed": "2026-05-08 23:59"}}, when{"commission": "2026-05-11"}},
		{sketch{pack: "in-certin", events: when{"noticed": "2026-05-08 23:30"}}, when{"report": "2026-05-09 05:30 IST"}},
		{sketch{pack: "br-anpd", facts: facts{"small_agent": "no"}, events: when{"aware": "2026-05-09 12:00"}}, when{"anpd": "2026-05-13", "people": "2026-05-13"}},
		{sketch{pack: "br-anpd", facts: facts{"small_agent": "yes"}, events: when{"aware": "2026-05-08 12:00"}}, when{"anpd": "2026-05-18"}},
		{sketch{pack: "card-brands", zone: "Europe/Berlin", facts: facts{"visa": "yes", "mastercard": "no"}, events: when{"suspected": "2026-05-08 12:00"}}, when{"visa": "2026-05-11", "acquirer": "none", "mastercard": "not required"}},
		{sketch{pack: "us-circia", zone: "America/New_York", facts: facts{"payment": "no"}, events: when{"believed": "2026-05-08 12:00"}}, when{"report": "2026-05-11 12:00 EDT", "payment": "not required"}},
	} {
		one.dues(t, one.want)
	}
}

func TestABusinessDayClockTellsTheLaterBeginning(t *testing.T) {
	got, zone := sketch{pack: "br-anpd", facts: facts{"small_agent": "no"}, events: when{"aware": "2026-05-09 12:00"}}.clocks(t)
	if later := got["anpd"].Later; len(later) != 1 || later[0].Reading != obligation.BeginAfterNext || told(&later[0].Due, zone) != "2026-05-14" {
		t.Errorf("%+v", later)
	}
}
