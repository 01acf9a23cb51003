package workspace

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"secondstory/assets"
	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/study"
	"secondstory/backend/service/studying"
)

// StudyTold is a study in numbers and in words: the same for the window and the command
// line.
type StudyTold struct {
	ID           string         `json:"id"`
	Ref          string         `json:"ref"`
	Title        string         `json:"title"`
	State        string         `json:"state"` // a study.State
	StateWord    string         `json:"state_word"`
	Check        string         `json:"check"` // that is due or comes next, "" for none
	SubjectRef   string         `json:"subject_ref"`
	SubjectTitle string         `json:"subject_title"`
	Action       string         `json:"action"`
	DoneOn       string         `json:"done_on"` // day on which that action was done, of a draft; "" for none
	Plan         StudyPlan      `json:"plan"`
	Hash         string         `json:"hash"` // of the plan
	Frozen       *StudyFrozen   `json:"frozen"`
	FrozenTwice  bool           `json:"frozen_twice"`
	Holds        string         `json:"holds"` // which of several frozen plans holds, in words; "" for one
	holdsPaper   string         // Holds without whose plan it is
	Others       []StudyOther   `json:"others"`   // plans beside it, which decide nothing
	Damaged      bool           `json:"damaged"`  // a frozen plan is not what was frozen
	Forecast     *StudyForecast `json:"forecast"` // null where the plan cannot be read
	Problem      *StudyProblem  `json:"problem"`
	Level        string         `json:"level"` // how sure each check is, and why
	Checks       []StudyCheck   `json:"checks"`
	Verdict      string         `json:"verdict"` // of the last result in one word, "" for none
	VerdictCode  string         `json:"verdict_code"`
	Replaces     string         `json:"replaces"`
	ReplacedBy   string         `json:"replaced_by"`
	CalendarName string         `json:"calendar_name"`
	Undecided    int            `json:"undecided"`
	Rev          int64          `json:"rev"`
}

// StudyPlan is a plan as people write it; see study.Terms.
type StudyPlan struct {
	Problem    string   `json:"problem"`
	Severities []string `json:"severities"`
	Service    string   `json:"service"`
	Change     string   `json:"change"`
	BeforeFrom string   `json:"before_from"`
	BeforeTo   string   `json:"before_to"`
	BurnIn     int      `json:"burn_in"`
	Excluded   []string `json:"excluded"`
	Checks     []string `json:"checks"`
	Exposure   string   `json:"exposure"`
	Calendar   string   `json:"calendar"` // reference
	Unit       string   `json:"unit"`
	Amounts    []string `json:"amounts"`
	Marks      []string `json:"marks"`
	Trigger    []string `json:"trigger"`
}

// StudyFrozen is when the plan was decided, and which.
type StudyFrozen struct {
	Day  string `json:"day"`
	At   string `json:"at"`
	By   string `json:"by"` // actor
	Hash string `json:"hash"`
}

// StudyForecast is what the plan can tell before its outcome is known.
type StudyForecast struct {
	Before   int    `json:"before"`
	Counted  string `json:"counted"`
	Earliest string `json:"earliest"` // YYYY-MM-DD, "" for never
	Check    string `json:"check"`    // planned check that can show it, "" for none
	Text     string `json:"text"`
}

// StudyProblem is why a plan cannot be read, and at which field.
type StudyProblem struct {
	Field  string            `json:"field"`
	Key    string            `json:"key"`
	Params map[string]string `json:"params"`
	Text   string            `json:"text"`
}

// StudyCheck is a planned check with what it said.
type StudyCheck struct {
	Day    string       `json:"day"`
	State  string       `json:"state"` // planned, due, taken
	Result *StudyResult `json:"result"`
}

// StudyResult is what a check said.
type StudyResult struct {
	At       string         `json:"at"`
	By       string         `json:"by"`
	Code     string         `json:"code"` // a study.Verdict
	Word     string         `json:"word"`
	Why      string         `json:"why"`
	Ratio    string         `json:"ratio"`
	P        string         `json:"p"`
	Before   string         `json:"before"`
	After    string         `json:"after"`
	Cases    []StudyCase    `json:"cases"`
	Warnings []StudyWarning `json:"warnings"`
	Method   string         `json:"method"`
	PlanHash string         `json:"plan_hash"`
	DataHash string         `json:"data_hash"`
	Rule     string         `json:"rule"` // signed rule behind it, "" for none
	Until    string         `json:"until"`
	Stale    bool           `json:"stale"` // the incidents have changed since
}

// StudyCase is an incident that was counted, or why not.
type StudyCase struct {
	Ref   string `json:"ref"`
	Title string `json:"title"`
	Day   string `json:"day"`
	Side  string `json:"side"` // before, after, left
	Why   string `json:"why"`
}

