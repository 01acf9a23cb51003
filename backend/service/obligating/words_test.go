package obligating_test

import (
	"strconv"
	"strings"
	"testing"

	"secondstory/assets"
	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/obligation"
	"secondstory/backend/service/obligating"
)

func packs(t *testing.T) []obligation.Pack {
	t.Helper()
	files, err := assets.Packs()
	if err != nil {
		t.Fatal(err)
	}
	list, err := obligation.ParseAll(files)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// What legal signs is a sentence for each limit with its condition, and for whatever moves
// an end.
func TestThePacksSayWhatIsCountedInSentences(t *testing.T) {
	want := map[string][]string{
		"hipaa": {
			"Only where “Residents of the State with most of them” is more than 500.",
			"Limit where “Number of individuals” is 500 or more: 60 days after the day of “Discovered”, closed days included, to the end of the last day.",
			"Limit otherwise: 60 days after the end of the year of “Discovered”, to the end of the last day.",
			"A documented request can stop the time for a while.",
			"Residents of the State with most of them (a part of “Number of individuals”)",
		},
		"nis2": {
			"Limit where “Is the organisation a trust service provider?” is answered with “Yes”: 24 hours from “Became aware of the significant incident”, closed days included.",
			"Limit otherwise: 72 hours from “Became aware of the significant incident”, closed days included.",
			"Limit otherwise: 1 month after the day of the submission of “Incident notification”, to the end of the last day; a month that is too short ends it on its own last day.",
			"never the deadline: the hour of the event is not counted; two business days lie inside (disputed).",
		},
		"dora": {
			"Limit: whichever ends first of 4 hours from “Classified as major”, closed days included, or 24 hours from “Became aware of the incident”, closed days included (left out where it had ended before the other one began).",
			"is answered with anything but “credit institution” or “Central counterparty” or “trading venue” or “Essential or important entity (NIS2)”, an end on a closed day moves to noon of the next business day. This is disputed,",
			"after the day of the last submission of “Intermediate report”",
			"No pause moves the end.",
		},
		"sec-8k": {
			"Limit: 4 business days after the day of “Determined to be material”, until 17:30 of the last day; from a closed day, the next business day is the first one counted.",
			"Days and times are counted in America/New_York.",
			"- Determined to be material: Without unreasonable delay after discovery.",
		},
		"gdpr": {
			"Only where “Risk for the rights and freedoms of people” is answered with “risk” or “High risk”.",
			"and “Hours the contract with the controller gives” is a target of one’s own.",
			"One that is sent late has to say why.",
		},
		"cra": {
			"They hold for incidents from 2026-09-11 on.",
			"Limit otherwise, where “What is notified” is answered with “incident”: 1 month",
			"Where none of these holds, nothing has to be sent.",
		},
		"sg-pdpa":      {"Only where “Number of people” is 500 or more or “Is significant harm to them likely?” is answered with “Yes”."},
		"us-ca":        {"15 days after the day of the submission of “Notice to residents”"},
		"gdpr-omnibus": {"it applies to nobody, whoever signs."},
	}
	for _, p := range packs(t) {
		text := obligating.InWords(p, assets.English())
		for _, sentence := range want[p.ID] {
			if !strings.Contains(text, sentence) {
				t.Errorf("%s: %q is not in\n%s", p.ID, sentence, text)
			}
		}
		if strings.ContainsAny(text, "{}") || strings.Contains(text, "obligation.") {
			t.Errorf("%s: a gap or a key is left in\n%s", p.ID, text)
		}
		for i, s := range obligating.Steps(p, assets.English()) {
			everyNumberIsSaid(t, p, p.Steps[i], strings.Join(s.Rules, "\n"))
		}
	}
}

func everyNumberIsSaid(t *testing.T, p obligation.Pack, step obligation.Step, said string) {
	t.Helper()
	needs := func(what string) {
		if !strings.Contains(said, what) {
			t.Errorf("%s/%s: %q is not in\n%s", p.ID, step.ID, what, said)
		}
	}
	var conditions func(list []obligation.Condition)
	conditions = func(list []obligation.Condition) {
		for _, c := range list {
			conditions(c.Any)
			if f, ok := p.Fact(c.Fact); ok {
				needs("“" + f.Name + "”")
			}
			if c.Number > 0 {
				needs(" " + strconv.Itoa(c.Number))
			}
		}
	}
	conditions(step.When)
	for _, v := range step.Limits {
		conditions(v.When)
		for _, l := range append([]obligation.Limit{v.Limit}, v.Limit.Of...) {
			if l.N > 0 {
				needs(strconv.Itoa(l.N) + " ")
			}
		}
	}
}

// What no pack that comes along has, for people may bring their own.
func TestRulesOfOtherPacksAreSaidToo(t *testing.T) {
	own := obligation.Pack{ID: "own", Standing: obligation.Contract, To: calendar.On(2027, 6, 30),
		Events: []obligation.Event{{ID: "told", Name: "Told"}},
		Facts:  []obligation.Fact{{ID: "n", Name: "Sites", Type: obligation.Number}, {ID: "eu", Name: "In the EU?", Type: obligation.YesNo}},
		Steps: []obligation.Step{{ID: "a", Name: "Notice", When: []obligation.Condition{
			{Fact: "eu", Op: obligation.IsNot, Words: []string{obligation.No}},
			{Any: []obligation.Condition{{Fact: "n", Op: obligation.Fewer, Number: 9}, {Fact: "n", Op: obligation.AtMost, Number: 3}}}},
			Limits: []obligation.Variant{{Limit: obligation.Limit{Kind: obligation.BusinessDays, N: 1, Closed: obligation.AfterNext, From: obligation.Trigger{Event: "told"}}}},
			Roll:   &obligation.Roll{Rule: obligation.EndOfNextOpenDay}, Readings: []obligation.Reading{obligation.NoonOpenDay}}}}
	text := obligating.InWords(own, assets.English())
	for _, sentence := range []string{"A contract and no law.", "They hold for incidents up to 2027-06-30.",
		"Only where “In the EU?” is answered with anything but “No” and either “Sites” is fewer than 9 or “Sites” is 3 or fewer.",
		"Limit: 1 business day after the day of “Told”, to the end of the last day; from a closed day, the business day after the next is the first one counted.",
		"\n  - An end on a closed day moves to the end of the next business day.\n",
		"never the deadline: an end on a closed day moves to noon of the next business day."} {
		if !strings.Contains(text, sentence) {
			t.Errorf("%q is not in\n%s", sentence, text)
		}
	}
}

func TestRulesThatDidNotHoldThenAskForNothing(t *testing.T) {
	d := newDesk(t)
	d.set("started", "2026-09-01 08:00")
	cra := d.begin("cra")
	d.must(d.s.State(ctx, cra, "aware", given("2026-09-10 14:25"), "", ""))
	v, err := d.s.Get(ctx, cra)
	if err != nil || v.Applies != "not_yet" || v.AppliesFrom != "2026-09-11" || v.AppliesDay != "2026-09-10" || v.Next() != nil {
		t.Errorf("%+v %v", v, err)
	}
	for _, k := range v.Clocks {
		if k.State != "not_required" || k.Due != nil {
			t.Errorf("%+v", k)
		}
	}
	// Sent all the same, it is sent and not late, and a day later the rules hold.
	d.must(d.s.Submit(ctx, cra, obligating.Sent{Step: "early_warning", At: given("2026-09-20 09:00"), Role: "security lead"}, ""))
	if k := d.clock(cra, "early_warning"); k.State != "met" || k.Due != nil {
		t.Errorf("%+v", k)
	}
	d.must(d.s.State(ctx, cra, "aware", given("2026-09-11 00:00"), "That was another one.", ""))
	if k := d.clock(cra, "early_warning"); k.State != "late" {
		t.Errorf("%+v", k)
	}
	if k := d.clock(cra, "notification"); k.State != "overdue" || k.Due == nil {
		t.Errorf("%+v", k)
	}
	// Answers to a law that did not hold stand in the way of no decision.
	d.set("started", "2025-12-30 08:00")
	ca := d.begin("us-ca")
	d.must(d.s.Answer(ctx, ca, "residents", "501", ""))
	d.must(d.s.State(ctx, ca, "discovered", given("2025-12-31"), "", ""))
	none := obligation.Judgement{Decision: obligation.NotNotifiable, Reason: "The law was not in force on that day.", Role: "privacy officer", Approver: "head of legal"}
	d.must(d.s.Decide(ctx, ca, none, ""))
}

func TestAProjectedEndIsPendingWhereSomethingHasBegun(t *testing.T) {
	d := newDesk(t)
	id := d.begin("dora")
	if end, _ := at(d.clock(id, "initial")); end != "" {
		t.Errorf("nothing has begun: %s", end)
	}
	d.must(d.s.State(ctx, id, "aware", given("2026-10-23 22:25"), "", ""))
	if end, sure := at(d.clock(id, "initial")); end != "2026-10-24T20:25:00Z" || sure {
		t.Errorf("%s %v", end, sure)
	}
	// What waits for a submission stands behind the end of that step.
	if end, _ := at(d.clock(id, "intermediate")); end != "" || d.clock(id, "intermediate").Projected == nil {
		t.Errorf("%s", end)
	}
	d.must(d.s.State(ctx, id, "classified", given("2026-10-24 09:00"), "", ""))
	if end, sure := at(d.clock(id, "initial")); end != "2026-10-24T11:00:00Z" || !sure {
		t.Errorf("%s %v", end, sure)
	}
}

func at(k obligating.ClockView) (end string, sure bool) {
	e, sure := k.Pending()
	if e == nil {
		return "", sure
	}
	return e.UTC, sure
}
