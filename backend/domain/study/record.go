package study

import (
	"cmp"
	"encoding/json"
	"slices"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/search"
)

// Held is a study as a record holds it.
type Held struct {
	ID, Ref, Space string
	Title          string
	// Terms are those that were frozen, or the draft while nothing is.
	Terms
	AmountLines, MarkLines []string
	Frozen                 *Frozen
	// FrozenTwice says that two machines froze different plans before they met. The one that
	// was frozen first counts, by what the clocks of the machines said then, and of two at one
	// second that with the smaller hash: everywhere the same one.
	FrozenTwice bool
	frozen      []Frozen         // all that are sound, the one that counts first
	draft       Terms            // what the fields of the record say
	asked       []merge.Conflict // open versions of the draft of a frozen plan
	otherwise   []Result         // of plans that do not count
	// Damaged says that a frozen plan is not what its hash says: somebody changed the file
	// of a shared space by hand. It counts for nothing.
	Damaged bool
	Results []Result // by check, then by when it was taken; the first of a check counts
	// Undecided is how many conflicts of a merge wait for an answer.
	Undecided int
	Trashed   bool
	Rev       int64
	ChangedAt time.Time
}

// Frozen is a plan as it was decided.
type Frozen struct {
	At   string // instant, RFC 3339
	Day  string // of the calendar of the machine it was frozen on
	By   string // actor
	Hash string
	Terms
}

// Result is what a check said.
type Result struct {
	ID       string
	Check    string // planned day
	At, By   string
	Verdict  Verdict
	Method   string
	PlanHash string
	DataHash string
	Found    Found
}

// Found is an outcome as a result keeps it: all that a screen shows of it, without asking
// the incidents again. A number that is missing is infinite or not known.
type Found struct {
	BeforeCount    int64       `json:"before_count"`
	AfterCount     int64       `json:"after_count"`
	BeforeExposure float64     `json:"before_exposure"`
	AfterExposure  float64     `json:"after_exposure"`
	Ratio          *float64    `json:"ratio,omitempty"`
	Lower          *float64    `json:"lower,omitempty"`
	Upper          *float64    `json:"upper,omitempty"`
	P              *float64    `json:"p,omitempty"`
	Level          float64     `json:"level"`
	StatMethod     string      `json:"stat_method"`
	Before         []Case      `json:"before"`
	After          []Case      `json:"after"`
	Left           []LeftCase  `json:"left"`
	Warnings       []string    `json:"warnings"`
	Until          string      `json:"until"`
	Earliest       string      `json:"earliest"`
	Rule           *RuleBehind `json:"rule,omitempty"`
}

// Case is an incident that was counted.
type Case struct {
	Ref string `json:"ref"`
	Day string `json:"day"`
}

// LeftCase is one that was not, and why.
type LeftCase struct {
	Case
	Why   string `json:"why"`
	Words string `json:"words"`
}

// RuleBehind is the signed rule in force that says what an incident of a severity is.
type RuleBehind struct {
	Ref    string `json:"ref"`
	Number int    `json:"number"`
	Hash   string `json:"hash"`
}

// FromSnapshot reads a study out of its record.
func FromSnapshot(snap record.Snapshot) Held {
	h := Of(snap.State)
	h.ID, h.Ref, h.Space = snap.ID, record.Ref(Schema.RefPrefix, snap.ID), snap.Space
	h.Trashed, h.Rev, h.ChangedAt = snap.Trashed(), snap.Rev, snap.ChangedAt
	return h
}