// StudyWarning is something that could make an outcome look like more than it is.
type StudyWarning struct {
	Code string `json:"code"`
	Text string `json:"text"`
}

// TellStudy puts a study into words.
func TellStudy(v studying.View, text *assets.Catalogue) StudyTold {
	t := teller{text}
	out := StudyTold{
		ID: v.ID, Ref: v.Ref, Title: v.Title, State: string(v.State), StateWord: t.say("studies.state." + string(v.State)), Check: v.Check,
		SubjectRef: v.SubjectRef, SubjectTitle: v.SubjectTitle, Action: v.Action, DoneOn: v.DoneOn, Hash: v.Hash, FrozenTwice: v.FrozenTwice, Damaged: v.Damaged, Checks: []StudyCheck{},
		Replaces: v.ReplacesRef, ReplacedBy: v.ReplacedBy, CalendarName: v.CalendarName, Undecided: v.Undecided, Rev: v.Rev,
		Plan: StudyPlan{Problem: v.Terms.Problem, Severities: notNil(v.Severities), Service: v.Service, Change: v.Change, BeforeFrom: v.BeforeFrom, BeforeTo: v.BeforeTo,
			BurnIn: v.BurnIn, Excluded: notNil(v.Excluded), Checks: notNil(v.Terms.Checks), Exposure: v.Exposure, Calendar: calendarRef(v.Calendar), Unit: v.Unit,
			Amounts: notNil(v.AmountLines), Marks: notNil(v.MarkLines), Trigger: notNil(v.Trigger)},
	}
	if f := v.Frozen; f != nil {
		out.Frozen = &StudyFrozen{Day: f.Day, At: f.At, By: f.By, Hash: f.Hash}
		if v.FrozenTwice {
			out.Holds = t.say("studies.frozenTwice", "who", t.freezer(v, f.By), "when", t.instant(f.At))
			out.holdsPaper = t.say("studies.frozenTwicePaper", "when", t.instant(f.At))
		}
	}
	out.Others = t.others(v)
	if v.Problem != nil {
		out.Problem = problemTold(v.Problem, text)
	}
	if f := v.Forecast; f != nil {
		told := t.forecast(v, *f)
		out.Forecast = &told
		out.Level = text.Count("studies.level", len(v.Terms.Checks), "level", percent(f.Level))
	}
	for _, day := range v.Terms.Checks {
		c := StudyCheck{Day: day, State: "planned"}
		if r, taken := v.ResultOf(day); taken {
			told := t.result(v, r)
			c.State, c.Result = "taken", &told
			out.Verdict, out.VerdictCode = told.Word, told.Code
		} else if v.State == study.DueNow && v.Check == day {
			c.State = "due"
		}
		out.Checks = append(out.Checks, c)
	}
	return out
}

func calendarRef(id string) string {
	if id == "" {
		return ""
	}
	return record.Ref(calendar.Schema.RefPrefix, id)
}

func problemTold(f *fault.Error, text *assets.Catalogue) *StudyProblem {
	p := &StudyProblem{Key: f.Key, Params: f.Params, Text: text.Fill(f.Key, f.Params)}
	if len(f.Fields) > 0 {
		p.Field = f.Fields[0].Name
	}
	if p.Params == nil {
		p.Params = map[string]string{}
	}
	return p
}

func (t teller) forecast(v studying.View, f study.Forecast) StudyForecast {
	out := StudyForecast{Before: len(f.CountedBefore), Counted: t.counted(v, int64(len(f.CountedBefore)), f.Before.Exposure)}
	if !f.Earliest.IsZero() {
		out.Earliest = f.Earliest.String()
	}
	switch {
	case f.Before.Exposure <= 0:
		out.Text = t.say("studies.forecast.no_exposure")
	case f.Before.Events == 0:
		out.Text = t.say("studies.forecast.none_before")
	case f.Earliest.IsZero():
		out.Text = t.say("studies.forecast.never")
	case f.Reach:
		out.Check = f.Check.String()
		out.Text = t.say("studies.forecast.earliest", "day", t.day(f.Earliest), "check", t.day(f.Check))
	default:
		out.Text = t.say("studies.forecast.too_short", "day", t.day(f.Earliest))
	}
	for _, why := range []study.Left{study.NoHour, study.OutsideHours} {
		n := 0
		for _, u := range f.Uncounted {
			if u.Why == why {
				n++
			}
		}
		if n > 0 {
			out.Text += " " + t.text.Count("measures.left", n, "why", t.say("studies.left."+string(why)))
		}
	}
	return out
}

