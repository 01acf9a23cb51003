package study

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/measure"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/stat"
)

func terms() Terms {
	return Terms{Problem: "readers lose their link", Change: "2026-01-01", BeforeFrom: "2025-01-01", BurnIn: 14,
		Checks: []string{"2026-06-30", "2026-01-31", "2026-04-01"}, Excluded: []string{"2025-08-01..2025-08-14 the plant stood still"}}
}

func TestTermsAreReadAsTheyAreWritten(t *testing.T) {
	p, err := terms().Plan()
	if err != nil {
		t.Fatal(err)
	}
	if p.Before.Last.String() != "2025-12-31" || p.After.First.String() != "2026-01-01" || p.After.Last.String() != "2026-06-30" || len(p.Excluded) != 1 ||
		p.Excluded[0].Days() != 14 || p.Excluded[0].Why != "the plant stood still" || len(p.Checks) != 3 {
		t.Errorf("%+v", p)
	}
	for name, change := range map[string]func(*Terms){
		"study.day_missing":      func(u *Terms) { u.Change = "" },
		"record.field_not_date":  func(u *Terms) { u.BeforeFrom = "2025-02-30" },
		"study.no_check":         func(u *Terms) { u.Checks = nil },
		"study.check_early":      func(u *Terms) { u.Checks = []string{"2026-01-10"} },
		"study.check_twice":      func(u *Terms) { u.Checks = []string{"2026-04-01", "2026-04-01"} },
		"study.many_checks":      func(u *Terms) { u.Checks = slices.Repeat([]string{"2026-04-01"}, MostChecks+1) },
		"study.exclusion_why":    func(u *Terms) { u.Excluded = []string{"2025-08-01..2025-08-14"} },
		"study.stretch":          func(u *Terms) { u.Excluded = []string{"August, the plant"} },
		"study.exposure_unknown": func(u *Terms) { u.Exposure = "moons" },
		"study.calendar_missing": func(u *Terms) { u.Exposure = OverBusiness },
		"study.window_long":      func(u *Terms) { u.BeforeFrom = "1901-01-01" },
		"study.windows_overlap":  func(u *Terms) { u.BeforeTo = "2026-01-01" },
		"study.window_empty":     func(u *Terms) { u.BeforeTo = "2024-12-31" },
		"study.burn_in":          func(u *Terms) { u.BurnIn = -1 },
	} {
		u := terms()
		change(&u)
		_, err := u.Plan()
		if f, ok := fault.As(err); !ok || f.Key != name {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTheHashOfAPlanIsOfItsMeaningAndNotOfTheOrderItWasTypedIn(t *testing.T) {
	a, b := terms(), terms()
	slices.Reverse(b.Checks)
	one, errA := a.Hash()
	two, errB := b.Hash()
	if errA != nil || errB != nil || one != two || len(one) != 64 {
		t.Errorf("%s %s %v %v", one, two, errA, errB)
	}
	b.BurnIn++
	if other, _ := b.Hash(); other == one {
		t.Error("another burn-in has the same hash")
	}
	if !a.Counts(terms()) || a.Counts(b) {
		t.Error("which plans count alike")
	}
}

func TestAmountsAndMarksNameTheLineThatSaysNothing(t *testing.T) {
	list, err := Amounts([]string{"2026-02-01..2026-02-28 2800", "2026-01-01..2026-01-31 310"})
	if err != nil {
		t.Fatal(err)
	}
	for day, want := range map[string]float64{"2026-01-31": 10, "2026-02-01": 100} {
		if v, known := PerDay(list, date(t, day)); !known || v != want {
			t.Errorf("%s: %v %v", day, v, known)
		}
	}
	if _, known := PerDay(list, date(t, "2026-03-01")); known {
		t.Error("an amount nobody typed")
	}
	for line, key := range map[string]string{"2026-02-01..2026-02-28 many": "study.amount", "2026-02-01 -4": "study.amount", "2026-02-01 NaN": "study.amount", "": "study.stretch",
		"2026-02-01..2026-02-28 1e16": "study.amount"} {
		_, err := Amounts([]string{line})
		if f, ok := fault.As(err); !ok || f.Key != key {
			t.Errorf("%q: %v", line, err)
		}
	}
	_, err = Amounts([]string{"2026-01-01..2026-01-31 1", "2026-01-31 1"})
	if f, ok := fault.As(err); !ok || f.Key != "study.amounts_overlap" {
		t.Error(err)
	}
	marks, err := Marks([]string{"2026-03-04 taxonomy new severities", "2026-03-05 change new cache"})
	if err != nil || marks[0].Kind != MarkTaxonomy || marks[1].Words != "new cache" {
		t.Errorf("%+v %v", marks, err)
	}
	for _, line := range []string{"2026-03-04 party", "2026-03-04..2026-03-05 change two days", "change"} {
		if _, err := Marks([]string{line}); err == nil {
			t.Errorf("%q was taken", line)
		}
	}
}

func TestTheForecastLooksAtNothingAfterTheChangeAndKeepsItsWord(t *testing.T) {
	for _, burnIn := range []int{0, 14} {
		for _, exposure := range []func(calendar.Date) float64{nil, func(d calendar.Date) float64 {
			if d.Weekday() == 0 || d.Weekday() == 6 {
				return 0
			}
			return 8
		}} {
			p := plan(365, 730)
			p.BurnIn, p.Checks = burnIn, []calendar.Date{p.Change.AddDays(60), p.Change.AddDays(200), p.Change.AddDays(729)}
			before := spread("b", p.Before, 12)
			f, err := Foresee(p, append(spread("a", p.After, 9), before...), Around{Exposure: exposure})
			if err != nil {
				t.Fatal(err)
			}
			if f.Before.Events != 12 || len(f.CountedBefore) != 12 || f.Earliest.IsZero() || !f.Reach || f.Check.Before(f.Earliest) {
				t.Fatalf("%+v", f)
			}
			// On that day, and not the day before, a fall is shown if it stays quiet.
			for days, want := range map[int]Verdict{0: Reduced, -1: NotEnoughData} {
				o, err := Look(p, before, Around{Today: f.Earliest.AddDays(days), Exposure: exposure})
				if err != nil {
					t.Fatal(err)
				}
				if o.Verdict != want {
					t.Errorf("burn-in %d, %d days from %v: %s", burnIn, days, f.Earliest, o.Verdict)
				}
			}
		}
	}
	none, err := Foresee(plan(365, 365), nil, Around{})
	if err != nil || !none.Earliest.IsZero() || none.Reach {
		t.Errorf("without an incident before: %+v %v", none, err)
	}
	short := plan(365, 20)
	f, err := Foresee(short, spread("b", short.Before, 5), Around{})
	if err != nil || f.Reach || !short.After.Last.Before(f.Earliest) {
		t.Errorf("a window that is too short: %+v %v", f, err)
	}
}

func TestAmountsNobodyKnowsYetCountAsTheDaysBeforeDid(t *testing.T) {
	p := plan(100, 400)
	before := spread("b", p.Before, 10)
	days, err := Foresee(p, before, Around{})
	if err != nil {
		t.Fatal(err)
	}
	amounts := func(d calendar.Date) float64 {
		if p.Before.Holds(d) {
			return 1200
		}
		return 0
	}
	got, err := Foresee(p, before, Around{Exposure: amounts, Known: p.Before.Last})
	if err != nil || got.Earliest != days.Earliest {
		t.Errorf("%v, want %v (%v)", got.Earliest, days.Earliest, err)
	}
}

func TestTheChancesOfErrorOfAllChecksTogetherStayAtOneInTwenty(t *testing.T) {
	for n, want := range map[int]float64{1: 0, 2: 0.975, 5: 0.99} {
		p := plan(360, 360)
		p.Checks = make([]calendar.Date, n)
		if got := p.Ask().Level; got != want {
			t.Errorf("%d checks: %v, want %v", n, got, want)
		}
	}
	r := rand.New(rand.NewPCG(19, 2026))
	const runs = 4_000
	claimed, found := 0, 0
	for range runs {
		for at, rate := range []float64{12, 1.2} {
			p := plan(360, 180)
			p.Checks = []calendar.Date{p.Change.AddDays(29), p.Change.AddDays(89), p.Change.AddDays(179)}
			before := poisson(r, 24)
			after, said := 0, false
			for i, days := range []int{30, 60, 90} {
				after += poisson(r, rate*float64(days)/180)
				o := Outcome{Before: stat.Counted{Events: int64(before), Exposure: 360}, After: stat.Counted{Events: int64(after), Exposure: []float64{30, 90, 180}[i]}, Until: p.Checks[i]}
				var err error
				if o.Ratio, err = stat.RateRatio(o.Before, o.After, p.Ask()); err != nil {
					t.Fatal(err)
				}
				if err := o.judge(p, Around{Today: p.Checks[i]}); err != nil {
					t.Fatal(err)
				}
				said = said || o.Verdict == Reduced
			}
			switch {
			case at == 0 && said:
				claimed++
			case at == 1 && said:
				found++
			}
		}
	}
	if share := float64(claimed) / runs; share > 0.05 {
		t.Errorf("with three looks a fall is claimed in %.1f %% without one", share*100)
	}
	if share := float64(found) / runs; share < 0.8 {
		t.Errorf("with three looks a fall by nine tenths is found in %.1f %%", share*100)
	}
}

func TestAChangeThatOthersMadeOnTheSameDayIsWarnedOf(t *testing.T) {
	p := plan(360, 360)
	o, err := Look(p, spread("b", p.Before, 8), Around{Today: p.After.Last, OtherChanges: []calendar.Date{p.Change}, FrozenOn: p.Change.AddDays(40)})
	if err != nil || !slices.Equal(o.Warnings, []Warning{SeveralChanges, FrozenLate}) {
		t.Errorf("%v %v", o.Warnings, err)
	}
}

// frozenState is a record whose plan is frozen.
func frozenState(t *testing.T, plan Terms, hash string) *record.State {
	t.Helper()
	plain, err := record.Plain(plan)
	if err != nil {
		t.Fatal(err)
	}
	st := record.NewState(RecordKind, "01JD0000000000000000000000")
	if _, err := record.Apply(Schema, st, record.SetOp(record.Path{Field: "title"}, "Links"),
		record.SetOp(record.Path{Field: "change"}, "2031-01-01"),
		record.AddOp(FrozenOf, "01JD0000000000000000000001", record.Doc{"at": "2026-01-02T00:00:00Z", "day": "2026-01-02", "hash": hash, "plan": plain})); err != nil {
		t.Fatal(err)
	}
	return st
}

func TestAFrozenPlanIsWhatCountsWhateverTheDraftSays(t *testing.T) {
	hash, err := terms().Hash()
	if err != nil {
		t.Fatal(err)
	}
	h := Of(frozenState(t, terms(), hash))
	if h.Frozen == nil || h.Change != "2026-01-01" {
		t.Fatalf("%+v", h)
	}
	if err := Open(frozenState(t, terms(), hash), record.Path{Field: "change"}); !fault.Is(err, fault.Denied) {
		t.Error(err)
	}
	if err := Open(frozenState(t, terms(), hash), record.Path{Field: "marks"}); err != nil {
		t.Error(err)
	}
	for today, want := range map[string]State{"2026-01-31": Running, "2026-02-01": DueNow} {
		if got, check := h.On(today); got != want || check != "2026-01-31" {
			t.Errorf("on %s: %s %s", today, got, check)
		}
	}
	changed := terms()
	changed.BurnIn = 90
	if h := Of(frozenState(t, changed, hash)); h.Frozen != nil || !h.Damaged {
		t.Errorf("a plan that is not what was frozen counts: %+v", h.Frozen)
	}
	if err := CheckEntity(ResultsOf, record.Doc{}); !fault.Is(err, fault.Denied) {
		t.Error(err)
	}
}

func reversed(list []measure.Incident) []measure.Incident {
	out := slices.Clone(list)
	slices.Reverse(out)
	return out
}

func TestTheHashOfTheDataChangesWithAnyIncidentAndWithNothingElse(t *testing.T) {
	p := plan(360, 360)
	hash := func(all []measure.Incident, rule *RuleBehind) string {
		t.Helper()
		o, err := Look(p, all, Around{Today: p.After.Last})
		if err != nil {
			t.Fatal(err)
		}
		h, err := o.Keep(rule).DataHash()
		if err != nil {
			t.Fatal(err)
		}
		return h
	}
	all := append(spread("b", p.Before, 5), spread("a", p.After, 2)...)
	first := hash(all, nil)
	if hash(reversed(all), &RuleBehind{Ref: "POL-26-000000", Number: 2}) != first {
		t.Error("the order of the incidents or the rule changed the hash")
	}
	all[0].Day = p.Before.Last.String()
	if hash(all, nil) == first {
		t.Error("another day has the same hash")
	}
}

func TestAWindowFromBeforeTheFirstIncidentOfAllIsWarnedOf(t *testing.T) {
	p := plan(360, 360)
	late := spread("b", measure.Span{First: p.Before.Last.AddDays(-200), Last: p.Before.Last}, 12)
	for name, all := range map[string][]measure.Incident{"none before": late, "one of another service": append([]measure.Incident{{Ref: "o", Day: p.Before.First.String(), Services: []string{"Bus"}}}, late...)} {
		o, err := Look(p, all, Around{Today: p.After.Last})
		if err != nil || slices.Contains(o.Warnings, RecordBegins) != (name == "none before") {
			t.Errorf("%s: %v %v", name, o.Warnings, err)
		}
	}
}

func TestWhatNobodyBroughtInIsNotCountedAsQuiet(t *testing.T) {
	p := plan(360, 360)
	all := spread("b", p.Before, 30)
	o, err := Look(p, all, Around{Today: p.After.Last.AddDays(1), Ends: p.Before.Last})
	if err != nil || o.Verdict != NoComparison || !slices.Contains(o.Warnings, RecordEnds) {
		t.Errorf("nothing is known after the change: %s %v %v", o.Verdict, o.Warnings, err)
	}
	cut := p.After.First.AddDays(99)
	o, err = Look(p, all, Around{Today: p.After.Last.AddDays(1), Ends: cut})
	if err != nil || o.After.Exposure != 100 || o.Until != cut || !slices.Contains(o.Warnings, RecordEnds) {
		t.Errorf("known for 100 days: %v until %v, %v %v", o.After.Exposure, o.Until, o.Warnings, err)
	}
	o, err = Look(p, all, Around{Today: p.After.Last.AddDays(1), Ends: p.After.Last})
	if err != nil || o.Verdict != Reduced || slices.Contains(o.Warnings, RecordEnds) {
		t.Errorf("known to the end: %s %v %v", o.Verdict, o.Warnings, err)
	}
}

func TestThePlanIsAllOfTheFieldsButThoseThatAreLearntLater(t *testing.T) {
	groups := map[string][]string{}
	for _, f := range Schema.Fields {
		later := slices.Contains([]string{"title", "amounts", "marks"}, f.Name)
		if later == slices.Contains(planFields, f.Name) {
			t.Errorf("%s: in the plan %v", f.Name, !later)
		}
		if f.Group != "" {
			groups[f.Group] = append(groups[f.Group], f.Name)
		}
	}
	if fmt.Sprint(groups) != fmt.Sprint(planGroups) {
		t.Errorf("groups %v\nare %v", planGroups, groups)
	}
}

// A version that somebody wrote by hand and that is no plan is passed over.
func TestVersionsOfTheDraftAreReadAsTheirGroupSays(t *testing.T) {
	was := Terms{Severities: []string{"SEV1"}, Service: "Gates", BurnIn: 3}
	got := was.versions(merge.Conflict{Path: "filter", Values: []string{`{"severities":["SEV2"]}`, "", "{", `{"service":7}`}})
	if len(got) != 2 || fmt.Sprint(got[0].Severities) != "[SEV2]" || got[0].Service != "" || got[0].BurnIn != 3 || len(got[1].Severities) != 0 || got[1].BurnIn != 3 {
		t.Errorf("%+v", got)
	}
	if got := was.versions(merge.Conflict{Path: "replaces", Values: []string{"x"}}); len(got) != 1 || got[0].Replaces != "x" || got[0].Service != "Gates" {
		t.Errorf("%+v", got)
	}
}