// Of reads the content of a record.
func Of(st *record.State) Held {
	d := st.Head
	burn, _ := d["burn_in"].(float64)
	h := Held{Title: record.Str(d, "title"), AmountLines: record.Strs(d, "amounts"), MarkLines: record.Strs(d, "marks"), Results: []Result{},
		Terms: Terms{
			Subject: record.Str(d, "subject"), Part: record.Str(d, "part"), Problem: record.Str(d, "problem"),
			Severities: record.Strs(d, "severities"), Service: record.Str(d, "service"), Change: record.Str(d, "change"),
			BeforeFrom: record.Str(d, "before_from"), BeforeTo: record.Str(d, "before_to"), BurnIn: int(burn),
			Excluded: record.Strs(d, "excluded"), Checks: record.Strs(d, "checks"), Exposure: record.Str(d, "exposure"),
			Calendar: record.Str(d, "calendar"), Unit: record.Str(d, "unit"), Trigger: record.Strs(d, "trigger"), Replaces: record.Str(d, "replaces"),
		}}
	h.draft = h.Terms
	for _, id := range st.Live(FrozenOf) {
		doc := st.Parts[FrozenOf][id].Doc
		f := Frozen{At: record.Str(doc, "at"), Day: record.Str(doc, "day"), By: record.Str(doc, "by"), Hash: record.Str(doc, "hash")}
		sound := read(doc["plan"], &f.Terms)
		if hash, err := f.Terms.Hash(); !sound || err != nil || hash != f.Hash {
			h.Damaged = true
			continue
		}
		h.frozen = append(h.frozen, f)
	}
	slices.SortStableFunc(h.frozen, func(a, b Frozen) int { return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Hash, b.Hash)) })
	if len(h.frozen) > 0 {
		h.Frozen, h.Terms = &h.frozen[0], h.frozen[0].Terms
		h.FrozenTwice = slices.ContainsFunc(h.frozen, func(f Frozen) bool { return f.Hash != h.frozen[0].Hash })
	}
	for _, id := range st.Live(ResultsOf) {
		doc := st.Parts[ResultsOf][id].Doc
		r := Result{ID: id, Check: record.Str(doc, "check"), At: record.Str(doc, "at"), By: record.Str(doc, "by"), Verdict: Verdict(record.Str(doc, "verdict")),
			Method: record.Str(doc, "method"), PlanHash: record.Str(doc, "plan_hash"), DataHash: record.Str(doc, "data_hash")}
		switch {
		case !read(doc["found"], &r.Found) || h.Frozen == nil:
		case r.PlanHash == h.Frozen.Hash:
			h.Results = append(h.Results, r)
		default:
			h.otherwise = append(h.otherwise, r)
		}
	}
	slices.SortFunc(h.Results, func(a, b Result) int {
		return cmp.Or(cmp.Compare(a.Check, b.Check), cmp.Compare(a.At, b.At), cmp.Compare(a.ID, b.ID))
	})
	for _, id := range st.Live(merge.ConflictsName) {
		c := merge.ConflictOf(id, st.Parts[merge.ConflictsName][id].Doc)
		switch {
		case c.State != merge.Open:
		case h.Frozen != nil && isOfPlan(c.Path):
			h.asked = append(h.asked, c)
		default:
			h.Undecided++
		}
	}
	return h
}

func read(v, into any) bool {
	raw, err := json.Marshal(v)
	return err == nil && json.Unmarshal(raw, into) == nil
}

// ResultOf is the result of a planned check.
func (h *Held) ResultOf(check string) (Result, bool) {
	i := slices.IndexFunc(h.Results, func(r Result) bool { return r.Check == check })
	if i < 0 {
		return Result{}, false
	}
	return h.Results[i], true
}

// State is where a study stands.
type State string

// The states.
const (
	Draft   State = "draft"
	Running State = "running"
	DueNow  State = "due"   // the day of a planned check is over and it is not taken
	Known   State = "known" // all planned checks are taken
)

// States in the order in which lists show them.
var States = []State{DueNow, Draft, Running, Known}

// On is where the study stands on a day (YYYY-MM-DD), and the check that is due or comes
// next; "" for none.
func (h *Held) On(today string) (State, string) {
	if h.Frozen == nil {
		return Draft, ""
	}
	for _, check := range inOrder(h.Checks) {
		if _, taken := h.ResultOf(check); taken {
			continue
		}
		if check < today { // the day itself counts to its end
			return DueNow, check
		}
		return Running, check
	}
	return Known, ""
}

// IndexRow is what lists and search keep of a study. Whether a check is due depends on
// the day and is not kept.
func IndexRow(snap record.Snapshot) record.IndexRow {
	h := FromSnapshot(snap)
	state, _ := h.On("")
	row := record.IndexRow{ID: snap.ID, Ref: h.Ref, Kind: RecordKind, Title: h.Title, State: string(state), Date: h.Change,
		Trashed: h.Trashed, ChangedAt: snap.ChangedAt, Rev: snap.Rev,
		Services: []string{}, Tags: []string{}, Classes: []string{}, Has: []string{}, Places: []search.Place{},
		Counts: map[string]int{ResultsOf: len(h.Results), "undecided": h.Undecided}}
	if h.Service != "" {
		row.Services = []string{h.Service}
	}
	return row
}

// CheckEntity refuses parts that only freezing and checking write, and lines that say
// nothing. A draft may be unfinished, so the plan as a whole is not looked at.
func CheckEntity(collection string, doc record.Doc) error {
	switch collection {
	case FrozenOf, ResultsOf:
		return fault.New(fault.Denied, "study.written_once")
	case "":
		if _, err := Amounts(record.Strs(doc, "amounts")); err != nil {
			return err
		}
		_, err := Marks(record.Strs(doc, "marks"))
		return err
	}
	return nil
}

// Open refuses to change the plan of a record that has been frozen. It has to see the
// frozen plans.
func Open(st *record.State, p record.Path) error {
	if p.Collection == "" && slices.Contains(planFields, p.Field) && len(st.Live(FrozenOf)) > 0 {
		return fault.New(fault.Denied, "study.frozen", "ref", record.Ref(Schema.RefPrefix, st.ID))
	}
	return nil
}