// counted is how many incidents fell into how much, in words.
func (t teller) counted(v studying.View, n int64, exposure float64) string {
	over := ""
	switch v.Exposure {
	case study.OverBusiness:
		over = t.say("studies.over.business", "amount", amount(exposure))
	case study.OverAmounts:
		over = t.say("studies.over.amounts", "amount", amount(exposure), "unit", v.Unit)
	default:
		over = t.text.Count("studies.over.days", int(math.Round(exposure)))
	}
	return t.text.Count("studies.counted", int(n), "over", over)
}

func (t teller) result(v studying.View, r study.Result) StudyResult {
	f := r.Found
	out := StudyResult{
		At: r.At, By: r.By, Code: string(r.Verdict), Word: t.say("studies.verdict." + string(r.Verdict)), Ratio: t.studyRatio(f),
		Before: t.counted(v, f.BeforeCount, f.BeforeExposure), After: t.counted(v, f.AfterCount, f.AfterExposure), Cases: []StudyCase{}, Warnings: []StudyWarning{},
		Method: r.Method, PlanHash: r.PlanHash, DataHash: r.DataHash, Until: f.Until,
	}
	if f.P != nil {
		out.P = plain(*f.P)
	}
	if f.Rule != nil {
		out.Rule = f.Rule.Ref + " v" + strconv.Itoa(f.Rule.Number)
	}
	for _, stale := range v.Stale {
		out.Stale = out.Stale || stale == r.Check
	}
	said := "studies.why." + string(r.Verdict)
	if r.Verdict == study.NotShown && (f.Ratio == nil || *f.Ratio > 1) {
		said += "_more"
	}
	until, errUntil := calendar.ParseDate(f.Until)
	// The last check ends the window, however early what was brought in stops.
	if r.Verdict == study.NotEnoughData && errUntil == nil && !slices.ContainsFunc(v.Terms.Checks, func(day string) bool { return day > r.Check }) {
		said += "_over"
	}
	why := []string{t.say(said, "ratio", out.Ratio, "level", percent(f.Level), "day", t.dayText(f.Until))}
	if earliest, err := calendar.ParseDate(f.Earliest); err == nil && errUntil == nil {
		key, n := "studies.quiet_days", daysUntil(until, earliest)
		if n > 60 {
			key, n = "studies.quiet_months", int(math.Ceil(float64(n)*12/365.25))
		}
		why = append(why, t.text.Count(key, n, "day", t.day(earliest)))
		// Whoever looks on days that were not planned finds something by chance more often.
		if !slices.ContainsFunc(v.Terms.Checks, func(day string) bool { return day >= f.Earliest }) {
			why = append(why, t.say("studies.quiet_unplanned"))
		}
	}
	out.Why = strings.Join(why, " ")
	for _, side := range []struct {
		name string
		list []study.Case
	}{{"before", f.Before}, {"after", f.After}} {
		for _, c := range side.list {
			out.Cases = append(out.Cases, StudyCase{Ref: c.Ref, Title: v.Titles[c.Ref], Day: c.Day, Side: side.name})
		}
	}
	for _, l := range f.Left {
		out.Cases = append(out.Cases, StudyCase{Ref: l.Ref, Title: v.Titles[l.Ref], Day: l.Day, Side: "left", Why: t.say("studies.left."+l.Why, "words", l.Words)})
	}
	for _, w := range f.Warnings {
		out.Warnings = append(out.Warnings, StudyWarning{w, t.say("studies.warning." + w)})
	}
	return out
}

func daysUntil(from, to calendar.Date) int {
	n := 0
	for d := from; d.Before(to); d = d.AddDays(1) {
		n++
	}
	return n
}

// studyRatio is a kept ratio with its interval. From no incident before to some after it
// is without bound, and its lower end says what is known.
func (t teller) studyRatio(f study.Found) string {
	if f.BeforeCount+f.AfterCount == 0 || f.Lower == nil && f.Upper == nil {
		return t.say("measures.unknown")
	}
	value := "∞"
	if f.Ratio != nil {
		value = plain(*f.Ratio)
	}
	if f.Upper == nil {
		return t.say("measures.at_least", "value", value, "from", plain(*f.Lower))
	}
	lower := 0.0
	if f.Lower != nil {
		lower = *f.Lower
	}
	return t.say("measures.between", "value", value, "from", plain(lower), "to", plain(*f.Upper))
}

// percent writes a level with as many digits as it needs: 95, 98.33.
func percent(level float64) string {
	return strconv.FormatFloat(math.Round(level*10_000)/100, 'f', -1, 64)
}

// amount writes a large number without a fraction and a small one with two digits of it.
func amount(v float64) string {
	if v >= 100 {
		return strconv.FormatFloat(math.Round(v), 'f', 0, 64)
	}
	return strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64)
}
