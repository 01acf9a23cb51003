package obligation_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/obligation"
)

func TestEveryShippedPackIsSoundAndNamesItsSources(t *testing.T) {
	list, err := shipped()
	if err != nil || len(list) != 20 {
		t.Fatal(len(list), err)
	}
	hashes := map[string]string{}
	for _, p := range list {
		if len(p.Sources) == 0 || p.Authority == "" || p.Jurisdiction == "" {
			t.Errorf("%s says too little of itself", p.ID)
		}
		hash, err := p.Hash()
		if err != nil || hashes[hash] != "" {
			t.Errorf("%s: %v, same as %s", p.ID, err, hashes[hash])
		}
		hashes[hash] = p.ID
		body, err := p.Body()
		if err != nil {
			t.Fatal(err)
		}
		again, err := obligation.Parse(body)
		if err != nil {
			t.Fatal(err)
		}
		if back, _ := again.Body(); string(back) != string(body) {
			t.Errorf("%s is not the same when it is read again", p.ID)
		}
	}
}

func TestAPackAppliesFromItsFirstDayOn(t *testing.T) {
	cra, omnibus := packNamed(t, "cra"), packNamed(t, "gdpr-omnibus")
	for day, want := range map[calendar.Date]obligation.Applies{calendar.On(2026, 9, 10): obligation.AppliesLater, calendar.On(2026, 9, 11): obligation.AppliesNow} {
		if got := cra.On(day); got != want {
			t.Errorf("%s on %s", got, day)
		}
	}
	if got := omnibus.On(calendar.On(2030, 1, 1)); got != obligation.AppliesNever {
		t.Error(got)
	}
	cra.To = calendar.On(2027, 1, 31)
	if cra.On(calendar.On(2027, 1, 31)) != obligation.AppliesNow || cra.On(calendar.On(2027, 2, 1)) != obligation.AppliesEnded {
		t.Error("the last day of a pack belongs to it")
	}
}

func TestAPackThatIsNotSoundIsRefusedWithItsPlace(t *testing.T) {
	p := packNamed(t, "dora")
	good, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range []struct{ old, new, place string }{
		{`"version":1`, `"version":0`, "head"},
		{`"standing":"in_force"`, `"standing":"maybe"`, "head"},
		{`{"after":"initial"}`, `{"after":"final"}`, "intermediate"}, // a later step: a ring
		{`{"after":"initial"}`, `{"after":"intermediate"}`, "intermediate"},
		{`{"after":"initial"}`, `{"after":"initial","event":"aware"}`, "intermediate"},
		{`{"event":"classified"}`, `{"event":"guessed"}`, "initial"},
		{`"kind":"months","n":1`, `"kind":"months","n":0`, "final"},
		{`"kind":"months"`, `"kind":"moons"`, "final"},
		{`"kind":"months"`, `"kind":"business_days"`, "final"}, // where it begins is not said
		{`"noon_of_next_open_day"`, `"some_day"`, "initial"},
		{`"choices":["credit_institution"`, `"choices":["credit"`, "initial"},
		{`"id":"final"`, `"id":"initial"`, "steps"},
	} {
		text := strings.Replace(string(good), one.old, one.new, 1)
		if text == string(good) {
			t.Fatalf("%s is not there", one.old)
		}
		_, err := obligation.Parse([]byte(text))
		f, ok := fault.As(err)
		if !ok || f.Key != "obligation.pack" || f.Params["place"] != one.place {
			t.Errorf("%s: %v", one.new, err)
		}
	}
	for _, text := range []string{"", "{", "[]", string(good) + "x", strings.Replace(string(good), `"id"`, `"forgives":true,"id"`, 1)} {
		if _, err := obligation.Parse([]byte(text)); !fault.Is(err, fault.Invalid) {
			t.Errorf("%.20q: %v", text, err)
		}
	}
	if _, err := obligation.Parse([]byte(strings.Replace(string(good), `"standing"`, `"zone":"Mars/Base","standing"`, 1))); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
}

func TestAnAnswerHasToFitItsQuestion(t *testing.T) {
	number := obligation.Fact{ID: "people", Type: obligation.Number}
	choice := obligation.Fact{ID: "risk", Type: obligation.Choice, Choices: []string{"low", "high"}}
	yesNo := obligation.Fact{ID: "ok", Type: obligation.YesNo}
	for _, one := range []struct {
		f     obligation.Fact
		good  []string
		wrong []string
	}{
		{number, []string{"", "0", "500"}, []string{"-1", "1.5", "many", "007", "1e3", "999999999999999999999"}},
		{choice, []string{"", "low"}, []string{"middle", "yes"}},
		{yesNo, []string{"", "yes", "no"}, []string{"true", "1"}},
	} {
		for _, text := range one.good {
			if err := one.f.Accept(text); err != nil {
				t.Error(err)
			}
		}
		for _, text := range one.wrong {
			refused(t, one.f.Accept(text), "obligation.fact_"+string(one.f.Type))
		}
	}
}

func TestClocksAreOrderedByWhatComesFirst(t *testing.T) {
	s := sketch{pack: "gdpr", zone: "Europe/Berlin", now: "2026-05-04 10:00", facts: facts{"risk": "high_risk", "as_processor": "yes", "exempt_34": "yes", "contract_hours": "24"},
		events: when{"processor_aware": "2026-05-04 09:00", "aware": "2026-05-04 09:30"}}
	got, _ := s.clocks(t)
	list := []obligation.Clock{got["people"], got["authority"], got["controller"]}
	slices.SortStableFunc(list, obligation.ByDue)
	if list[0].Step != "controller" || list[1].Step != "authority" || list[2].Step != "people" {
		t.Errorf("%v %v %v", list[0].Step, list[1].Step, list[2].Step)
	}
}
